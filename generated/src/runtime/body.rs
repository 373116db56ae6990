//! Structured types, as they are sent, and the parameters of actions.
//!
//! What is sent can be read, too: from a file, or by the stand-in of a service in a test.

use std::{fmt, marker::PhantomData};

use serde_core::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};

use super::{Decode, Field, derived::Tag, member::NameSeed, object::value};

/// A body that can be read: what [`body!`] says of each.
#[allow(dead_code, reason = "a slice need not have a body")]
pub trait Slots: Default {
    /// Reads the value of one member; false if there is no such member, and its value is then still unread.
    fn set<'de, A: MapAccess<'de>>(&mut self, name: &str, members: &mut A) -> Result<bool, A::Error>;

    /// What says of which type it is.
    fn odata_type(&mut self) -> &mut Tag;
}

/// Reads a body. It is sent again as it was, but for `@odata.context`: what is not declared, such as a key or the members
/// of a derived type, is kept to the letter.
#[allow(dead_code, reason = "a slice need not have a body")]
pub fn read_body<'de, T: Slots, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(BodyVisitor(PhantomData))
}

/// Reads the value of the member whose name was read last; the answer is true.
#[allow(dead_code, reason = "a slice need not have a body")]
pub fn read_field<'de, T: Decode, A: MapAccess<'de>>(field: &mut Field<T>, members: &mut A) -> Result<bool, A::Error> {
    *field = value(members)?;
    Ok(true)
}

struct BodyVisitor<T>(PhantomData<T>);

impl<'de, T: Slots> Visitor<'de> for BodyVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        let mut body = T::default();
        while let Some(name) = members.next_key_seed(NameSeed)? {
            if body.set(&name, &mut members)? {
                continue;
            }
            match &*name {
                "@odata.type" => body.odata_type().name = value(&mut members)?,
                "@odata.context" => drop(members.next_value::<IgnoredAny>()?),
                _ => body.odata_type().undeclared.keep(name.into_owned(), members.next_value()?),
            }
        }
        Ok(body)
    }
}

/// `null` reads as [`Field::Null`]; what is not there is not read, and stays [`Field::Absent`].
impl<'de, T: Decode> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(FieldVisitor(PhantomData))
    }
}

impl<T: Decode> Decode for Field<T> {}

struct FieldVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for FieldVisitor<T> {
    type Value = Field<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Field::Null)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Field::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::decode(deserializer).map(Field::Value)
    }
}

/// Declares a request body: setters, and nothing in the JSON but what was set.
///
/// ```text
/// body! {
///     /// Docs.
///     pub struct DeviceBody = "microsoft.graph.device" {
///         /// Docs.
///         serial_number: Field<String> = "serialNumber",
///     }
/// }
/// ```
///
/// The parameters of an action have no type name: `pub struct ImportBody { … }`. A named body has the setters
/// `odata_type` and `additional`.
#[allow(unused_macros, reason = "a slice need not have a body")]
macro_rules! body {
    ($(#[$meta:meta])* pub struct $name:ident $(= $full:literal)? {
        $($(#[$doc:meta])* $field:ident: Field<$of:ty> = $wire:literal,)*
    }) => {
        $(#[$meta])*
        #[allow(deprecated, reason = "a deprecated member is still a member")]
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            odata_type: $crate::runtime::macros::Tag,
            $($field: $crate::runtime::Field<$of>,)*
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $name {
            /// A body that sends nothing yet.
            pub fn new() -> Self {
                ::std::default::Default::default()
            }

            $(
                /// Sends `@odata.type`, to the letter. A body that stands where its base type is declared sends it
                /// without being told. The name of this type:
                #[doc = $full]
                #[must_use]
                pub fn odata_type(mut self, name: impl Into<::std::string::String>) -> Self {
                    self.odata_type.name = Some(name.into());
                    self
                }

                /// Sends a member beyond the declared ones: of an open type, a key that the service lets its clients
                /// choose, or what the description does not know yet. A later value for the same name replaces an
                /// earlier one.
                #[must_use]
                pub fn additional(
                    mut self,
                    name: impl Into<::std::string::String>,
                    value: impl Into<::serde_json::Value>,
                ) -> Self {
                    self.odata_type.undeclared.keep_value(name.into(), &value.into());
                    self
                }
            )?

            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, value: impl Into<$crate::runtime::Field<$of>>) -> Self {
                    self.$field.set(value);
                    self
                }
            )*
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $crate::runtime::macros::Members for $name {
            fn put<M: ::serde_core::ser::SerializeMap>(&self, members: &mut M) -> Result<(), M::Error> {
                let mut writer = $crate::runtime::macros::Writer::new(members);
                writer.put("@odata.type", &self.odata_type.name);
                $(writer.put($wire, &self.$field);)*
                writer.end()?;
                self.odata_type.undeclared.put(members)
            }
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $crate::runtime::macros::Slots for $name {
            fn set<'de, A: ::serde_core::de::MapAccess<'de>>(
                &mut self,
                name: &str,
                _members: &mut A,
            ) -> Result<bool, A::Error> {
                match name {
                    $($wire => $crate::runtime::macros::read_field(&mut self.$field, _members),)*
                    _ => Ok(false),
                }
            }

            fn odata_type(&mut self) -> &mut $crate::runtime::macros::Tag {
                &mut self.odata_type
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::macros::read_body(deserializer)
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Decode for $name {}

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::macros::write_body(self, &self.odata_type, serializer)
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Encode for $name {}

        $(
            #[allow(deprecated, reason = "the type itself may be deprecated")]
            impl $crate::runtime::macros::Body for $name {
                const NAME: &'static str = $full;

                fn tag(&mut self) -> &mut $crate::runtime::macros::Tag {
                    &mut self.odata_type
                }
            }
        )?
    };
}
#[allow(unused_imports, reason = "a slice need not have a body")]
pub(crate) use body;
