//! Walking over the pages of a collection.

use std::{collections::BTreeSet, fmt};

use bytes::Bytes;
use http::{Method, StatusCode, Uri, header};

use super::{Error, Page, Request, RequestError, legible::Legible, origin};

/// A walk over the pages of a collection, without sending anything: it says what to send next, and reads the answer.
///
/// The clients have `pages`, which does the rest. With another HTTP stack:
///
/// ```
/// use bytes::Bytes;
#[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::{Error, Page, Paging, Request};")]
///
/// fn all<E>(
///     request: Request<Page<E>>,
///     service_root: &str,
///     send: impl Fn(http::Request<Bytes>) -> http::Response<Bytes>,
/// ) -> Result<Vec<E>, Error> {
///     let mut paging = Paging::new(request, service_root);
///     let mut items = Vec::new();
///     while let Some(request) = paging.request()? {
///         items.extend(paging.read(send(request))?.into_iter().flat_map(|page| page.value));
///     }
///     Ok(items)
/// }
/// ```
///
/// Links are used as they come, with the headers of the first request (OData 4.01 Part 1: Protocol, "Server-Driven
/// Paging"). A link to another host, or one that was used before, is an error: so the token stays with the service, and
/// the walk comes to an end. An error ends the walk; [`next_link`](Self::next_link) is where it can be resumed.
pub struct Paging<E> {
    request: Request<Page<E>>,
    service_root: String,
    state: State,
    used: BTreeSet<String>,
    restarted: bool,
    total_count: Option<i64>,
    delta_link: Option<String>,
}

#[derive(Debug, Clone)]
enum State {
    First,
    At(String),
    /// After an error: the link that was not read.
    Stopped(Option<String>),
    Done,
}

impl<E> Paging<E> {
    /// Begins with this request.
    pub fn new(request: impl Into<Request<Page<E>>>, service_root: &str) -> Self {
        Self {
            request: request.into(),
            service_root: service_root.to_owned(),
            state: State::First,
            used: BTreeSet::new(),
            restarted: false,
            total_count: None,
            delta_link: None,
        }
    }

    /// Begins with a link of an earlier walk: where it stopped, or its delta link, to read what has changed since. The
    /// request gives the headers.
    pub fn resume(request: impl Into<Request<Page<E>>>, service_root: &str, link: &str) -> Self {
        Self { state: State::At(link.to_owned()), ..Self::new(request, service_root) }
    }

    /// What to send next; `None` if the walk is over.
    ///
    /// # Errors
    /// The request cannot be built, or the link must not be followed. The walk is over then.
    pub fn request(&mut self) -> Result<Option<http::Request<Bytes>>, Error> {
        let request = match &self.state {
            State::First => self.request.to_http(&self.service_root),
            State::At(link) => self.follow(link),
            State::Stopped(_) | State::Done => return Ok(None),
        };
        if request.is_err() {
            self.stop();
        }
        let request = request?;
        self.used.insert(request.uri().to_string());
        Ok(Some(request))
    }

    /// Reads the answer to [`request`](Self::request). `None` if there is nothing to read but the walk goes on: the
    /// service has answered 410 with a new link, and all is read again ([`restarted`](Self::restarted)).
    ///
    /// # Errors
    /// The service answered with an error, or with something else than a page. The walk is over then.
    pub fn read<B: AsRef<[u8]>>(&mut self, answer: http::Response<B>) -> Result<Option<Page<E>>, Error> {
        if let Some(link) = self.restart(&answer) {
            *self = Self { restarted: true, ..Self::resume(self.request.clone(), &self.service_root, &link) };
            return Ok(None);
        }
        let page = self.request.decode(answer).inspect_err(|_| self.stop())?;
        self.total_count = self.total_count.or(page.count);
        self.delta_link.clone_from(&page.delta_link);
        self.state = page.next_link.clone().map_or(State::Done, State::At);
        Ok(Some(page))
    }

    /// Ends the walk: there is no answer.
    pub fn stop(&mut self) {
        let link = self.next_link().map(str::to_owned);
        self.state = State::Stopped(link);
    }

    /// The link to what has not been read yet: `None` before the first page and after the last.
    pub fn next_link(&self) -> Option<&str> {
        match &self.state {
            State::At(link) | State::Stopped(Some(link)) => Some(link),
            State::First | State::Stopped(None) | State::Done => None,
        }
    }

    /// `@odata.count`: how many items the collection has, if it was asked for and the first page is there.
    pub fn total_count(&self) -> Option<i64> {
        self.total_count
    }

    /// `@odata.deltaLink`: where to ask later for what has changed since, once the last page is there.
    pub fn delta_link(&self) -> Option<&str> {
        self.delta_link.as_deref()
    }

    /// Whether the service has forgotten what a delta link stands for, and everything is read again: what was read
    /// before, and does not come again, is gone (Graph: "Use delta query to track changes").
    pub fn restarted(&self) -> bool {
        self.restarted
    }

    fn follow(&self, link: &str) -> Result<http::Request<Bytes>, Error> {
        let refuse = |reason| Error::Link(LinkError { link: link.to_owned(), reason });
        let root: Uri = self.service_root.parse().map_err(|_| RequestError::ServiceRoot)?;
        let uri: Uri = link.parse().map_err(|_| refuse(LinkErrorReason::NotAUrl))?;
        if uri.scheme().is_none() || uri.host().is_none() {
            return Err(refuse(LinkErrorReason::NotAUrl));
        }
        if !origin::same(&uri, &root) {
            return Err(refuse(LinkErrorReason::OtherHost));
        }
        if self.used.contains(&uri.to_string()) {
            return Err(refuse(LinkErrorReason::Repeated));
        }
        // What was sent with the first request is in the link; only its headers have to be said again.
        let mut request = self.request.to_http(&self.service_root)?;
        *request.method_mut() = Method::GET;
        *request.uri_mut() = uri;
        *request.body_mut() = Bytes::new();
        request.headers_mut().remove(header::CONTENT_TYPE);
        Ok(request)
    }

    /// Once only, so that a service which always answers so is no loop.
    fn restart<B>(&self, answer: &http::Response<B>) -> Option<String> {
        let asked = answer.status() == StatusCode::GONE && !self.restarted;
        let location = answer.headers().get(header::LOCATION).filter(|_| asked)?;
        location.to_str().ok().map(str::to_owned)
    }
}

impl<E> fmt::Debug for Paging<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paging")
            .field("request", &self.request)
            .field("state", &self.state)
            .field("total_count", &self.total_count)
            .field("delta_link", &self.delta_link)
            .finish_non_exhaustive()
    }
}

/// A link that must not be followed. `Debug` and `Display` leave its query out, which may hold what was searched for, or
/// a secret.
#[derive(Clone)]
#[non_exhaustive]
pub struct LinkError {
    /// The link.
    pub link: String,
    /// Why not.
    pub reason: LinkErrorReason,
}

/// Why a link must not be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkErrorReason {
    /// It is not an absolute URL.
    NotAUrl,
    /// It leads away from the service, by scheme, host or port.
    OtherHost,
    /// It was followed before: the walk would not end.
    Repeated,
}

impl LinkError {
    fn without_query(&self) -> &str {
        self.link.split('?').next().unwrap_or_default()
    }
}

impl fmt::Debug for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LinkError").field("link", &self.without_query()).field("reason", &self.reason).finish()
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reason {
            LinkErrorReason::NotAUrl => "the link of the service is not an absolute URL: ",
            LinkErrorReason::OtherHost => "the link leads away from the service: ",
            LinkErrorReason::Repeated => "the link was followed before: ",
        })?;
        Legible(self.without_query()).fmt(f)
    }
}

impl std::error::Error for LinkError {}
