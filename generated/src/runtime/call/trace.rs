//! What the feature `tracing` tells: a span for each request, an event for each attempt. Neither a query nor a body is
//! in them: they hold names and serial numbers.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use tracing::{Span, field::Empty};

use super::{CLIENT_REQUEST_ID, REQUEST_ID};
use crate::runtime::TransportError;

/// The span of a request. It lasts until the request is over, and is never entered: that would take a hand in how
/// futures are polled.
pub struct Trace(Span);

impl Trace {
    pub(crate) fn new(request: &http::Request<Bytes>) -> Self {
        Self(tracing::debug_span!(
            "request",
            method = request.method().as_str(),
            path = request.uri().path(),
            client_request_id = text(request.headers(), CLIENT_REQUEST_ID),
            request_id = Empty,
            status = Empty,
        ))
    }

    /// After each attempt. What the span says is of the last answer.
    pub(crate) fn attempt(
        &self,
        attempt: u32,
        answer: &Result<http::Response<Bytes>, TransportError>,
        wait: Option<Duration>,
    ) {
        let wait = wait.map(|wait| wait.as_secs_f64());
        match answer {
            Ok(answer) => {
                let (status, request_id) = (answer.status().as_u16(), text(answer.headers(), REQUEST_ID));
                self.0.record("status", status).record("request_id", request_id.unwrap_or_default());
                tracing::debug!(parent: &self.0, attempt, status, request_id, wait, "answered");
            }
            Err(error) => {
                let kind = tracing::field::debug(error.kind());
                tracing::debug!(parent: &self.0, attempt, kind, wait, "not answered");
            }
        }
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok())
}
