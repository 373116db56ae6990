//! Values that are one of several things.

use serde_core::{Serialize, Serializer, ser::Error as _};
use serde_json::Value;

use super::{Decode, Encode};

/// Reads the value as the type that its discriminator names; nothing if it is none of these, or not what it says.
#[allow(dead_code, reason = "a slice need not have a union")]
pub fn tagged<T: Decode>(value: &Value, property: &str, names: &[&str]) -> Option<T> {
    let tag = value.get(property)?.as_str()?;
    if names.contains(&tag) { T::deserialize(value).ok() } else { None }
}

/// Keeps the alternative that fits best: the one that keeps most members of the value. Of equals the first one counts.
#[allow(dead_code, reason = "a slice need not have a union")]
pub fn best<T: Decode + Encode, U>(value: &Value, best: &mut Option<(usize, U)>, wrap: impl FnOnce(T) -> U) {
    let Ok(read) = T::deserialize(value) else { return };
    let Ok(written) = serde_json::to_value(&read) else { return };
    let kept = match (value, &written) {
        (Value::Object(value), Value::Object(written)) => {
            value.iter().filter(|(name, member)| written.get(*name) == Some(member)).count() + 1
        }
        (value, written) if value == written => usize::MAX,
        _ => 1,
    };
    if best.as_ref().is_none_or(|(most, _)| kept > *most) {
        *best = Some((kept, wrap(read)));
    }
}

/// Writes an alternative, with its discriminator if that is missing.
#[allow(dead_code, reason = "a slice need not have a union")]
pub fn write_tagged<T: Serialize, S: Serializer>(
    value: &T,
    property: Option<&str>,
    names: &[&str],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let (Some(property), Some(name)) = (property, names.first()) else { return value.serialize(serializer) };
    let mut value = serde_json::to_value(value).map_err(S::Error::custom)?;
    if let Value::Object(members) = &mut value {
        members.entry(property).or_insert_with(|| (*name).into());
    }
    value.serialize(serializer)
}

/// Declares a union.
///
/// ```text
/// union! {
///     /// Docs.
///     pub enum Pet = "Pet" by "kind" {        // or without `by`: the alternative that fits best
///         /// Docs.
///         Cat(models::Cat) = "cat",
///         Dog(models::Dog) = "dog" "hound",
///     }
/// }
/// ```
///
/// The variant `Unrecognized` keeps the JSON of a value that is none of them.
#[allow(unused_macros, reason = "a slice need not have a union")]
macro_rules! union {
    ($(#[$meta:meta])* pub enum $name:ident = $full:literal $(by $property:literal)? {
        $($(#[$doc:meta])* $variant:ident($of:ty) $(= $first:literal $($other:literal)*)?,)+
    }) => {
        $(#[$meta])*
        #[allow(deprecated, reason = "a deprecated alternative is still one")]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant($of),)+
            /// A value that is none of these, as it travels.
            Unrecognized(::serde_json::Value),
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $name {
            const DISCRIMINATOR: Option<&'static str> = $crate::runtime::union!(@by $($property)?);
        }

        $(
            #[allow(deprecated, reason = "a deprecated alternative is still one")]
            impl From<$of> for $name {
                fn from(value: $of) -> Self {
                    Self::$variant(value)
                }
            }
        )+

        #[allow(deprecated, reason = "a deprecated alternative is still one")]
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <::serde_json::Value as ::serde_core::Deserialize>::deserialize(deserializer)?;
                if let Some(property) = Self::DISCRIMINATOR {
                    $(if let Some(read) =
                        $crate::runtime::macros::tagged(&value, property, &[$($first $(, $other)*)?])
                    {
                        return Ok(Self::$variant(read));
                    })+
                    return Ok(Self::Unrecognized(value));
                }
                let mut best = None;
                $($crate::runtime::macros::best(&value, &mut best, Self::$variant);)+
                Ok(best.map_or(Self::Unrecognized(value), |(_, read)| read))
            }
        }

        #[allow(deprecated, reason = "a deprecated alternative is still one")]
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::runtime::macros::write_tagged(
                        value,
                        Self::DISCRIMINATOR,
                        &[$($first $(, $other)*)?],
                        serializer,
                    ),)+
                    Self::Unrecognized(value) => value.serialize(serializer),
                }
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Decode for $name {}

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Encode for $name {}
    };
    (@by) => { None };
    (@by $property:literal) => { Some($property) };
}
#[allow(unused_imports, reason = "a slice need not have a union")]
pub(crate) use union;
