//! The client without async. It has the same methods as the other one.

mod credentials;
mod send;
mod streams;
mod transport;
#[cfg(feature = "ureq-no-tls")]
mod ureq;

use std::sync::Arc;

use super::call::Settings;

pub use credentials::CredentialProvider;
pub use send::Client;
pub use transport::{Body, Transport};

impl Client {
    /// A client for the service root that this crate was made for, on ureq. [`Credentials::new`] is for an API that
    /// anybody may call.
    ///
    /// [`Credentials::new`]: crate::Credentials::new
    #[cfg(feature = "ureq-no-tls")]
    pub fn new(credentials: impl CredentialProvider + 'static) -> Self {
        Self::over(self::ureq::Ureq::new(), credentials)
    }

    /// A client for the service root that this crate was made for, over any HTTP stack.
    pub fn over(transport: impl Transport + 'static, credentials: impl CredentialProvider + 'static) -> Self {
        Self { transport: Arc::new(transport), authority: Arc::new(credentials), settings: Settings::default() }
    }
}
