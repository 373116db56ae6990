//! How values of parameters become text (OpenAPI 3.0, "Style Values"; RFC 6570).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// Everything but the unreserved characters (RFC 3986, section 2.3).
const ALL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What `allowReserved` leaves as it is: the reserved characters, apart from those that end a value or the query. A
/// percent sign is left, too: the value may be encoded already.
const SOME: &AsciiSet = &ALL
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'%');

/// The styles, with whether the items of an array or the members of an object stand apart (`explode`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a slice need not have every style")]
pub(crate) enum Style {
    /// Paths and headers: `a,b`.
    Simple { explode: bool },
    /// Paths: `.a,b`.
    Label { explode: bool },
    /// Paths: `;name=a,b`.
    Matrix { explode: bool },
    /// Queries, cookies and forms: `name=a&name=b`.
    Form { explode: bool },
    /// The same, with reserved characters as they are.
    FormReserved { explode: bool },
    /// Queries: `name=a%20b`.
    SpaceDelimited,
    /// Queries: `name=a%7Cb`.
    PipeDelimited,
    /// Queries: `name[member]=a`.
    DeepObject,
    /// The value as JSON.
    Json,
}

/// The text of a value that is no array or object; `null` has none.
fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn encoded(text: &str, set: &'static AsciiSet) -> String {
    utf8_percent_encode(text, set).to_string()
}

/// The parts of an array or object, encoded: items, or members as `name{equals}value`.
fn parts(value: &Value, equals: &str, set: &'static AsciiSet) -> Vec<String> {
    let text = |value: &Value| encoded(&scalar(value), set);
    match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| format!("{}{equals}{}", encoded(name, set), text(value))).collect()
        }
        other => vec![text(other)],
    }
}

/// What takes the place of a parameter in a path.
pub(super) fn in_path(style: Style, name: &str, value: &Value) -> String {
    let exploded = |explode: bool, separator: &str| {
        parts(value, if explode { "=" } else { "," }, ALL).join(if explode { separator } else { "," })
    };
    match style {
        Style::Label { explode } => format!(".{}", exploded(explode, ".")),
        Style::Matrix { explode } => {
            let name = encoded(name, ALL);
            match value {
                Value::Array(_) if explode => {
                    parts(value, "", ALL).iter().map(|item| format!(";{name}={item}")).collect()
                }
                Value::Object(_) if explode => parts(value, "=", ALL).iter().map(|item| format!(";{item}")).collect(),
                _ => format!(";{name}={}", exploded(false, "")),
            }
        }
        Style::Json => encoded(&value.to_string(), ALL),
        Style::Simple { explode } => exploded(explode, ","),
        _ => exploded(false, ","),
    }
}

/// The pairs of a parameter in a query or form, encoded. `null` has none.
pub(super) fn in_query(style: Style, name: &str, value: &Value) -> Vec<(String, String)> {
    let set = if matches!(style, Style::FormReserved { .. }) { SOME } else { ALL };
    let encoded_name = encoded(name, ALL);
    let joined = |separator: &str| vec![(encoded_name.clone(), parts(value, separator, set).join(separator))];
    match (style, value) {
        (_, Value::Null) => Vec::new(),
        (Style::Json, value) => vec![(encoded_name, encoded(&value.to_string(), ALL))],
        (Style::DeepObject, value) => {
            let mut pairs = Vec::new();
            deep(&encoded_name, value, &mut pairs);
            pairs
        }
        (Style::Form { explode: true } | Style::FormReserved { explode: true }, Value::Array(_)) => {
            parts(value, "", set).into_iter().map(|item| (encoded_name.clone(), item)).collect()
        }
        (Style::Form { explode: true } | Style::FormReserved { explode: true }, Value::Object(members)) => {
            members.iter().map(|(name, value)| (encoded(name, set), encoded(&scalar(value), set))).collect()
        }
        (Style::SpaceDelimited, _) => joined("%20"),
        (Style::PipeDelimited, _) => joined("%7C"),
        _ => joined(","),
    }
}

/// Members in brackets behind the name, however deep, and items by their index.
fn deep(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (member, value) in members {
                deep(&format!("{name}%5B{}%5D", encoded(member, ALL)), value, pairs);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                deep(&format!("{name}%5B{index}%5D"), value, pairs);
            }
        }
        scalar_value => pairs.push((name.to_owned(), encoded(&scalar(scalar_value), ALL))),
    }
}

/// The text of a parameter in a header, where nothing is encoded.
pub(super) fn in_header(style: Style, value: &Value) -> String {
    let explode = matches!(style, Style::Simple { explode: true });
    match value {
        value if style == Style::Json => value.to_string(),
        Value::Array(items) => items.iter().map(scalar).collect::<Vec<_>>().join(","),
        Value::Object(members) => {
            let equals = if explode { "=" } else { "," };
            members.iter().map(|(name, value)| format!("{name}{equals}{}", scalar(value))).collect::<Vec<_>>().join(",")
        }
        value => scalar(value),
    }
}
