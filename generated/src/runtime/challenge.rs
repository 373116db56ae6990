//! Why credentials were refused.

use base64::{Engine, alphabet, engine};
use http::{HeaderMap, header};

/// Why the service has refused a token: what an answer 401 says in `WWW-Authenticate` (RFC 6750, section 3).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Challenge {
    /// The claims that the next token has to meet, as JSON: pass it to the authorization server as `claims` when you ask
    /// for a token (OpenID Connect Core 1.0, section 5.5).
    pub claims: Option<String>,
    /// `error`, such as `invalid_token` or `insufficient_claims`.
    pub error: Option<String>,
}

impl Challenge {
    /// Reads it from the headers of an answer.
    pub fn new(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
        let mut challenge = Self::default();
        for (name, value) in values.flat_map(parameters) {
            match name.to_ascii_lowercase().as_str() {
                "claims" => challenge.claims = Some(decoded(&value).unwrap_or(value)),
                "error" => challenge.error = Some(value),
                _ => {}
            }
        }
        challenge
    }
}

/// The parameters of a challenge: `Bearer name="value", name=value`.
fn parameters(text: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.rsplit([' ', ',']).next().unwrap_or_default();
        let (value, tail) = match after.strip_prefix('"') {
            Some(quoted) => quoted_string(quoted),
            None => {
                let (value, tail) = after.split_at(after.find([',', ' ']).unwrap_or(after.len()));
                (value.to_owned(), tail)
            }
        };
        found.push((name, value));
        rest = tail;
    }
    found
}

/// Up to the closing quote, escapes resolved; and what follows.
fn quoted_string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(letters.next().map(|(_, escaped)| escaped)),
            _ => value.push(letter),
        }
    }
    (value, "")
}

/// Claims travel as base64, in either alphabet, padded or not.
fn decoded(text: &str) -> Option<String> {
    let lenient = engine::GeneralPurposeConfig::new()
        .with_decode_padding_mode(engine::DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let text = text.replace('-', "+").replace('_', "/");
    let bytes = engine::GeneralPurpose::new(&alphabet::STANDARD, lenient).decode(text).ok()?;
    String::from_utf8(bytes).ok()
}
