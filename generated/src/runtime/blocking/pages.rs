//! Pages and items as iterators.

use std::{fmt, vec};

use super::Client;
use crate::runtime::{Error, Page, Paging};

/// The pages of a collection, one after the other.
///
/// It is read as it is asked for. An error ends it; then [`next_link`](Self::next_link) is where it can be resumed.
#[must_use = "nothing is read until it is asked for"]
pub struct Pages<E> {
    client: Client,
    paging: Paging<E>,
}

impl<E> Pages<E> {
    pub(super) fn new(client: Client, paging: Paging<E>) -> Self {
        Self { client, paging }
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

    fn read(&mut self) -> Result<Option<Page<E>>, Error> {
        while let Some(request) = self.paging.request()? {
            let answer = self.client.exchange(request).inspect_err(|_| self.paging.stop())?;
            if let Some(page) = self.paging.read(answer)? {
                return Ok(Some(page));
            }
        }
        Ok(None)
    }
}

impl<E> Iterator for Pages<E> {
    type Item = Result<Page<E>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

impl<E> fmt::Debug for Pages<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pages").field(&self.paging).finish()
    }
}

/// The items of a collection, page after page.
#[must_use = "nothing is read until it is asked for"]
pub struct Items<E> {
    pages: Pages<E>,
    items: vec::IntoIter<E>,
}

impl<E> Items<E> {
    /// At most so many of the next items, in memory: fewer are all that there were. A page is read only if an item of it
    /// is wanted, and the next call goes on where this one has stopped.
    ///
    /// # Errors
    /// As for [`Client::send`]; what this call has read before is lost then.
    pub fn collect_up_to(&mut self, limit: usize) -> Result<Vec<E>, Error> {
        self.by_ref().take(limit).collect()
    }

    /// The pages that the items are of, with count and links.
    pub fn pages(&self) -> &Pages<E> {
        &self.pages
    }
}

impl<E> Iterator for Items<E> {
    type Item = Result<E, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.items = page.value.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<E> fmt::Debug for Items<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Items").field(&self.pages).finish()
    }
}
