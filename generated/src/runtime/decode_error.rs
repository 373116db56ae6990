//! Answers that are not what they should be.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, response::Parts};

use super::location;

/// A successful answer that is not what the request promises. Nothing of it is lost.
#[non_exhaustive]
pub struct DecodeError {
    /// The HTTP status, 2xx.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// Where in the body it went wrong, as a JSONPath, cut short if it is very long: `$.items[3].state.errorCode`.
    pub path: String,
    /// What went wrong, with line and column.
    pub source: serde_json::Error,
}

impl DecodeError {
    pub(super) fn new(parts: Parts, body: Bytes, source: serde_json::Error) -> Self {
        let path = location::path(without_mark(&body), source.line(), source.column());
        Self { status: parts.status, headers: parts.headers, body, path, source }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("status", &self.status)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("path", &self.path)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {}, but the body is not what was promised, at {}: {}", self.status, self.path, self.source)
    }
}

impl std::error::Error for DecodeError {}

/// A byte order mark is no JSON, but some services send one.
pub(super) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}
