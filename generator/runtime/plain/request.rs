//! Requests as values.

use std::{fmt, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use serde_core::Serialize;
use serde_json::Value;

use super::{
    Credentials, DecodeError, Error, FromAnswer, RequestError, ServiceError,
    answer::{bytes, text},
    credentials::{Alternatives, authorized},
    form,
    multipart::{self, Part},
    style::{Style, in_header, in_path, in_query},
};

/// A request as a value: what to send, and how to read what comes back as a `T`.
///
/// Building one does no I/O, and the same calls give the same request. Any HTTP stack can carry it:
/// [`to_http`](Self::to_http) gives what to send, [`decode`](Self::decode) reads the answer. It holds no secret.
///
/// `Debug` shows neither the body nor the values of headers.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<T> {
    method: Method,
    server: Option<&'static str>,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
    security: Alternatives,
    error: Option<RequestError>,
    decode: Decoder<T>,
}

type Decoder<T> = fn(StatusCode, &Bytes) -> Result<T, serde_json::Error>;

#[allow(dead_code, reason = "a slice need not have every kind of operation")]
impl<T> Request<T> {
    fn reading(method: Method, path: &str, decode: Decoder<T>) -> Self {
        Self {
            method,
            server: None,
            path: path.to_owned(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            security: &[],
            error: None,
            decode,
        }
    }

    /// The answer is JSON, or what is declared by status. The path has its parameters in braces.
    pub(crate) fn new(method: Method, path: &str) -> Self
    where
        T: FromAnswer,
    {
        Self::reading(method, path, T::from_answer)
    }

    /// Goes to this server, whatever the service root.
    pub(crate) fn at(self, server: &'static str) -> Self {
        Self { server: Some(server), ..self }
    }

    /// The media types that the answer may have.
    pub(crate) fn accept(self, types: &str) -> Self {
        self.header(header::ACCEPT.as_str(), types)
    }

    /// The sets of schemes, any of which is needed.
    pub(crate) fn secured(self, security: Alternatives) -> Self {
        Self { security, ..self }
    }

    /// Puts a value in the place of a parameter of the path.
    pub(crate) fn path_parameter<V: Serialize + ?Sized>(mut self, name: &str, style: Style, value: &V) -> Self {
        if let Some(value) = self.value(name, value) {
            let text = in_path(style, name, &value);
            // A segment that is only dots would be taken for a way up the path, however it is encoded.
            if matches!(text.as_str(), "" | "." | "..") {
                self.fail(RequestError::PathParameter(name.to_owned()));
            }
            self.path = self.path.replacen(&format!("{{{name}}}"), &text, 1);
        }
        self
    }

    /// Adds a parameter of the query; `null` is left out.
    pub(crate) fn query_parameter<V: Serialize + ?Sized>(mut self, name: &str, style: Style, value: &V) -> Self {
        if let Some(value) = self.value(name, value) {
            self.query.extend(in_query(style, name, &value));
        }
        self
    }

    /// Adds a parameter that is a header; `null` is left out.
    pub(crate) fn header_parameter<V: Serialize + ?Sized>(mut self, name: &str, style: Style, value: &V) -> Self {
        match self.value(name, value) {
            None | Some(Value::Null) => self,
            Some(value) => self.header(name, &in_header(style, &value)),
        }
    }

    /// Adds a parameter that is a cookie; `null` is left out.
    pub(crate) fn cookie_parameter<V: Serialize + ?Sized>(mut self, name: &str, style: Style, value: &V) -> Self {
        let Some(value) = self.value(name, value) else { return self };
        for (name, value) in in_query(style, name, &value) {
            let known = self.headers.get(header::COOKIE).and_then(|value| value.to_str().ok());
            let known = known.map(|known| format!("{known}; ")).unwrap_or_default();
            self = self.header(header::COOKIE.as_str(), &format!("{known}{name}={value}"));
        }
        self
    }

    /// Sends JSON.
    pub(crate) fn json<V: Serialize + ?Sized>(mut self, content_type: &str, body: &V) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => self.content(content_type, body.into()),
            Err(error) => {
                self.fail(RequestError::Value("body".to_owned(), Arc::new(error)));
                self
            }
        }
    }

    /// Sends a form, with the styles of the members that have one.
    pub(crate) fn form<V: Serialize + ?Sized>(mut self, body: &V, styles: &[(&str, Style)]) -> Self {
        match self.value("body", body) {
            Some(body) => self.content("application/x-www-form-urlencoded", form::encode(&body, styles).into()),
            None => self,
        }
    }

    /// Sends parts.
    pub(crate) fn multipart(mut self, parts: Result<Vec<Part>, serde_json::Error>) -> Self {
        match parts {
            Ok(parts) => {
                let (boundary, body) = multipart::encode(&parts);
                self.content(&format!("multipart/form-data; boundary={boundary}"), body)
            }
            Err(error) => {
                self.fail(RequestError::Value("body".to_owned(), Arc::new(error)));
                self
            }
        }
    }

    /// Sends a body as it is.
    pub(crate) fn content(mut self, content_type: &str, body: Bytes) -> Self {
        self.body = body;
        self.header(header::CONTENT_TYPE.as_str(), content_type)
    }

    fn value<V: Serialize + ?Sized>(&mut self, name: &str, value: &V) -> Option<Value> {
        match serde_json::to_value(value) {
            Ok(value) => Some(value),
            Err(error) => {
                self.fail(RequestError::Value(name.to_owned(), Arc::new(error)));
                None
            }
        }
    }
}

#[allow(dead_code, reason = "a slice need not have every kind of operation")]
impl Request<()> {
    /// The answer has no body that matters.
    pub(crate) fn nothing(method: Method, path: &str) -> Self {
        Self::reading(method, path, |_, _| Ok(()))
    }
}

#[allow(dead_code, reason = "a slice need not have every kind of operation")]
impl Request<String> {
    /// The answer is text.
    pub(crate) fn text(method: Method, path: &str) -> Self {
        Self::reading(method, path, |_, body| text(body))
    }
}

#[allow(dead_code, reason = "a slice need not have every kind of operation")]
impl Request<Bytes> {
    /// The answer is the body as it comes.
    pub(crate) fn bytes(method: Method, path: &str) -> Self {
        Self::reading(method, path, |_, body| bytes(body))
    }
}

impl<T> Request<T> {
    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path and the query below the service root, percent-encoded, as they travel.
    pub fn target(&self) -> String {
        target(&self.path, &self.query)
    }

    /// Sets a header; an earlier value of the same name is replaced.
    ///
    /// A name or value that HTTP does not allow is reported by [`to_http`](Self::to_http).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.fail(RequestError::Header(name.to_owned())),
        }
        self
    }

    /// Adds a parameter to the query that the description does not have; name and value are not encoded yet.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.query.extend(in_query(Style::Form { explode: true }, name, &value.into()));
        self
    }

    /// The security schemes that the operation takes: any of these sets. An empty set means that it takes no
    /// credentials, too; no set at all, that it never does.
    pub fn security(&self) -> &'static [&'static [super::Scheme]] {
        self.security
    }

    /// What to send, without credentials: the request below a service root such as `https://api.example.com/v1`.
    ///
    /// # Errors
    /// [`Error::Request`]: a parameter of the path is empty or only dots, a header is not allowed in HTTP, the body has no JSON
    /// form, or the service root is not the URL of a service.
    pub fn to_http(&self, service_root: &str) -> Result<http::Request<Bytes>, Error> {
        if let Some(error) = &self.error {
            return Err(error.clone().into());
        }
        let service_root = self.server.unwrap_or(service_root);
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri(service_root, &self.target()).ok_or(RequestError::ServiceRoot)?;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }

    /// What to send, with the credentials that the operation needs; an operation that needs none gets none.
    ///
    /// # Errors
    /// As [`to_http`](Self::to_http), and if there are no credentials that suffice.
    pub fn to_http_with(&self, service_root: &str, credentials: &Credentials) -> Result<http::Request<Bytes>, Error> {
        authorized(self.to_http(service_root)?, self.security, credentials)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// [`Error::Service`] if the status is not 2xx; [`Error::Decode`] if the body is not what this request promises.
    /// Both keep status, headers and body.
    pub fn decode<B: AsRef<[u8]>>(&self, response: http::Response<B>) -> Result<T, Error> {
        self.decode_whole(response).map(http::Response::into_body)
    }

    /// Reads the answer, and keeps its status and headers.
    ///
    /// # Errors
    /// As [`decode`](Self::decode).
    pub fn decode_whole<B: AsRef<[u8]>>(&self, response: http::Response<B>) -> Result<http::Response<T>, Error> {
        let (parts, body) = response.into_parts();
        if !parts.status.is_success() {
            return Err(ServiceError::new(parts, body.as_ref()).into());
        }
        let body = Bytes::copy_from_slice(body.as_ref());
        match (self.decode)(parts.status, &body) {
            Ok(value) => Ok(http::Response::from_parts(parts, value)),
            Err(source) => Err(Error::Decode(Box::new(DecodeError::new(parts, body, source)))),
        }
    }

    /// The first failure is the one to report.
    fn fail(&mut self, error: RequestError) {
        self.error.get_or_insert(error);
    }
}

/// A path or URL with these pairs, which are encoded already, behind its query.
pub(super) fn target(path: &str, query: &[(String, String)]) -> String {
    let mut target = path.to_owned();
    for (name, value) in query {
        target.push(if target.contains('?') { '&' } else { '?' });
        target.push_str(&format!("{name}={value}"));
    }
    target
}

fn uri(service_root: &str, target: &str) -> Option<Uri> {
    let root: Uri = service_root.parse().ok()?;
    let web = matches!(root.scheme_str(), Some("https" | "http"));
    if !web || root.query().is_some() || service_root.contains('#') {
        return None;
    }
    format!("{}{target}", service_root.trim_end_matches('/')).parse().ok()
}

impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Self {
            method: self.method.clone(),
            server: self.server,
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            body: self.body.clone(),
            security: self.security,
            error: self.error.clone(),
            decode: self.decode,
        }
    }
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("target", &self.target())
            .field("headers", &self.headers.keys().map(HeaderName::as_str).collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("error", &self.error)
            .finish()
    }
}

impl<T> From<&Self> for Request<T> {
    fn from(request: &Self) -> Self {
        request.clone()
    }
}
