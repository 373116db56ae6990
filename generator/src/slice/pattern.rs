//! The patterns of `[slice] include`: `/users/{id}/messages/**#GET`.

use crate::{
    api::Method,
    config::Text,
    report::{Diagnostic, Report},
    source::Span,
};

/// A parsed pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// What each segment of a path must be.
    pub segments: Vec<PatternSegment>,
    /// Whether any number of further segments may follow (`/**`).
    pub open_ended: bool,
    /// The methods wanted; none means all.
    pub methods: Vec<Method>,
    /// The pattern as written.
    pub text: Text,
}

/// One segment of a pattern and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PatternSegment {
    /// What it matches.
    pub matcher: Matcher,
    /// Where it stands.
    pub span: Span,
}

/// What a segment of a pattern matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Matcher {
    /// `*`: any one segment, a key included.
    Any,
    /// `{anything}`: a key, whatever its name in the description.
    Key,
    /// The segment itself: an entity set, singleton, navigation property, `$count`, a cast or a bound operation.
    Name(String),
}

/// Segments of a pattern, and of a path that a wildcard leads to: those of Graph have less than 20, and no server takes
/// a hundred.
pub(super) const LONGEST: usize = 100;

/// Reads one pattern; what is wrong with it goes into the report.
pub(crate) fn parse(text: &Text, report: &mut Report) -> Option<Pattern> {
    let (path, methods) =
        text.value.split_once('#').map_or((text.value.as_str(), None), |(path, rest)| (path, Some(rest)));
    let methods = match methods.map(|list| parse_methods(list, path.len() + 1, text, report)) {
        None => Vec::new(),
        Some(methods) => methods?,
    };
    let Some(rest) = path.strip_prefix('/') else {
        report.push(
            Diagnostic::error("bad-pattern", "a pattern begins with `/`")
                .at(text.span, "")
                .help(format!("write `/{}`", behind_root(&text.value))),
        );
        return None;
    };
    let mut segments = Vec::new();
    let mut open_ended = false;
    let mut at = 1;
    // As in the paths of descriptions, a slash at the end is no segment, and `/` alone is the service's own path.
    let named = (!rest.is_empty()).then(|| rest.strip_suffix('/').unwrap_or(rest).split('/'));
    for segment in named.into_iter().flatten() {
        let span = part(text, at..at + segment.len());
        at += segment.len() + 1;
        if segments.len() == LONGEST {
            let message = format!("a pattern has at most {LONGEST} segments");
            report.push(Diagnostic::error("bad-pattern", message).at(span, "this is one too many"));
            return None;
        }
        if open_ended {
            report.push(
                Diagnostic::error("bad-pattern", "`**` can only be the last segment of a pattern")
                    .at(span, "this follows it")
                    .help("use `*` for each single segment in the middle"),
            );
            return None;
        }
        let matcher = match segment {
            "**" => {
                open_ended = true;
                continue;
            }
            "*" => Matcher::Any,
            "" => {
                report.push(Diagnostic::error("bad-pattern", "a segment of the pattern is empty").at(span, "here"));
                return None;
            }
            _ if segment.starts_with('{') && segment.ends_with('}') => Matcher::Key,
            // In parentheses stand parameters, or a key: `range(address={address})`.
            _ if is_odd(segment) => {
                report.push(
                    Diagnostic::error("bad-pattern", format!("`{segment}` is neither a name nor a wildcard"))
                        .at(span, "")
                        .help("a segment is a whole name, `*` for any one segment, `{id}` for a key, or a last `**`"),
                );
                return None;
            }
            name => Matcher::Name(name.to_owned()),
        };
        segments.push(PatternSegment { matcher, span });
    }
    Some(Pattern { segments, open_ended, methods, text: text.clone() })
}

fn is_odd(segment: &str) -> bool {
    let name = segment.strip_suffix(')').and_then(|segment| segment.split_once('(')).map_or(segment, |(name, _)| name);
    name.contains(['*', '{', '}', '?', '(', ')'])
}

fn parse_methods(list: &str, start: usize, text: &Text, report: &mut Report) -> Option<Vec<Method>> {
    let mut methods = Vec::new();
    let mut at = start;
    let mut good = true;
    for name in list.split(',') {
        match Method::ALL.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(name.trim())) {
            Some(method) => methods.push(method),
            None => {
                good = false;
                report.push(
                    Diagnostic::error("bad-pattern", format!("`{}` is not a method", name.trim()))
                        .at(part(text, at..at + name.len()), "")
                        .help("methods are those of HTTP, with commas between them: `#GET,PATCH`"),
                );
            }
        }
        at += name.len() + 1;
    }
    good.then_some(methods)
}

/// The place of a part of the text: a quoted text begins one byte later in its file. One with escapes is longer
/// there than its value by more than the quotes: then the whole is shown.
fn part(text: &Text, range: std::ops::Range<usize>) -> Span {
    let whole = text.span.range();
    let quotes = match whole.len().checked_sub(text.value.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return text.span,
    };
    let start = whole.start + quotes;
    Span::new(text.span.source, start + range.start..start + range.end)
}

/// Of a whole URL, what comes behind the host and the version.
fn behind_root(text: &str) -> &str {
    match text.split_once("://") {
        Some((_, rest)) => rest.splitn(3, '/').nth(2).unwrap_or("…"),
        None => text,
    }
}
