//! YAML, read into a flat tree with places. `saphyr-parser` gives the events and never recurses.

use std::borrow::Cow;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{DEPTH_LIMIT, LONGEST_NAME, Value, long_key, malformed};
use crate::report::{Diagnostic, Report};
use crate::source::{SourceId, Span};

/// The nodes in the order of the text, each followed by those inside it; in a mapping keys and values alternate. A large
/// document has millions, so a node is four words, and most texts stay where they are.
pub(super) struct Tree<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    /// The scalars that are not written as they read.
    stored: Vec<Cow<'a, str>>,
}

struct Node {
    kind: Kind,
    start: u32,
    end: u32,
    /// Of a sequence or mapping: the index behind the last node inside it. Of a stored text: its index.
    link: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sequence,
    Mapping,
    /// A plain scalar, which may mean something else than a text.
    Plain,
    /// A text between quotation marks, without escapes.
    Quoted,
    /// Any other text.
    Stored,
}

/// A guess that spares moving the nodes while they grow.
const BYTES_OF_A_NODE: usize = 15;

pub(super) fn parse<'a>(source: SourceId, text: &'a str, report: &mut Report) -> Option<Tree<'a>> {
    let nodes = Vec::with_capacity(text.len() / BYTES_OF_A_NODE);
    let tree = Tree { text, nodes, stored: Vec::new() };
    let start = super::json::start(text);
    let offsets = Offsets { text, character: 0, byte: start };
    let mut builder = Builder { source, tree, open: Vec::new(), offsets, last: 0 };
    match builder.run(&text[start..]) {
        Ok(()) if builder.tree.nodes.is_empty() => {
            report.push(malformed(source, "YAML", 0, "there is nothing in it"));
            None
        }
        Ok(()) => Some(builder.tree),
        Err(problem) => {
            report.push(*problem);
            None
        }
    }
}

struct Builder<'a> {
    source: SourceId,
    tree: Tree<'a>,
    /// The sequences and mappings that are not closed yet.
    open: Vec<Open>,
    offsets: Offsets<'a>,
    /// The end of the last value.
    last: u32,
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
                    let is_key = self.open.last().is_some_and(|open| open.key_is_next == Some(true));
                    if is_key && content.len() > LONGEST_NAME {
                        return Err(Box::new(long_key(self.source, start, content.len())));
                    }
                    self.child(start, true)?;
                    self.scalar(content, style, tag.as_deref(), start..end);
                }
                Event::SequenceStart(..) => self.start(Kind::Sequence, start, None)?,
                Event::MappingStart(..) => self.start(Kind::Mapping, start, Some(true))?,
                Event::SequenceEnd | Event::MappingEnd => self.end(end),
                Event::Alias(_) => {
                    return Err(self.refuse("alias", "aliases are refused: they can hide unlimited content", start));
                }
                Event::DocumentStart(_) if !self.tree.nodes.is_empty() => {
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

    fn start(&mut self, kind: Kind, at: usize, key_is_next: Option<bool>) -> Result<(), Box<Diagnostic>> {
        self.child(at, false)?;
        if self.open.len() == DEPTH_LIMIT {
            return Err(Box::new(malformed(self.source, "YAML", at, "it is nested too deeply")));
        }
        self.open.push(Open { node: self.tree.nodes.len(), key_is_next });
        self.push(kind, at..at, 0);
        Ok(())
    }

    fn end(&mut self, end: usize) {
        let link = number(self.tree.nodes.len());
        // Block collections end where the next token begins; what is theirs ends with their last value.
        if let Some(open) = self.open.pop() {
            let node = &mut self.tree.nodes[open.node];
            let first = self.tree.text.as_bytes().get(node.start as usize);
            let is_flow = first.is_some_and(|byte| b"{[".contains(byte));
            node.end = if is_flow { number(end) } else { self.last.max(node.start) };
            self.last = node.end;
            node.link = link;
        }
    }

    /// Most scalars read as they are written, so that their place is enough.
    fn scalar(&mut self, content: Cow<'a, str>, style: ScalarStyle, tag: Option<&Tag>, range: Range<usize>) {
        let written = self.tree.text.get(range.clone()).unwrap_or_default();
        let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
        let inner = || written.get(1..written.len().saturating_sub(1));
        match style {
            ScalarStyle::Plain if !is_text && written == content => self.push(Kind::Plain, range, 0),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted if inner() == Some(&content) => {
                self.push(Kind::Quoted, range, 0);
            }
            _ => {
                let link = number(self.tree.stored.len());
                self.tree.stored.push(content);
                self.push(Kind::Stored, range, link);
            }
        }
    }

    fn push(&mut self, kind: Kind, range: Range<usize>, link: u32) {
        self.last = number(range.end);
        self.tree.nodes.push(Node { kind, start: number(range.start), end: self.last, link });
    }

    fn refuse(&self, code: &'static str, message: &str, at: usize) -> Box<Diagnostic> {
        Box::new(Diagnostic::error(code, message).at(Span::new(self.source, at..at), ""))
    }
}

/// What a plain scalar means in YAML 1.2's core schema, as far as an OpenAPI document goes.
fn plain(text: &str) -> Value<'_> {
    let is_number = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) && text.parse::<f64>().is_ok()
    };
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        text if is_number(text) => Value::Number(Cow::Borrowed(text)),
        text => Value::Text(Cow::Borrowed(text)),
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

impl Offsets<'_> {
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
        let range = self.range(at);
        match self.nodes[at].kind {
            Kind::Sequence => Value::Sequence,
            Kind::Mapping => Value::Mapping,
            Kind::Plain => plain(&self.text[range]),
            Kind::Quoted => Value::Text(Cow::Borrowed(&self.text[range.start + 1..range.end - 1])),
            Kind::Stored => Value::Text(self.stored[self.nodes[at].link as usize].clone()),
        }
    }

    pub(super) fn range(&self, at: usize) -> Range<usize> {
        self.nodes[at].start as usize..self.nodes[at].end as usize
    }

    /// The index behind a value and what is inside it.
    fn behind(&self, at: usize) -> usize {
        match self.nodes[at].kind {
            Kind::Sequence | Kind::Mapping => self.nodes[at].link as usize,
            Kind::Plain | Kind::Quoted | Kind::Stored => at + 1,
        }
    }

    /// Calls `take` with the key, its place and the index of the value, until it says no.
    pub(super) fn entries(&self, at: usize, take: &mut dyn FnMut(Cow<'a, str>, Range<usize>, usize) -> bool) {
        if self.nodes[at].kind != Kind::Mapping {
            return;
        }
        let mut key = at + 1;
        while key < self.behind(at) {
            // A key is a text, whatever it could mean elsewhere: `404`, `true`.
            let text = match self.nodes[key].kind {
                Kind::Plain => Cow::Borrowed(&self.text[self.range(key)]),
                _ => match self.value(key) {
                    Value::Text(text) => text,
                    _ => Cow::Borrowed(""),
                },
            };
            let value = self.behind(key);
            if !take(text, self.range(key), value) {
                return;
            }
            key = self.behind(value);
        }
    }

    pub(super) fn items(&self, at: usize) -> Vec<usize> {
        let mut items = Vec::new();
        if self.nodes[at].kind == Kind::Sequence {
            let mut item = at + 1;
            while item < self.behind(at) {
                items.push(item);
                item = self.behind(item);
            }
        }
        items
    }
}
