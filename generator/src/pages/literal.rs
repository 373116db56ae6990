//! Whether a JSON value has the form of a primitive type (OData JSON Format 4.01, "Primitive Value").

use super::json::{Json, Kind};
use crate::api::Primitive;

/// Whether it has.
pub(super) fn fits(value: &Json, ty: Primitive) -> bool {
    match (&value.kind, ty) {
        (_, Primitive::Untyped | Primitive::Stream) | (Kind::Bool, Primitive::Boolean) => true,
        (Kind::Text(text), _) => text_fits(text, ty),
        // A floating-point number: no integer is negative and zero.
        (
            Kind::Number(number),
            Primitive::Byte | Primitive::SByte | Primitive::Int16 | Primitive::Int32 | Primitive::Int64,
        ) if number == "-0" => false,
        (Kind::Number(number), Primitive::Single) => number.parse().is_ok_and(f32::is_finite),
        (Kind::Number(number), Primitive::Byte) => number.parse::<u8>().is_ok(),
        (Kind::Number(number), Primitive::SByte) => number.parse::<i8>().is_ok(),
        (Kind::Number(number), Primitive::Int16) => number.parse::<i16>().is_ok(),
        (Kind::Number(number), Primitive::Int32) => number.parse::<i32>().is_ok(),
        (Kind::Number(number), Primitive::Int64) => number.parse::<i64>().is_ok(),
        (Kind::Number(_), Primitive::Double | Primitive::Decimal) => true,
        _ => false,
    }
}

fn text_fits(text: &str, ty: Primitive) -> bool {
    match ty {
        Primitive::String => true,
        Primitive::Int64 => text.parse::<i64>().is_ok(),
        Primitive::Double | Primitive::Single => matches!(text, "INF" | "-INF" | "NaN"),
        Primitive::Decimal => matches!(text, "INF" | "-INF" | "NaN") || text.parse::<f64>().is_ok_and(f64::is_finite),
        Primitive::Guid => is_like(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
        Primitive::Date => is_like(text, "0000-00-00"),
        Primitive::TimeOfDay => is_time(text),
        Primitive::DateTimeOffset => is_instant(text),
        Primitive::Duration => is_duration(text),
        Primitive::Binary => is_base64(text),
        _ => false,
    }
}

/// Whether a text has digits where the form has `0`, hexadecimal ones where it has `x`, and else the same.
fn is_like(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            b'x' => byte.is_ascii_hexdigit(),
            other => byte == other,
        })
}

/// `2021-02-26T08:00:00.000Z`, with any offset.
fn is_instant(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else { return false };
    let Some(at) = rest.find(['Z', 'z', '+', '-']) else { return false };
    let (time, offset) = rest.split_at(at);
    let is_offset = matches!(offset, "Z" | "z") || is_like(&offset[1..], "00:00");
    is_like(date, "0000-00-00") && is_time(time) && is_offset
}

/// `08:00`, `08:00:00`, `08:00:00.0000000`.
fn is_time(text: &str) -> bool {
    let (time, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_fraction = (1..=12).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
    is_fraction && (is_like(time, "00:00:00") || is_like(text, "00:00"))
}

/// `P30D`, `PT0.061S`, `-P1DT12H`.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['-', '+']).unwrap_or(text).strip_prefix('P') else { return false };
    let (days, time) = rest.split_once('T').unwrap_or((rest, "0S"));
    let parts = |text: &str, units: &str| {
        text.is_empty()
            || text.split_inclusive(|c: char| c.is_ascii_alphabetic()).all(|part| {
                let number = part.trim_end_matches(|c: char| units.contains(c));
                number.len() + 1 == part.len() && number.parse::<f64>().is_ok()
            })
    };
    !(days.is_empty() && time == "0S" && rest.is_empty())
        && parts(days, "YMWD")
        && !time.is_empty()
        && parts(time, "HMS")
}

/// In the standard or the URL-safe alphabet, padded or not.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len() - digits.len() <= 2
        && digits.len() % 4 != 1
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte))
}

/// Whether a text only stands for a value: `String (identifier)`, `{id}`, `<token>`, `…`, `timestamp-value`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    const WORDS: &[&str] = &[
        "bool",
        "boolean",
        "date",
        "datetime",
        "datetimeoffset",
        "decimal",
        "double",
        "duration",
        "enum",
        "guid",
        "int",
        "int16",
        "int32",
        "int64",
        "integer",
        "number",
        "single",
        "string",
        "time",
        "timeofday",
        "timestamp",
        "true or false",
        "true/false",
        "value",
    ];
    // The kind, and what is said of it in parentheses or behind a hyphen.
    let first = lower.split([' ', '(', '-', '_']).next().unwrap_or_default();
    WORDS.contains(&&*lower)
        || (WORDS.contains(&first) && lower.contains(['(', '-', '_', ' ']))
        || ["value", "placeholder"].iter().any(|word| lower.ends_with(word) && lower.len() > word.len())
        || lower.contains("...")
        || lower.contains('…')
        || (lower.starts_with(['{', '<', '[']) && lower.ends_with(['}', '>', ']']))
        || lower.contains(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_texts() {
        use Primitive::{Binary, Date, DateTimeOffset, Double, Duration, Guid, Int64, TimeOfDay};
        for (ty, good, bad) in [
            (Guid, "985b4f49-4f49-985b-494f-5b98494f5b98", "985b4f49"),
            (Date, "2021-02-26", "26.02.2021"),
            (TimeOfDay, "08:00:00.0000000", "8"),
            (TimeOfDay, "08:00", "08:00."),
            (DateTimeOffset, "0001-01-01T00:00:00Z", "2021-02-26"),
            (DateTimeOffset, "2021-02-26T08:00:00.123456789012+05:30", "2021-02-26T08:00:00"),
            (Duration, "PT0.061S", "P"),
            (Duration, "P30D", "30 days"),
            (Duration, "-P1DT12H", "PT"),
            (Binary, "aGFyZA==", "hardware identifier"),
            (Binary, "", "a"),
            (Int64, "9007199254740993", "many"),
            (Double, "-INF", "1.5"),
        ] {
            assert!(text_fits(good, ty), "{good}");
            assert!(!text_fits(bad, ty), "{bad}");
        }
    }

    #[test]
    fn what_stands_for_a_value() {
        for text in
            ["String (identifier)", "{id}", "<token>", "...", "timestamp", "Display Name value", "datetime-value"]
        {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["complete", "2021-02-26", "15", "true", ""] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
