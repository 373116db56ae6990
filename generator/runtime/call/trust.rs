//! What may go where: the token to the service, and nowhere else.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Uri};

use super::{CLIENT_REQUEST_ID, Exchange, Settings};
use crate::runtime::{
    Error, LinkError, LinkErrorReason, Request, RequestError, TransportError, TransportErrorKind, origin,
};

impl Settings {
    /// The way of a request.
    pub(crate) fn begin<T>(&self, request: &Request<T>) -> Result<Exchange, Error> {
        self.exchange(request.to_http(&self.service_root)?)
    }

    /// The same for one that is built already: the token is attached if it goes to the service, and nothing else.
    pub(crate) fn exchange(&self, mut request: http::Request<Bytes>) -> Result<Exchange, Error> {
        let root: Uri = self.service_root.parse().map_err(|_| RequestError::ServiceRoot)?;
        let attach = origin::same(request.uri(), &root);
        let headers = request.headers_mut();
        if !headers.contains_key(CLIENT_REQUEST_ID) {
            let id = HeaderValue::try_from(uuid::Uuid::new_v4().to_string())
                .map_err(|error| TransportError::new(TransportErrorKind::Unsupported, error))?;
            headers.insert(CLIENT_REQUEST_ID, id);
        }
        Ok(self.prepare(request, attach))
    }

    /// The same for a URL that an answer has led to, perhaps on another host: over TLS only, and then without the token.
    pub(crate) fn follow(&self, url: Uri, headers: HeaderMap) -> Result<Exchange, Error> {
        let root: Uri = self.service_root.parse().map_err(|_| RequestError::ServiceRoot)?;
        if !origin::same(&url, &root) && !may_follow(&url, &root) {
            return Err(Error::Link(LinkError { link: url.to_string(), reason: LinkErrorReason::OtherHost }));
        }
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = url;
        *request.headers_mut() = headers;
        self.exchange(request)
    }
}

/// Whether a URL may be followed without the token: over TLS, or to this machine if the service is on it without TLS.
fn may_follow(url: &Uri, service_root: &Uri) -> bool {
    let local =
        |url: &Uri| url.scheme_str() == Some("http") && matches!(url.host(), Some("127.0.0.1" | "[::1]" | "localhost"));
    // Credentials in a URL are no business of ours.
    let plain = url.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    plain && (url.scheme_str() == Some("https") || (local(url) && local(service_root)))
}
