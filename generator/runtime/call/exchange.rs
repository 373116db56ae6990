//! One request, from the credentials to the answer that counts.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::runtime::{Challenge, Error, RetryPolicy, TransportError};

/// The way of one request. It says what to do next, and is told what came of it.
pub struct Exchange {
    request: http::Request<Bytes>,
    /// Whether the request goes with credentials.
    attach: bool,
    retry: RetryPolicy,
    /// Decides as if the request had this method: a POST that only carries what is idempotent is so, too.
    pub(super) method: Method,
    /// Whether there is a body to send again.
    replayable: bool,
    attempts: u32,
    /// What was sent last with credentials.
    authorized: Option<(Uri, HeaderMap)>,
    /// The answer 401 after which others were asked for.
    refused: Option<http::Response<Bytes>>,
    renewed: bool,
    #[cfg(feature = "tracing")]
    trace: super::trace::Trace,
}

/// What to do next.
pub enum Action {
    /// Add the credentials; after a 401, others.
    Authorize(http::Request<Bytes>, Option<Challenge>),
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
            authorized: None,
            refused: None,
            renewed: false,
        }
    }

    /// The body can be sent only once, so nothing is sent again.
    pub(crate) fn once(self) -> Self {
        Self { replayable: false, ..self }
    }

    /// The first action, and the one after a pause.
    pub(crate) fn start(&self) -> Action {
        let request = self.request.clone();
        if self.attach { Action::Authorize(request, None) } else { Action::Send(request) }
    }

    /// After [`Action::Authorize`].
    pub(crate) fn authorized(&mut self, request: Result<http::Request<Bytes>, Error>) -> Action {
        let request = match request {
            Ok(request) => request,
            Err(error) => return Action::Done(Err(error)),
        };
        // The same credentials would be refused again.
        let same =
            self.authorized.as_ref().is_some_and(|(uri, headers)| uri == request.uri() && headers == request.headers());
        if let Some(answer) = self.refused.take().filter(|_| same) {
            return Action::Done(Ok(answer));
        }
        self.authorized = Some((request.uri().clone(), request.headers().clone()));
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
                Action::Authorize(self.request.clone(), Some(challenge))
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
