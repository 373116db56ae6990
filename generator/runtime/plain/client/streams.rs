//! Content that is not held in memory.

use bytes::Bytes;

use super::{Body, Client, send::Way, transport::patient};
use crate::runtime::{Error, Request, ServiceError};

impl Client {
    /// Sends a request with this body instead of its own: bytes, or a [`Body::from_stream`] that is not held in memory. A
    /// stream can be read only once, so such a request is never sent again: an answer 429 or 401 is the result. The media
    /// type is that of the request.
    ///
    /// There is no time limit; drop the future to give up.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub async fn upload<T>(&self, request: impl Into<Request<T>>, content: impl Into<Body>) -> Result<T, Error> {
        let request = request.into();
        let mut way = Way::default();
        let exchange = match content.into().into_bytes() {
            Ok(bytes) => self.settings.begin_with(&request, bytes)?,
            Err(stream) => {
                way.upload = Some(stream);
                self.settings.begin_with(&request, Bytes::new())?.once()
            }
        };
        request.decode(self.run_as(exchange, &mut way).await?)
    }

    /// Sends a request whose answer can be read as it arrives, whatever it is. Each part may take as long as an attempt may.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub async fn download<T>(&self, request: impl Into<Request<T>>) -> Result<http::Response<Body>, Error> {
        let exchange = self.settings.begin(&request.into())?;
        let mut way = Way { is_download: true, ..Way::default() };
        let (head, body) = self.run_as(exchange, &mut way).await?.into_parts();
        match way.content {
            Some(content) => {
                let content = patient(&self.carrier, self.settings.timeout, content);
                Ok(http::Response::from_parts(head, content))
            }
            None => Err(ServiceError::new(head, &body).into()),
        }
    }
}
