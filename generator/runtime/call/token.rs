//! Access tokens.

use std::{
    fmt,
    sync::{Mutex, PoisonError},
    time::{Duration, SystemTime},
};

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

/// An access token, and how long it lasts. `Debug` does not show it.
#[derive(Clone)]
pub struct AccessToken {
    secret: String,
    expires_at: Option<SystemTime>,
}

impl AccessToken {
    /// A token without `Bearer`; it is used for one request only.
    pub fn new(secret: impl Into<String>) -> Self {
        Self { secret: secret.into(), expires_at: None }
    }

    /// The token is used for all requests until it expires.
    #[must_use]
    pub fn expires_at(self, time: SystemTime) -> Self {
        Self { expires_at: Some(time), ..self }
    }

    /// The same, by the `expires_in` of a token response (RFC 6749, section 5.1), counted from now.
    #[must_use]
    pub fn expires_in(self, time: Duration) -> Self {
        Self { expires_at: SystemTime::now().checked_add(time), ..self }
    }
}

impl From<String> for AccessToken {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
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

/// Tokens from a closure. It is called when there is none, shortly before the last one expires, and after a 401.
///
/// For the client `TokenFn::new(|| async { Ok(AccessToken::new(…).expires_in(…)) })`, for the blocking one the same
/// without `async`.
pub struct TokenFn<F> {
    pub(crate) function: F,
    pub(crate) cache: Cache,
}

impl<F> TokenFn<F> {
    /// Takes the closure.
    pub fn new(function: F) -> Self {
        Self { function, cache: Cache::default() }
    }
}

impl<F> fmt::Debug for TokenFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenFn(..)")
    }
}

/// The token of the moment.
#[derive(Default)]
pub struct Cache(Mutex<Option<AccessToken>>);

impl Cache {
    /// So long before it expires a token is replaced: clocks differ, and a request takes its time.
    const MARGIN: Duration = Duration::from_secs(120);

    /// The token, unless it is about to expire.
    pub(crate) fn get(&self) -> Option<String> {
        let token = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let token =
            token.as_ref().filter(|token| token.expires_at.is_some_and(|end| SystemTime::now() + Self::MARGIN < end));
        token.map(|token| token.secret.clone())
    }

    /// Keeps the token for the next requests.
    pub(crate) fn keep(&self, token: AccessToken) -> String {
        let secret = token.secret.clone();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(token);
        secret
    }
}
