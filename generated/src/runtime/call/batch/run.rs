//! A batch on its way.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http::{Method, StatusCode};

use super::{Batch, BatchAnswers, failed, unanswered, wire};
use crate::runtime::{
    Error, RetryPolicy,
    call::{Exchange, Moment, Settings},
};

/// The most requests that Graph takes in one batch.
const MOST: usize = 20;

/// A batch on its way: it says what to send next, and reads the answers.
pub struct Run {
    items: Vec<Item>,
    retry: RetryPolicy,
    /// What throttled requests have to wait for.
    wait: Option<Duration>,
    identity: Arc<()>,
}

struct Item {
    target: String,
    http: http::Request<Bytes>,
    after: Vec<usize>,
    attempts: u32,
    state: State,
}

enum State {
    Waiting,
    Sent,
    Done(Result<http::Response<Bytes>, Error>),
}

/// What to do next.
pub enum Step {
    Send(Box<Exchange>),
    Wait(Duration),
    Done(BatchAnswers),
}

impl Run {
    pub(crate) fn new(batch: &Batch, settings: &Settings) -> Self {
        let items = batch.entries.iter().map(|entry| {
            let (http, state) = match entry.request.to_http(&settings.service_root) {
                Ok(http) => (http, State::Waiting),
                Err(error) => (http::Request::default(), State::Done(Err(error))),
            };
            Item { target: entry.request.target(), http, after: entry.after.clone(), attempts: 0, state }
        });
        Self {
            items: items.collect(),
            retry: settings.retry.clone(),
            wait: None,
            identity: Arc::clone(&batch.identity),
        }
    }

    pub(crate) fn next(&mut self, settings: &Settings) -> Step {
        self.fail_dependents();
        let chosen = self.choose();
        if chosen.is_empty() {
            let answers = self.items.drain(..).map(|item| match item.state {
                State::Done(answer) => Some(answer),
                State::Waiting | State::Sent => None,
            });
            return Step::Done(BatchAnswers { answers: answers.collect(), identity: Arc::clone(&self.identity) });
        }
        if let Some(wait) = self.wait.take() {
            return Step::Wait(wait);
        }
        // A batch may be sent again after a lost connection if each of its requests may.
        let method = if chosen.iter().all(|index| self.items[*index].http.method().is_idempotent()) {
            Method::PUT
        } else {
            Method::POST
        };
        let request = self.envelope(&chosen, &settings.service_root);
        for index in chosen {
            self.items[index].state = State::Sent;
        }
        match request.and_then(|request| settings.exchange(request)) {
            Ok(mut exchange) => {
                exchange.method = method;
                Step::Send(Box::new(exchange))
            }
            Err(error) => {
                self.fail(error);
                self.next(settings)
            }
        }
    }

    /// After [`Step::Send`].
    pub(crate) fn answered(&mut self, answer: Result<http::Response<Bytes>, Error>, moment: Moment) {
        match answer.and_then(wire::answers) {
            Ok(answers) => self.take(answers, moment),
            Err(error) => self.fail(error),
        }
    }

    /// Those that can be sent together: what they wait for is done, or travels with them.
    fn choose(&self) -> Vec<usize> {
        let mut chosen = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            let ready = |other: &usize| chosen.contains(other) || self.is_success(*other);
            if matches!(item.state, State::Waiting) && item.after.iter().all(ready) {
                chosen.push(index);
            }
            if chosen.len() == MOST {
                break;
            }
        }
        chosen
    }

    fn is_success(&self, index: usize) -> bool {
        matches!(&self.items[index].state, State::Done(Ok(answer)) if answer.status().is_success())
    }

    /// What waits for something that has failed, fails as the service would let it fail. Those that it waits for stand
    /// before it.
    fn fail_dependents(&mut self) {
        for index in 0..self.items.len() {
            let has_failed =
                |other: &usize| matches!(self.items[*other].state, State::Done(_)) && !self.is_success(*other);
            let item = &self.items[index];
            if matches!(item.state, State::Waiting) && item.after.iter().any(has_failed) {
                let mut answer = http::Response::new(Bytes::new());
                *answer.status_mut() = StatusCode::FAILED_DEPENDENCY;
                self.items[index].state = State::Done(Ok(answer));
            }
        }
    }

    fn envelope(&self, chosen: &[usize], service_root: &str) -> Result<http::Request<Bytes>, Error> {
        let requests = chosen.iter().map(|index| {
            let item = &self.items[*index];
            let after: Vec<usize> = item.after.iter().copied().filter(|other| chosen.contains(other)).collect();
            wire::request(*index, &item.target, &item.http, &after)
        });
        wire::envelope(service_root, requests.collect())
    }

    fn take(&mut self, mut answers: Vec<(usize, http::Response<Bytes>)>, moment: Moment) {
        // In the order of the requests, so that what others wait for comes first.
        answers.sort_by_key(|(index, _)| *index);
        for (index, answer) in answers {
            let Some(item) = self.items.get(index).filter(|item| matches!(item.state, State::Sent)) else { continue };
            let attempts = item.attempts + 1;
            let (status, headers) = (answer.status(), answer.headers());
            let waits_on = item.after.iter().any(|other| matches!(self.items[*other].state, State::Waiting));
            let state = if status == StatusCode::FAILED_DEPENDENCY && waits_on {
                State::Waiting
            } else {
                let method = item.http.method();
                match self.retry.after_answer(method, attempts, status, headers, moment.now, moment.chance) {
                    Some(wait) => {
                        self.wait = self.wait.max(Some(wait));
                        State::Waiting
                    }
                    None => State::Done(Ok(answer)),
                }
            };
            self.items[index].state = state;
            self.items[index].attempts = attempts;
        }
        for item in self.items.iter_mut().filter(|item| matches!(item.state, State::Sent)) {
            item.state = State::Done(Err(unanswered("the answer to the batch has none to this request")));
        }
    }

    /// What was sent has no answer; the rest will not be sent.
    fn fail(&mut self, error: Error) {
        let cause = Arc::new(error);
        for item in &mut self.items {
            match item.state {
                State::Sent => item.state = State::Done(Err(failed(&cause, true))),
                State::Waiting => item.state = State::Done(Err(failed(&cause, false))),
                State::Done(_) => {}
            }
        }
    }
}
