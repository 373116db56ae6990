//! The few lines of a source that are shown with a finding.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::printable;
use crate::{
    report::Label,
    source::{Position, Sources},
};

/// Lines of CSDL can have a thousand characters: so many are shown.
const WIDTH: usize = 100;
/// So many of them before the place.
const BEFORE: usize = 30;

/// The line of a place and its neighbours, cut to a readable width. Says the numbers that they have in the source.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    /// The number of the first line, from 0.
    first_line: usize,
    position: Position,
}

impl Excerpt {
    /// The excerpt for a place, and the place in it. Of a place of several lines the first is shown.
    pub(super) fn of(label: &Label, sources: &Sources) -> (Self, LabeledSpan) {
        let source = sources.get(label.span.source);
        let position = sources.position(label.span);
        let (before, line, after) = around(&source.text, label.span.range().start);

        let start = position.column - 1;
        let length = source.text.get(label.span.range()).unwrap_or_default();
        let length = length.split(['\n', '\r']).next().unwrap_or_default().chars().count();
        let (mut shown, span) = cut(line, start, length);
        if span.start == shown.len() {
            // Something has to be there to point at.
            shown.push(' ');
        }

        let (before, after) = (before.map(|line| cut(line, 0, 0).0), after.map(|line| cut(line, 0, 0).0));
        let offset = before.as_ref().map_or(0, |before| before.len() + 1);
        let first_line = position.line - 1 - usize::from(before.is_some());
        let text = [before, Some(shown), after].into_iter().flatten().collect::<Vec<_>>().join("\n");

        let words = (!label.text.is_empty()).then(|| printable(&label.text));
        let span = LabeledSpan::new(words, offset + span.start, span.len());
        (Self { name: printable(&source.name), text, first_line, position }, span)
    }
}

/// The line that a byte is in, with those before and after it.
fn around(text: &str, at: usize) -> (Option<&str>, &str, Option<&str>) {
    let head = &text.as_bytes()[..at.min(text.len())];
    let start = head.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let before = start.checked_sub(1).and_then(|end| text[..end].rsplit('\n').next());
    let mut rest = text[start..].split('\n');
    let line = rest.next().unwrap_or_default();
    (before.map(without_return), without_return(line), rest.next().map(without_return))
}

fn without_return(line: &str) -> &str {
    line.strip_suffix('\r').unwrap_or(line)
}

/// A line, cut so that `length` characters from `start` on are in it, and the bytes where these are.
fn cut(line: &str, start: usize, length: usize) -> (String, std::ops::Range<usize>) {
    let line: Vec<char> = printable(line).chars().collect();
    let from = if line.len() <= WIDTH { 0 } else { start.saturating_sub(BEFORE).min(line.len() - WIDTH) };
    let to = line.len().min(from + WIDTH);
    let bytes = |range: std::ops::Range<usize>| line[range].iter().map(|c| c.len_utf8()).sum::<usize>();
    let (lead, tail) = (if from > 0 { "…" } else { "" }, if to < line.len() { "…" } else { "" });
    let start = start.clamp(from, to);
    let end = (start + length).clamp(start, to);
    let shown: String = line[from..to].iter().collect();
    let first = lead.len() + bytes(from..start);
    (format!("{lead}{shown}{tail}"), first..first + bytes(start..end))
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.text.read_span(span, lines_before, lines_after)?;
        // Without lines before it is the place itself that is asked for, and its column in the source is another.
        let column = if lines_before == 0 { self.position.column - 1 } else { found.column() };
        let line = self.first_line + found.line();
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            found.data(),
            *found.span(),
            line,
            column,
            found.line_count(),
        )))
    }
}
