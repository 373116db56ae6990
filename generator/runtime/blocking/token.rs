//! Where the blocking client's tokens come from.

use std::sync::Arc;

use bytes::Bytes;

use super::send::Authority;
use crate::runtime::{AccessToken, BoxError, Challenge, Error, StaticToken, TokenFn, call::bearer};

/// A source of access tokens for the service (OAuth 2.0; Graph: "Get access tokens").
pub trait TokenProvider: Send + Sync {
    /// A token that is valid now, without `Bearer`. It is called for every request: keep the token until it expires.
    ///
    /// # Errors
    /// There is none.
    fn token(&self) -> Result<String, BoxError>;

    /// Another token, after the service has refused the last one with 401; the challenge says why. It is called once
    /// for a request. If the token is the same as before, the answer 401 is the result.
    ///
    /// # Errors
    /// There is none.
    fn renew(&self, challenge: &Challenge) -> Result<String, BoxError> {
        let _ = challenge;
        self.token()
    }
}

impl<P: TokenProvider> TokenProvider for Arc<P> {
    fn token(&self) -> Result<String, BoxError> {
        P::token(self)
    }

    fn renew(&self, challenge: &Challenge) -> Result<String, BoxError> {
        P::renew(self, challenge)
    }
}

impl TokenProvider for StaticToken {
    fn token(&self) -> Result<String, BoxError> {
        Ok(self.0.clone())
    }
}

impl<F: Fn() -> Result<AccessToken, BoxError> + Send + Sync> TokenProvider for TokenFn<F> {
    fn token(&self) -> Result<String, BoxError> {
        match self.cache.get() {
            Some(token) => Ok(token),
            None => Ok(self.cache.keep((self.function)()?)),
        }
    }

    fn renew(&self, _: &Challenge) -> Result<String, BoxError> {
        Ok(self.cache.keep((self.function)()?))
    }
}

impl<P: TokenProvider> Authority for P {
    fn authorize(
        &self,
        request: http::Request<Bytes>,
        challenge: Option<Challenge>,
    ) -> Result<http::Request<Bytes>, Error> {
        let token = match challenge {
            None => self.token(),
            Some(challenge) => self.renew(&challenge),
        };
        bearer(request, token)
    }
}
