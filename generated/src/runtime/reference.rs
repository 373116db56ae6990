//! References to entities: `$ref` and `@odata.bind`.

use std::fmt::Display;

use bytes::Bytes;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::{Value, value::RawValue};

use super::{
    Decode, Encode, Field, Get, Request,
    path::{empty_segment, path},
};

/// The address of an entity (OData 4.01 Part 1: Protocol, "Entity-Ids and Entity References"): what references are
/// set to.
///
/// The request for an entity is the address of it, and `EntityId::new("users", id)` that of a user. Graph wants a whole
/// URL; the part up to the service root is put before it when the request is made, and stands as
/// `{+serviceRoot}` until then.
///
/// ```text
/// members::add_ref(group, users::get(user))
/// GroupBody::new().owners([users::get(user).into()])
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityId(Address);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Address {
    /// A whole URL.
    Url(Box<str>),
    /// A path below the service root, percent-encoded.
    Below(Box<str>),
}

/// What stands for the service root in JSON: `{+serviceRoot}`, in escapes that no writer of JSON chooses for these
/// characters. In a text of the caller's a backslash is doubled, so nothing else can look like it.
const ROOT: &str = r"\u007b\u002bserviceRoot\u007d";

impl EntityId {
    /// The entity with this key in an entity set: `EntityId::new("directoryObjects", id)`. An empty key is reported by
    /// `to_http`.
    pub fn new(set: &str, key: impl Display) -> Self {
        Self(Address::Below(path("/{}/{}", &[&set, &key]).into()))
    }

    /// The entity with this URL, whole and as it travels.
    pub fn from_url(url: &str) -> Self {
        Self(Address::Url(url.into()))
    }

    /// The URL below a service root such as `https://graph.microsoft.com/v1.0`; whole URLs stay as they are.
    pub fn url(&self, service_root: &str) -> String {
        match &self.0 {
            Address::Url(url) => url.to_string(),
            Address::Below(path) => format!("{}{path}", service_root.trim_end_matches('/')),
        }
    }
}

impl<E> From<&Get<E>> for EntityId {
    fn from(request: &Get<E>) -> Self {
        let target = request.target();
        let path = target.split('?').next().unwrap_or_default();
        Self(Address::Below(path.into()))
    }
}

impl<E> From<Get<E>> for EntityId {
    fn from(request: Get<E>) -> Self {
        Self::from(&request)
    }
}

/// So that a setter takes the request itself.
impl<E> From<Get<E>> for Field<EntityId> {
    fn from(request: Get<E>) -> Self {
        Self::Value(request.into())
    }
}

impl Serialize for EntityId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Address::Url(url) => serializer.serialize_str(url),
            Address::Below(path) if empty_segment(path) => Err(ser::Error::custom("a key of a reference is empty")),
            Address::Below(path) => {
                let text = RawValue::from_string(format!("\"{ROOT}{path}\""));
                text.map_err(ser::Error::custom)?.serialize(serializer)
            }
        }
    }
}

impl Encode for EntityId {}

/// `{"@odata.id": "…"}`, as lists of references have it, or the address alone, as in `@odata.bind`.
impl<'de> Deserialize<'de> for EntityId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let reference = Value::deserialize(deserializer)?;
        match reference.get("@odata.id").unwrap_or(&reference) {
            Value::String(url) => Ok(Self::from_url(url)),
            _ => Err(de::Error::missing_field("@odata.id")),
        }
    }
}

impl Decode for EntityId {}

#[allow(dead_code, reason = "a slice need not have a reference")]
impl<T> Request<T> {
    /// Sends a reference.
    pub(crate) fn reference(self, target: impl Into<EntityId>) -> Self {
        let target = target.into();
        self.with(&std::collections::BTreeMap::from([("@odata.id", target)]))
    }
}

/// A body with the service root in its place.
pub(super) fn resolve(body: &Bytes, service_root: &str) -> Bytes {
    match std::str::from_utf8(body) {
        Ok(text) if text.contains(ROOT) => text.replace(ROOT, service_root.trim_end_matches('/')).into(),
        _ => body.clone(),
    }
}
