//! Where the client's tokens come from.

use std::sync::Arc;

use bytes::Bytes;

use super::{send::Authority, transport::BoxFuture};
use crate::runtime::{AccessToken, BoxError, Challenge, Error, StaticToken, TokenFn, call::bearer};

/// A source of access tokens for the service (OAuth 2.0; Graph: "Get access tokens").
///
/// [`StaticToken`] and [`TokenFn`] are there; with the feature `azure` there is `AzureToken` for the credentials of the
/// Azure SDK.
pub trait TokenProvider: Send + Sync {
    /// A token that is valid now, without `Bearer`. It is called for every request: keep the token until it expires.
    fn token(&self) -> impl Future<Output = Result<String, BoxError>> + Send;

    /// Another token, after the service has refused the last one with 401; the challenge says why. It is called once
    /// for a request. If the token is the same as before, the answer 401 is the result.
    fn renew(&self, challenge: &Challenge) -> impl Future<Output = Result<String, BoxError>> + Send {
        let _ = challenge;
        self.token()
    }
}

impl<P: TokenProvider> TokenProvider for Arc<P> {
    async fn token(&self) -> Result<String, BoxError> {
        P::token(self).await
    }

    async fn renew(&self, challenge: &Challenge) -> Result<String, BoxError> {
        P::renew(self, challenge).await
    }
}

impl TokenProvider for StaticToken {
    async fn token(&self) -> Result<String, BoxError> {
        Ok(self.0.clone())
    }
}

impl<F, R> TokenProvider for TokenFn<F>
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<AccessToken, BoxError>> + Send,
{
    async fn token(&self) -> Result<String, BoxError> {
        match self.cache.get() {
            Some(token) => Ok(token),
            None => Ok(self.cache.keep((self.function)().await?)),
        }
    }

    async fn renew(&self, _: &Challenge) -> Result<String, BoxError> {
        Ok(self.cache.keep((self.function)().await?))
    }
}

impl<P: TokenProvider> Authority for P {
    fn authorize(
        &self,
        request: http::Request<Bytes>,
        challenge: Option<Challenge>,
    ) -> BoxFuture<'_, Result<http::Request<Bytes>, Error>> {
        Box::pin(async move {
            let token = match challenge {
                None => self.token().await,
                Some(challenge) => self.renew(&challenge).await,
            };
            bearer(request, token)
        })
    }
}
