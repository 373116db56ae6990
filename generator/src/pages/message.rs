//! HTTP messages as pages write them: a first line, headers, an empty line, a body.

use std::ops::Range;

use crate::api::Method;

/// The first line of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RequestLine {
    pub(super) method: Method,
    /// As it is written.
    pub(super) url: String,
    /// Where the URL stands.
    pub(super) range: Range<usize>,
}

/// A request or a response, and its body if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) head: Head,
    /// The place of the body, without the white space around it.
    pub(super) body: Option<Range<usize>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Head {
    Request(RequestLine),
    /// With its status.
    Response(u16),
    /// There is no first line: the block is a body.
    None,
}

/// What a fenced block holds.
pub(super) fn message(text: &str, range: Range<usize>) -> Message {
    let mut lines = lines(text, range.clone()).skip_while(|line| text[line.clone()].trim().is_empty());
    let Some(first) = lines.next() else { return Message { head: Head::None, body: None } };
    let head = match (request_line(text, first.clone()), status(&text[first.clone()])) {
        (Some(line), _) => Head::Request(line),
        (None, Some(status)) => Head::Response(status),
        (None, None) => return Message { head: Head::None, body: trimmed(text, first.start..range.end) },
    };
    // Empty lines stand between the headers of some pages, and not before the body on others.
    let body = lines.find(|line| !is_head(&text[line.clone()])).and_then(|line| trimmed(text, line.start..range.end));
    Message { head, body }
}

/// Whether a line is empty or a header.
fn is_head(line: &str) -> bool {
    let name = line.split_once(':').map_or("", |(name, _)| name.trim());
    line.trim().is_empty() || (!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}

/// `GET /path`, `GET https://host/v1.0/path HTTP/1.1`.
pub(super) fn request_line(text: &str, line: Range<usize>) -> Option<RequestLine> {
    let content = &text[line.clone()];
    let word = content.split_whitespace().next()?;
    let method = Method::ALL.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(word))?;
    let start = content.find(word)? + word.len();
    let url = content[start..].trim();
    let url = url.rsplit_once(char::is_whitespace).filter(|(_, last)| last.starts_with("HTTP/")).map_or(url, |it| it.0);
    let url = url.trim();
    if !url.contains('/') && !url.starts_with('{') {
        return None;
    }
    let start = line.start + start + content[start..].find(url)?;
    Some(RequestLine { method, url: url.to_owned(), range: start..start + url.len() })
}

/// `HTTP/1.1 200 OK`.
fn status(line: &str) -> Option<u16> {
    let line = line.trim();
    let rest = line.get(..5).filter(|start| start.eq_ignore_ascii_case("HTTP/")).map(|_| &line[5..])?;
    rest.split_whitespace().nth(1).and_then(|status| status.parse().ok())
}

/// The lines in a range, without their ends.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    text[range].split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}

/// A range without the white space around it; none if there is nothing else.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let content = text[range.clone()].trim();
    let start = range.start + (text[range.clone()].len() - text[range.clone()].trim_start().len());
    (!content.is_empty()).then(|| start..start + content.len())
}
