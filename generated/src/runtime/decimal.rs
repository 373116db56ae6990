//! Edm.Decimal.

use std::{fmt, str::FromStr};

use serde_core::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};
use serde_json::value::RawValue;

use super::{Decode, Encode, ParseError};

/// A decimal number of any precision (Edm.Decimal; OData 4.01 CSDL, "Primitive Types"), kept to the letter.
///
/// It comes as a number, or as text where the service does not trust JSON's numbers (`IEEE754Compatible`, and the
/// values `INF`, `-INF` and `NaN`). It is sent as a number where JSON has one for it, else as text. Equal means the
/// same text: use a decimal library to compare `1.0` with `1.00`.
///
/// The digits pass through `serde_json` untouched; other serde formats are not supported for types that hold one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// The text, to the letter.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether JSON can write the text as a number, or where it stops being a decimal.
fn check(text: &str) -> Result<bool, usize> {
    if matches!(text, "INF" | "-INF" | "NaN") {
        return Ok(false);
    }
    let bytes = text.as_bytes();
    let start = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut at = digits(bytes, start)?;
    let json = bytes.first() != Some(&b'+') && (at == start + 1 || bytes.get(start) != Some(&b'0'));
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        at = digits(bytes, at + 1 + sign)?;
    }
    if at == bytes.len() { Ok(json) } else { Err(at) }
}

/// The end of the digits that begin at `from`; there must be one.
fn digits(bytes: &[u8], from: usize) -> Result<usize, usize> {
    match bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count() {
        0 => Err(from),
        count => Ok(from + count),
    }
}

impl FromStr for Decimal {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match check(text) {
            Ok(_) => Ok(Self(text.into())),
            Err(at) => Err(ParseError::at("Edm.Decimal", at)),
        }
    }
}

impl TryFrom<&str> for Decimal {
    type Error = ParseError;

    fn try_from(text: &str) -> Result<Self, ParseError> {
        text.parse()
    }
}

impl From<i32> for Decimal {
    fn from(number: i32) -> Self {
        i64::from(number).into()
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self(number.to_string().into())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match raw.get().as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw.get()).map(Self).map_err(D::Error::custom),
            Some(b'-' | b'0'..=b'9') => Ok(Self(raw.get().into())),
            _ => Err(D::Error::custom("expected Edm.Decimal, as a number or as text")),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if check(&self.0) == Ok(true) {
            RawValue::from_string(self.0.as_ref().to_owned()).map_err(S::Error::custom)?.serialize(serializer)
        } else {
            serializer.serialize_str(&self.0)
        }
    }
}

impl Decode for Decimal {}
impl Encode for Decimal {}
