//! Answers that are declared by status.

use bytes::Bytes;
use http::StatusCode;

use super::{Decode, decode_error::without_mark, json::read};

/// What an answer can be read as: a type of JSON, or what an operation declares by status.
pub trait FromAnswer: Sized {
    /// Reads the answer.
    ///
    /// # Errors
    /// The body is not what the description promises for this status.
    fn from_answer(status: StatusCode, body: &Bytes) -> Result<Self, serde_json::Error>;
}

impl<T: Decode> FromAnswer for T {
    fn from_answer(_: StatusCode, body: &Bytes) -> Result<Self, serde_json::Error> {
        json(body)
    }
}

/// The body as JSON.
pub fn json<T: Decode>(body: &Bytes) -> Result<T, serde_json::Error> {
    read(without_mark(body))
}

/// The body as text; what is not UTF-8 is replaced.
pub fn text(body: &Bytes) -> Result<String, serde_json::Error> {
    Ok(String::from_utf8_lossy(without_mark(body)).into_owned())
}

/// The body as it came.
pub fn bytes(body: &Bytes) -> Result<Bytes, serde_json::Error> {
    Ok(body.clone())
}

/// Declares the answers of an operation.
///
/// ```text
/// answers! {
///     /// Docs.
///     pub enum CreatePetAnswer {
///         /// Docs.
///         201 => Created(json models::Pet),
///         202 => Accepted,
///         400..=499 => ClientError(text String),
///         _ => Default(bytes Bytes),
///     }
/// }
/// ```
///
/// The variant `Undeclared` keeps an answer with any other status.
#[allow(unused_macros, reason = "a slice need not have an operation with several answers")]
macro_rules! answers {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$doc:meta])* $status:pat => $variant:ident $(($kind:ident $of:ty))?,)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$doc])* $variant $(($of))?,)+
            /// An answer with a status that is not declared: the status, and the body as it came.
            Undeclared(::http::StatusCode, ::bytes::Bytes),
        }

        impl $crate::runtime::FromAnswer for $name {
            #[allow(unreachable_patterns, reason = "the description may declare every status")]
            fn from_answer(
                status: ::http::StatusCode,
                body: &::bytes::Bytes,
            ) -> Result<Self, ::serde_json::Error> {
                Ok(match status.as_u16() {
                    $($status => Self::$variant $(($crate::runtime::macros::$kind(body)?))?,)+
                    _ => Self::Undeclared(status, body.clone()),
                })
            }
        }
    };
}
#[allow(unused_imports, reason = "a slice need not have an operation with several answers")]
pub(crate) use answers;
