//! What a client is told.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, header};

use super::Exchange;
use crate::runtime::RetryPolicy;

/// What both clients are told.
#[derive(Debug, Clone)]
pub struct Settings {
    pub(crate) service_root: String,
    pub(crate) retry: RetryPolicy,
    /// For one attempt.
    pub(crate) timeout: Option<Duration>,
    /// The most bytes of an answer that are kept in memory.
    pub(crate) limit: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            service_root: crate::SERVICE_ROOT.to_owned(),
            retry: RetryPolicy::default(),
            timeout: Some(Duration::from_secs(100)),
            limit: 64 << 20,
        }
    }
}

impl Settings {
    /// The way of a request that is complete but for the credentials.
    pub(super) fn prepare(&self, mut request: http::Request<Bytes>, attach: bool) -> Exchange {
        // What the runtime cannot decode it must not ask for, and without a word everything is asked for.
        request.headers_mut().entry(header::ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
        Exchange::new(request, attach, self.retry.clone())
    }
}
