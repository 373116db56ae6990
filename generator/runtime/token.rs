//! Where tokens come from.

use std::{fmt, sync::Arc};

use super::BoxError;

/// A source of access tokens for the service (OAuth 2.0; Graph: "Get access tokens").
pub trait TokenProvider: Send + Sync {
    /// A token that is valid now, without `Bearer`. It is called for every request: keep the token until it expires.
    fn token(&self) -> impl Future<Output = Result<String, BoxError>> + Send;
}

impl<P: TokenProvider> TokenProvider for Arc<P> {
    async fn token(&self) -> Result<String, BoxError> {
        P::token(self).await
    }
}

/// A token that is there already, for as long as it lasts.
#[derive(Clone)]
pub struct StaticToken(String);

impl StaticToken {
    /// Takes the token, without `Bearer`.
    pub fn new(token: impl Into<String>) -> Self {
        Self(token.into())
    }
}

impl TokenProvider for StaticToken {
    async fn token(&self) -> Result<String, BoxError> {
        Ok(self.0.clone())
    }
}

impl fmt::Debug for StaticToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaticToken(..)")
    }
}
