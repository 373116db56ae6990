//! What the generated modules stand on. It is written by hand, names no type of the API, and is the same file for
//! file in every generated crate.
//!
//! The `pub use` list below is the face of the crate beside its models and requests: the crate root re-exports
//! exactly what is public here.

mod answer;
mod base64;
mod binary;
mod credentials;
mod enumeration;
mod error;
mod field;
mod form;
mod json;
mod location;
mod multipart;
mod object;
mod parameters;
mod request;
mod style;
mod temporal;
mod text;
mod union;
mod uuid;

#[cfg(feature = "reqwest-no-tls")]
mod client;

pub use answer::FromAnswer;
pub use binary::Binary;
pub use credentials::{CredentialProvider, Credentials, Scheme};
pub use error::{BoxError, DecodeError, Error, RequestError, ServiceError};
pub use field::Field;
pub use json::{Decode, Encode};
pub use multipart::File;
pub use request::Request;
pub use temporal::{Date, DateTime, Duration, TimeOfDay};
pub use text::ParseError;
pub use uuid::Uuid;

#[cfg(feature = "reqwest-no-tls")]
pub use client::Client;

/// What the macros expand to.
#[allow(unused_imports, reason = "a slice need not have every kind of type")]
pub(crate) mod macros {
    pub(crate) use super::{
        answer::{bytes, json, text},
        enumeration::read_text,
        json::{NameSeed, ignore, optional, put, required},
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
    answer::answers, as_literal, enumeration::{as_text, enumeration}, multipart::multipart, object::object, parameters::parameters,
    union::union,
};
