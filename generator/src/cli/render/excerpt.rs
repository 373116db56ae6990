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
        let lines: Vec<&str> = source.text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
        let at = (position.line - 1).min(lines.len() - 1);
        let line = lines.get(at).copied().unwrap_or_default();

        let start = position.column - 1;
        let length = source.text.get(label.span.range()).unwrap_or_default();
        let length = length.split(['\n', '\r']).next().unwrap_or_default().chars().count();
        let (mut shown, span) = cut(line, start, length);
        if span.start == shown.len() {
            // Something has to be there to point at.
            shown.push(' ');
        }

        let before = at.checked_sub(1).and_then(|at| lines.get(at)).map(|line| cut(line, 0, 0).0);
        let after = lines.get(at + 1).map(|line| cut(line, 0, 0).0);
        let offset = before.as_ref().map_or(0, |before| before.len() + 1);
        let first_line = at - usize::from(before.is_some());
        let text = [before, Some(shown), after].into_iter().flatten().collect::<Vec<_>>().join("\n");

        let words = (!label.text.is_empty()).then(|| printable(&label.text));
        let span = LabeledSpan::new(words, offset + span.start, span.len());
        (Self { name: source.name.clone(), text, first_line, position }, span)
    }
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
