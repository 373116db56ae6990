//! What the generated modules stand on. It is written by hand, names no type of the API, and is the same file for
//! file in every generated crate.
//!
//! The `pub use` list below is the face of the crate beside its models and requests: the crate root re-exports
//! exactly what is public here.

mod answer;
mod base64;
mod binary;
mod challenge;
mod credentials;
mod decode_error;
mod enumeration;
mod error;
mod field;
mod form;
mod guid;
mod http_date;
mod json;
mod location;
mod member;
mod multipart;
mod object;
mod parameters;
mod request;
mod retry;
mod style;
mod temporal;
mod text;
mod transport_error;
mod union;

#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(any(feature = "client", feature = "blocking"))]
mod call;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "testing")]
pub mod testing;

pub use answer::FromAnswer;
pub use binary::Binary;
pub use challenge::Challenge;
pub use credentials::{Credentials, Scheme};
pub use decode_error::DecodeError;
pub use error::{Error, RequestError, ServiceError};
pub use field::Field;
pub use json::{Decode, Encode};
pub use multipart::File;
pub use request::Request;
pub use retry::RetryPolicy;
pub use text::ParseError;
pub use transport_error::{BoxError, TransportError, TransportErrorKind};

#[cfg(feature = "client")]
pub use client::{Body, Client, CredentialProvider, Transport};

guid::guid!(Uuid = "a UUID", "UUID; RFC 9562");

temporal::temporal! {
    DateTime = "a date-time", "`date-time`; RFC 3339, section 5.6";
    Date = "a date", "`date`; RFC 3339, section 5.6";
    TimeOfDay = "a time", "`time`";
    Duration = "a duration", "`duration`; RFC 3339, appendix A";
}

// The name by which the conversions know it.
use DateTime as DateTimeOffset;

/// What the macros expand to.
#[allow(unused_imports, reason = "a slice need not have every kind of type")]
pub(crate) mod macros {
    pub(crate) use super::{
        answer::{bytes, json, text},
        enumeration::read_text,
        json::{ignore, optional, put, required},
        member::NameSeed,
        multipart::{Part, Parts},
        union::{best, tagged, write_tagged},
    };
}

/// Plain services have no query language that enumerations could stand in.
#[allow(unused_macros, reason = "a slice need not have an enumeration")]
macro_rules! as_literal {
    ($name:ident) => {};
}

// For the generated modules only.
#[allow(unused_imports, reason = "a slice need not have an operation")]
pub(crate) use style::Style;
#[allow(unused_imports, reason = "a slice need not have every kind of type")]
pub(crate) use {
    answer::answers,
    as_literal,
    enumeration::{as_text, enumeration},
    multipart::multipart,
    object::object,
    parameters::parameters,
    union::union,
};
