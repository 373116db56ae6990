//! The client without async. It has the same methods as the other one.

mod pages;
mod send;
mod streams;
mod token;
mod transport;
#[cfg(feature = "ureq-no-tls")]
mod ureq;

use std::{sync::Arc, time::SystemTime};

use bytes::Bytes;

use super::{
    Batch, BatchAnswers, Cloud, Error, Operation, Page, Paging, Progress, Request, Started,
    call::{Moment, Run, Settings, Step},
};

pub use pages::{Items, Pages};
pub use send::Client;
pub use token::TokenProvider;
pub use transport::{Body, Transport};

impl Client {
    /// A client for the service root that this crate was made for, on ureq.
    #[cfg(feature = "ureq-no-tls")]
    pub fn new(tokens: impl TokenProvider + 'static) -> Self {
        Self::over(self::ureq::Ureq::new(), tokens)
    }

    /// A client for the service root that this crate was made for, over any HTTP stack. It gives each request a
    /// `client-request-id`, unless the request has one.
    pub fn over(transport: impl Transport + 'static, tokens: impl TokenProvider + 'static) -> Self {
        Self { transport: Arc::new(transport), authority: Arc::new(tokens), settings: Settings::default() }
    }

    /// Goes to a national cloud. The tokens have to be of that cloud.
    #[must_use]
    pub fn cloud(self, cloud: Cloud) -> Self {
        self.service_root(&cloud.service_root())
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

    fn exchange(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
        self.run(self.settings.exchange(request)?)
    }
}
