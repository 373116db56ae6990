//! What the clients have in common, without doing any of it: no sockets, no clock, no chance.

mod answer;
mod exchange;
mod settings;
#[cfg(feature = "tracing")]
mod trace;

use bytes::Bytes;

use super::{Error, Request, credentials::Needed};

pub(super) use answer::{Collected, Collector};
pub(super) use exchange::{Action, Exchange, Moment};
pub(super) use settings::{Settings, setters};

/// The header by which callers and services name a request, where they do.
#[cfg(feature = "tracing")]
const CLIENT_REQUEST_ID: &str = REQUEST_ID;

#[cfg(feature = "tracing")]
const REQUEST_ID: &str = "x-request-id";

impl Settings {
    /// The way of a request: it goes with credentials if it takes any.
    pub(crate) fn begin<T>(&self, request: &Request<T>) -> Result<Exchange, Error> {
        Ok(self.exchange(request, request.to_http(&self.service_root)?))
    }

    /// The same with another body.
    pub(crate) fn begin_with<T>(&self, request: &Request<T>, body: Bytes) -> Result<Exchange, Error> {
        Ok(self.exchange(request, request.to_http(&self.service_root)?.map(|_| body)))
    }

    /// The URL is the description's, never an answer's, so that the credentials may go there.
    fn exchange<T>(&self, request: &Request<T>, mut http: http::Request<Bytes>) -> Exchange {
        let needed = Needed(request.security());
        if needed.0.is_empty() {
            return self.prepare(http, false);
        }
        http.extensions_mut().insert(needed);
        self.prepare(http, true)
    }
}
