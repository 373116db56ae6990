//! The blocking client on ureq.

use std::{
    io::{self, Read},
    sync::Arc,
    time::Duration,
};

use ureq::{AsSendBody, SendBody};

use super::{Body, Client, Transport};
use crate::runtime::{TransportError, TransportErrorKind};

impl Client {
    /// Sends through this agent: for proxies, certificates and the choice of TLS. Redirects are not followed, and a
    /// status is no error, whatever it is configured to.
    #[must_use]
    pub fn with_http(self, agent: ureq::Agent) -> Self {
        Self { transport: Arc::new(Ureq(agent)), ..self }
    }
}

pub(super) struct Ureq(ureq::Agent);

impl Transport for Ureq {
    fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Body>, TransportError> {
        let (mut head, body) = request.into_parts();
        let answer = match body.into_bytes() {
            // A body of no bytes is a body, which GET must not have.
            Ok(bytes) if bytes.is_empty() && !matches!(head.method.as_str(), "POST" | "PUT" | "PATCH") => {
                self.run(http::Request::from_parts(head, SendBody::none()), timeout)
            }
            Ok(bytes) => self.run(http::Request::from_parts(head, &*bytes), timeout),
            Err(parts) => {
                if let Some(length) = parts.length() {
                    head.headers.insert(http::header::CONTENT_LENGTH, length.into());
                }
                self.run(http::Request::from_parts(head, SendBody::from_owned_reader(parts)), timeout)
            }
        };
        let answer = answer.map_err(failure)?;
        Ok(answer.map(|body| {
            let length = body.content_length();
            Body::from_reader(Reader(body.into_reader()), length)
        }))
    }
}

impl Ureq {
    pub(super) fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_connect(Some(Duration::from_secs(20)))
            .timeout_per_read(Some(Duration::from_secs(100)));
        Self(config.build().into())
    }

    fn run(
        &self,
        request: http::Request<impl AsSendBody>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<ureq::Body>, ureq::Error> {
        let request = self
            .0
            .configure_request(request)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(timeout)
            .build();
        self.0.run(request)
    }
}

/// How far it got.
fn failure(error: ureq::Error) -> TransportError {
    use io::ErrorKind::{AddrNotAvailable, ConnectionRefused, HostUnreachable, NetworkUnreachable};
    use ureq::Timeout;
    let kind = match &error {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => TransportErrorKind::Connect,
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => TransportErrorKind::Connect,
        ureq::Error::Timeout(_) => TransportErrorKind::Timeout,
        ureq::Error::Io(error) => match error.kind() {
            ConnectionRefused | HostUnreachable | NetworkUnreachable | AddrNotAvailable => TransportErrorKind::Connect,
            // The standard library has no kind for a name that cannot be resolved. Where its text is another, a request
            // that might be sent again is not.
            _ if error.to_string().starts_with("failed to lookup address") => TransportErrorKind::Connect,
            _ => TransportErrorKind::Lost,
        },
        ureq::Error::Protocol(_) => TransportErrorKind::Lost,
        _ => TransportErrorKind::Unsupported,
    };
    TransportError::new(kind, error)
}

/// Says of what ureq has to say that it is a timeout.
struct Reader(ureq::BodyReader<'static>);

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
            let late = matches!(inner, Some(ureq::Error::Timeout(_)));
            if late { io::Error::new(io::ErrorKind::TimedOut, error) } else { error }
        })
    }
}
