//! The token of a request.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, header};

use crate::runtime::{BoxError, Error};

/// The request with the token.
pub fn bearer(
    mut request: http::Request<Bytes>,
    token: Result<String, BoxError>,
) -> Result<http::Request<Bytes>, Error> {
    let mut value =
        token.and_then(|token| Ok(HeaderValue::try_from(format!("Bearer {token}"))?)).map_err(Error::Token)?;
    value.set_sensitive(true);
    request.headers_mut().insert(header::AUTHORIZATION, value);
    Ok(request)
}

/// A token that is there already, for as long as it lasts.
#[derive(Clone)]
pub struct StaticToken(pub(crate) String);

impl StaticToken {
    /// Takes the token, without `Bearer`.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }
}

impl fmt::Debug for StaticToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaticToken(..)")
    }
}
