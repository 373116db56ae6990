//! How values travel in JSON: what the macros for objects build on.

use std::collections::BTreeMap;

use serde_core::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, Error as _, IgnoredAny, MapAccess},
    ser::SerializeMap,
};
use serde_json::Value;

use super::Field;

/// A value that an answer can hold.
pub trait Decode: DeserializeOwned {
    /// What a member reads as that is not there; nothing if it has to be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// A value that a request can send.
pub trait Encode: Serialize {
    /// Whether an optional member is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

macro_rules! plain {
    ($($type:ty)*) => { $(impl Decode for $type {} impl Encode for $type {})* };
}
plain!(bool i32 i64 u64 f32 f64 String Value);

impl<T: Decode> Decode for Vec<T> {}
impl<T: Encode> Encode for Vec<T> {}
impl<T: Decode> Decode for Box<T> {}
impl<T: Encode> Encode for Box<T> {}
impl<T: Decode> Decode for BTreeMap<String, T> {}
impl<T: Encode> Encode for BTreeMap<String, T> {}

impl<T: Decode> Decode for Option<T> {
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Decode> Decode for Field<T> {
    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }
}

impl<T: Encode> Encode for Field<T> {
    fn is_absent(&self) -> bool {
        Self::is_absent(self)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::or_null)
    }
}

/// Absent where nothing can be left out is `null`.
impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

/// The value of a member that has to be there.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub fn required<T: Decode, E: serde_core::de::Error>(value: Option<T>, name: &'static str) -> Result<T, E> {
    value.or_else(T::absent).ok_or_else(|| E::missing_field(name))
}

/// The value of a member that may be missing.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub fn optional<T: Decode>(value: Option<T>, instead: impl FnOnce() -> T) -> T {
    value.unwrap_or_else(instead)
}

/// Reads over the value of a member.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub fn ignore<'de, A: MapAccess<'de>>(members: &mut A) -> Result<(), A::Error> {
    members.next_value::<IgnoredAny>().map(|_| ())
}

/// Writes a member, unless it is absent.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub fn put<T: Encode, M: SerializeMap>(value: &T, name: &'static str, members: &mut M) -> Result<(), M::Error> {
    if value.is_absent() { Ok(()) } else { members.serialize_entry(name, value) }
}

/// Reads one JSON value and nothing behind it; an empty text is a value that may be absent.
pub(super) fn read<T: Decode>(body: &[u8]) -> Result<T, serde_json::Error> {
    if body.is_empty() {
        return T::absent().ok_or_else(|| serde_json::Error::custom("the body is empty"));
    }
    serde_json::from_slice(body)
}
