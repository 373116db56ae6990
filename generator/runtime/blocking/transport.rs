//! What carries the blocking client's requests.

use std::{
    fmt,
    io::{self, Read},
    time::Duration,
};

use bytes::{Buf, Bytes};

use crate::runtime::{TransportError, TransportErrorKind};

/// An HTTP stack under the client. It sends one request once, follows no redirects, adds no headers that matter, and
/// gives the body of the answer as it arrives.
///
/// With the feature `ureq` there is one already.
pub trait Transport: Send + Sync {
    /// Sends a request. The answer, with its body, has to be there within this time, or else there is a
    /// [`Timeout`](TransportErrorKind::Timeout).
    ///
    /// # Errors
    /// There is no answer. Any status is one.
    fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Body>, TransportError>;

    /// Waits, before a request is sent again.
    fn sleep(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

/// The body of a request or an answer: bytes, all at once or as they arrive.
pub struct Body(Inner);

enum Inner {
    Bytes(Bytes),
    Reader(Box<dyn Read + Send>, Option<u64>),
}

impl Body {
    /// A body that is read, and its length in bytes if that is known.
    pub fn from_reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self(Inner::Reader(Box::new(reader), length))
    }

    /// Its length in bytes, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Inner::Reader(_, length) => *length,
        }
    }

    /// All of it, if it is in memory.
    ///
    /// # Errors
    /// It has to be read.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Bytes(bytes) => Ok(bytes),
            reader @ Inner::Reader(..) => Err(Self(reader)),
        }
    }
}

impl<B: Into<Bytes>> From<B> for Body {
    fn from(bytes: B) -> Self {
        Self(Inner::Bytes(bytes.into()))
    }
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Inner::Bytes(bytes) => bytes.reader().read(buffer),
            Inner::Reader(reader, _) => reader.read(buffer),
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("length", &self.length()).finish_non_exhaustive()
    }
}

/// What a body has to say that cannot be read to its end.
impl From<io::Error> for TransportError {
    fn from(error: io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => TransportErrorKind::Timeout,
            _ => TransportErrorKind::Lost,
        };
        Self::new(kind, error)
    }
}
