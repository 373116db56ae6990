//! Sending requests with `reqwest`.

use std::{fmt, pin::Pin, sync::Arc};

use bytes::{Bytes, BytesMut};
use http::{HeaderName, HeaderValue, header};

use super::{BoxError, Error, Request, TokenProvider};

const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// Sends requests with `reqwest`: adds the token and a `client-request-id`, and reads the answer.
///
/// One client is for one service root and one source of tokens; clones are cheap and share the connections. Redirects
/// are not followed, so that the token goes to the service root only: an answer 3xx is an [`Error::Service`].
#[derive(Clone)]
pub struct Client {
    http: Result<reqwest::Client, Arc<reqwest::Error>>,
    service_root: Arc<str>,
    provider: Arc<dyn Tokens>,
}

impl Client {
    /// A client for the service root that this crate was made for.
    ///
    /// If TLS cannot be set up, every [`send`](Self::send) says so.
    pub fn new(provider: impl TokenProvider + 'static) -> Self {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        Self { http: http.map_err(Arc::new), service_root: crate::SERVICE_ROOT.into(), provider: Arc::new(provider) }
    }

    /// Goes to another service root, such as `https://graph.microsoft.us/v1.0`. The token goes there, too.
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

    /// Sends a request and reads the answer. A `client-request-id` that the request has is kept.
    ///
    /// # Errors
    /// The request cannot be built, there is no token, the connection fails, the service answers with an error, or
    /// its answer is not what the request promises.
    pub async fn send<T>(&self, request: impl Into<Request<T>>) -> Result<T, Error> {
        let request = request.into();
        let response = self.exchange(request.to_http(&self.service_root)?).await?;
        request.decode(response)
    }

    async fn exchange(&self, mut request: http::Request<Bytes>) -> Result<http::Response<Bytes>, Error> {
        let http = self.http.as_ref().map_err(|error| Error::Transport(Box::new(error.clone())))?;
        let headers = request.headers_mut();
        headers.insert(header::AUTHORIZATION, self.authorization().await?);
        if !headers.contains_key(CLIENT_REQUEST_ID) {
            let id = HeaderValue::try_from(uuid::Uuid::new_v4().to_string());
            headers.insert(CLIENT_REQUEST_ID, id.map_err(transport)?);
        }
        let request = reqwest::Request::try_from(request).map_err(transport)?;
        read(http.execute(request).await.map_err(transport)?).await
    }

    async fn authorization(&self) -> Result<HeaderValue, Error> {
        let token = self.provider.token().await.map_err(Error::Token)?;
        let mut value = HeaderValue::try_from(format!("Bearer {token}")).map_err(|error| Error::Token(error.into()))?;
        value.set_sensitive(true);
        Ok(value)
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

/// [`TokenProvider`] as a trait object, so that the client has no type parameter.
trait Tokens: Send + Sync {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<String, BoxError>> + Send + '_>>;
}

impl<P: TokenProvider> Tokens for P {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<String, BoxError>> + Send + '_>> {
        Box::pin(TokenProvider::token(self))
    }
}
