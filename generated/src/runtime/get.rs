//! Reading single entities.

use http::Method;

use super::{Decode, Error, Request, wrapper::wrapper};

/// A request for one `E`, with the query options that single entities have (OData 4.01 Part 1: Protocol,
/// "Requesting Individual Entities").
#[must_use = "a request does nothing until it is sent"]
pub struct Get<E>(Request<E>);

impl<E: Decode> Get<E> {
    /// The entity at this path.
    #[allow(dead_code, reason = "a slice need not get anything")]
    pub(crate) fn new(path: String) -> Self {
        Self(Request::entity(Method::GET, path))
    }
}

wrapper!(Get<E> wraps E);
