//! What the generated modules stand on. It is written by hand, names no type of the API, and is the same file for
//! file in every generated crate.
//!
//! The `pub use` list below is the face of the crate beside its models and requests: the crate root re-exports
//! exactly what is public here.

mod binary;
mod body;
mod decimal;
mod derived;
mod edm;
mod enumeration;
mod error;
mod field;
mod flags;
mod get;
mod guid;
mod list;
mod location;
mod object;
mod page;
mod path;
mod property;
mod request;
mod service_error;
mod temporal;
mod text;
mod wrapper;

#[cfg(feature = "reqwest-no-tls")]
mod client;
#[cfg(feature = "reqwest-no-tls")]
mod token;

pub use binary::Binary;
pub use decimal::Decimal;
pub use derived::{BodyOf, DerivedFrom};
pub use edm::{Decode, Encode};
pub use error::{BoxError, DecodeError, Error, RequestError};
pub use field::Field;
pub use get::Get;
pub use guid::Guid;
pub use list::List;
pub use page::Page;
pub use property::{Property, PropertyOf};
pub use request::Request;
pub use service_error::{ErrorDetail, InnerError, ServiceError};
pub use temporal::{Date, DateTimeOffset, Duration, TimeOfDay};
pub use text::ParseError;

#[cfg(feature = "reqwest-no-tls")]
pub use client::Client;
#[cfg(feature = "reqwest-no-tls")]
pub use token::{StaticToken, TokenProvider};

/// What the macros expand to.
#[allow(unused_imports, reason = "a slice need not have structured types, enumerations or flags")]
pub(crate) mod macros {
    pub(crate) use super::{
        body::{Slots, read_body},
        derived::{Body, Hierarchy, Tag, Undeclared, downcast, into_base, write_body},
        enumeration::read_text,
        flags::Names,
        object::{Member, Members, Object, read, value, write},
    };
}

// For the generated modules only.
#[allow(unused_imports, reason = "a slice need not have an operation")]
pub(crate) use path::path;
#[allow(unused_imports, reason = "a slice need not have structured types, enumerations, flags or bodies")]
pub(crate) use {
    body::body,
    derived::{derived, derived_body},
    enumeration::enumeration,
    flags::flags,
    object::object,
};
