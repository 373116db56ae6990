//! What can go wrong between a request and its result.

use std::{fmt, sync::Arc};

use http::StatusCode;

use super::{BoxError, DecodeError, LinkError, ParseError, ServiceError, TransportError, TransportErrorKind};

/// What can go wrong between a request and its result.
///
/// No variant shows a token, and none shows a body in `Debug` or `Display`: bodies are kept for whoever asks.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with a status that is not 2xx.
    Service(Box<ServiceError>),
    /// The service answered with success, but the body is not what the request promises.
    Decode(Box<DecodeError>),
    /// The request cannot be built.
    Request(RequestError),
    /// There is no token.
    Token(BoxError),
    /// There is no complete answer. The service may have done what was asked: the kind of the error tells.
    Transport(TransportError),
    /// A link of the service must not be followed.
    Link(LinkError),
    /// The request was part of a batch that failed as a whole.
    Batch(BatchError),
}

impl Error {
    /// Whether the service may have done what was asked, though there is no result.
    ///
    /// If not, the same request can be sent again, whatever it is. If it may, one that is not idempotent (POST, PATCH) must
    /// not: look first whether it was done. An error answer 4xx is a refusal, but for 408; one 5xx leaves it open.
    pub fn may_have_taken_effect(&self) -> bool {
        match self {
            Self::Service(error) => error.status.is_server_error() || error.status == StatusCode::REQUEST_TIMEOUT,
            Self::Decode(_) => true,
            Self::Transport(error) => error.kind() != TransportErrorKind::Connect,
            Self::Batch(error) => error.sent && error.cause.may_have_taken_effect(),
            Self::Request(_) | Self::Token(_) | Self::Link(_) => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Token(error) => write!(f, "there is no token for the request: {error}"),
            Self::Transport(error) => error.fmt(f),
            Self::Link(error) => error.fmt(f),
            Self::Batch(error) => error.fmt(f),
        }
    }
}

/// `Display` says what the first cause says; `source` is what is behind that.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Service(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Request(error) => error.source(),
            Self::Token(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Link(error) => error.source(),
            Self::Batch(error) => error.source(),
        }
    }
}

impl From<ServiceError> for Error {
    fn from(error: ServiceError) -> Self {
        Self::Service(Box::new(error))
    }
}

impl From<RequestError> for Error {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}

impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

/// Why a request of a batch has no result of its own.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BatchError {
    /// What went wrong with the whole, for all requests that were to travel with it.
    pub cause: Arc<Error>,
    /// Whether the request was sent; if not, an earlier part of the batch has failed.
    pub sent: bool,
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what =
            if self.sent { "the batch with the request failed" } else { "the request was not sent: the batch failed" };
        write!(f, "{what}: {}", self.cause)
    }
}

impl std::error::Error for BatchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&*self.cause)
    }
}

/// Why a request cannot be built.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RequestError {
    /// A key is empty: the request would go to the whole collection.
    EmptyKey,
    /// The header of this name, or its value, is not allowed in HTTP.
    Header(String),
    /// The body has no JSON form. Each type of this crate has one, so this would be a fault of the crate.
    Body(Arc<serde_json::Error>),
    /// A value in a filter came from the service and is not what its type says.
    Literal(ParseError),
    /// The service root is not an absolute `http` or `https` URL without query and fragment.
    ServiceRoot,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyKey => f.write_str("a key of the request is empty"),
            Self::Header(name) => write!(f, "the header {name:?} or its value is not allowed in HTTP"),
            Self::Body(error) => write!(f, "the body of the request has no JSON form: {error}"),
            Self::Literal(error) => write!(f, "a value in the filter of the request is {error}"),
            Self::ServiceRoot => f.write_str("the service root is not an absolute URL without query and fragment"),
        }
    }
}

impl std::error::Error for RequestError {}
