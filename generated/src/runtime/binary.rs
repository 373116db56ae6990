//! Bytes in JSON.

use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Decode, Encode, ParseError,
    base64::{decode, encode},
};

/// Bytes that travel as base64 text.
///
/// [`from_base64`](Self::from_base64) is for text that is base64 already, as the service answers it;
/// [`from_bytes`](Self::from_bytes) is for bytes, and would encode such a text a second time. There is no `From` for
/// either, so that the choice is always written down.
///
/// A value that was read keeps its text to the letter, and is decoded only by [`to_bytes`](Self::to_bytes). Two values
/// are equal if their bytes are. `Debug` shows the length only.
#[derive(Clone)]
pub struct Binary(Box<str>);

impl Binary {
    const KIND: &'static str = "base64";

    /// Takes text that is base64 already: standard or URL-safe, padded or not, with or without white space around it.
    /// It is kept, and sent, in standard form with padding (RFC 4648, section 4).
    ///
    /// # Errors
    /// The text is not base64; the error says at which byte.
    pub fn from_base64(text: &str) -> Result<Self, ParseError> {
        decode(Self::KIND, text).map(Self::from_bytes)
    }

    /// Takes bytes that are not encoded yet.
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self(encode(bytes).into())
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
        decode(Self::KIND, &self.0)
    }
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
