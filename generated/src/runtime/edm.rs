//! How values of the entity data model travel in JSON where that differs from plain serde: large integers, numbers
//! that JSON has no digits for, and collections of them.

use std::{fmt, marker::PhantomData};

use serde_core::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeOwned, DeserializeSeed, Error, SeqAccess, Unexpected, Visitor},
};
use serde_json::Value;

/// A value that an answer can hold (OData JSON Format 4.01, "Structural Property").
///
/// `Vec<T>` drops `null` items: one of them must not lose a whole page. `Vec<Option<T>>` keeps them.
pub trait Decode: DeserializeOwned {
    /// Reads the value.
    ///
    /// # Errors
    /// The input is not JSON, or a value of another kind.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    /// What a `null` among the items of a collection reads as; nothing unless the type has a value for it.
    fn null_item() -> Option<Self> {
        None
    }
}

/// A value that a request can send (OData JSON Format 4.01, "Structural Property").
pub trait Encode: Serialize {
    /// Writes the value.
    ///
    /// # Errors
    /// The value has no JSON form.
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

macro_rules! plain {
    ($($type:ty)*) => { $(impl Decode for $type {} impl Encode for $type {})* };
}
plain!(bool u8 i8 i16 i32 String);

impl Encode for Value {}

impl Decode for Value {
    fn null_item() -> Option<Self> {
        Some(Self::Null)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.encode(serializer),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }

    fn null_item() -> Option<Self> {
        Some(None)
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::decode(deserializer).map(Some)
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).encode(serializer)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Self::new)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(AsEdm))
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(VecVisitor(PhantomData))
    }
}

struct VecVisitor<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for VecVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a collection")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(Seed::<Option<T>>::new())? {
            all.extend(item.or_else(T::null_item));
        }
        Ok(all)
    }
}

impl Encode for i64 {}

impl Decode for i64 {
    /// Edm.Int64 may come as text, since JavaScript's numbers do not hold it (OData JSON Format 4.01,
    /// "Controlling the Representation of Numbers").
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Int64Visitor)
    }
}

struct Int64Visitor;

impl Visitor<'_> for Int64Visitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Edm.Int64, as a number or as text")
    }

    fn visit_i64<E>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<i64, E> {
        text.parse().map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

macro_rules! floating {
    ($($type:ident $serialize:ident $edm:literal)*) => { $(
        impl Decode for $type {
            /// The values that JSON has no digits for come as the texts `INF`, `-INF` and `NaN` (OData JSON Format
            /// 4.01, "Primitive Value").
            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(FloatingVisitor($edm)).map(|number| number as $type)
            }
        }

        impl Encode for $type {
            fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if self.is_finite() {
                    serializer.$serialize(*self)
                } else if self.is_nan() {
                    serializer.serialize_str("NaN")
                } else {
                    serializer.serialize_str(if self.is_sign_positive() { "INF" } else { "-INF" })
                }
            }
        }
    )* };
}
floating!(f64 serialize_f64 "Edm.Double" f32 serialize_f32 "Edm.Single");

struct FloatingVisitor(&'static str);

impl Visitor<'_> for FloatingVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: a number, INF, -INF or NaN", self.0)
    }

    fn visit_f64<E>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }

    fn visit_i64<E>(self, number: i64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_u64<E>(self, number: u64) -> Result<f64, E> {
        Ok(number as f64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        match text {
            "INF" => Ok(f64::INFINITY),
            "-INF" => Ok(f64::NEG_INFINITY),
            "NaN" => Ok(f64::NAN),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

/// Lends a value to serde, to be written with [`Encode`].
pub(super) struct AsEdm<'a, T>(pub(super) &'a T);

impl<T: Encode> Serialize for AsEdm<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}

/// Takes a value from serde, read with [`Decode`].
pub(super) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Decode> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::decode(deserializer)
    }
}
