//! Enumerations of one member at a time, and what flags have in common with them.

use std::{fmt, marker::PhantomData};

use serde_core::{Deserializer, de::Visitor};

/// Reads a text and makes a value of it.
#[allow(dead_code, reason = "a slice need not have an enumeration")]
pub fn read_text<'de, T, D>(name: &'static str, deserializer: D) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor(name, PhantomData))
}

struct TextVisitor<T>(&'static str, PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a member of {}", self.0)
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}

/// Declares an enumeration.
///
/// ```text
/// enumeration! {
///     /// Docs.
///     pub enum Status = "example.status" {
///         /// Docs.
///         Pending = "pending",
///     }
/// }
/// ```
///
/// The variant `Unrecognized` keeps the text of a member that the service has learnt since.
#[allow(unused_macros, reason = "a slice need not have an enumeration")]
macro_rules! enumeration {
    ($(#[$meta:meta])* pub enum $name:ident = $full:literal {
        $($(#[$doc:meta])* $member:ident = $wire:literal,)*
    }) => {
        $(#[$meta])*
        #[allow(deprecated, reason = "a deprecated member is still a member")]
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $member,)*
            /// A member that is not declared here, as it travels. Take members from text with `From<&str>`: it never
            /// puts a declared one in here.
            Unrecognized(::std::boxed::Box<str>),
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $name {
            /// The member as it travels.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $wire,)*
                    Self::Unrecognized(text) => text,
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl From<&str> for $name {
            #[allow(clippy::match_single_binding, reason = "an enumeration may have no member")]
            fn from(text: &str) -> Self {
                match text {
                    $($wire => Self::$member,)*
                    _ => Self::Unrecognized(text.into()),
                }
            }
        }

        $crate::runtime::as_text! { $name = $full }
    };
}
#[allow(unused_imports, reason = "a slice need not have an enumeration")]
pub(crate) use enumeration;

/// What enumerations and flags have in common: they travel as the text that `as_str` gives and `From<&str>` takes.
#[allow(unused_macros, reason = "a slice need not have an enumeration")]
macro_rules! as_text {
    ($name:ident = $full:literal) => {
        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::macros::read_text($full, deserializer)
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Decode for $name {}

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Encode for $name {}

        $crate::runtime::as_literal! { $name }
    };
}
#[allow(unused_imports, reason = "a slice need not have an enumeration")]
pub(crate) use as_text;
