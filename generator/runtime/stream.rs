//! Requests whose answer or body is bytes: the content of a file, a photo, a report.

use std::fmt;

use bytes::Bytes;
use http::{Method, header};

use super::{Error, Request, ServiceError};

/// A request for bytes.
///
/// Like [`Request`] it is a value, and the same calls give the same request. [`to_http`](Self::to_http) gives what to
/// send. If the answer fits into memory, [`decode`](Self::decode) takes its bytes out; otherwise let the HTTP client
/// stream it, and decode what is not 2xx.
///
/// Graph may answer with 302 and a `Location` that is authorised in advance: the token must not go there.
#[derive(Debug, Clone)]
#[must_use = "a request does nothing until it is sent"]
pub struct DownloadRequest(Request<()>);

#[allow(dead_code, reason = "a slice need not download anything")]
impl Request<()> {
    /// The answer is bytes.
    pub(crate) fn download(self) -> DownloadRequest {
        DownloadRequest(self.header(header::ACCEPT.as_str(), "*/*"))
    }
}

impl DownloadRequest {
    /// Reads the answer, whatever bytes it is.
    ///
    /// # Errors
    /// [`Error::Service`] if the status is not 2xx, with status, headers and body.
    pub fn decode<B: Into<Bytes>>(&self, response: http::Response<B>) -> Result<Bytes, Error> {
        let (parts, body) = response.into_parts();
        let body = body.into();
        if parts.status.is_success() { Ok(body) } else { Err(ServiceError::new(parts, &body).into()) }
    }

    /// What to send, as [`Request::to_http`].
    ///
    /// # Errors
    /// The request cannot be built.
    pub fn to_http(&self, service_root: &str) -> Result<http::Request<Bytes>, Error> {
        self.0.to_http(service_root)
    }
}

/// A request that sends bytes, and how to read what comes back as a `T`.
///
/// It is the head of a request: whoever sends it supplies the body, from memory or as a stream.
///
/// ```ignore
/// let http = upload.to_http(service_root)?.map(|()| body);
/// ```
#[must_use = "a request does nothing until it is sent"]
pub struct UploadRequest<T>(Request<T>);

#[allow(dead_code, reason = "a slice need not upload anything")]
impl<T> Request<T> {
    /// The body is bytes of this media type, which come later.
    pub(crate) fn upload(self, content_type: &str) -> UploadRequest<T> {
        UploadRequest(self.header(header::CONTENT_TYPE.as_str(), content_type))
    }
}

impl<T> UploadRequest<T> {
    /// What to send, as [`Request::to_http`]; the body is up to the caller, and so is `Content-Length`.
    ///
    /// # Errors
    /// The request cannot be built.
    pub fn to_http(&self, service_root: &str) -> Result<http::Request<()>, Error> {
        Ok(self.0.to_http(service_root)?.map(drop))
    }

    /// Reads the answer, as [`Request::decode`].
    ///
    /// # Errors
    /// The service answered with an error, or with something else than promised.
    pub fn decode<B: AsRef<[u8]>>(&self, response: http::Response<B>) -> Result<T, Error> {
        self.0.decode(response)
    }

    /// Does it only if the content still has this version, as [`Request::if_match`].
    pub fn if_match(self, etag: &str) -> Self {
        Self(self.0.if_match(etag))
    }
}

impl<T> Clone for UploadRequest<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for UploadRequest<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("UploadRequest").field(&self.0).finish()
    }
}

/// What both have in common.
macro_rules! stream {
    ($name:ident $(<$answer:ident>)?) => {
        impl$(<$answer>)? $name$(<$answer>)? {
            /// The HTTP method.
            pub fn method(&self) -> &Method {
                self.0.method()
            }

            /// The path and the query below the service root, as [`Request::target`].
            pub fn target(&self) -> String {
                self.0.target()
            }

            /// Sets a header, as [`Request::header`].
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }

            /// Sets a query option, as [`Request::query`].
            pub fn query(self, name: &str, value: &str) -> Self {
                Self(self.0.query(name, value))
            }
        }
    };
}
stream!(DownloadRequest);
stream!(UploadRequest<T>);
