//! JSON, walked where it stands. `serde_json` has checked it first: what follows may rely on its grammar.

use std::borrow::Cow;
use std::ops::Range;

use super::{DEPTH_LIMIT, LONGEST_NAME, Value, long_key, malformed};
use crate::report::{Diagnostic, Report};
use crate::source::{SourceId, boundary};

/// Where objects and arrays end, so that what is inside can be passed over. Short ones are quicker to look through.
pub(super) struct Ends(Vec<(u32, u32)>);

const SHORT: u32 = 48;

/// Where the text begins, behind a byte order mark.
pub(super) fn start(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

pub(super) fn parse(source: SourceId, text: &str, report: &mut Report) -> Option<Ends> {
    let checked: Result<serde::de::IgnoredAny, _> = serde_json::from_str(&text[start(text)..]);
    if let Err(error) = checked {
        let at = place(text, error.line(), error.column());
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        report.push(malformed(source, "JSON", at, message));
        return None;
    }
    if u32::try_from(text.len()).is_err() {
        report.push(malformed(source, "JSON", 0, "it is longer than 4 GiB"));
        return None;
    }
    match ends(source, text.as_bytes()) {
        Ok(ends) => Some(Ends(ends)),
        Err(problem) => {
            report.push(*problem);
            None
        }
    }
}

/// Where an error is whose line and column count from 1. Columns are bytes, so that one may lie within a character.
fn place(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mark = if line <= 1 { start(text) } else { 0 };
    boundary(text, before + mark + column.saturating_sub(1))
}

/// One pass over the whole text. An error is what is too deep, or a key that is too long.
fn ends(source: SourceId, bytes: &[u8]) -> Result<Vec<(u32, u32)>, Box<Diagnostic>> {
    let mut ends = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = end_of_string(bytes, at);
                if end - at > LONGEST_NAME + 2 && bytes.get(skip_space(bytes, end)) == Some(&b':') {
                    return Err(Box::new(long_key(source, at, end - at - 2)));
                }
                at = end;
                continue;
            }
            b'{' | b'[' => {
                if open.len() == DEPTH_LIMIT {
                    return Err(Box::new(malformed(source, "JSON", at, "it is nested too deeply")));
                }
                open.push((at, ends.len()));
                ends.push((offset(at), 0));
            }
            b'}' | b']' => {
                if let Some((start, entry)) = open.pop() {
                    if offset(at - start) < SHORT {
                        // What is inside is shorter still, and gone already.
                        ends.truncate(entry);
                    } else {
                        ends[entry].1 = offset(at + 1);
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    Ok(ends)
}

/// Offsets fit: [`parse`] refuses longer texts.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl Ends {
    /// The offset behind a value.
    pub(super) fn end_of(&self, bytes: &[u8], at: usize) -> usize {
        match bytes.get(at) {
            Some(b'"') => end_of_string(bytes, at),
            Some(b'{' | b'[') => match self.0.binary_search_by_key(&offset(at), |(start, _)| *start) {
                Ok(found) => self.0[found].1 as usize,
                Err(_) => end_of_short(bytes, at),
            },
            _ => end_of_word(bytes, at),
        }
    }
}

fn end_of_short(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = end_of_string(bytes, at);
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    at
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The offset behind a number, `true`, `false` or `null`.
fn end_of_word(bytes: &[u8], at: usize) -> usize {
    let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
    bytes[at..].iter().position(is_end).map_or(bytes.len(), |length| at + length)
}

pub(super) fn skip_space(bytes: &[u8], at: usize) -> usize {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
    bytes[at..].iter().position(|byte| !is_space(byte)).map_or(bytes.len(), |length| at + length)
}

pub(super) fn value(text: &str, at: usize) -> Value<'_> {
    let bytes = text.as_bytes();
    match bytes.get(at) {
        Some(b'"') => Value::Text(string(text, at..end_of_string(bytes, at))),
        Some(b'{') => Value::Mapping,
        Some(b'[') => Value::Sequence,
        _ => match &text[at..end_of_word(bytes, at)] {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            number => Value::Number(Cow::Borrowed(number)),
        },
    }
}

/// The text of a string literal.
fn string(text: &str, range: Range<usize>) -> Cow<'_, str> {
    let inner = &text[range.start + 1..range.end - 1];
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    Cow::Owned(serde_json::from_str(&text[range]).unwrap_or_default())
}

/// Calls `take` with the key, its place and the offset of the value, until it says no.
pub(super) fn entries<'a>(
    text: &'a str,
    ends: &Ends,
    at: usize,
    take: &mut dyn FnMut(Cow<'a, str>, Range<usize>, usize) -> bool,
) {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'{') {
        return;
    }
    let mut at = skip_space(bytes, at + 1);
    while bytes.get(at) == Some(&b'"') {
        let key = at..end_of_string(bytes, at);
        // Behind the colon.
        let value = skip_space(bytes, skip_space(bytes, key.end) + 1);
        if !take(string(text, key.clone()), key, value) {
            return;
        }
        at = skip_space(bytes, ends.end_of(bytes, value));
        if bytes.get(at) == Some(&b',') {
            at = skip_space(bytes, at + 1);
        }
    }
}

/// The offsets of the items of an array.
pub(super) fn items(text: &str, ends: &Ends, at: usize) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut items = Vec::new();
    if bytes.get(at) != Some(&b'[') {
        return items;
    }
    let mut at = skip_space(bytes, at + 1);
    while bytes.get(at).is_some_and(|byte| *byte != b']') {
        items.push(at);
        at = skip_space(bytes, ends.end_of(bytes, at));
        if bytes.get(at) == Some(&b',') {
            at = skip_space(bytes, at + 1);
        }
    }
    items
}
