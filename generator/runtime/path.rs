//! Paths with keys, and percent-encoding.

use std::fmt::Display;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters (RFC 3986, section 2.3).
const KEY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What has no meaning of its own in a query may stay, so that the URL can be read.
const OPTION: &AsciiSet =
    &KEY.remove(b'$').remove(b',').remove(b':').remove(b'/').remove(b'(').remove(b')').remove(b'*').remove(b'@');

/// Puts the keys in the place of each `{}` of the template (OData 4.01 Part 2: URL Conventions, "Addressing
/// Entities").
///
/// A key stays one segment, whatever is in it. One that would be read as something else as a segment of its own,
/// since it begins with `$` or is `.` or `..`, is written in parentheses. Within quotes (`name='{}'`) a quote is
/// doubled. An empty key leaves an empty segment, which [`empty_segment`] finds.
#[allow(dead_code, reason = "a slice need not have an operation")]
pub(crate) fn path(template: &str, keys: &[&dyn Display]) -> String {
    if keys.is_empty() {
        return template.to_owned();
    }
    let mut literals = template.split("{}");
    let mut path = String::with_capacity(template.len() + 40 * keys.len());
    path.push_str(literals.next().unwrap_or_default());
    for (key, literal) in keys.iter().zip(literals) {
        let key = key.to_string();
        let segment = path.ends_with('/') && (literal.is_empty() || literal.starts_with('/'));
        if segment && (key.starts_with('$') || key == "." || key == "..") {
            path.pop();
            path.push_str("('");
            encode(&mut path, &key.replace('\'', "''"), KEY);
            path.push_str("')");
        } else if path.ends_with('\'') {
            encode(&mut path, &key.replace('\'', "''"), KEY);
        } else {
            encode(&mut path, &key, KEY);
        }
        path.push_str(literal);
    }
    path
}

/// Whether an empty key has left an empty segment: the request would go to the whole collection.
pub(super) fn empty_segment(path: &str) -> bool {
    path.contains("//") || path.ends_with('/')
}

/// Appends a query option behind `?` or `&`.
pub(super) fn push_option(url: &mut String, separator: char, name: &str, value: &str) {
    url.push(separator);
    encode(url, name, OPTION);
    url.push('=');
    encode(url, value, OPTION);
}

fn encode(out: &mut String, text: &str, set: &'static AsciiSet) {
    out.extend(utf8_percent_encode(text, set));
}
