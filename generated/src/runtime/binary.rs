//! Edm.Binary.

use std::fmt;

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Decode, Encode, ParseError};

/// Writes padding; reads with or without it, and does not mind what the last character has to spare.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Bytes (Edm.Binary; OData JSON Format 4.01, "Primitive Value"), kept as the base64 text that travels.
///
/// What the service answers, and what `Get-WindowsAutopilotInfo` writes as "Hardware Hash", is base64 already: use
/// [`from_base64`](Self::from_base64) for it. [`from_bytes`](Self::from_bytes) is for bytes and would encode such a
/// text a second time. There is no `From` for either, so that the choice is always written down.
///
/// A value that was read keeps its text to the letter, and is decoded only by [`to_bytes`](Self::to_bytes). Two values
/// are equal if their bytes are. `Debug` shows the length only.
#[derive(Clone)]
pub struct Binary(Box<str>);

impl Binary {
    /// Takes text that is base64 already: standard or URL-safe, padded or not, with or without white space around it.
    /// It is kept, and sent, in standard form with padding (RFC 4648, section 4).
    ///
    /// # Errors
    /// The text is not base64; the error says at which byte.
    pub fn from_base64(text: &str) -> Result<Self, ParseError> {
        decode(text).map(|bytes| Self::from_bytes(&bytes))
    }

    /// Takes bytes that are not encoded yet.
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self(BASE64.encode(bytes).into())
    }

    /// The base64 text, as it travels.
    pub fn as_base64(&self) -> &str {
        &self.0
    }

    /// The bytes, decoded now.
    ///
    /// # Errors
    /// The service sent a text that is not base64.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ParseError> {
        decode(&self.0)
    }
}

fn decode(text: &str) -> Result<Vec<u8>, ParseError> {
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
            base64::DecodeError::InvalidByte(at, _) | base64::DecodeError::InvalidLastSymbol { offset: at, .. } => at,
            _ => standard.len(),
        };
        ParseError::at("Edm.Binary", start + at)
    })
}

impl PartialEq for Binary {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || matches!((self.to_bytes(), other.to_bytes()), (Ok(one), Ok(two)) if one == two)
    }
}

impl Eq for Binary {}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Binary({} characters)", self.0.len())
    }
}

/// Takes any text: one odd value must not lose a page.
impl<'de> Deserialize<'de> for Binary {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Deserialize::deserialize(deserializer).map(Self)
    }
}

impl Serialize for Binary {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl Decode for Binary {}
impl Encode for Binary {}
