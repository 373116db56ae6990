//! Work that goes on after the answer.

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri, header};
use serde_json::{Map, Value};

use super::{Exchange, Settings};
use crate::runtime::{Error, LinkError, LinkErrorReason, ServiceError, retry::retry_after};

/// What became of a request that the service may finish later.
#[derive(Debug)]
pub enum Started<T> {
    /// It is done, and this is the result.
    Done(T),
    /// The service works on it (202 with `Location`).
    Running(Operation),
}

/// Work that the service goes on with (OData 4.01 Part 1: Protocol, "Asynchronous Requests"; Graph: "Working with
/// long-running actions"). Ask the client from time to time how far it is.
///
/// `Debug` leaves the query of its URL out, which may be all that it takes to read it.
#[derive(Clone)]
pub struct Operation {
    location: Uri,
    wait: Option<Duration>,
}

/// How far an [`Operation`] is.
#[derive(Debug)]
#[non_exhaustive]
pub enum Progress {
    /// The service works on it.
    Running {
        /// How much of it is done, if the service says so.
        percent: Option<f64>,
    },
    /// It is done. What the answer is depends on the operation: its `resourceLocation` or `Location` may lead to the result.
    Done(http::Response<Bytes>),
    /// It has failed. The status is that of the answer which says so.
    Failed(Box<ServiceError>),
}

impl Operation {
    /// The operation of an answer, if it has one.
    pub(crate) fn new<B>(
        answer: &http::Response<B>,
        service_root: &str,
        now: SystemTime,
    ) -> Result<Option<Self>, Error> {
        let location = answer.headers().get(header::LOCATION).and_then(|location| location.to_str().ok());
        match location.filter(|_| answer.status() == StatusCode::ACCEPTED) {
            Some(location) => {
                let location = absolute(location, service_root)?;
                Ok(Some(Self { location, wait: retry_after(answer.headers(), now) }))
            }
            None => Ok(None),
        }
    }

    /// An operation that was begun earlier, by its URL.
    ///
    /// # Errors
    /// It is not a URL.
    pub fn resume(location: &str) -> Result<Self, Error> {
        Ok(Self { location: absolute(location, crate::SERVICE_ROOT)?, wait: None })
    }

    /// Where the service tells how far it is.
    pub fn location(&self) -> &Uri {
        &self.location
    }

    /// How long the service asks to wait before the next question (`Retry-After`).
    pub fn wait(&self) -> Option<Duration> {
        self.wait
    }

    pub(crate) fn exchange(&self, settings: &Settings) -> Result<Exchange, Error> {
        settings.follow(self.location.clone(), HeaderMap::new())
    }

    pub(crate) fn progress(&mut self, answer: http::Response<Bytes>, now: SystemTime) -> Progress {
        self.wait = retry_after(answer.headers(), now);
        let status = answer.status();
        let members: Map<String, Value> = serde_json::from_slice(answer.body()).unwrap_or_default();
        let said = members.get("status").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
        // An answer that is no success is told apart by its status only: 303 leads to the result.
        let running = matches!(said.as_str(), "notstarted" | "running" | "inprogress" | "waiting" | "pending");
        let failed = matches!(said.as_str(), "failed" | "cancelled" | "canceled" | "deletefailed");
        if status == StatusCode::ACCEPTED || (status.is_success() && running) {
            Progress::Running { percent: members.get("percentageComplete").and_then(Value::as_f64) }
        } else if status.is_client_error() || status.is_server_error() || failed {
            let (head, body) = answer.into_parts();
            Progress::Failed(Box::new(ServiceError::new(head, &body)))
        } else {
            Progress::Done(answer)
        }
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let location = (self.location.host(), self.location.path());
        f.debug_struct("Operation").field("location", &location).field("wait", &self.wait).finish()
    }
}

/// Some services leave the host out, some the version, too.
pub(super) fn absolute(location: &str, service_root: &str) -> Result<Uri, Error> {
    let root = service_root.trim_end_matches('/');
    let (origin, path) = match root.match_indices('/').nth(2) {
        Some((at, _)) => root.split_at(at),
        None => (root, ""),
    };
    let whole = match location.strip_prefix('/') {
        Some(_) if !path.is_empty() && location.starts_with(&format!("{path}/")) => format!("{origin}{location}"),
        Some(_) => format!("{root}{location}"),
        None => location.to_owned(),
    };
    let url: Option<Uri> = whole.parse().ok().filter(|url: &Uri| url.host().is_some());
    url.ok_or_else(|| Error::Link(LinkError { link: location.to_owned(), reason: LinkErrorReason::NotAUrl }))
}
