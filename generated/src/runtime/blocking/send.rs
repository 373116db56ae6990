//! The client itself: all that is the same for every service.

use std::{
    fmt,
    io::Read,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;

use super::transport::{Body, Transport};
use crate::runtime::{
    Challenge, Error, Request, TransportError,
    call::{Action, Collected, Collector, Exchange, Moment, Settings, setters},
};

/// Sends requests: adds the credentials, sends again what may be sent again, and reads the answer.
///
/// One client is for one service root and one source of credentials; clones are cheap and share the connections.
///
/// Credentials go to the service and nowhere else. Redirects are not followed: an answer 3xx is an [`Error::Service`].
/// What is sent again and what is not says [`RetryPolicy`](crate::RetryPolicy).
#[derive(Clone)]
pub struct Client {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) authority: Arc<dyn Authority>,
    pub(super) settings: Settings,
}

setters!(Client);

impl Client {
    /// Sends a request and reads the answer.
    ///
    /// # Errors
    /// The request cannot be built, there are no credentials, the connection fails, the service answers with an error, or
    /// its answer is not what the request promises.
    pub fn send<T>(&self, request: impl Into<Request<T>>) -> Result<T, Error> {
        let request = request.into();
        request.decode(self.answer(&request)?)
    }

    /// The same as [`send`](Self::send), with the status and the headers of the answer.
    ///
    /// # Errors
    /// As for `send`.
    pub fn send_for_response<T>(&self, request: impl Into<Request<T>>) -> Result<http::Response<T>, Error> {
        let request = request.into();
        let (head, body) = self.answer(&request)?.into_parts();
        let value = request.decode(http::Response::from_parts(head.clone(), body))?;
        Ok(http::Response::from_parts(head, value))
    }

    pub(super) fn answer<T>(&self, request: &Request<T>) -> Result<http::Response<Bytes>, Error> {
        self.run(self.settings.begin(request)?)
    }

    pub(super) fn run(&self, exchange: Exchange) -> Result<http::Response<Bytes>, Error> {
        self.run_as(exchange, &mut Way { timeout: self.settings.timeout, ..Way::default() })
    }

    pub(super) fn run_as(&self, mut exchange: Exchange, way: &mut Way) -> Result<http::Response<Bytes>, Error> {
        let mut action = exchange.start();
        loop {
            action = match action {
                Action::Authorize(request, challenge) => {
                    exchange.authorized(self.authority.authorize(request, challenge))
                }
                Action::Send(request) => exchange.answered(self.attempt(request, way), Moment::at(SystemTime::now())),
                Action::Wait(wait) => {
                    self.transport.sleep(wait);
                    exchange.start()
                }
                Action::Done(answer) => return answer,
            };
        }
    }

    fn attempt(&self, request: http::Request<Bytes>, way: &mut Way) -> Collected {
        let request = request.map(|body| way.upload.take().unwrap_or_else(|| body.into()));
        let answer = self.transport.send(request, way.timeout)?;
        if way.is_download && answer.status().is_success() {
            let (head, content) = answer.into_parts();
            way.content = Some(content);
            return Ok(http::Response::from_parts(head, Bytes::new()));
        }
        self.collect(answer)
    }

    fn collect(&self, answer: http::Response<Body>) -> Collected {
        let (head, mut body) = answer.into_parts();
        let mut collector = Collector::new(head, self.settings.limit)?;
        let mut part = vec![0; 16 << 10];
        loop {
            match body.read(&mut part) {
                Ok(0) => return collector.end(),
                Ok(count) if collector.push(&part[..count])? => {}
                Ok(_) => return collector.end(),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return collector.fail(TransportError::from(error)),
            }
        }
    }
}

/// What is not the same for all requests: whether bodies are streamed.
#[derive(Default)]
pub(super) struct Way {
    pub(super) timeout: Option<Duration>,
    pub(super) upload: Option<Body>,
    pub(super) is_download: bool,
    /// The body of the answer, unread.
    pub(super) content: Option<Body>,
}

/// The source of credentials as a trait object, so that the client has no type parameter.
pub(super) trait Authority: Send + Sync {
    /// The request with the credentials; after a challenge, with others.
    fn authorize(
        &self,
        request: http::Request<Bytes>,
        challenge: Option<Challenge>,
    ) -> Result<http::Request<Bytes>, Error>;
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("settings", &self.settings).finish_non_exhaustive()
    }
}
