//! Values as they stand in a filter.

use std::fmt::{Display, Write};

use super::{Date, DateTimeOffset, Decimal, Duration, Guid, ParseError, TimeOfDay};

/// A type whose values have a literal form (OData 4.01 ABNF, `primitiveLiteral`): those of the primitive types but
/// Edm.Binary, and enumerations, which Graph takes as quoted text.
pub trait Literal: Display {
    /// Appends the literal: text in quotes, unless the type says otherwise.
    ///
    /// # Errors
    /// The value came from the service and is not what its type says.
    fn write(&self, out: &mut String) -> Result<(), ParseError> {
        quote(&self.to_string(), out);
        Ok(())
    }
}

/// Lets a type stand in queries by its text.
#[allow(unused_macros, reason = "a slice need not have an enumeration")]
macro_rules! as_literal {
    ($name:ident) => {
        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Literal for $name {}
    };
}
#[allow(unused_imports, reason = "a slice need not have an enumeration")]
pub(crate) use as_literal;

/// A literal type with an order: `gt`, `ge`, `lt` and `le` compare it.
pub trait Ordered: Literal {}

/// An enumeration of several members at a time: `has` looks for them.
pub trait Flags: Literal {}

/// What stands beside a property of type `T`: a `T`, owned or borrowed; for texts also a `&str`.
#[diagnostic::on_unimplemented(message = "a property of type `{T}` is not compared with a `{Self}`")]
pub trait Operand<T> {
    /// Appends the literal.
    ///
    /// # Errors
    /// The value came from the service and is not what its type says.
    fn write(&self, out: &mut String) -> Result<(), ParseError>;
}

impl<T: Literal> Operand<T> for T {
    fn write(&self, out: &mut String) -> Result<(), ParseError> {
        self.write(out)
    }
}

impl<T: Literal> Operand<T> for &T {
    fn write(&self, out: &mut String) -> Result<(), ParseError> {
        (**self).write(out)
    }
}

impl Operand<String> for &str {
    fn write(&self, out: &mut String) -> Result<(), ParseError> {
        quote(self, out);
        Ok(())
    }
}

/// Appends a text in quotes; a quote in it is doubled.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('\'');
    out.extend(text.split_inclusive('\'').flat_map(|part| [part, if part.ends_with('\'') { "'" } else { "" }]));
    out.push('\'');
}

impl Literal for String {}
impl Ordered for String {}

macro_rules! bare {
    ($($type:ty)*) => { $(impl Literal for $type {
        fn write(&self, out: &mut String) -> Result<(), ParseError> {
            // Writing to a String does not fail.
            let _ = write!(out, "{self}");
            Ok(())
        }
    })* };
}
bare!(bool u8 i8 i16 i32 i64);

macro_rules! floating {
    ($($type:ty)*) => { $(impl Literal for $type {
        /// What has no digits is called INF, -INF and NaN (OData 4.01 ABNF, `nanInfinity`).
        fn write(&self, out: &mut String) -> Result<(), ParseError> {
            let _ = match *self {
                Self::INFINITY => out.write_str("INF"),
                Self::NEG_INFINITY => out.write_str("-INF"),
                // `{:?}` has an exponent where the number would be long.
                number => write!(out, "{number:?}"),
            };
            Ok(())
        }
    })* };
}
floating!(f32 f64);

/// Their text is as it was read, which need not be a value of the type, and would then be something else in a filter.
macro_rules! checked {
    ($($type:ident $before:literal $after:literal)*) => { $(impl Literal for $type {
        fn write(&self, out: &mut String) -> Result<(), ParseError> {
            self.as_str().parse::<Self>()?;
            out.extend([$before, self.as_str(), $after]);
            Ok(())
        }
    })* };
}
checked!(Date "" "" DateTimeOffset "" "" Decimal "" "" Duration "duration'" "'" Guid "" "" TimeOfDay "" "");

macro_rules! ordered {
    ($($type:ty)*) => { $(impl Ordered for $type {})* };
}
ordered!(u8 i8 i16 i32 i64 f32 f64 Date DateTimeOffset Decimal Duration TimeOfDay);
