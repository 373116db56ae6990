//! What carries the client's requests.

use std::{
    fmt, mem,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, SystemTime},
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::runtime::{TransportError, TransportErrorKind};

/// An HTTP stack under the client. It sends one request once, follows no redirects, adds no headers that matter, and
/// gives the body of the answer as it arrives.
///
/// With the feature `reqwest` there is one already. Another takes a few lines:
///
/// ```
/// use std::time::Duration;
///
#[doc = concat!("use ", env!("CARGO_CRATE_NAME"), "::{Body, Transport, TransportError, TransportErrorKind};")]
/// # use bytes::Bytes;
/// # use std::io::{Error, ErrorKind};
/// # struct Stack;
/// # impl Stack {
/// #     async fn call(&self, _: http::Request<Bytes>, _: Option<Duration>) -> Result<http::Response<Bytes>, Error> {
/// #         Ok(http::Response::default())
/// #     }
/// #     async fn sleep(&self, _: Duration) {}
/// # }
///
/// struct Over(Stack);
///
/// impl Transport for Over {
///     async fn send(
///         &self,
///         request: http::Request<Body>,
///         timeout: Option<Duration>,
///     ) -> Result<http::Response<Body>, TransportError> {
///         let (head, body) = request.into_parts();
///         let request = http::Request::from_parts(head, body.collect().await?);
///         let answer = self.0.call(request, timeout).await.map_err(|error| {
///             let kind = match error.kind() {
///                 ErrorKind::ConnectionRefused => TransportErrorKind::Connect,
///                 ErrorKind::TimedOut => TransportErrorKind::Timeout,
///                 _ => TransportErrorKind::Lost,
///             };
///             TransportError::new(kind, error)
///         })?;
///         Ok(answer.map(Body::from))
///     }
///
///     async fn sleep(&self, time: Duration) {
///         self.0.sleep(time).await;
///     }
/// }
/// ```
///
/// [`Client::over`](crate::Client::over) takes it.
///
/// The futures have to be `Send`; where those of the stack are not, as in a browser, wrap them (crate `send_wrapper`).
pub trait Transport: Send + Sync {
    /// Sends a request. The answer, with its body, has to be there within this time, or else there is a
    /// [`Timeout`](crate::TransportErrorKind::Timeout).
    ///
    /// # Errors
    /// There is no answer. Any status is one.
    fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> impl Future<Output = Result<http::Response<Body>, TransportError>> + Send;

    /// Waits, before a request is sent again.
    fn sleep(&self, time: Duration) -> impl Future<Output = ()> + Send;

    /// What time it is. Where the standard library has no clock, as in a browser, say it by another; there, credentials
    /// that expire have to come from a provider of your own, too.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// The body of a request or an answer: bytes, all at once or as they arrive.
pub struct Body(Inner);

type Parts = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

enum Inner {
    Bytes(Bytes),
    Stream(Parts, Option<u64>),
}

impl Body {
    /// A body that comes in parts, and its length in bytes if that is known.
    pub fn from_stream(
        parts: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self(Inner::Stream(Box::pin(parts), length))
    }

    /// Its length in bytes, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Stream(_, length) => *length,
        }
    }

    /// All of it, if it is in memory.
    ///
    /// # Errors
    /// It comes in parts.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Bytes(bytes) => Ok(bytes),
            stream @ Inner::Stream(..) => Err(Self(stream)),
        }
    }

    /// All of it, read to its end into memory.
    ///
    /// # Errors
    /// It breaks off.
    pub async fn collect(mut self) -> Result<Bytes, TransportError> {
        let mut all = BytesMut::new();
        while let Some(part) = next(&mut self).await {
            all.extend_from_slice(&part?);
        }
        Ok(all.freeze())
    }

    /// The next part, or `None` at its end.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        next(self).await
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self(Inner::Bytes(bytes.into()))
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Inner::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Inner::Bytes(bytes) => Poll::Ready(Some(Ok(mem::take(bytes)))),
            Inner::Stream(stream, _) => stream.as_mut().poll_next(context),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("length", &self.length()).finish_non_exhaustive()
    }
}

/// The next item of a stream.
pub(super) async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    std::future::poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

/// A future that may take only so long.
pub(super) async fn within<T>(
    carrier: &Arc<dyn Carrier>,
    time: Option<Duration>,
    future: impl Future<Output = T>,
) -> Result<T, TransportError> {
    let mut future = pin!(future);
    let mut clock = Clock::new(carrier, time);
    std::future::poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Ok(value)),
        Poll::Pending => clock.poll(context).map(Err),
    })
    .await
}

/// A body each part of which may take only so long.
pub(super) fn patient(carrier: &Arc<dyn Carrier>, time: Option<Duration>, body: Body) -> Body {
    let length = body.length();
    Body::from_stream(Patient { body, clock: Clock::new(carrier, time) }, length)
}

struct Patient {
    body: Body,
    clock: Clock,
}

impl Stream for Patient {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match Pin::new(&mut self.body).poll_next(context) {
            Poll::Ready(part) => {
                self.clock.running = None;
                Poll::Ready(part)
            }
            Poll::Pending => self.clock.poll(context).map(|error| Some(Err(error))),
        }
    }
}

/// Begins to run when it is first asked, and ends as an error.
struct Clock {
    carrier: Arc<dyn Carrier>,
    time: Option<Duration>,
    running: Option<BoxFuture<'static, ()>>,
}

impl Clock {
    fn new(carrier: &Arc<dyn Carrier>, time: Option<Duration>) -> Self {
        Self { carrier: Arc::clone(carrier), time, running: None }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<TransportError> {
        let Some(time) = self.time else { return Poll::Pending };
        let running = self.running.get_or_insert_with(|| {
            let carrier = Arc::clone(&self.carrier);
            Box::pin(async move { carrier.sleep(time).await })
        });
        let late = || TransportError::new(TransportErrorKind::Timeout, format!("nothing came for {time:?}"));
        running.as_mut().poll(context).map(|()| late())
    }
}

pub(super) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// [`Transport`] as a trait object, so that the client has no type parameter.
pub(super) trait Carrier: Send + Sync {
    fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()>;

    fn now(&self) -> SystemTime;
}

impl<T: Transport> Carrier for T {
    fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(Transport::send(self, request, timeout))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(Transport::sleep(self, time))
    }

    fn now(&self) -> SystemTime {
        Transport::now(self)
    }
}
