//! Content that is not held in memory.

use bytes::Bytes;

use super::{Body, Client, send::Way};
use crate::runtime::{Error, Request, ServiceError};

impl Client {
    /// Sends a request with this body instead of its own: bytes, or a [`Body::from_reader`] that is not held in memory. A
    /// reader can be read only once, so such a request is never sent again: an answer 429 or 401 is the result. The media
    /// type is that of the request.
    ///
    /// There is no time limit.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub fn upload<T>(&self, request: impl Into<Request<T>>, content: impl Into<Body>) -> Result<T, Error> {
        let request = request.into();
        let mut way = Way::default();
        let exchange = match content.into().into_bytes() {
            Ok(bytes) => self.settings.begin_with(&request, bytes)?,
            Err(reader) => {
                way.upload = Some(reader);
                self.settings.begin_with(&request, Bytes::new())?.once()
            }
        };
        request.decode(self.run_as(exchange, &mut way)?)
    }

    /// Sends a request whose answer can be read as it arrives, whatever it is. If nothing comes for 100 seconds, it fails;
    /// an agent of your own says so by `timeout_per_read`.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub fn download<T>(&self, request: impl Into<Request<T>>) -> Result<http::Response<Body>, Error> {
        let exchange = self.settings.begin(&request.into())?;
        let mut way = Way { is_download: true, ..Way::default() };
        let (head, body) = self.run_as(exchange, &mut way)?.into_parts();
        match way.content {
            Some(content) => Ok(http::Response::from_parts(head, content)),
            None => Err(ServiceError::new(head, &body).into()),
        }
    }
}
