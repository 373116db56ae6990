//! What the generated modules stand on. It is written by hand, names no type of the API, and is the same file for
//! file in every generated crate.
//!
//! The `pub use` list below is the face of the crate beside its models and requests: the crate root re-exports
//! exactly what is public here.

mod base64;
mod binary;
mod body;
mod challenge;
mod decimal;
mod decode_error;
mod derived;
mod edm;
mod enumeration;
mod error;
mod expand;
mod expression;
mod field;
mod filter;
mod flags;
mod get;
mod guid;
mod http_date;
mod legible;
mod list;
mod literal;
mod location;
mod member;
mod object;
mod options;
mod order;
mod origin;
mod page;
mod paging;
mod path;
mod property;
mod reference;
mod request;
mod retry;
mod search;
mod service_error;
mod stream;
mod temporal;
mod text;
mod transport_error;
mod wrapper;

#[cfg(feature = "azure")]
mod azure;
#[cfg(feature = "blocking")]
pub mod blocking;
#[cfg(any(feature = "client", feature = "blocking"))]
mod call;
#[cfg(feature = "client")]
mod client;
#[cfg(feature = "testing")]
pub mod testing;

pub use binary::Binary;
pub use challenge::Challenge;
pub use decimal::Decimal;
pub use decode_error::DecodeError;
pub use derived::{BodyOf, DerivedFrom};
pub use edm::{Decode, Encode};
pub use error::{BatchError, Error, RequestError};
pub use expand::Expand;
pub use field::Field;
pub use filter::{Filter, Item};
pub use get::Get;
pub use list::List;
pub use literal::{Flags, Literal, Operand, Ordered};
pub use order::OrderBy;
pub use page::Page;
pub use paging::{LinkError, LinkErrorReason, Paging};
pub use property::{Kind, Navigation, Path, Property, PropertyOf, Structural};
pub use reference::EntityId;
pub use request::Request;
pub use retry::RetryPolicy;
pub use search::Search;
pub use service_error::{ErrorDetail, InnerError, ServiceError};
pub use stream::{DownloadRequest, UploadRequest};
pub use text::ParseError;
pub use transport_error::{BoxError, TransportError, TransportErrorKind};

#[cfg(feature = "azure")]
pub use azure::AzureToken;
#[cfg(any(feature = "client", feature = "blocking"))]
pub use call::{
    AccessToken, Batch, BatchAnswers, BatchKey, BatchPosition, Cloud, Operation, Progress, Started, StaticToken,
    TokenFn,
};
#[cfg(feature = "client")]
pub use client::{Body, Client, Items, Pages, TokenProvider, Transport};

guid::guid!(Guid = "Edm.Guid", "Edm.Guid; OData 4.01 CSDL, \"Primitive Types\"");

temporal::temporal! {
    DateTimeOffset = "Edm.DateTimeOffset", "Edm.DateTimeOffset; OData 4.01 ABNF, `dateTimeOffsetValue`";
    Date = "Edm.Date", "Edm.Date; OData 4.01 ABNF, `dateValue`";
    TimeOfDay = "Edm.TimeOfDay", "Edm.TimeOfDay; OData 4.01 ABNF, `timeOfDayValue`";
    Duration = "Edm.Duration", "Edm.Duration; OData 4.01 ABNF, `durationValue`";
}

/// What the macros expand to.
#[allow(unused_imports, reason = "a slice need not have structured types, enumerations or flags")]
pub(crate) mod macros {
    pub(crate) use super::{
        body::{Slots, read_body, read_field},
        derived::{Body, Hierarchy, Tag, Undeclared, downcast, into_base, write_body},
        enumeration::read_text,
        flags::Names,
        object::{Members, Object, Writer, fill, read, write},
        options::Options,
    };
}

// For the generated modules only.
#[allow(unused_imports, reason = "a slice need not have an operation")]
pub(crate) use path::path;
#[allow(unused_imports, reason = "a slice need not have structured types, enumerations, flags or bodies")]
pub(crate) use {
    body::body,
    derived::{derived, derived_body},
    enumeration::{as_text, enumeration},
    flags::flags,
    literal::as_literal,
    object::object,
    options::options,
};
