//! A service in memory, to test code that uses a client.

use std::{
    collections::VecDeque,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};

use super::{TransportError, TransportErrorKind, blocking, client};

/// A service in memory: it records what is sent to it, and plays the answers that it was given, one after the other.
///
/// It carries the requests of both clients. All else is as in real life: credentials, retries, limits. Pauses are
/// recorded and not made, so that a test of throttling takes no time.
///
/// ```
#[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::testing::{Answer, Service};")]
/// # fn code_under_test(_: Service) {}
///
/// let service = Service::new();
/// service.answer(Answer::new(429).header("retry-after", "10"));
/// service.answer(Answer::json(r#"{ "value": [{ "id": "1" }, { "id": "2" }] }"#));
///
/// code_under_test(service.clone()); // which makes a client of it: `Client::over(service, …)`
///
/// for request in service.requests() {
///     assert_eq!(request.method(), "GET");
/// }
/// ```
///
/// Clones are the same service.
#[derive(Clone, Default)]
pub struct Service(Arc<Mutex<Content>>);

#[derive(Default)]
struct Content {
    answers: VecDeque<Answer>,
    requests: Vec<http::Request<Bytes>>,
    pauses: Vec<Duration>,
}

/// What the service does with a request.
#[derive(Debug, Clone)]
pub struct Answer(Result<http::Response<Bytes>, TransportErrorKind>);

impl Answer {
    /// An answer without a body.
    ///
    /// # Panics
    /// The status is not between 100 and 999.
    #[must_use]
    #[expect(clippy::expect_used, reason = "in a test it is the place to say so")]
    pub fn new(status: u16) -> Self {
        let mut answer = http::Response::new(Bytes::new());
        *answer.status_mut() = StatusCode::from_u16(status).expect("a status has three digits");
        Self(Ok(answer))
    }

    /// An answer 200 with this JSON.
    #[must_use]
    pub fn json(body: &str) -> Self {
        Self::new(200).header("content-type", "application/json").body(body.to_owned())
    }

    /// No answer.
    #[must_use]
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self(Err(kind))
    }

    /// Adds a header.
    ///
    /// # Panics
    /// HTTP does not allow it.
    #[must_use]
    #[expect(clippy::expect_used, reason = "in a test it is the place to say so")]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Ok(answer) = &mut self.0 {
            let name = HeaderName::try_from(name).expect("the name is allowed in HTTP");
            answer.headers_mut().append(name, HeaderValue::try_from(value).expect("the value is allowed in HTTP"));
        }
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(self, body: impl Into<Bytes>) -> Self {
        Self(self.0.map(|answer| answer.map(|_| body.into())))
    }
}

impl Service {
    /// A service without answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer, after those that it has.
    pub fn answer(&self, answer: Answer) {
        self.content().answers.push_back(answer);
    }

    /// What was sent, with headers and bodies. Credentials in headers are not shown by `Debug`.
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.content().requests.clone()
    }

    /// For how long the client would have waited before it sent something again.
    pub fn pauses(&self) -> Vec<Duration> {
        self.content().pauses.clone()
    }

    fn content(&self) -> MutexGuard<'_, Content> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request for which there is no answer is a mistake of the test, and never sent again.
    fn carry(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
        let mut content = self.content();
        let what = format!("{} {}", request.method(), request.uri().path());
        content.requests.push(request);
        let Some(Answer(answer)) = content.answers.pop_front() else {
            let source = format!("the service in memory has no answer left for {what}");
            return Err(TransportError::new(TransportErrorKind::Unsupported, source));
        };
        answer.map_err(|kind| TransportError::new(kind, "as the test wants it"))
    }

    fn pause(&self, time: Duration) {
        self.content().pauses.push(time);
    }
}

impl client::Transport for Service {
    async fn send(
        &self,
        request: http::Request<client::Body>,
        _: Option<Duration>,
    ) -> Result<http::Response<client::Body>, TransportError> {
        let (head, body) = request.into_parts();
        let body = body.collect().await?;
        Ok(self.carry(http::Request::from_parts(head, body))?.map(client::Body::from))
    }

    async fn sleep(&self, time: Duration) {
        self.pause(time);
    }
}

impl blocking::Transport for Service {
    fn send(
        &self,
        request: http::Request<blocking::Body>,
        _: Option<Duration>,
    ) -> Result<http::Response<blocking::Body>, TransportError> {
        let (head, mut body) = request.into_parts();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut body, &mut bytes)?;
        Ok(self.carry(http::Request::from_parts(head, bytes.into()))?.map(blocking::Body::from))
    }

    fn sleep(&self, time: Duration) {
        self.pause(time);
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let content = self.content();
        f.debug_struct("Service")
            .field("answers", &content.answers.len())
            .field("requests", &content.requests.len())
            .finish_non_exhaustive()
    }
}
