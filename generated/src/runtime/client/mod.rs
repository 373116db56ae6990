//! The client for async code.

mod pages;
#[cfg(feature = "reqwest-no-tls")]
mod reqwest;
mod streams;
mod token;
mod transport;

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;

use super::{
    Batch, BatchAnswers, Cloud, Error, Operation, Page, Paging, Progress, Request, RetryPolicy, Started,
    call::{Action, Collected, Collector, Exchange, Moment, Run, Settings, Step},
};
use token::Tokens;
use transport::{Carrier, next, within};

pub use pages::{Items, Pages};
pub use token::TokenProvider;
pub use transport::{Body, Transport};

/// Sends requests: adds the token and a `client-request-id`, sends again what may be sent again, and reads the answer.
///
/// One client is for one service root and one source of tokens; clones are cheap and share the connections.
///
/// The token goes to the service root's host and nowhere else. Redirects are not followed: an answer 3xx is an
/// [`Error::Service`]. What is sent again and what is not says [`RetryPolicy`].
///
/// A future may be dropped at any time. What was not sent yet is not sent then; of a request that is on its way nobody
/// can say whether the service has done it, and a body that has begun to arrive is given up with its connection.
#[derive(Clone)]
pub struct Client {
    carrier: Arc<dyn Carrier>,
    tokens: Arc<dyn Tokens>,
    settings: Settings,
}

impl Client {
    /// A client for the service root that this crate was made for, over any HTTP stack.
    pub fn over(transport: impl Transport + 'static, tokens: impl TokenProvider + 'static) -> Self {
        Self { carrier: Arc::new(transport), tokens: Arc::new(tokens), settings: Settings::default() }
    }

    /// Goes to another service root, such as `https://graph.microsoft.com/beta`. The token goes there, too.
    #[must_use]
    pub fn service_root(mut self, url: &str) -> Self {
        url.clone_into(&mut self.settings.service_root);
        self
    }

    /// Goes to a national cloud. The tokens have to be of that cloud.
    #[must_use]
    pub fn cloud(self, cloud: Cloud) -> Self {
        self.service_root(&cloud.service_root())
    }

    /// Decides what is sent again, and when.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// The longest time for one attempt, from the connection to the end of the answer: 100 seconds unless you say
    /// otherwise, `None` for ever. Downloads and uploads are not limited by it.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
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

    /// Sends a request and reads the answer. A `client-request-id` that the request has is kept.
    ///
    /// # Errors
    /// The request cannot be built, there is no token, the connection fails, the service answers with an error, or
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

    /// Sends a request that the service may finish later: the result, or the operation to ask for it.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub async fn start<T>(&self, request: impl Into<Request<T>>) -> Result<Started<T>, Error> {
        let (request, answer) = self.answer(request.into()).await?;
        match Operation::new(&answer, &self.settings.service_root, self.carrier.now())? {
            Some(operation) => Ok(Started::Running(operation)),
            None => request.decode(answer).map(Started::Done),
        }
    }

    /// Asks once how far an operation is.
    ///
    /// # Errors
    /// There is no answer.
    pub async fn progress(&self, operation: &mut Operation) -> Result<Progress, Error> {
        let answer = self.run(operation.exchange(&self.settings)?).await?;
        Ok(operation.progress(answer, self.carrier.now()))
    }

    /// The pages of a collection.
    pub fn pages<E>(&self, request: impl Into<Request<Page<E>>>) -> Pages<E> {
        Pages::new(self.clone(), Paging::new(request, &self.settings.service_root))
    }

    /// The pages from a link on: a [`next_link`](Pages::next_link) where an earlier walk stopped, or its
    /// [`delta_link`](Pages::delta_link). The request is the one that it began with.
    pub fn pages_from<E>(&self, request: impl Into<Request<Page<E>>>, link: &str) -> Pages<E> {
        Pages::new(self.clone(), Paging::resume(request, &self.settings.service_root, link))
    }

    /// Sends the requests of a batch. There is always an answer to each, since others may be done already when one
    /// fails.
    pub async fn batch(&self, batch: &Batch) -> BatchAnswers {
        let mut run = Run::new(batch, &self.settings);
        loop {
            match run.next(&self.settings) {
                Step::Send(exchange) => run.answered(self.run(*exchange).await, self.moment()),
                Step::Wait(wait) => self.carrier.sleep(wait).await,
                Step::Done(answers) => return answers,
            }
        }
    }

    async fn answer<T>(&self, request: Request<T>) -> Result<(Request<T>, http::Response<Bytes>), Error> {
        let http = request.to_http(&self.settings.service_root)?;
        Ok((request, self.exchange(http).await?))
    }

    async fn exchange(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
        self.run(self.settings.exchange(request)?).await
    }

    async fn run(&self, exchange: Exchange) -> Result<http::Response<Bytes>, Error> {
        self.run_as(exchange, &mut Way { timeout: self.settings.timeout, ..Way::default() }).await
    }

    async fn run_as(&self, mut exchange: Exchange, way: &mut Way) -> Result<http::Response<Bytes>, Error> {
        let mut action = exchange.start();
        loop {
            action = match action {
                Action::Token(challenge) => exchange.token(self.tokens.token(challenge).await),
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

    fn moment(&self) -> Moment {
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
struct Way {
    timeout: Option<Duration>,
    upload: Option<Body>,
    is_download: bool,
    /// The body of the answer, unread.
    content: Option<Body>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("settings", &self.settings).finish_non_exhaustive()
    }
}
