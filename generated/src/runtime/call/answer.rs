//! Collecting the body of an answer, as far as it may go.

use bytes::{Bytes, BytesMut};
use http::{header, response::Parts};

use crate::runtime::{TransportError, TransportErrorKind};

/// The body of an answer, while it arrives.
///
/// A success counts if it is complete and not too large. Of an error answer everything is worth having: its status and
/// headers, and what came of the body.
pub struct Collector {
    head: Parts,
    body: BytesMut,
    limit: usize,
}

/// A complete answer, or why there is none.
pub type Collected = Result<http::Response<Bytes>, TransportError>;

impl Collector {
    pub(crate) fn new(head: Parts, limit: usize) -> Result<Self, TransportError> {
        let collector = Self { head, body: BytesMut::new(), limit };
        if !collector.head.status.is_success() {
            return Ok(collector);
        }
        let header = |name| collector.head.headers.get(name)?.to_str().ok();
        if header(header::CONTENT_LENGTH)
            .and_then(|text| text.parse().ok())
            .is_some_and(|length: u64| length > limit as u64)
        {
            return Err(collector.too_large());
        }
        Ok(collector)
    }

    /// Takes a part of the body; whether more of it is wanted.
    pub(crate) fn push(&mut self, part: &[u8]) -> Result<bool, TransportError> {
        let room = self.limit - self.body.len();
        if part.len() > room && self.head.status.is_success() {
            return Err(self.too_large());
        }
        self.body.extend_from_slice(&part[..part.len().min(room)]);
        Ok(part.len() <= room)
    }

    /// All of the body is there.
    pub(crate) fn end(self) -> Collected {
        let encoding = self.head.headers.get(header::CONTENT_ENCODING);
        let encoded = encoding.is_some_and(|encoding| encoding != "identity") && !is_plain(&self.body);
        if encoded && self.head.status.is_success() {
            let source = "the body is compressed, which was not asked for";
            return Err(TransportError::new(TransportErrorKind::Unsupported, source).with_head(&self.head));
        }
        Ok(http::Response::from_parts(self.head, self.body.freeze()))
    }

    /// The body broke off.
    pub(crate) fn fail(self, error: TransportError) -> Collected {
        if self.head.status.is_success() { Err(error.with_head(&self.head)) } else { self.end() }
    }

    fn too_large(&self) -> TransportError {
        let source = format!("its body has more than {} bytes", self.limit);
        TransportError::new(TransportErrorKind::TooLarge, source).with_head(&self.head)
    }
}

/// Some HTTP clients decode a body and leave its header. Compressed data is never text.
fn is_plain(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok()
}
