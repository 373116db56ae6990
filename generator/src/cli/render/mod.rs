//! Findings as a person reads them: an error with its place drawn, a warning in a line or two.

mod excerpt;

use std::{fmt, path::Path};

use excerpt::Excerpt;
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::{
    legible::is_deceptive,
    report::{Diagnostic, Report, Severity},
    source::Sources,
};

pub(super) const RED: &str = "\u{1b}[31m";
pub(super) const GREEN: &str = "\u{1b}[32m";
pub(super) const RESET: &str = "\u{1b}[0m";

/// All findings, with colours: whoever prints them strips those where nobody would see them. Warnings come first, in a few
/// lines each and without a drawing, since most users cannot act on them: they speak of somebody else's description.
pub fn show(report: &Report, sources: &Sources) -> String {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        report.diagnostics().iter().partition(|diagnostic| diagnostic.severity == Severity::Error);
    let mut out = String::new();
    for warning in warnings.iter().take(SHOWN) {
        out += &printable_lines(&warning.to_text(sources));
    }
    out += &more(&warnings, "warning");
    if !warnings.is_empty() {
        out += &if errors.is_empty() {
            format!("{}, no error\n", count(warnings.len(), "warning"))
        } else {
            "\n".to_owned()
        };
    }
    for error in errors.iter().take(SHOWN) {
        out += &drawn(error, sources);
    }
    out + &more(&errors, "error")
}

/// As many findings of a kind are shown as a person may look through; a broken document can have a hundred thousand.
const SHOWN: usize = 500;

/// How many are not shown, if there are any.
fn more(findings: &[&Diagnostic], what: &str) -> String {
    match findings.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("and {}, not shown\n", count(more, &format!("more {what}"))),
        _ => String::new(),
    }
}

/// The message with its places drawn.
fn drawn(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode())
        .with_links(false)
        // A message that is not broken into lines can be searched for; terminals break lines themselves.
        .with_wrap_lines(false);
    let mut out = String::new();
    for part in parts(diagnostic, sources) {
        if handler.render_report(&mut out, &part).is_err() {
            // A place that the drawing cannot cope with must not hide what is wrong.
            out += &part.message;
        }
        out.push('\n');
    }
    out
}

pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Something to draw: a message, and one place at most, since a drawing is of one source.
#[derive(Debug)]
struct Part {
    severity: miette::Severity,
    code: Option<&'static str>,
    message: String,
    excerpt: Option<(Excerpt, LabeledSpan)>,
    help: Option<String>,
}

/// The finding with its own place, then a part for each other place; the help comes last.
fn parts(diagnostic: &Diagnostic, sources: &Sources) -> Vec<Part> {
    let mut places = diagnostic.labels.iter().map(|label| Excerpt::of(label, sources));
    let first = Part {
        severity: miette::Severity::Error,
        code: Some(diagnostic.code),
        message: printable_lines(&diagnostic.message),
        excerpt: places.next(),
        help: None,
    };
    let mut parts = vec![first];
    for (label, (excerpt, span)) in diagnostic.labels.iter().skip(1).zip(places) {
        let message = if label.text.is_empty() { "see also".to_owned() } else { printable(&label.text) };
        let span = LabeledSpan::new_with_span(None, *span.inner());
        parts.push(Part {
            severity: miette::Severity::Advice,
            code: None,
            message,
            excerpt: Some((excerpt, span)),
            help: None,
        });
    }
    if let (Some(last), Some(help)) = (parts.last_mut(), &diagnostic.help) {
        last.help = Some(printable_lines(help));
    }
    parts
}

/// A line of somebody's file on a terminal: what would move the cursor or change colours is made visible instead.
pub(super) fn printable(line: &str) -> String {
    line.chars().map(|c| if is_deceptive(c) && c != '\t' { '\u{fffd}' } else { c }).collect()
}

/// The same of a path.
pub(super) fn path_text(path: &Path) -> String {
    printable(&path.display().to_string())
}

fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Part {}

impl miette::Diagnostic for Part {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|(excerpt, _)| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.excerpt.as_ref().map(|(_, label)| Box::new(std::iter::once(label.clone())) as Box<dyn Iterator<Item = _>>)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use insta::assert_snapshot;

    use super::*;
    use crate::source::Span;

    /// As it looks without colours.
    fn shown(texts: &[(&str, &str)], make: impl FnOnce(&[crate::source::SourceId]) -> Diagnostic) -> String {
        let mut sources = Sources::default();
        let ids: Vec<_> = texts.iter().map(|(name, text)| sources.add(*name, *text)).collect();
        let mut report = Report::default();
        report.push(make(&ids));
        anstream::adapter::strip_str(&show(&report, &sources)).to_string()
    }

    #[test]
    fn places_in_two_files() {
        let texts = [("a.toml", "one\ntwo = \"grün\" # x\nthree\n"), ("b.toml", "first\r\nsecond\r\nlast")];
        let text = shown(&texts, |ids| {
            Diagnostic::error("clash", "`two` is there twice")
                .at(Span::new(ids[0], 10..17), "here")
                .at(Span::new(ids[1], 7..13), "and here")
                .help("remove one")
        });
        assert_snapshot!(text, @r#"
        clash

          × `two` is there twice
           ╭─[a.toml:2:7]
         1 │ one
         2 │ two = "grün" # x
           ·       ───┬──
           ·          ╰── here
         3 │ three
           ╰────

          ☞ and here
           ╭─[b.toml:2:1]
         1 │ first
         2 │ second
           · ──────
         3 │ last
           ╰────
          help: remove one
        "#);
    }

    #[test]
    fn warnings_are_short_and_come_first() {
        let mut sources = Sources::default();
        let id = sources.add("a.xml", "<a>\n<b/>\n</a>");
        let mut report = Report::default();
        report.push(Diagnostic::error("bad", "this is bad").at(Span::new(id, 4..8), ""));
        report.push(Diagnostic::warning("odd", "this is odd").at(Span::new(id, 0..3), "").help("look at it"));
        let text = show(&report, &sources);
        assert_snapshot!(anstream::adapter::strip_str(&text).to_string(), @r"
        a.xml:1:1: warning[odd]: this is odd
          help: look at it

        bad

          × this is bad
           ╭─[a.xml:2:1]
         1 │ <a>
         2 │ <b/>
           · ────
         3 │ </a>
           ╰────
        ");
        assert!(show(&Report::default(), &sources).is_empty());
    }

    #[test]
    fn a_very_long_line_is_cut_around_the_place() {
        let line = format!("<a>{}<Property Name=\"bad\"/>{}</a>", "x".repeat(5000), "é".repeat(5000));
        let at = line.find("bad").unwrap();
        let text = shown(&[("a.xml", &format!("{line}\n{line}\n"))], |ids| {
            Diagnostic::error("bad", "this is bad").at(Span::new(ids[0], at..at + 3), "this")
        });
        assert_snapshot!(text, @r#"
        bad

          × this is bad
           ╭─[a.xml:1:5020]
         1 │ …xxxxxxxxxxxxxx<Property Name="bad"/>éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé…
           ·                                ─┬─
           ·                                 ╰── this
         2 │ <a>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
           ╰────
        "#);
    }

    #[test]
    fn a_place_of_many_lines_is_shown_by_its_first() {
        let text = shown(&[("a.xml", "<a>\n  <b>\n  </b>\n</a>\n")], |ids| {
            Diagnostic::error("bad", "this is bad").at(Span::new(ids[0], 6..16), "")
        });
        assert_snapshot!(text, @r"
        bad

          × this is bad
           ╭─[a.xml:2:3]
         1 │ <a>
         2 │   <b>
           ·   ───
         3 │   </b>
           ╰────
        ");
    }

    #[test]
    fn places_at_the_edge_are_shown() {
        for (text, range) in [("", 0..0), ("a", 1..1), ("a\n", 2..2), ("a\nb", 1..2), ("ä", 0..1), ("a", 5..9)] {
            let shown = shown(&[("x", text)], |ids| Diagnostic::error("e", "bad").at(Span::new(ids[0], range), "here"));
            assert!(shown.contains("here") && shown.contains("[x:"), "{text:?}: {shown}");
        }
    }

    #[test]
    fn a_file_cannot_write_to_the_terminal() {
        let text = shown(&[("x\u{1b}]0;title\u{7}\n", "a\u{1b}[31mb\rc\u{7}")], |ids| {
            Diagnostic::error("e", "bad \u{1b}[2J").at(Span::new(ids[0], 0..1), "\u{1b}")
        });
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    }
}
