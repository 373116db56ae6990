//! A document as places: every value by where it stands, looked into only when asked.
//!
//! A description of Graph is 20 MB, and a slice needs a hundredth of it. JSON is therefore checked once from end to end
//! and then walked in the text itself; YAML, whose values cannot be skipped, is read into a flat tree. A [`Part`] hides
//! which of the two it is.

mod json;
mod yaml;

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;

use crate::report::{Diagnostic, Report};
use crate::source::{SourceId, Span};

/// Deeper than any description goes; a document must not be able to exhaust the stack.
const DEPTH_LIMIT: usize = 100;
/// Bytes of a name: of a key, which may be a property, a schema or a path, and of a value that names something. No server takes a longer one, and names are put
/// together, compared and written many times over.
pub(super) const LONGEST_NAME: usize = 10_000;
/// Deeper than the schema of any property goes: reading one by its type takes much stack at each level.
const READ_LIMIT: usize = 16;

/// The whole text and what is known of its inside.
pub(super) struct Document<'a> {
    source: SourceId,
    text: &'a str,
    inside: Inside<'a>,
    /// The entries of the large mappings and sequences that something was looked up in.
    large: RefCell<FxHashMap<usize, Rc<Large<'a>>>>,
}

/// A mapping or sequence of thousands of entries, such as all paths: it is not walked through once for each of them.
#[derive(Default)]
struct Large<'a> {
    /// In the order of the text: the place of the key, where the value begins and ends, and the key.
    entries: Vec<(Span, usize, u32, Cow<'a, str>)>,
    by_key: FxHashMap<Cow<'a, str>, usize>,
}

/// Mappings with fewer entries are walked through.
const LARGE: usize = 64;

enum Inside<'a> {
    Json(json::Ends),
    Yaml(yaml::Tree<'a>),
}

/// A value of the document.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    document: &'a Document<'a>,
    /// JSON: the offset of its first byte. YAML: its index in the tree.
    at: usize,
}

/// A key of a mapping with its value.
pub(super) struct Entry<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) key_span: Span,
    pub(super) value: Part<'a>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Number(Cow<'a, str>),
    Text(Cow<'a, str>),
    Sequence,
    Mapping,
}

impl<'a> Document<'a> {
    /// Reads JSON if the text begins like it, and YAML otherwise (of which JSON is nearly a part).
    pub(super) fn parse(source: SourceId, text: &'a str, report: &mut Report) -> Option<Self> {
        let is_json = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
        let inside = if is_json {
            Inside::Json(json::parse(source, text, report)?)
        } else {
            Inside::Yaml(yaml::parse(source, text, report)?)
        };
        Some(Self { source, text, inside, large: RefCell::default() })
    }

    pub(super) fn root(&'a self) -> Part<'a> {
        let at = match &self.inside {
            Inside::Json(_) => json::skip_space(self.text.as_bytes(), json::start(self.text)),
            Inside::Yaml(_) => 0,
        };
        Part { document: self, at }
    }

    /// The JSON pointer of the innermost value at a place.
    pub(super) fn pointer(&'a self, span: Span) -> String {
        let mut pointer = "#".to_owned();
        let mut part = self.root();
        let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
        while part.span() != span {
            if let Some(entry) = part.entry_around(span) {
                pointer += &format!("/{}", entry.key.replace('~', "~0").replace('/', "~1"));
                if holds(entry.key_span) {
                    break;
                }
                part = entry.value;
            } else if let Some((at, item)) = part.items().into_iter().enumerate().find(|(_, item)| holds(item.span())) {
                pointer += &format!("/{at}");
                part = item;
            } else {
                break;
            }
        }
        pointer
    }

    /// An error at a place, which the message names by its JSON pointer, too.
    pub(super) fn error(&'a self, code: &'static str, place: Span, message: &str) -> Diagnostic {
        Diagnostic::error(code, format!("{message} (`{}`)", self.pointer(place))).at(place, "")
    }

    /// The same as a warning.
    pub(super) fn warning(&'a self, code: &'static str, place: Span, message: &str) -> Diagnostic {
        Diagnostic::warning(code, format!("{message} (`{}`)", self.pointer(place))).at(place, "")
    }
}

impl<'a> Part<'a> {
    pub(super) fn document(self) -> &'a Document<'a> {
        self.document
    }

    pub(super) fn value(self) -> Value<'a> {
        match &self.document.inside {
            Inside::Json(_) => json::value(self.document.text, self.at),
            Inside::Yaml(tree) => tree.value(self.at),
        }
    }

    pub(super) fn span(self) -> Span {
        let range = match &self.document.inside {
            Inside::Json(ends) => self.at..ends.end_of(self.document.text.as_bytes(), self.at),
            Inside::Yaml(tree) => tree.range(self.at),
        };
        Span::new(self.document.source, range)
    }

    /// The entries of a mapping, duplicates included; none if it is something else.
    pub(super) fn entries(self) -> Vec<Entry<'a>> {
        let mut entries = Vec::new();
        self.each(|entry| {
            entries.push(entry);
            true
        });
        entries
    }

    /// The value of a key; the last one, should there be several.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        let mut found = None;
        self.each(|entry| {
            if entry.key == key {
                found = Some(entry.value);
            }
            true
        });
        found
    }

    /// As [`Self::get`], for mappings in which much is looked up.
    pub(super) fn find(self, key: &str) -> Option<Self> {
        match self.large() {
            Some(large) => large.by_key.get(key).map(|at| Part { at: *at, ..self }),
            None => self.get(key),
        }
    }

    /// The entry that a place is in.
    fn entry_around(self, span: Span) -> Option<Entry<'a>> {
        let holds = |outer: Span| outer.start <= span.start && span.end <= outer.end;
        let Some(large) = self.large() else {
            return self.entries().into_iter().find(|entry| holds(entry.key_span) || holds(entry.value.span()));
        };
        let behind = large.entries.partition_point(|(key, ..)| key.start <= span.start);
        let (key_span, at, end, key) = large.entries.get(behind.checked_sub(1)?)?;
        let entry = Entry { key: key.clone(), key_span: *key_span, value: Part { at: *at, ..self } };
        (span.end <= *end).then_some(entry).filter(|entry| holds(entry.key_span) || holds(entry.value.span()))
    }

    /// The entries of a large mapping.
    fn large(self) -> Option<Rc<Large<'a>>> {
        if let Some(known) = self.document.large.borrow().get(&self.at) {
            return Some(Rc::clone(known));
        }
        let mut entries = self.entries();
        // A sequence is one by number.
        entries.extend(self.items().into_iter().enumerate().map(|(number, value)| {
            let start = value.span().range().start;
            let key_span = Span::new(self.document.source, start..start);
            Entry { key: number.to_string().into(), key_span, value }
        }));
        if entries.len() < LARGE {
            return None;
        }
        let mut large = Large::default();
        for Entry { key, key_span, value } in entries {
            large.by_key.insert(key.clone(), value.at);
            large.entries.push((key_span, value.at, value.span().end, key));
        }
        let large = Rc::new(large);
        self.document.large.borrow_mut().insert(self.at, Rc::clone(&large));
        Some(large)
    }

    /// The value at the end of several keys.
    pub(super) fn at(self, keys: &[&str]) -> Option<Self> {
        keys.iter().try_fold(self, |part, key| part.get(key))
    }

    /// The entries one by one, until the answer is no.
    fn each(self, mut take: impl FnMut(Entry<'a>) -> bool) {
        let document = self.document;
        let mut take = |key, key_range, at| {
            let key_span = Span::new(document.source, key_range);
            take(Entry { key, key_span, value: Part { document, at } })
        };
        match &document.inside {
            Inside::Json(ends) => json::entries(document.text, ends, self.at, &mut take),
            Inside::Yaml(tree) => tree.entries(self.at, &mut take),
        }
    }

    /// The items of a sequence; none if it is something else.
    pub(super) fn items(self) -> Vec<Self> {
        let starts = match &self.document.inside {
            Inside::Json(ends) => json::items(self.document.text, ends, self.at),
            Inside::Yaml(tree) => tree.items(self.at),
        };
        starts.into_iter().map(|at| Part { document: self.document, at }).collect()
    }

    pub(super) fn text(self) -> Option<Cow<'a, str>> {
        match self.value() {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a key's value.
    pub(super) fn text_of(self, key: &str) -> Option<Cow<'a, str>> {
        self.get(key)?.text()
    }

    /// Whether a key's value is `true`.
    pub(super) fn is_true(self, key: &str) -> bool {
        self.get(key).is_some_and(|part| part.value() == Value::Bool(true))
    }

    /// Whether values are nested more than so many times.
    fn is_deeper_than(self, limit: usize) -> bool {
        let children = match self.value() {
            Value::Mapping => self.entries().into_iter().map(|entry| entry.value).collect(),
            Value::Sequence => self.items(),
            _ => return false,
        };
        limit == 0 || children.into_iter().any(|child| child.is_deeper_than(limit - 1))
    }

    /// Reads the value as a type of the OpenAPI specification; what is wrong with it, in words, otherwise.
    pub(super) fn read<T: DeserializeOwned>(self) -> Result<T, String> {
        if self.is_deeper_than(READ_LIMIT) {
            return Err("it is nested too deeply".to_owned());
        }
        let range = self.span().range();
        match &self.document.inside {
            Inside::Json(_) => serde_json::from_str(&self.document.text[range]).map_err(|error| error.to_string()),
            Inside::Yaml(_) => {
                // The first line of a block begins in the middle of a line of the document: without its indentation
                // the next lines would not belong to it.
                let before = &self.document.text[..range.start];
                let column = before.rsplit(['\n', '\r']).next().unwrap_or_default().chars().count();
                let block = " ".repeat(column) + &self.document.text[range];
                serde_yaml::from_str(&block).map_err(|error| error.to_string())
            }
        }
    }
}

/// A key that nobody can mean.
fn long_key(source: SourceId, at: usize, bytes: usize) -> Diagnostic {
    let message = format!("this key has {bytes} bytes, and may have {LONGEST_NAME}");
    Diagnostic::error("long-name", message).at(Span::new(source, at..at), "")
}

fn malformed(source: SourceId, format: &str, at: usize, message: &str) -> Diagnostic {
    Diagnostic::error("malformed-openapi", format!("this is not well-formed {format}: {message}"))
        .at(Span::new(source, at..at), "")
}
