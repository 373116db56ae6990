//! The client without async. It has the same methods as the other one.

mod pages;
mod streams;
mod token;
mod transport;
#[cfg(feature = "ureq-no-tls")]
mod ureq;

use std::{
    fmt,
    io::Read,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;

use super::{
    Batch, BatchAnswers, Cloud, Error, Operation, Page, Paging, Progress, Request, RetryPolicy, Started,
    TransportError,
    call::{Action, Collected, Collector, Exchange, Moment, Run, Settings, Step},
};

pub use pages::{Items, Pages};
pub use token::TokenProvider;
pub use transport::{Body, Transport};

/// Sends requests: adds the token and a `client-request-id`, sends again what may be sent again, and reads the answer.
///
/// One client is for one service root and one source of tokens; clones are cheap and share the connections.
///
/// The token goes to the service root's host and nowhere else. Redirects are not followed: an answer 3xx is an
/// [`Error::Service`]. What is sent again and what is not says [`RetryPolicy`].
#[derive(Clone)]
pub struct Client {
    transport: Arc<dyn Transport>,
    tokens: Arc<dyn TokenProvider>,
    settings: Settings,
}

impl Client {
    /// A client for the service root that this crate was made for, over any HTTP stack.
    pub fn over(transport: impl Transport + 'static, tokens: impl TokenProvider + 'static) -> Self {
        Self { transport: Arc::new(transport), tokens: Arc::new(tokens), settings: Settings::default() }
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

    /// Sends a request that the service may finish later: the result, or the operation to ask for it.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub fn start<T>(&self, request: impl Into<Request<T>>) -> Result<Started<T>, Error> {
        let request = request.into();
        let answer = self.answer(&request)?;
        match Operation::new(&answer, &self.settings.service_root, SystemTime::now())? {
            Some(operation) => Ok(Started::Running(operation)),
            None => request.decode(answer).map(Started::Done),
        }
    }

    /// Asks once how far an operation is.
    ///
    /// # Errors
    /// There is no answer.
    pub fn progress(&self, operation: &mut Operation) -> Result<Progress, Error> {
        let answer = self.run(operation.exchange(&self.settings)?)?;
        Ok(operation.progress(answer, SystemTime::now()))
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
    pub fn batch(&self, batch: &Batch) -> BatchAnswers {
        let mut run = Run::new(batch, &self.settings);
        loop {
            match run.next(&self.settings) {
                Step::Send(exchange) => run.answered(self.run(*exchange), Moment::at(SystemTime::now())),
                Step::Wait(wait) => self.transport.sleep(wait),
                Step::Done(answers) => return answers,
            }
        }
    }

    fn answer<T>(&self, request: &Request<T>) -> Result<http::Response<Bytes>, Error> {
        self.exchange(request.to_http(&self.settings.service_root)?)
    }

    fn exchange(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
        self.run(self.settings.exchange(request)?)
    }

    fn run(&self, exchange: Exchange) -> Result<http::Response<Bytes>, Error> {
        self.run_as(exchange, &mut Way { timeout: self.settings.timeout, ..Way::default() })
    }

    fn run_as(&self, mut exchange: Exchange, way: &mut Way) -> Result<http::Response<Bytes>, Error> {
        let mut action = exchange.start();
        loop {
            action = match action {
                Action::Token(None) => exchange.token(self.tokens.token()),
                Action::Token(Some(challenge)) => exchange.token(self.tokens.renew(&challenge)),
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
