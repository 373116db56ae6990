//! The few lines of a source that are shown with a finding.

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::printable;
use crate::{
    legible::at_most,
    report::Label,
    source::{Position, Source, Sources},
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
        let (before, line, after) = around(source, label.span.range().start);

        let start = label.span.range().start.min(source.text.len()) - source.line_start(label.span.range().start);
        let length = source.text.get(label.span.range()).unwrap_or_default();
        let length = length.chars().take(WIDTH).take_while(|c| !matches!(c, '\n' | '\r')).count();
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
        (Self { name: source.name.clone(), text, first_line, position }, span)
    }
}

/// The line that a byte is in, with those before and after it.
fn around(source: &Source, at: usize) -> (Option<&str>, &str, Option<&str>) {
    let text = source.text.as_str();
    let start = source.line_start(at);
    let before = start.checked_sub(1).map(|end| &text[source.line_start(end)..end]);
    let (line, rest) = line(&text[start..]);
    (before.map(without_return), without_return(line), rest.map(|rest| without_return(self::line(rest).0)))
}

/// The first line, and what is behind it. A line may be a whole document.
fn line(text: &str) -> (&str, Option<&str>) {
    text.split_once('\n').map_or((text, None), |(line, rest)| (line, Some(rest)))
}

fn without_return(line: &str) -> &str {
    line.strip_suffix('\r').unwrap_or(line)
}

/// A line, cut so that `length` characters from the byte `start` on are in it, and the bytes where these are. Only what is
/// near is looked at, since a line may be a whole document.
fn cut(line: &str, start: usize, length: usize) -> (String, std::ops::Range<usize>) {
    let start = at_most(line, start).len();
    let behind = line[start..].char_indices().map(|(at, _)| start + at).chain([line.len()]).take(WIDTH + 1);
    let behind: Vec<usize> = behind.collect();
    // Before it there is at least what the end of the line leaves room for.
    let before = BEFORE.max((WIDTH + 1).saturating_sub(behind.len()));
    let before: Vec<usize> = line[..start].char_indices().rev().map(|(at, _)| at).take(before).collect();
    let places: Vec<usize> = before.into_iter().rev().chain(behind).take(WIDTH + 1).collect();
    let (from, to) = (places[0], places[places.len() - 1]);
    let (lead, tail) = (if from > 0 { "…" } else { "" }, if to < line.len() { "…" } else { "" });
    let at = places.iter().position(|place| *place == start).unwrap_or_default();
    let shown = |range: std::ops::Range<usize>| printable(&line[range]);
    let (first, end) = (shown(from..start), places[(at + length).min(places.len() - 1)]);
    let marked = shown(start..end);
    let range = lead.len() + first.len()..lead.len() + first.len() + marked.len();
    (format!("{lead}{first}{marked}{}{tail}", shown(end..to)), range)
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
