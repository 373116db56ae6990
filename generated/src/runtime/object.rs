//! Structured types, as they come: one visitor reads them all, and the macro [`object!`] tells it the members.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde_core::{
    Deserialize, Deserializer, Serializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
    ser::SerializeMap,
};
use serde_json::{Value, value::RawValue};

use super::{
    Decode, Encode, Field,
    derived::{Undeclared, names},
    edm::{AsEdm, Seed},
    member::NameSeed,
};

/// A structured type that can be read: what [`object!`] says of each.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub trait Object: Members + Default {
    /// The full name, as `microsoft.graph.device`.
    const NAME: &'static str;
    /// Whether members that are not declared are kept.
    const OPEN: bool;

    /// Reads the value of one member; false if there is no such member, and its value is then still unread.
    fn set<'de, A: MapAccess<'de>>(&mut self, name: &str, members: &mut A) -> Result<bool, A::Error>;

    /// Keeps a member that is not declared; only called for open types.
    fn keep(&mut self, name: String, value: Value);

    /// The fields that say of which type the value is: `odata_type`, and the members of a derived type.
    fn control(&mut self) -> (&mut Option<String>, &mut Undeclared);
}

/// A structured type that can be written.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub trait Members {
    /// Writes every member that is there.
    fn put<M: SerializeMap>(&self, members: &mut M) -> Result<(), M::Error>;
}

/// A slot of a structured type: it writes itself unless it is absent.
pub trait Member {
    /// Writes one member, or nothing.
    fn put<M: SerializeMap>(&self, name: &'static str, members: &mut M) -> Result<(), M::Error>;
}

impl<T: Encode> Member for Option<T> {
    fn put<M: SerializeMap>(&self, name: &'static str, members: &mut M) -> Result<(), M::Error> {
        match self {
            Some(value) => members.serialize_entry(name, &AsEdm(value)),
            None => Ok(()),
        }
    }
}

impl<T: Encode> Member for Field<T> {
    fn put<M: SerializeMap>(&self, name: &'static str, members: &mut M) -> Result<(), M::Error> {
        match self {
            Self::Absent => Ok(()),
            Self::Null => members.serialize_entry(name, &()),
            Self::Value(value) => members.serialize_entry(name, &AsEdm(value)),
        }
    }
}

/// Writes members one after the other, until one cannot be written. To look at the outcome once instead of after each
/// member spares the compiler a branch for every member of every type.
pub struct Writer<'m, M: SerializeMap> {
    members: &'m mut M,
    outcome: Result<(), M::Error>,
}

#[allow(dead_code, reason = "a slice need not have a structured type")]
impl<'m, M: SerializeMap> Writer<'m, M> {
    pub(crate) fn new(members: &'m mut M) -> Self {
        Self { members, outcome: Ok(()) }
    }

    pub(crate) fn put(&mut self, name: &'static str, member: &impl Member) {
        if self.outcome.is_ok() {
            self.outcome = member.put(name, self.members);
        }
    }

    pub(crate) fn end(self) -> Result<(), M::Error> {
        self.outcome
    }
}

/// Reads the value of the member whose name was read last.
pub fn value<'de, T: Decode, A: MapAccess<'de>>(members: &mut A) -> Result<T, A::Error> {
    members.next_value_seed(Seed::new())
}

/// The same, into its place.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub fn fill<'de, T: Decode, A: MapAccess<'de>>(place: &mut Option<T>, members: &mut A) -> Result<bool, A::Error> {
    *place = value(members)?;
    Ok(true)
}

/// Reads an object.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub fn read<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Writes an object.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub fn write<T: Members, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut members = serializer.serialize_map(None)?;
    object.put(&mut members)?;
    members.end()
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        let mut object = T::default();
        // Graph sends the type first, but nothing obliges it to: until it has come, the value may be of a derived type,
        // and these members are then that type's.
        let mut unclear: Vec<(Cow<'de, str>, Cow<'de, str>)> = Vec::new();
        let mut is_derived = None;
        while let Some(name) = members.next_key_seed(NameSeed)? {
            if object.set(&name, &mut members)? {
                continue;
            }
            let (tag, undeclared) = object.control();
            match &*name {
                "@odata.type" => {
                    *tag = value(&mut members)?;
                    is_derived = tag.as_ref().map(|tag| !names(tag, T::NAME));
                }
                // Other control information (`@odata.context` and its like) is about this answer and would be wrong in
                // another one. Other annotations, and those of a single member (`seen@odata.type`), belong to the value.
                _ if name.starts_with("@odata.") => drop(members.next_value::<IgnoredAny>()?),
                _ if T::OPEN => object.keep(name.into_owned(), members.next_value()?),
                _ => match is_derived {
                    Some(true) => undeclared.keep(name.into_owned(), members.next_value()?),
                    Some(false) => drop(members.next_value::<IgnoredAny>()?),
                    None => {
                        // One allocation for what a record has by chance, not one after the other.
                        unclear.reserve(if unclear.is_empty() { 8 } else { 1 });
                        unclear.push((name, members.next_value_seed(TextSeed)?));
                    }
                },
            }
        }
        let (_, undeclared) = object.control();
        if is_derived == Some(true) {
            for (name, text) in unclear.into_iter().rev() {
                let text = RawValue::from_string(text.into_owned()).map_err(A::Error::custom)?;
                undeclared.keep_older(name.into_owned(), text);
            }
        } else {
            *undeclared = Undeclared::default();
        }
        Ok(object)
    }
}

/// The text of a value, whatever it is: borrowed from the input where that is at hand.
struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Cow<'de, str>;

    /// `serde_json` has `RawValue` as a reference and as a box, and no type that is whichever the input allows. By this
    /// name it is asked for the text itself. The name is not promised: one that it does not know makes it visit a newtype,
    /// and then the text is boxed.
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_newtype_struct("$serde_json::private::RawValue", self)
    }
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut text: A) -> Result<Self::Value, A::Error> {
        text.next_key::<IgnoredAny>()?;
        text.next_value_seed(NameSeed)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(|text| String::from(Box::<str>::from(text)).into())
    }
}

/// Declares a structured type as it comes from the service.
///
/// ```text
/// object! {
///     /// Docs.
///     pub struct Device = "microsoft.graph.device" {          // or: pub open struct …
///         /// Docs.
///         pub serial_number: Option<String> = SERIAL_NUMBER("serialNumber"),
///         /// Docs.
///         pub owner: Option<Box<models::User>> = OWNER(Navigation "owner"),
///     }
/// }
/// ```
///
/// Beside the declared fields the struct has `odata_type` and `odata_etag`, and `additional` if it is open. If
/// `odata_type` names another type, a closed struct also keeps the members that it does not declare, unseen: they are
/// written again, and `downcast` reads them. (In an open one `additional` has them.)
#[allow(unused_macros, reason = "a slice need not have a structured type")]
macro_rules! object {
    ($(#[$meta:meta])* pub struct $name:ident = $($rest:tt)*) => {
        $crate::runtime::object! { @ [] $(#[$meta])* $name = $($rest)* }
    };
    ($(#[$meta:meta])* pub open struct $name:ident = $($rest:tt)*) => {
        $crate::runtime::object! { @ [additional] $(#[$meta])* $name = $($rest)* }
    };
    (@ [$($additional:ident)?] $(#[$meta:meta])* $name:ident = $full:literal {
        $($(#[$doc:meta])* pub $field:ident: Option<$of:ty> = $constant:ident($($kind:ident)? $wire:literal),)*
    }) => {
        $(#[$meta])*
        #[allow(deprecated, reason = "a deprecated member is still a member")]
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            /// `@odata.type`, to the letter: the type of this very value, often a derived one.
            pub odata_type: Option<String>,
            odata_derived: $crate::runtime::macros::Undeclared,
            /// `@odata.etag`: the version of an entity, for `if_match`.
            pub odata_etag: Option<String>,
            $($(#[$doc])* pub $field: Option<$of>,)*
            $(
                /// The members beyond the declared ones: the type is open.
                pub $additional: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            )?
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $name {
            $($(#[$doc])* pub const $constant: $crate::runtime::Property<Self, $of $(, $crate::runtime::$kind)?> =
                $crate::runtime::Property::new($wire);)*

            /// The value as the derived type that its `@odata.type` names, or as a base of that type; `None` if it is
            /// of another type, as far as this crate knows.
            ///
            /// # Errors
            /// A member that only the derived type declares is not what it should be.
            pub fn downcast<D: $crate::runtime::DerivedFrom<Self>>(
                &self,
            ) -> Result<Option<D>, ::serde_json::Error> {
                $crate::runtime::macros::downcast(self, self.odata_type.as_deref())
            }
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $crate::runtime::macros::Object for $name {
            const NAME: &'static str = $full;
            const OPEN: bool = $crate::runtime::object!(@open $($additional)?);

            fn set<'de, A: ::serde_core::de::MapAccess<'de>>(
                &mut self,
                name: &str,
                members: &mut A,
            ) -> Result<bool, A::Error> {
                match name {
                    $($wire => $crate::runtime::macros::fill(&mut self.$field, members),)*
                    "@odata.etag" => $crate::runtime::macros::fill(&mut self.odata_etag, members),
                    _ => Ok(false),
                }
            }

            fn keep(&mut self, _name: ::std::string::String, _value: ::serde_json::Value) {
                $(self.$additional.insert(_name, _value);)?
            }

            fn control(&mut self) -> (&mut Option<String>, &mut $crate::runtime::macros::Undeclared) {
                (&mut self.odata_type, &mut self.odata_derived)
            }
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $crate::runtime::macros::Members for $name {
            fn put<M: ::serde_core::ser::SerializeMap>(&self, members: &mut M) -> Result<(), M::Error> {
                let mut writer = $crate::runtime::macros::Writer::new(members);
                writer.put("@odata.type", &self.odata_type);
                writer.put("@odata.etag", &self.odata_etag);
                $(writer.put($wire, &self.$field);)*
                writer.end()?;
                $(for (name, value) in &self.$additional {
                    members.serialize_entry(name, value)?;
                })?
                self.odata_derived.put(members)
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::macros::read(deserializer)
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::macros::write(self, serializer)
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Decode for $name {}

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Encode for $name {}
    };
    (@open) => { false };
    (@open $additional:ident) => { true };
}
#[allow(unused_imports, reason = "a slice need not have a structured type")]
pub(crate) use object;
