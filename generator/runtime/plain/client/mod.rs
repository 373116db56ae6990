//! The client for async code.

mod credentials;
#[cfg(feature = "reqwest-no-tls")]
mod reqwest;
mod send;
mod streams;
mod transport;

use std::sync::Arc;

use super::call::Settings;

pub use credentials::CredentialProvider;
pub use send::Client;
pub use transport::{Body, Transport};

impl Client {
    /// A client for the service root that this crate was made for, on reqwest. [`Credentials::new`] is for an API that
    /// anybody may call.
    ///
    /// If TLS cannot be set up, every [`send`](Self::send) says so.
    ///
    /// [`Credentials::new`]: crate::Credentials::new
    #[cfg(feature = "reqwest-no-tls")]
    pub fn new(credentials: impl CredentialProvider + 'static) -> Self {
        Self::over(self::reqwest::Reqwest::new(), credentials)
    }

    /// A client for the service root that this crate was made for, over any HTTP stack.
    pub fn over(transport: impl Transport + 'static, credentials: impl CredentialProvider + 'static) -> Self {
        Self { carrier: Arc::new(transport), authority: Arc::new(credentials), settings: Settings::default() }
    }
}
