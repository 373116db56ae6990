//! JSON as values that know where they stand: findings name the line of a member.

use std::{collections::BTreeSet, ops::Range};

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Json {
    pub(crate) kind: Kind,
    pub(crate) range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Null,
    Bool,
    /// To the letter.
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) range: Range<usize>,
    pub(crate) value: Json,
}

impl Json {
    pub(crate) fn members(&self) -> &[Member] {
        if let Kind::Object(members) = &self.kind { members } else { &[] }
    }

    /// The value of a member.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|member| member.name == name).map(|member| &member.value)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }

    /// What it is, in words.
    pub(crate) fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool => "a truth value",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "text",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }
}

/// Where a text stops being JSON, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Damage {
    pub(crate) at: usize,
    pub(crate) reason: &'static str,
}

/// Deeper than any example goes; a page must not be able to exhaust the stack.
const DEPTH_LIMIT: usize = 100;

/// Reads the JSON at `range` of a text.
pub(crate) fn parse(text: &str, range: Range<usize>) -> Result<Json, Damage> {
    let mut parser = Parser { text: &text[..range.end], at: range.start };
    let value = parser.value(0)?;
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(parser.damage("something follows the JSON")),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| !b" \t\r\n".contains(byte)).unwrap_or(rest.len());
        self.text.as_bytes().get(self.at).copied()
    }

    fn damage(&self, reason: &'static str) -> Damage {
        let rest = &self.text[self.at..];
        let reason = match rest {
            "" => "the JSON ends too early",
            _ if rest.starts_with("//") || rest.starts_with("/*") => "JSON has no comments",
            _ if rest.starts_with("...") || rest.starts_with('…') => "something is left out",
            _ => reason,
        };
        Damage { at: self.at, reason }
    }

    fn value(&mut self, depth: usize) -> Result<Json, Damage> {
        if depth > DEPTH_LIMIT {
            return Err(self.damage("it is nested too deeply"));
        }
        let first = self.peek();
        let start = self.at;
        let kind = match first {
            Some(b'{') => {
                let members = self.list(b'}', "expected `,` or `}`", |this| this.member(depth))?;
                let mut names = BTreeSet::new();
                if let Some(twice) = members.iter().find(|member| !names.insert(&member.name)) {
                    return Err(Damage { at: twice.range.start, reason: "a member stands twice" });
                }
                Kind::Object(members)
            }
            Some(b'[') => Kind::Array(self.list(b']', "expected `,` or `]`", |this| this.value(depth + 1))?),
            Some(b'"') => Kind::Text(self.string()?),
            _ => self.word()?,
        };
        Ok(Json { kind, range: start..self.at })
    }

    /// What is between brackets, separated by commas.
    fn list<T>(
        &mut self,
        close: u8,
        expected: &'static str,
        mut item: impl FnMut(&mut Self) -> Result<T, Damage>,
    ) -> Result<Vec<T>, Damage> {
        let mut items = Vec::new();
        self.at += 1;
        if self.peek() == Some(close) {
            self.at += 1;
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(byte) if byte == close => {
                    self.at += 1;
                    return Ok(items);
                }
                _ => return Err(self.damage(expected)),
            }
            if self.peek() == Some(close) {
                return Err(self.damage("a comma has nothing behind it"));
            }
        }
    }

    fn member(&mut self, depth: usize) -> Result<Member, Damage> {
        if self.peek() != Some(b'"') {
            return Err(self.damage("expected the name of a member in quotes"));
        }
        let start = self.at;
        let name = self.string()?;
        let range = start..self.at;
        if self.peek() != Some(b':') {
            return Err(self.damage("expected `:`"));
        }
        self.at += 1;
        Ok(Member { name, range, value: self.value(depth + 1)? })
    }

    fn string(&mut self) -> Result<String, Damage> {
        let bytes = self.text.as_bytes();
        let mut end = self.at + 1;
        while let Some(byte) = bytes.get(end).filter(|byte| **byte != b'"') {
            end += if *byte == b'\\' { 2 } else { 1 };
        }
        let literal = self.text.get(self.at..end + 1).ok_or_else(|| self.damage("a text does not end"))?;
        let text = serde_json::from_str(literal).map_err(|_| self.damage("this is no text of JSON"))?;
        self.at = end + 1;
        Ok(text)
    }

    fn word(&mut self) -> Result<Kind, Damage> {
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c)).unwrap_or(rest.len());
        let kind = match &rest[..length] {
            "null" => Kind::Null,
            "true" | "false" => Kind::Bool,
            number if serde_json::from_str::<f64>(number).is_ok() => Kind::Number(number.to_owned()),
            _ => return Err(self.damage("this is no value of JSON")),
        };
        self.at += length;
        Ok(kind)
    }
}
