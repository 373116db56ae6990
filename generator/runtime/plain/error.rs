//! What can go wrong between a request and its result.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header, response::Parts};

use super::{BoxError, DecodeError, FromAnswer, TransportError, TransportErrorKind};

/// What can go wrong between a request and its result.
///
/// No variant shows a secret, and none shows a body in `Debug` or `Display`: bodies are kept for whoever asks.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The service answered with a status that is not 2xx.
    Service(Box<ServiceError>),
    /// The service answered with success, but the body is not what the request promises.
    Decode(Box<DecodeError>),
    /// The request cannot be built.
    Request(RequestError),
    /// The source of secrets failed.
    Credentials(BoxError),
    /// There is no complete answer. The service may have done what was asked: the kind of the error tells.
    Transport(TransportError),
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
            Self::Request(_) | Self::Credentials(_) => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Request(error) => error.fmt(f),
            Self::Credentials(error) => write!(f, "there are no credentials for the request: {error}"),
            Self::Transport(error) => error.fmt(f),
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
            Self::Credentials(error) => error.source(),
            Self::Transport(error) => error.source(),
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

/// An answer with a status that is not 2xx. Status, headers and body are there whatever the body is.
#[derive(Clone)]
#[non_exhaustive]
pub struct ServiceError {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
}

impl ServiceError {
    pub(super) fn new(parts: Parts, body: &[u8]) -> Self {
        Self { status: parts.status, headers: parts.headers, body: Bytes::copy_from_slice(body) }
    }

    /// The body as what the operation declares: the type, or the enumeration by status, that its documentation names.
    ///
    /// # Errors
    /// The body is something else, such as HTML of a gateway.
    pub fn declared<E: FromAnswer>(&self) -> Result<E, serde_json::Error> {
        E::from_answer(self.status, &self.body)
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {} with {} bytes", self.status, self.body.len())?;
        match self.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()) {
            Some(kind) => write!(f, " of {kind}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ServiceError {}

/// Why a request cannot be built.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RequestError {
    /// The parameter of this name is empty, or only dots: the path would be another one.
    PathParameter(String),
    /// The header of this name, or its value, is not allowed in HTTP.
    Header(String),
    /// The body, or the parameter of this name, has no JSON form.
    Value(String, Arc<serde_json::Error>),
    /// The operation needs credentials, and there are none that suffice.
    NoCredentials,
    /// The service root is not an absolute `http` or `https` URL without query and fragment.
    ServiceRoot,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PathParameter(name) => write!(f, "the parameter {name:?} of the path is empty, or only dots"),
            Self::Header(name) => write!(f, "the header {name:?} or its value is not allowed in HTTP"),
            Self::Value(name, error) => write!(f, "{name:?} of the request has no JSON form: {error}"),
            Self::NoCredentials => f.write_str("the operation needs credentials, and there are none that suffice"),
            Self::ServiceRoot => f.write_str("the service root is not an absolute URL without query and fragment"),
        }
    }
}

impl std::error::Error for RequestError {}
