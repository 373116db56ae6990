//! YAML, read into a flat tree with places. `saphyr-parser` gives the events and never recurses.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{DEPTH_LIMIT, Value, malformed};
use crate::report::{Diagnostic, Report};
use crate::source::{SourceId, Span};

/// The nodes in the order of the text, each followed by those inside it; in a mapping keys and values alternate.
pub(super) struct Tree<'a>(Vec<Node<'a>>);

struct Node<'a> {
    value: Value<'a>,
    range: Range<u32>,
    /// The index behind the last node inside it.
    next: u32,
}

pub(super) fn parse<'a>(source: SourceId, text: &'a str, report: &mut Report) -> Option<Tree<'a>> {
    let mut builder = Builder { source, tree: Vec::new(), open: Vec::new(), offsets: Offsets::new(text) };
    let start = super::json::start(text);
    builder.offsets.byte = start;
    match builder.run(&text[start..]) {
        Ok(()) if builder.tree.is_empty() => {
            report.push(malformed(source, "YAML", 0, "there is nothing in it"));
            None
        }
        Ok(()) => Some(Tree(builder.tree)),
        Err(problem) => {
            report.push(*problem);
            None
        }
    }
}

struct Builder<'a> {
    source: SourceId,
    tree: Vec<Node<'a>>,
    /// The sequences and mappings that are not closed yet.
    open: Vec<Open>,
    offsets: Offsets<'a>,
}

struct Open {
    node: usize,
    /// In a mapping: whether a key comes next.
    key_is_next: Option<bool>,
}

impl<'a> Builder<'a> {
    fn run(&mut self, text: &'a str) -> Result<(), Box<Diagnostic>> {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| {
                let at = self.offsets.byte_of(error.marker().index());
                Box::new(malformed(self.source, "YAML", at, error.info()))
            })?;
            let start = self.offsets.byte_of(span.start.index());
            // An end lies before the next start, but may lie behind it in the order of the events.
            let end = self.offsets.ahead(span.end.index());
            match event {
                Event::Scalar(content, style, _, tag) => {
                    self.child(start, true)?;
                    self.push(scalar(content, style, tag.as_deref()), start..end);
                }
                Event::SequenceStart(..) => self.start(Value::Sequence, start, None)?,
                Event::MappingStart(..) => self.start(Value::Mapping, start, Some(true))?,
                Event::SequenceEnd | Event::MappingEnd => self.end(end),
                Event::Alias(_) => {
                    return Err(self.refuse("alias", "aliases are refused: they can hide unlimited content", start));
                }
                Event::DocumentStart(_) if !self.tree.is_empty() => {
                    return Err(self.refuse("second-document", "a second YAML document begins here", start));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes note that a value begins; in a mapping every other one is a key, which has to be a scalar.
    fn child(&mut self, at: usize, is_scalar: bool) -> Result<(), Box<Diagnostic>> {
        if let Some(Open { key_is_next: Some(key_is_next), .. }) = self.open.last_mut() {
            if *key_is_next && !is_scalar {
                return Err(self.refuse("malformed-openapi", "a key has to be a text", at));
            }
            *key_is_next = !*key_is_next;
        }
        Ok(())
    }

    fn start(&mut self, value: Value<'a>, at: usize, key_is_next: Option<bool>) -> Result<(), Box<Diagnostic>> {
        self.child(at, false)?;
        if self.open.len() == DEPTH_LIMIT {
            return Err(Box::new(malformed(self.source, "YAML", at, "it is nested too deeply")));
        }
        self.open.push(Open { node: self.tree.len(), key_is_next });
        self.push(value, at..at);
        Ok(())
    }

    fn end(&mut self, end: usize) {
        let next = number(self.tree.len());
        // Block collections end where the next token begins; what is theirs ends with their last value.
        let last = self.tree.last().map_or(0, |last| last.range.end);
        if let Some(open) = self.open.pop() {
            let node = &mut self.tree[open.node];
            let is_flow =
                self.offsets.text.as_bytes().get(node.range.start as usize).is_some_and(|byte| b"{[".contains(byte));
            node.range.end = if is_flow { number(end) } else { last.max(node.range.start) };
            node.next = next;
        }
    }

    fn push(&mut self, value: Value<'a>, range: Range<usize>) {
        let next = number(self.tree.len() + 1);
        self.tree.push(Node { value, range: number(range.start)..number(range.end), next });
    }

    fn refuse(&self, code: &'static str, message: &str, at: usize) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(code, message).at(Span::new(self.source, at..at), ""))
    }
}

/// What a scalar means in YAML 1.2's core schema, as far as an OpenAPI document goes.
fn scalar<'a>(content: Cow<'a, str>, style: ScalarStyle, tag: Option<&Tag>) -> Value<'a> {
    if style != ScalarStyle::Plain || tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str") {
        return Value::Text(content);
    }
    match content.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        text if text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
            && text.parse::<f64>().is_ok() =>
        {
            Value::Number(content)
        }
        _ => Value::Text(content),
    }
}

/// Wider than any text that fits a [`Span`].
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// From the parser's places, which count characters, to offsets. Events come in the order of the text.
struct Offsets<'a> {
    text: &'a str,
    character: usize,
    byte: usize,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, character: 0, byte: 0 }
    }

    fn byte_of(&mut self, character: usize) -> usize {
        if character > self.character {
            self.byte = self.ahead(character);
            self.character = character;
        }
        self.byte
    }

    fn ahead(&self, character: usize) -> usize {
        let rest = &self.text[self.byte..];
        let count = character.saturating_sub(self.character);
        match rest.as_bytes().get(..count) {
            Some(bytes) if bytes.is_ascii() => self.byte + count,
            _ => self.byte + rest.chars().take(count).map(char::len_utf8).sum::<usize>(),
        }
    }
}

impl<'a> Tree<'a> {
    pub(super) fn value(&self, at: usize) -> Value<'a> {
        self.0[at].value.clone()
    }

    pub(super) fn range(&self, at: usize) -> Range<usize> {
        self.0[at].range.start as usize..self.0[at].range.end as usize
    }

    /// Calls `take` with the key, its place and the index of the value, until it says no.
    pub(super) fn entries(&self, at: usize, take: &mut dyn FnMut(Cow<'a, str>, Range<usize>, usize) -> bool) {
        if self.0[at].value != Value::Mapping {
            return;
        }
        let mut key = at + 1;
        while key < self.0[at].next as usize {
            let text = match &self.0[key].value {
                Value::Text(text) | Value::Number(text) => text.clone(),
                Value::Bool(true) => Cow::Borrowed("true"),
                Value::Bool(false) => Cow::Borrowed("false"),
                _ => Cow::Borrowed(""),
            };
            let value = self.0[key].next as usize;
            if !take(text, self.range(key), value) {
                return;
            }
            key = self.0[value].next as usize;
        }
    }

    pub(super) fn items(&self, at: usize) -> Vec<usize> {
        let mut items = Vec::new();
        if self.0[at].value == Value::Sequence {
            let mut item = at + 1;
            while item < self.0[at].next as usize {
                items.push(item);
                item = self.0[item].next as usize;
            }
        }
        items
    }
}
