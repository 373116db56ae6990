//! Content that is not held in memory.

use bytes::Bytes;

use super::{Body, Client, send::Way, transport::patient};
use crate::runtime::{DownloadRequest, Error, UploadRequest, call::Redirects};

impl Client {
    /// Sends content: bytes, or a [`Body::from_stream`] that is not held in memory. A stream can be read only once, so
    /// such a request is never sent again: an answer 429 or 401 is the result.
    ///
    /// There is no time limit; drop the future to give up.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub async fn upload<T>(&self, request: &UploadRequest<T>, content: impl Into<Body>) -> Result<T, Error> {
        let head = request.to_http(&self.settings.service_root)?;
        let mut way = Way::default();
        let exchange = match content.into().into_bytes() {
            Ok(bytes) => self.settings.exchange(head.map(|()| bytes))?,
            Err(stream) => {
                way.upload = Some(stream);
                self.settings.exchange(head.map(|()| Bytes::new()))?.once()
            }
        };
        request.decode(self.run_as(exchange, &mut way).await?)
    }

    /// Asks for content, which can be read as it arrives. Each part may take as long as an attempt may.
    ///
    /// The service may redirect to where the content is. That is followed without the token, over TLS only.
    ///
    /// # Errors
    /// As for [`send`](Self::send); [`Error::Link`] if it would be followed to where it must not.
    pub async fn download(&self, request: &DownloadRequest) -> Result<http::Response<Body>, Error> {
        let http = request.to_http(&self.settings.service_root)?;
        let mut redirects = Redirects::new(&http);
        let mut exchange = self.settings.exchange(http)?;
        let mut way = Way { is_download: true, ..Way::default() };
        loop {
            let answer = self.run_as(exchange, &mut way).await?;
            if let Some(content) = way.content.take() {
                return Ok(answer.map(|_| patient(&self.carrier, self.settings.timeout, content)));
            }
            exchange = redirects.follow(answer, &self.settings)?;
        }
    }
}
