//! Requests without a complete answer.

use std::fmt;

use http::{HeaderMap, StatusCode, response::Parts};

/// An error of another library.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// There is no complete answer.
///
/// Whether the service has done what was asked depends on the [`kind`](Self::kind). If the answer began to arrive, its
/// status and headers are here.
pub struct TransportError {
    kind: TransportErrorKind,
    head: Option<Box<(StatusCode, HeaderMap)>>,
    source: BoxError,
}

/// How far a request got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection: nothing was sent.
    Connect,
    /// The connection was lost: the service may have done what was asked.
    Lost,
    /// The answer was not there in time: the service may have done what was asked, or still do it.
    Timeout,
    /// The answer is larger than the client's limit.
    TooLarge,
    /// The HTTP client cannot send such a request, or not read such an answer.
    Unsupported,
}

impl TransportError {
    /// What an HTTP stack has to say.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, head: None, source: source.into() }
    }

    /// Adds the head of the answer that broke off.
    #[must_use]
    pub fn with_head(self, head: &Parts) -> Self {
        Self { head: Some(Box::new((head.status, head.headers.clone()))), ..self }
    }

    /// How far the request got.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// The status, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.head.as_ref().map(|head| head.0)
    }

    /// The headers, if there were any.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head.as_ref().map(|head| &head.1)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("status", &self.status())
            .field("source", &self.source)
            .finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection, nothing was sent",
            TransportErrorKind::Lost => "the connection was lost, and the service may have done what was asked",
            TransportErrorKind::Timeout => "no complete answer in time, and the service may have done what was asked",
            TransportErrorKind::TooLarge => "the answer is too large",
            TransportErrorKind::Unsupported => "the HTTP client cannot send or read this",
        })?;
        if let Some(status) = self.status() {
            write!(f, " (HTTP {status})")?;
        }
        write!(f, ": {}", self.source)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.source()
    }
}
