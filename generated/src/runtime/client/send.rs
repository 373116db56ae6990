//! The client itself: all that is the same for every service.

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;

use super::transport::{Body, BoxFuture, Carrier, next, within};
use crate::runtime::{
    Challenge, Error, Request,
    call::{Action, Collected, Collector, Exchange, Moment, Settings, setters},
};

/// Sends requests: adds the credentials, sends again what may be sent again, and reads the answer.
///
/// One client is for one service root and one source of credentials; clones are cheap and share the connections.
///
/// Credentials go to the service and nowhere else. Redirects are not followed: an answer 3xx is an [`Error::Service`].
/// What is sent again and what is not says [`RetryPolicy`](crate::RetryPolicy).
///
/// A future may be dropped at any time. What was not sent yet is not sent then; of a request that is on its way nobody
/// can say whether the service has done it, and a body that has begun to arrive is given up with its connection.
#[derive(Clone)]
pub struct Client {
    pub(super) carrier: Arc<dyn Carrier>,
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
    pub async fn send<T>(&self, request: impl Into<Request<T>>) -> Result<T, Error> {
        let (request, answer) = self.answer(request.into()).await?;
        request.decode(answer)
    }

    /// The same as [`send`](Self::send), with the status and the headers of the answer.
    ///
    /// # Errors
    /// As for `send`.
    pub async fn send_for_response<T>(&self, request: impl Into<Request<T>>) -> Result<http::Response<T>, Error> {
        let (request, answer) = self.answer(request.into()).await?;
        let (head, body) = answer.into_parts();
        let value = request.decode(http::Response::from_parts(head.clone(), body))?;
        Ok(http::Response::from_parts(head, value))
    }

    pub(super) async fn answer<T>(&self, request: Request<T>) -> Result<(Request<T>, http::Response<Bytes>), Error> {
        let exchange = self.settings.begin(&request)?;
        Ok((request, self.run(exchange).await?))
    }

    pub(super) async fn run(&self, exchange: Exchange) -> Result<http::Response<Bytes>, Error> {
        self.run_as(exchange, &mut Way { timeout: self.settings.timeout, ..Way::default() }).await
    }

    pub(super) async fn run_as(&self, mut exchange: Exchange, way: &mut Way) -> Result<http::Response<Bytes>, Error> {
        let mut action = exchange.start();
        loop {
            action = match action {
                Action::Authorize(request, challenge) => {
                    exchange.authorized(self.authority.authorize(request, challenge).await)
                }
                Action::Send(request) => exchange.answered(self.attempt(request, way).await, self.moment()),
                Action::Wait(wait) => {
                    self.carrier.sleep(wait).await;
                    exchange.start()
                }
                Action::Done(answer) => return answer,
            };
        }
    }

    async fn attempt(&self, request: http::Request<Bytes>, way: &mut Way) -> Collected {
        let request = request.map(|body| way.upload.take().unwrap_or_else(|| body.into()));
        let answer = self.carrier.send(request, way.timeout);
        if !way.is_download {
            return self.collect(answer.await?).await;
        }
        // The time is for the head; the content takes as long as it takes.
        let answer = within(&self.carrier, self.settings.timeout, answer).await??;
        if answer.status().is_success() {
            let (head, content) = answer.into_parts();
            way.content = Some(content);
            return Ok(http::Response::from_parts(head, Bytes::new()));
        }
        within(&self.carrier, self.settings.timeout, self.collect(answer)).await?
    }

    pub(super) fn moment(&self) -> Moment {
        Moment::at(self.carrier.now())
    }

    async fn collect(&self, answer: http::Response<Body>) -> Collected {
        let (head, mut body) = answer.into_parts();
        let mut collector = Collector::new(head, self.settings.limit)?;
        loop {
            match next(&mut body).await {
                Some(Ok(part)) if collector.push(&part)? => {}
                Some(Err(error)) => return collector.fail(error),
                None | Some(Ok(_)) => return collector.end(),
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
    ) -> BoxFuture<'_, Result<http::Request<Bytes>, Error>>;
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("settings", &self.settings).finish_non_exhaustive()
    }
}
