//! The client on reqwest.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::{Body, Client, Transport};
use crate::runtime::{BoxError, TransportError, TransportErrorKind};

impl Client {
    /// Sends through this HTTP client: for proxies, certificates and the choice of TLS. Build it with
    /// `redirect(Policy::none())`: an answer that it was redirected to is an error.
    #[must_use]
    pub fn with_http(self, http: reqwest::Client) -> Self {
        Self { carrier: Arc::new(Reqwest(Ok(http))), ..self }
    }
}

pub(super) struct Reqwest(Result<reqwest::Client, Arc<reqwest::Error>>);

impl Reqwest {
    pub(super) fn new() -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(Duration::from_secs(20))
            .build();
        Self(http.map_err(Arc::new))
    }
}

impl Transport for Reqwest {
    async fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Body>, TransportError> {
        let unsupported = |error: BoxError| TransportError::new(TransportErrorKind::Unsupported, error);
        let http = self.0.as_ref().map_err(|error| unsupported(Box::new(Arc::clone(error))))?;
        let request = request.map(|body| match body.into_bytes() {
            Ok(bytes) => reqwest::Body::from(bytes),
            Err(parts) => reqwest::Body::wrap(Outgoing { length: parts.length(), parts: Mutex::new(parts) }),
        });
        let mut request = reqwest::Request::try_from(request).map_err(|error| unsupported(error.into()))?;
        *request.timeout_mut() = timeout;
        let url = request.url().clone();
        let answer = http.execute(request).await.map_err(failure)?;
        if *answer.url() != url {
            return Err(unsupported("it has followed a redirect: build it with `redirect(Policy::none())`".into()));
        }
        let answer: http::Response<reqwest::Body> = answer.into();
        Ok(answer.map(|body| {
            let length = body.size_hint().exact();
            Body::from_stream(Incoming(body), length)
        }))
    }

    /// reqwest runs on tokio anyway, so its timer costs nothing.
    async fn sleep(&self, time: Duration) {
        tokio::time::sleep(time).await;
    }
}

/// How far it got; without the URL, whose query may hold names, or the secret of a pre-authenticated one.
fn failure(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Unsupported
    } else {
        TransportErrorKind::Lost
    };
    TransportError::new(kind, error.without_url())
}

struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.0).poll_frame(context)) {
                // Trailers are of no interest.
                Some(Ok(frame)) => {
                    if let Ok(part) = frame.into_data() {
                        return Poll::Ready(Some(Ok(part)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(failure(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// reqwest asks for `Sync`, which streams are not; the lock is never contended.
struct Outgoing {
    parts: Mutex<Body>,
    length: Option<u64>,
}

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let parts = self.parts.get_mut().unwrap_or_else(PoisonError::into_inner);
        Pin::new(parts).poll_next(context).map(|part| part.map(|part| part.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
