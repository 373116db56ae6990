//! Sending requests with `reqwest`.

use std::{fmt, pin::Pin, sync::Arc};

use bytes::{Bytes, BytesMut};

use super::{BoxError, CredentialProvider, Credentials, Error, Request, Scheme};

/// Sends requests with `reqwest`: adds the credentials that an operation needs, and reads the answer.
///
/// One client is for one service root and one source of credentials; clones are cheap and share the connections.
/// Redirects are not followed, so that secrets go to the service root only: an answer 3xx is an [`Error::Service`].
#[derive(Clone)]
pub struct Client {
    http: Result<reqwest::Client, Arc<reqwest::Error>>,
    service_root: Arc<str>,
    credentials: Arc<dyn Secrets>,
}

impl Client {
    /// A client for the service root that this crate was made for. [`Credentials::new`] is for an API that anybody may
    /// call.
    ///
    /// If TLS cannot be set up, every [`send`](Self::send) says so.
    pub fn new(credentials: impl CredentialProvider + 'static) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        Self {
            http: http.map_err(Arc::new),
            service_root: crate::SERVICE_ROOT.into(),
            credentials: Arc::new(credentials),
        }
    }

    /// Goes to another service root, such as `https://api.example.com/v1`. The secrets go there, too.
    #[must_use]
    pub fn service_root(self, url: &str) -> Self {
        Self { service_root: url.into(), ..self }
    }

    /// Sends through this HTTP client: for proxies, certificates, timeouts and the choice of TLS. Build it with
    /// `redirect(Policy::none())`.
    #[must_use]
    pub fn with_http(self, http: reqwest::Client) -> Self {
        Self { http: Ok(http), ..self }
    }

    /// Sends a request and reads the answer.
    ///
    /// # Errors
    /// The request cannot be built, there are no credentials, the connection fails, the service answers with an error,
    /// or its answer is not what the request promises.
    pub async fn send<T>(&self, request: impl Into<Request<T>>) -> Result<T, Error> {
        self.send_whole(request).await.map(http::Response::into_body)
    }

    /// Sends a request and reads the answer, and keeps its status and headers.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_whole<T>(&self, request: impl Into<Request<T>>) -> Result<http::Response<T>, Error> {
        let request = request.into();
        let mut credentials = Credentials::new();
        for scheme in request.security().iter().copied().flatten() {
            if let Some(secret) = self.credentials.secret(*scheme).await.map_err(Error::Credentials)? {
                credentials = credentials.with(*scheme, secret);
            }
        }
        let response = self.exchange(request.to_http_with(&self.service_root, &credentials)?).await?;
        request.decode_whole(response)
    }

    async fn exchange(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
        let http = self.http.as_ref().map_err(|error| Error::Transport(Box::new(error.clone())))?;
        let request = reqwest::Request::try_from(request).map_err(transport)?;
        read(http.execute(request).await.map_err(transport)?).await
    }
}

/// An error answer is worth having even if its body breaks off.
async fn read(mut response: reqwest::Response) -> Result<http::Response<Bytes>, Error> {
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => break,
            Err(error) if response.status().is_success() => return Err(transport(error)),
            Err(_) => break,
        }
    }
    let mut complete = http::Response::new(body.freeze());
    *complete.status_mut() = response.status();
    *complete.headers_mut() = std::mem::take(response.headers_mut());
    Ok(complete)
}

fn transport(error: impl Into<BoxError>) -> Error {
    Error::Transport(error.into())
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("service_root", &self.service_root).finish_non_exhaustive()
    }
}

/// [`CredentialProvider`] as a trait object, so that the client has no type parameter.
trait Secrets: Send + Sync {
    fn secret(&self, scheme: Scheme) -> Pin<Box<dyn Future<Output = Result<Option<String>, BoxError>> + Send + '_>>;
}

impl<P: CredentialProvider> Secrets for P {
    fn secret(&self, scheme: Scheme) -> Pin<Box<dyn Future<Output = Result<Option<String>, BoxError>> + Send + '_>> {
        Box::pin(CredentialProvider::secret(self, scheme))
    }
}
