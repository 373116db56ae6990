//! From the request for content to where it is.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{Exchange, Settings, operation::absolute};
use crate::runtime::{Error, ServiceError};

/// The way of a download. Graph answers with a URL that is authorised in advance, on another host: the token must not
/// go there, nor anything else but what is to be read of the content.
pub struct Redirects {
    headers: HeaderMap,
    left: u32,
}

impl Redirects {
    pub(crate) fn new(request: &http::Request<Bytes>) -> Self {
        let mut headers = HeaderMap::new();
        for name in [header::ACCEPT, header::RANGE, header::IF_RANGE] {
            if let Some(value) = request.headers().get(&name) {
                headers.insert(name, value.clone());
            }
        }
        Self { headers, left: 5 }
    }

    /// After an answer that is not the content.
    pub(crate) fn follow(&mut self, answer: http::Response<Bytes>, settings: &Settings) -> Result<Exchange, Error> {
        let leads = matches!(
            answer.status(),
            StatusCode::MOVED_PERMANENTLY
                | StatusCode::FOUND
                | StatusCode::SEE_OTHER
                | StatusCode::TEMPORARY_REDIRECT
                | StatusCode::PERMANENT_REDIRECT
        );
        let location = answer.headers().get(header::LOCATION).filter(|_| leads && self.left > 0);
        if let Some(location) = location.and_then(|location| location.to_str().ok()) {
            self.left -= 1;
            return settings.follow(absolute(location, &settings.service_root)?, self.headers.clone());
        }
        let (head, body) = answer.into_parts();
        Err(ServiceError::new(head, &body).into())
    }
}
