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

/// The methods by which they are told.
macro_rules! setters {
    ($client:ident) => {
        impl $client {
            /// Goes to another service root, such as `http://localhost:8080/v1`. The credentials go there, too.
            #[must_use]
            pub fn service_root(mut self, url: &str) -> Self {
                url.clone_into(&mut self.settings.service_root);
                self
            }

            /// Decides what is sent again, and when.
            #[must_use]
            pub fn retry(mut self, policy: $crate::runtime::RetryPolicy) -> Self {
                self.settings.retry = policy;
                self
            }

            /// The longest time for one attempt, from the connection to the end of the answer: 100 seconds unless you say
            /// otherwise, `None` for ever. Downloads and uploads are not limited by it.
            #[must_use]
            pub fn timeout(mut self, timeout: impl Into<Option<::std::time::Duration>>) -> Self {
                self.settings.timeout = timeout.into();
                self
            }

            /// The most bytes of an answer that are kept in memory: 64 MiB unless you say otherwise. Downloads are not limited
            /// by it.
            #[must_use]
            pub fn body_limit(mut self, bytes: usize) -> Self {
                self.settings.limit = bytes;
                self
            }
        }
    };
}
pub(crate) use setters;

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
