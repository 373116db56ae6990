//! Several requests in one (OData JSON Format 4.01, "Batch Requests and Responses"; Graph: "Combine multiple HTTP
//! requests using JSON batching").

mod run;
mod wire;

use std::{fmt, sync::Arc};

use bytes::Bytes;

use crate::runtime::{BatchError, Error, Request, TransportError, TransportErrorKind};

pub(in crate::runtime) use run::{Run, Step};

/// Requests that travel together, each with a result of its own.
///
/// There may be any number of them: they are sent twenty at a time, in the order in which they were added. The service
/// does them in any order, unless one [waits for another](Self::add_after). One that is throttled is sent again alone,
/// when the [`RetryPolicy`](crate::RetryPolicy) says so; those that are done are not.
pub struct Batch {
    entries: Vec<Entry>,
    /// What tells the keys of this batch from those of others.
    identity: Arc<()>,
}

/// A request, and those before it that it waits for.
struct Entry {
    request: Box<dyn ToHttp>,
    after: Vec<usize>,
}

/// What stands for a request of a batch, to get its result.
#[must_use = "the result of the request can only be had with it"]
pub struct BatchKey<T> {
    index: usize,
    identity: Arc<()>,
    request: Request<T>,
}

/// A request of any type.
trait ToHttp: Send + Sync {
    fn target(&self) -> String;
    fn to_http(&self, service_root: &str) -> Result<http::Request<Bytes>, Error>;
}

impl<T> ToHttp for Request<T> {
    fn target(&self) -> String {
        self.target()
    }

    fn to_http(&self, service_root: &str) -> Result<http::Request<Bytes>, Error> {
        self.to_http(service_root)
    }
}

impl Batch {
    /// A batch without requests.
    #[must_use]
    pub fn new() -> Self {
        Self { entries: Vec::new(), identity: Arc::new(()) }
    }

    /// Adds a request.
    pub fn add<T: 'static>(&mut self, request: impl Into<Request<T>>) -> BatchKey<T> {
        self.add_after(request, &[])
    }

    /// Adds a request that is done after others of this batch, and only if they succeed (`dependsOn`): otherwise its
    /// result is an error 424. Keys of other batches do not count.
    pub fn add_after<T: 'static>(
        &mut self,
        request: impl Into<Request<T>>,
        others: &[&dyn BatchPosition],
    ) -> BatchKey<T> {
        let request = request.into();
        let index = self.entries.len();
        let after = others.iter().filter_map(|other| other.index(&self.identity)).collect();
        self.entries.push(Entry { request: Box::new(request.clone()), after });
        BatchKey { index, identity: Arc::clone(&self.identity), request }
    }

    /// How many requests there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Default for Batch {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// A [`BatchKey`] of any type.
pub trait BatchPosition: sealed::Sealed {
    #[doc(hidden)]
    fn index(&self, identity: &Arc<()>) -> Option<usize>;
}

mod sealed {
    pub trait Sealed {}
    impl<T> Sealed for super::BatchKey<T> {}
}

impl<T> BatchPosition for BatchKey<T> {
    fn index(&self, identity: &Arc<()>) -> Option<usize> {
        Arc::ptr_eq(&self.identity, identity).then_some(self.index)
    }
}

impl<T> fmt::Debug for BatchKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BatchKey").field(&self.request).finish()
    }
}

/// The results of a batch.
#[must_use = "requests of the batch may have failed"]
pub struct BatchAnswers {
    answers: Vec<Option<Result<http::Response<Bytes>, Error>>>,
    identity: Arc<()>,
}

impl BatchAnswers {
    /// The result of a request, as if it had been sent by itself.
    ///
    /// # Errors
    /// As for a request that is sent by itself; [`Error::Batch`] if the whole failed.
    pub fn take<T>(&mut self, key: BatchKey<T>) -> Result<T, Error> {
        let index = key.index(&self.identity);
        match index.and_then(|index| self.answers.get_mut(index)?.take()) {
            Some(answer) => key.request.decode(answer?),
            None => Err(unanswered("the key is of another batch")),
        }
    }
}

impl fmt::Debug for BatchAnswers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchAnswers").field("len", &self.answers.len()).finish_non_exhaustive()
    }
}

fn unanswered(why: &'static str) -> Error {
    TransportError::new(TransportErrorKind::Lost, why).into()
}

fn failed(cause: &Arc<Error>, sent: bool) -> Error {
    Error::Batch(BatchError { cause: Arc::clone(cause), sent })
}
