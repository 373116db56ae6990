//! Error answers of the service.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header, response::Parts};
use serde_json::{Map, Value};

use super::{Challenge, decode_error::without_mark, legible::Legible};

/// An error answer (OData JSON Format 4.01, "Error Response"; Graph: "Microsoft Graph error responses and
/// resource types").
///
/// Status, headers and body are there whatever the body is: HTML of a gateway, nothing, or half of it. Branch on the
/// status and on [`codes`](Self::codes), never on `message`: its text may change.
#[derive(Clone)]
#[non_exhaustive]
pub struct ServiceError {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Bytes,
    /// `error.code`; empty if the body is not an error of Graph.
    pub code: String,
    /// `error.message`, for developers; empty if the body is not an error of Graph.
    pub message: String,
    /// `error.target`: what the error is about, often a property.
    pub target: Option<String>,
    /// `error.details`: several errors in one.
    pub details: Vec<ErrorDetail>,
    /// `error.innerError`: what is behind it.
    pub inner_error: Option<InnerError>,
}

/// One of several errors in an answer.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The code; empty if there is none.
    pub code: String,
    /// The message, for developers; empty if there is none.
    pub message: String,
    /// What it is about.
    pub target: Option<String>,
}

/// What is behind an error.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct InnerError {
    /// A code more exact than the outer one.
    pub code: Option<String>,
    /// The message, for developers.
    pub message: Option<String>,
    /// `request-id`
    pub request_id: Option<String>,
    /// `client-request-id`
    pub client_request_id: Option<String>,
    /// `date`: when it happened, in UTC; Graph writes it without an offset, so it is no Edm.DateTimeOffset.
    pub date: Option<String>,
    /// What is behind that.
    pub inner_error: Option<Box<Self>>,
    /// The other members.
    pub additional: Map<String, Value>,
}

impl ServiceError {
    pub(super) fn new(parts: Parts, body: &[u8]) -> Self {
        let mut answer: Value = serde_json::from_slice(without_mark(body)).unwrap_or_default();
        let mut error = answer.as_object_mut().and_then(|answer| object(take(answer, "error"))).unwrap_or_default();
        let details = match take(&mut error, "details") {
            Some(Value::Array(details)) => details.into_iter().filter_map(|detail| object(Some(detail))).collect(),
            _ => Vec::new(),
        };
        Self {
            status: parts.status,
            headers: parts.headers,
            body: Bytes::copy_from_slice(body),
            code: text(&mut error, "code").unwrap_or_default(),
            message: text(&mut error, "message").unwrap_or_default(),
            target: text(&mut error, "target"),
            details: details.into_iter().map(ErrorDetail::new).collect(),
            inner_error: object(take(&mut error, "innerError")).map(InnerError::new),
        }
    }

    /// The codes, from the outermost to the most exact; the last one that you know is the one to act on.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        let outer = Some(self.code.as_str()).filter(|code| !code.is_empty());
        outer.into_iter().chain(self.inner_errors().filter_map(|inner| inner.code.as_deref()))
    }

    /// `request-id`, from the headers or else from the body: what Microsoft's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.header("request-id").or_else(|| self.inner_errors().find_map(|inner| inner.request_id.as_deref()))
    }

    /// `client-request-id`, from the headers or else from the body: the id that the caller gave the request.
    pub fn client_request_id(&self) -> Option<&str> {
        self.header("client-request-id")
            .or_else(|| self.inner_errors().find_map(|inner| inner.client_request_id.as_deref()))
    }

    /// `Retry-After` as it came: seconds, sometimes with a fraction, or an HTTP date (RFC 9110, section 10.2.3).
    pub fn retry_after(&self) -> Option<&str> {
        self.header(header::RETRY_AFTER.as_str())
    }

    /// Why the service has refused the token, after a 401.
    pub fn challenge(&self) -> Challenge {
        Challenge::new(&self.headers)
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn inner_errors(&self) -> impl Iterator<Item = &InnerError> {
        std::iter::successors(self.inner_error.as_ref(), |inner| inner.inner_error.as_deref())
    }
}

impl ErrorDetail {
    fn new(mut detail: Map<String, Value>) -> Self {
        Self {
            code: text(&mut detail, "code").unwrap_or_default(),
            message: text(&mut detail, "message").unwrap_or_default(),
            target: text(&mut detail, "target"),
        }
    }
}

impl InnerError {
    fn new(mut inner: Map<String, Value>) -> Self {
        Self {
            code: text(&mut inner, "code"),
            message: text(&mut inner, "message"),
            request_id: text(&mut inner, "request-id"),
            client_request_id: text(&mut inner, "client-request-id"),
            date: text(&mut inner, "date"),
            inner_error: object(take(&mut inner, "innerError")).map(|deeper| Box::new(Self::new(deeper))),
            additional: inner,
        }
    }
}

/// Takes a member out; Graph's services do not agree on letter case (`innerError`, `innererror`).
fn take(object: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let key = object.keys().find(|key| key.eq_ignore_ascii_case(name))?.clone();
    object.remove(&key)
}

fn text(object: &mut Map<String, Value>, name: &str) -> Option<String> {
    match take(object, name)? {
        Value::String(text) => Some(text),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn object(value: Option<Value>) -> Option<Map<String, Value>> {
    match value? {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("target", &self.target)
            .field("details", &self.details)
            .field("inner_error", &self.inner_error)
            .field("request_id", &self.request_id())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {}", self.status)?;
        if self.code.is_empty() && self.message.is_empty() {
            write!(f, ", no Graph error in the body ({} bytes", self.body.len())?;
            match self.header(header::CONTENT_TYPE.as_str()) {
                Some(kind) => write!(f, " of {kind})")?,
                None => f.write_str(")")?,
            }
        }
        for part in [&self.code, &self.message] {
            if !part.is_empty() {
                write!(f, ": {}", Legible(part))?;
            }
        }
        match self.request_id() {
            Some(id) => write!(f, " (request-id {})", Legible(id)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ServiceError {}
