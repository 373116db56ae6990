//! Bodies of the type `application/x-www-form-urlencoded`.

use serde_json::Value;

use super::style::{Style, in_query};

/// The members of an object as pairs. Members that are objects travel as JSON unless a style is given for them, as the
/// specification says (OpenAPI 3.0, "Encoding Object").
pub(super) fn encode(body: &Value, styles: &[(&str, Style)]) -> String {
    let Value::Object(members) = body else { return String::new() };
    let mut pairs = Vec::new();
    for (name, value) in members {
        let given = styles.iter().find(|(member, _)| member == name).map(|(_, style)| *style);
        let style = given.unwrap_or(match value {
            Value::Object(_) => Style::Json,
            _ => Style::Form { explode: true },
        });
        pairs.extend(in_query(style, name, value));
    }
    let pairs: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}
