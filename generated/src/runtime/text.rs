//! Primitive values that are kept as the text that travels.

use std::fmt;

/// A text is not a value of the type it was given for, or is one that the target of a conversion cannot hold.
///
/// It never shows the text, which may be confidential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    kind: &'static str,
    problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    At(usize),
    Range,
}

impl ParseError {
    /// The text stops being a value of `kind` at this byte.
    pub(super) const fn at(kind: &'static str, at: usize) -> Self {
        Self { kind, problem: Problem::At(at) }
    }

    /// The text is a value, but the target has no room for it.
    pub(super) const fn range(kind: &'static str) -> Self {
        Self { kind, problem: Problem::Range }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problem {
            Problem::At(at) => write!(f, "not {}: wrong at byte {at}", self.kind),
            Problem::Range => write!(f, "this {} has no exact counterpart in the other type", self.kind),
        }
    }
}

impl std::error::Error for ParseError {}

/// Declares a newtype over text; `$check` says at which byte a text goes wrong.
macro_rules! text {
    ($(#[$meta:meta])* pub struct $name:ident = $kind:literal, $check:path) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name(Box<str>);

        impl $name {
            /// What messages call it.
            #[allow(dead_code, reason = "only conversions need it")]
            const KIND: &'static str = $kind;

            /// The text, to the letter.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::ParseError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match $check(text) {
                    Ok(_) => Ok(Self(text.into())),
                    Err(at) => Err($crate::runtime::ParseError::at(Self::KIND, at)),
                }
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::runtime::ParseError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        /// Takes any text: one odd value must not lose a page.
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <Box<str> as ::serde_core::Deserialize>::deserialize(deserializer).map(Self)
            }
        }

        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl $crate::runtime::Decode for $name {}
        impl $crate::runtime::Encode for $name {}
    };
}
pub(super) use text;
