//! The texts that the generator was given, and places in them.

use std::fmt;

/// One text, under the name that diagnostics show.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's path as the user wrote it; only shown, never opened.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Whether it begins as XML does.
    pub(crate) fn is_xml(&self) -> bool {
        self.start().starts_with('<')
    }

    /// Whether it is a page for people, such as one that asks them to sign in.
    pub(crate) fn is_web_page(&self) -> bool {
        let start: String = self.start().chars().take(15).collect::<String>().to_ascii_lowercase();
        start.starts_with("<!doctype html") || start.starts_with("<html")
    }

    fn start(&self) -> &str {
        self.text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace())
    }
}

/// Which of the [`Sources`] a place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A place: a range of bytes in one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The source.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// Where a [`Span`] begins, as editors count: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// All texts of one run.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Takes a text in.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.0.push(Source { name: name.into(), text: text.into() });
        SourceId(offset(self.0.len() - 1))
    }

    /// The text that `id` stands for.
    ///
    /// # Panics
    /// If `id` comes from other `Sources`.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// The line and column where a place begins.
    pub fn position(&self, span: Span) -> Position {
        let text = &self.get(span.source).text;
        let before = &text.as_bytes()[..text.len().min(span.start as usize)];
        let line_start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
        Position {
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1,
        }
    }
}

impl Span {
    /// A range of bytes.
    pub fn new(source: SourceId, range: std::ops::Range<usize>) -> Self {
        Self { source, start: offset(range.start), end: offset(range.end) }
    }

    /// The bytes of the text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// Offsets are 32 bits wide; a place beyond 4 GiB is shown at that limit rather than wrongly.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
