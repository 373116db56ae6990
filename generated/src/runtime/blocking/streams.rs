//! Content that is not held in memory.

use bytes::Bytes;

use super::{Body, Client, send::Way};
use crate::runtime::{DownloadRequest, Error, UploadRequest, call::Redirects};

impl Client {
    /// Sends content: bytes, or a [`Body::from_reader`] that is not held in memory. A reader can be read only once, so
    /// such a request is never sent again: an answer 429 or 401 is the result.
    ///
    /// There is no time limit.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub fn upload<T>(&self, request: &UploadRequest<T>, content: impl Into<Body>) -> Result<T, Error> {
        let head = request.to_http(&self.settings.service_root)?;
        let mut way = Way::default();
        let exchange = match content.into().into_bytes() {
            Ok(bytes) => self.settings.exchange(head.map(|()| bytes))?,
            Err(reader) => {
                way.upload = Some(reader);
                self.settings.exchange(head.map(|()| Bytes::new()))?.once()
            }
        };
        request.decode(self.run_as(exchange, &mut way)?)
    }

    /// Asks for content, which can be read as it arrives.
    ///
    /// The service may redirect to where the content is. That is followed without the token, over TLS only. If nothing
    /// comes for 100 seconds, it fails; an agent of your own says so by `timeout_per_read`.
    ///
    /// # Errors
    /// As for [`send`](Self::send); [`Error::Link`] if it would be followed to where it must not.
    pub fn download(&self, request: &DownloadRequest) -> Result<http::Response<Body>, Error> {
        let http = request.to_http(&self.settings.service_root)?;
        let mut redirects = Redirects::new(&http);
        let mut exchange = self.settings.exchange(http)?;
        let mut way = Way { is_download: true, ..Way::default() };
        loop {
            let answer = self.run_as(exchange, &mut way)?;
            if let Some(content) = way.content.take() {
                return Ok(answer.map(|_| content));
            }
            exchange = redirects.follow(answer, &self.settings)?;
        }
    }
}
