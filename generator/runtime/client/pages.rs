//! Pages and items as streams.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use bytes::Bytes;
use futures_core::Stream;

use super::{Client, transport::next};
use crate::runtime::{Error, Page, Paging};

type Answer = Pin<Box<dyn Future<Output = Result<http::Response<Bytes>, Error>> + Send>>;

/// The pages of a collection, one after the other: by [`next`](Self::next), or as a `Stream`.
///
/// It is read as it is asked for. An error ends it; then [`next_link`](Self::next_link) is where it can be resumed. A
/// future of `next` that is dropped loses nothing: the next call goes on with the same answer.
#[must_use = "nothing is read until it is asked for"]
pub struct Pages<E> {
    client: Client,
    paging: Paging<E>,
    pending: Option<Answer>,
}

impl<E> Pages<E> {
    pub(super) fn new(client: Client, paging: Paging<E>) -> Self {
        Self { client, paging, pending: None }
    }

    /// The next page, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<Page<E>, Error>> {
        next(self).await
    }

    /// The items of all pages.
    pub fn items(self) -> Items<E> {
        Items { pages: self, items: Vec::new().into_iter() }
    }

    /// The link to what has not been read yet, as [`Paging::next_link`].
    pub fn next_link(&self) -> Option<&str> {
        self.paging.next_link()
    }

    /// How many items the collection has, as [`Paging::total_count`].
    pub fn total_count(&self) -> Option<i64> {
        self.paging.total_count()
    }

    /// Where to ask later for what has changed, as [`Paging::delta_link`].
    pub fn delta_link(&self) -> Option<&str> {
        self.paging.delta_link()
    }

    /// Whether all is read again, as [`Paging::restarted`].
    pub fn restarted(&self) -> bool {
        self.paging.restarted()
    }
}

impl<E> Stream for Pages<E> {
    type Item = Result<Page<E>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(pending) = &mut self.pending {
                let answer = ready!(pending.as_mut().poll(context));
                self.pending = None;
                let page = answer.inspect_err(|_| self.paging.stop()).and_then(|answer| self.paging.read(answer));
                if let Some(page) = page.transpose() {
                    return Poll::Ready(Some(page));
                }
            }
            match self.paging.request() {
                Ok(Some(request)) => {
                    let client = self.client.clone();
                    self.pending = Some(Box::pin(async move { client.exchange(request).await }));
                }
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<E> fmt::Debug for Pages<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&self.paging).finish()
    }
}

/// The items of a collection, page after page: by [`next`](Self::next), or as a `Stream`.
#[must_use = "nothing is read until it is asked for"]
pub struct Items<E> {
    pages: Pages<E>,
    items: vec::IntoIter<E>,
}

impl<E> Items<E> {
    /// The next item, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<E, Error>> {
        next(self).await
    }

    /// The pages that the items are of, with count and links.
    pub fn pages(&self) -> &Pages<E> {
        &self.pages
    }
}

/// Items are moved out, and never pinned.
impl<E> Unpin for Items<E> {}

impl<E> Stream for Items<E> {
    type Item = Result<E, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(page)) => self.items = page.value.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<E> fmt::Debug for Items<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.pages).finish()
    }
}
