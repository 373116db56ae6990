//! Tokens from the Azure SDK.

use std::{fmt, sync::Arc};

use azure_core::credentials::TokenCredential;

use super::{
    BoxError, Challenge, Cloud,
    call::{AccessToken, Cache},
    client::TokenProvider,
};

/// Tokens from a credential of the Azure SDK, such as those of `azure_identity`.
///
/// A token is kept until shortly before it expires, and asked for again after a 401. The credentials take no claims:
/// if the service insists on them, the answer 401 is the result, and
/// [`ServiceError::challenge`](crate::ServiceError::challenge) tells which.
pub struct AzureToken {
    credential: Arc<dyn TokenCredential>,
    scope: String,
    cache: Cache,
}

impl AzureToken {
    /// Tokens of the global cloud.
    pub fn new(credential: Arc<dyn TokenCredential>) -> Self {
        Self::in_cloud(credential, Cloud::Global)
    }

    /// Tokens of a national cloud; the client has to be told of it, too, by [`Client::cloud`](crate::Client::cloud).
    pub fn in_cloud(credential: Arc<dyn TokenCredential>, cloud: Cloud) -> Self {
        Self { credential, scope: format!("https://{}/.default", cloud.host()), cache: Cache::default() }
    }

    async fn ask(&self) -> Result<String, BoxError> {
        let token = self.credential.get_token(&[&self.scope], None).await?;
        Ok(self.cache.keep(AccessToken::new(token.token.secret()).expires_at(token.expires_on.into())))
    }
}

impl TokenProvider for AzureToken {
    async fn token(&self) -> Result<String, BoxError> {
        match self.cache.get() {
            Some(token) => Ok(token),
            None => self.ask().await,
        }
    }

    async fn renew(&self, _: &Challenge) -> Result<String, BoxError> {
        self.ask().await
    }
}

impl fmt::Debug for AzureToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AzureToken").field("scope", &self.scope).finish_non_exhaustive()
    }
}
