//! One request, from the token to the answer that counts.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, header};

use crate::runtime::{BoxError, Challenge, Error, RetryPolicy, TransportError};

/// The way of one request. It says what to do next, and is told what came of it.
pub struct Exchange {
    request: http::Request<Bytes>,
    /// Whether the request goes to the service, with the token.
    attach: bool,
    retry: RetryPolicy,
    /// Decides as if the request had this method.
    method: Method,
    /// Whether there is a body to send again.
    replayable: bool,
    attempts: u32,
    token: Option<HeaderValue>,
    /// The answer 401 after which another token was asked for.
    refused: Option<http::Response<Bytes>>,
    renewed: bool,
    #[cfg(feature = "tracing")]
    trace: super::trace::Trace,
}

/// What to do next.
pub enum Action {
    /// Ask for a token; after a 401, for another one.
    Token(Option<Challenge>),
    Send(http::Request<Bytes>),
    Wait(Duration),
    Done(Result<http::Response<Bytes>, Error>),
}

/// What a decision depends on beside its input.
#[derive(Clone, Copy)]
pub struct Moment {
    pub(crate) now: SystemTime,
    /// Between 0 and 1.
    pub(crate) chance: f64,
}

impl Moment {
    /// This time, and a number at random.
    pub(crate) fn at(now: SystemTime) -> Self {
        let (random, ..) = uuid::Uuid::new_v4().as_fields();
        Self { now, chance: f64::from(random) / f64::from(u32::MAX) }
    }
}

impl Exchange {
    pub(crate) fn new(request: http::Request<Bytes>, attach: bool, retry: RetryPolicy) -> Self {
        let method = request.method().clone();
        Self {
            #[cfg(feature = "tracing")]
            trace: super::trace::Trace::new(&request),
            request,
            attach,
            retry,
            method,
            replayable: true,
            attempts: 0,
            token: None,
            refused: None,
            renewed: false,
        }
    }

    /// Decides on retries as if the request had this method: a POST that only carries what is idempotent is so, too.
    pub(crate) fn retried_as(self, method: Method) -> Self {
        Self { method, ..self }
    }

    /// The body can be sent only once, so nothing is sent again.
    pub(crate) fn once(self) -> Self {
        Self { replayable: false, ..self }
    }

    /// The first action, and the one after a pause.
    pub(crate) fn start(&self) -> Action {
        if self.attach { Action::Token(None) } else { Action::Send(self.request.clone()) }
    }

    /// After [`Action::Token`].
    pub(crate) fn token(&mut self, token: Result<String, BoxError>) -> Action {
        let value = match token.and_then(|token| bearer(&token)) {
            Ok(value) => value,
            Err(error) => return Action::Done(Err(Error::Token(error))),
        };
        // The same token would be refused again.
        let same = self.token.as_ref() == Some(&value);
        if let Some(answer) = self.refused.take().filter(|_| same) {
            return Action::Done(Ok(answer));
        }
        let mut request = self.request.clone();
        request.headers_mut().insert(header::AUTHORIZATION, value.clone());
        self.token = Some(value);
        Action::Send(request)
    }

    /// After [`Action::Send`].
    pub(crate) fn answered(&mut self, answer: Result<http::Response<Bytes>, TransportError>, moment: Moment) -> Action {
        self.attempts += 1;
        let refused = matches!(&answer, Ok(answer) if answer.status() == StatusCode::UNAUTHORIZED);
        let renew = refused && self.attach && !self.renewed && self.replayable;
        let wait = if renew { None } else { self.wait(&answer, moment) };
        #[cfg(feature = "tracing")]
        self.trace.attempt(self.attempts, &answer, wait);
        match (answer, wait) {
            (_, Some(wait)) => Action::Wait(wait),
            (Ok(answer), None) if renew => {
                self.renewed = true;
                let challenge = Challenge::new(answer.headers());
                self.refused = Some(answer);
                Action::Token(Some(challenge))
            }
            (answer, None) => Action::Done(answer.map_err(Error::Transport)),
        }
    }

    fn wait(&self, answer: &Result<http::Response<Bytes>, TransportError>, moment: Moment) -> Option<Duration> {
        let (retry, method) = (&self.retry, &self.method);
        match answer {
            _ if !self.replayable => None,
            Ok(answer) => {
                let (status, headers) = (answer.status(), answer.headers());
                retry.after_answer(method, self.attempts, status, headers, moment.now, moment.chance)
            }
            Err(error) => retry.after_failure(method, self.attempts, error.kind(), moment.chance),
        }
    }
}

fn bearer(token: &str) -> Result<HeaderValue, BoxError> {
    let mut value = HeaderValue::try_from(format!("Bearer {token}"))?;
    value.set_sensitive(true);
    Ok(value)
}
