//! Base64, as lenient as services are.

use ::base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::ParseError;

/// Writes padding; reads with or without it, and does not mind what the last character has to spare.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The standard form, with padding.
pub(super) fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64.encode(bytes)
}

/// Takes the standard and the URL-safe alphabet, with or without white space around the text. An error says that the
/// text is not `kind`.
pub(super) fn decode(kind: &'static str, text: &str) -> Result<Vec<u8>, ParseError> {
    let start = text.len() - text.trim_start().len();
    let standard: Vec<u8> = text
        .trim()
        .bytes()
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        })
        .collect();
    BASE64.decode(&standard).map_err(|error| {
        let at = match error {
            ::base64::DecodeError::InvalidByte(at, _) | ::base64::DecodeError::InvalidLastSymbol { offset: at, .. } => {
                at
            }
            _ => standard.len(),
        };
        ParseError::at(kind, start + at)
    })
}
