//! Pages of collections.

use std::{fmt, marker::PhantomData};

use serde_core::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, IgnoredAny, MapAccess, Visitor},
    ser::SerializeMap,
};

use super::{
    Decode, Encode,
    edm::{AsEdm, Seed},
    member::NameSeed,
    object::{Member, value},
};

/// One page of a collection (OData JSON Format 4.01, "Collection of Entities").
///
/// A page without `next_link` is the last one; how many items a page has is the service's choice, and it may be none.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Page<E> {
    /// The items of this page.
    pub value: Vec<E>,
    /// `@odata.count`: how many items the collection has; only on the first page, and only if it was asked for.
    pub count: Option<i64>,
    /// `@odata.nextLink`: the URL of the next page, whole and opaque.
    pub next_link: Option<String>,
    /// `@odata.deltaLink`: the URL to ask later for what has changed since.
    pub delta_link: Option<String>,
}

impl<E> Default for Page<E> {
    fn default() -> Self {
        Self { value: Vec::new(), count: None, next_link: None, delta_link: None }
    }
}

impl<'de, E: Decode> Deserialize<'de> for Page<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PageVisitor(PhantomData))
    }
}

struct PageVisitor<E>(PhantomData<E>);

impl<'de, E: Decode> Visitor<'de> for PageVisitor<E> {
    type Value = Page<E>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page: an object with `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Page<E>, A::Error> {
        let mut page = Page::default();
        let mut items = None;
        while let Some(name) = members.next_key_seed(NameSeed)? {
            match &*name {
                "value" => items = Some(members.next_value_seed(Seed::<Option<Vec<E>>>::new())?),
                "@odata.count" => page.count = value(&mut members)?,
                "@odata.nextLink" => page.next_link = value(&mut members)?,
                "@odata.deltaLink" => page.delta_link = value(&mut members)?,
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        page.value = items.ok_or_else(|| A::Error::missing_field("value"))?.unwrap_or_default();
        Ok(page)
    }
}

impl<E: Encode> Serialize for Page<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        self.count.put("@odata.count", &mut members)?;
        self.next_link.put("@odata.nextLink", &mut members)?;
        self.delta_link.put("@odata.deltaLink", &mut members)?;
        members.serialize_entry("value", &AsEdm(&self.value))?;
        members.end()
    }
}

impl<E: Decode> Decode for Page<E> {}
impl<E: Encode> Encode for Page<E> {}

/// A single value that is not an object: it travels as the member `value` of one (OData JSON Format 4.01,
/// "Individual Property or Operation Response").
pub struct Wrapped<T>(pub(super) T);

impl<'de, T: Decode> Deserialize<'de> for Wrapped<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WrappedVisitor(PhantomData))
    }
}

struct WrappedVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for WrappedVisitor<T> {
    type Value = Wrapped<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Wrapped<T>, A::Error> {
        let mut found = None;
        while let Some(name) = members.next_key_seed(NameSeed)? {
            if name == "value" {
                found = Some(members.next_value_seed(Seed::new())?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        found.map(Wrapped).ok_or_else(|| A::Error::missing_field("value"))
    }
}
