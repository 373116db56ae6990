//! The texts that the generator was given, and places in them.

use std::fmt;

/// One text, under the name that diagnostics show.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's path as the user wrote it; only shown, never opened.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Where every block of the text begins: of a large document with thousands of findings, or with all of it in one
    /// line, the text is not counted through for each.
    blocks: Vec<Place>,
}

/// Bytes of a block.
const BLOCK: usize = 1 << 14;

/// A byte of a text, as editors count.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// The first byte of its line.
    line_start: usize,
    /// Lines before it.
    lines: usize,
    /// Characters before it in its line.
    characters: usize,
}

impl Place {
    /// The place behind some bytes that begin here, at this offset.
    fn behind(self, bytes: &[u8], offset: usize) -> Self {
        // What is no continuation of a character begins one.
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        match memchr::memrchr(b'\n', bytes) {
            Some(at) => Self {
                line_start: offset + at + 1,
                lines: self.lines + memchr::memchr_iter(b'\n', bytes).count(),
                characters: count(&bytes[at + 1..]),
            },
            None => Self { characters: self.characters + count(bytes), ..self },
        }
    }
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

    fn place(&self, at: usize) -> Place {
        let text = self.text.as_bytes();
        let at = at.min(text.len());
        let block = (at / BLOCK).min(self.blocks.len().saturating_sub(1));
        let begin = self.blocks.get(block).copied().unwrap_or_default();
        begin.behind(&text[block * BLOCK..at], block * BLOCK)
    }

    /// Where the line begins that a byte is in.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.place(at).line_start
    }

    fn start(&self) -> &str {
        self.text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace())
    }
}

/// The place between two characters that is nearest before a byte, or there.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
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
        let text = text.into();
        let mut place = Place::default();
        let blocks = text.as_bytes().chunks(BLOCK).enumerate().map(|(at, block)| {
            let begin = place;
            place = place.behind(block, at * BLOCK);
            begin
        });
        self.0.push(Source { name: name.into(), blocks: blocks.collect(), text });
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
        let place = self.get(span.source).place(span.start as usize);
        Position { line: place.lines + 1, column: place.characters + 1 }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_texts_of_many_blocks_are_those_that_counting_gives() {
        for line in ["", "a", "größe €", &"ä".repeat(BLOCK), &"x".repeat(BLOCK - 1)] {
            let text = format!("{line}\n\n{line}{line}\n{line}").repeat(3);
            let mut sources = Sources::default();
            let source = sources.add("x", text.as_str());
            for at in (0..=text.len()).step_by(97).chain([BLOCK, 2 * BLOCK, text.len()]).filter(|at| *at <= text.len())
            {
                let before = String::from_utf8_lossy(&text.as_bytes()[..at]);
                let line = before.rsplit('\n').next().unwrap_or_default();
                let expected = Position { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 };
                assert_eq!(sources.position(Span::new(source, at..at)), expected, "{at} of {}", text.len());
            }
        }
    }
}
