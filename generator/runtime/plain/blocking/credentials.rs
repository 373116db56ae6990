//! Where the blocking client's credentials come from.

use std::sync::Arc;

use bytes::Bytes;

use super::send::Authority;
use crate::runtime::{
    BoxError, Challenge, Credentials, Error, Scheme,
    credentials::{authorized, needed, schemes},
};

/// A source of secrets, for those that change: tokens that expire. [`Credentials`] are one of secrets that last.
pub trait CredentialProvider: Send + Sync {
    /// The secret for a scheme: as [`Credentials::with`] takes it, for a basic scheme user and password in base64;
    /// nothing if there is none. It is called for every request: keep a token until it expires.
    ///
    /// # Errors
    /// Whether there is one cannot be told.
    fn secret(&self, scheme: Scheme) -> Result<Option<String>, BoxError>;

    /// Another secret, after the service has refused the last ones with 401; the challenge says why. If all are the
    /// same as before, the answer 401 is the result.
    ///
    /// # Errors
    /// Whether there is one cannot be told.
    fn renew(&self, scheme: Scheme, challenge: &Challenge) -> Result<Option<String>, BoxError> {
        let _ = challenge;
        self.secret(scheme)
    }
}

impl CredentialProvider for Credentials {
    fn secret(&self, scheme: Scheme) -> Result<Option<String>, BoxError> {
        Ok(self.get(scheme))
    }
}

impl<P: CredentialProvider> CredentialProvider for Arc<P> {
    fn secret(&self, scheme: Scheme) -> Result<Option<String>, BoxError> {
        P::secret(self, scheme)
    }

    fn renew(&self, scheme: Scheme, challenge: &Challenge) -> Result<Option<String>, BoxError> {
        P::renew(self, scheme, challenge)
    }
}

impl<P: CredentialProvider> Authority for P {
    fn authorize(
        &self,
        mut request: http::Request<Bytes>,
        challenge: Option<Challenge>,
    ) -> Result<http::Request<Bytes>, Error> {
        let alternatives = needed(&mut request);
        let mut credentials = Credentials::new();
        for scheme in schemes(alternatives) {
            let secret = match &challenge {
                None => self.secret(scheme),
                Some(challenge) => self.renew(scheme, challenge),
            };
            credentials.extend(scheme, secret.map_err(Error::Credentials)?);
        }
        authorized(request, alternatives, &credentials)
    }
}
