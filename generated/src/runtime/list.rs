//! Reading collections.

use http::Method;

use super::{Decode, Error, Page, Request, wrapper::wrapper};

/// A request for the first page of a collection of `E`, with the query options that collections have (OData 4.01 Part
/// 1: Protocol, "Querying Collections").
#[must_use = "a request does nothing until it is sent"]
pub struct List<E>(Request<Page<E>>);

impl<E: Decode> List<E> {
    /// The collection at this path.
    #[allow(dead_code, reason = "a slice need not list anything")]
    pub(crate) fn new(path: String) -> Self {
        Self(Request::page(Method::GET, path))
    }
}

wrapper!(List<E> wraps Page<E>);
