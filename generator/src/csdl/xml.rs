//! From text to XML, with the places of what is wrong.

use roxmltree::{Document, Error, ParsingOptions};

use crate::report::{Diagnostic, Report};
use crate::source::{Source, SourceId, Span};

/// Parses XML without a document type: entities that expand to gigabytes have no place in an API description.
pub(super) fn parse<'a>(id: SourceId, source: &'a Source, report: &mut Report) -> Option<Document<'a>> {
    if let Some(at) = crowded(source.text.as_bytes()) {
        let message = format!("this element has more than {ATTRIBUTES} attributes");
        report.push(Diagnostic::error("malformed-xml", message).at(Span::new(id, at..at), ""));
        return None;
    }
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    let parsed = Document::parse_with_options(&source.text, options);
    parsed.map_err(|error| report.push(helped(diagnostic(id, &source.text, &error), source))).ok()
}

/// What may have been meant.
fn helped(diagnostic: Diagnostic, source: &Source) -> Diagnostic {
    if source.is_web_page() {
        diagnostic.help("this is a web page, such as one to sign in: save the description itself")
    } else if !source.is_xml() && !source.text.trim().is_empty() {
        diagnostic.help("a CSDL document is XML; OpenAPI is given by `--openapi`, or `openapi` in `[source]`")
    } else {
        diagnostic
    }
}

/// The parser compares each attribute of an element with all others, and no element of CSDL has more than a dozen.
const ATTRIBUTES: usize = 1000;

/// The place of an element that has too many. Values cannot hold `<`, so that only what is long up to the next one is
/// looked into.
fn crowded(text: &[u8]) -> Option<usize> {
    const SHORTEST: usize = ATTRIBUTES * " a=''".len();
    let mut starts = memchr::memchr_iter(b'<', text).peekable();
    while let Some(at) = starts.next() {
        let end = starts.peek().copied().unwrap_or(text.len());
        let is_tag = end - at > SHORTEST && text.get(at + 1).is_some_and(|byte| !matches!(byte, b'!' | b'?' | b'/'));
        if is_tag {
            let is_value = |pair: &&[u8]| matches!(pair, [b'=' | b' ' | b'\t' | b'\r' | b'\n', b'"' | b'\'']);
            if text[at..end].windows(2).filter(is_value).count() > ATTRIBUTES {
                return Some(at);
            }
        }
    }
    None
}

fn diagnostic(source: SourceId, text: &str, error: &Error) -> Diagnostic {
    let at = |offset: usize| Span::new(source, offset..offset);
    match error {
        Error::DtdDetected => Diagnostic::error(
            "document-type",
            "document types (`<!DOCTYPE`) are refused: they can hide unlimited content",
        )
        .at(at(text.find("<!DOCTYPE").unwrap_or(0)), ""),
        // These come without a place: it is the end that is missing.
        Error::UnclosedRootNode | Error::UnexpectedEndOfStream | Error::NoRootNode => {
            Diagnostic::error("malformed-xml", format!("this is not well-formed XML: {error}")).at(at(text.len()), "")
        }
        _ => {
            let position = error.pos();
            let message = error.to_string();
            let message = message.strip_suffix(&format!(" at {position}")).unwrap_or(&message);
            Diagnostic::error("malformed-xml", format!("this is not well-formed XML: {message}"))
                .at(at(offset(text, position)), "")
        }
    }
}

/// The offset of a row and a column, which count from 1 and in characters.
fn offset(text: &str, position: roxmltree::TextPos) -> usize {
    let row = position.row.saturating_sub(1) as usize;
    let before: usize = text.split_inclusive('\n').take(row).map(str::len).sum();
    let column = position.col.saturating_sub(1) as usize;
    before + text[before..].chars().take(column).map(char::len_utf8).sum::<usize>()
}
