//! Requests as values.

use std::{borrow::Cow, fmt, sync::Arc};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use serde_core::{Serialize, de::Error as _};

use super::{
    Decode, DecodeError, Error, Page, ParseError, RequestError, ServiceError,
    decode_error::without_mark,
    edm::Seed,
    page::Wrapped,
    path::{empty_segment, push_option},
    reference::resolve,
};

const PREFER: HeaderName = HeaderName::from_static("prefer");
const JSON: &str = "application/json";

/// A request as a value: what to send, and how to read what comes back as a `T`.
///
/// Building one does no I/O, and the same calls give the same request. Any HTTP stack can carry it:
/// [`to_http`](Self::to_http) gives what to send, [`decode`](Self::decode) reads the answer. It holds no token; a
/// client adds it, and may add headers of its own.
///
/// `Debug` shows neither the body nor the values of headers.
#[must_use = "a request does nothing until it is sent"]
pub struct Request<T> {
    method: Method,
    path: String,
    query: Vec<(Cow<'static, str>, String)>,
    accept: &'static str,
    /// Those that were set; they take the place of what goes without saying.
    headers: HeaderMap,
    preferences: Vec<String>,
    body: Option<Bytes>,
    error: Option<RequestError>,
    decode: Decoder<T>,
}

type Decoder<T> = fn(StatusCode, &[u8]) -> Result<T, serde_json::Error>;

#[allow(dead_code, reason = "a slice need not have every kind of operation")]
impl<T> Request<T> {
    fn new(method: Method, path: String, decode: Decoder<T>) -> Self {
        Self {
            method,
            path,
            query: Vec::new(),
            accept: JSON,
            headers: HeaderMap::new(),
            preferences: Vec::new(),
            body: None,
            error: None,
            decode,
        }
    }

    /// The answer is one JSON object.
    pub(crate) fn entity(method: Method, path: String) -> Self
    where
        T: Decode,
    {
        Self::new(method, path, |_, body| read(body))
    }

    /// The answer is one value that is not an object, as the member `value`.
    pub(crate) fn value(method: Method, path: String) -> Self
    where
        T: Decode,
    {
        Self::new(method, path, |_, body| read_value(body))
    }

    /// Sends JSON. A value that has no JSON form is reported by [`to_http`](Self::to_http).
    pub(crate) fn with(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => self.body = Some(body.into()),
            Err(error) => self.fail(RequestError::Body(Arc::new(error))),
        }
        self
    }

    /// Sends the value of a function's parameter in the query, where the path only has its name: collections and
    /// structured values (OData 4.01 Part 2: URL Conventions, "Parameter Aliases").
    pub(crate) fn alias<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        match serde_json::to_string(value) {
            Ok(value) => self.option(name.to_owned(), value),
            Err(error) => {
                self.fail(RequestError::Body(Arc::new(error)));
                self
            }
        }
    }
}

#[allow(dead_code, reason = "a slice need not have every kind of operation")]
impl<T: Decode> Request<Option<T>> {
    /// The answer is one JSON object, or none (204).
    pub(crate) fn optional(method: Method, path: String) -> Self {
        Self::new(method, path, |status, body| if nothing(status, body) { Ok(None) } else { read(body) })
    }

    /// The answer is one value that is not an object, or none (204, or `null`).
    pub(crate) fn optional_value(method: Method, path: String) -> Self {
        Self::new(method, path, |status, body| if nothing(status, body) { Ok(None) } else { read_value(body) })
    }
}

#[allow(dead_code, reason = "a slice need not have every kind of operation")]
impl<E: Decode> Request<Page<E>> {
    /// The answer is a page of a collection.
    pub(crate) fn page(method: Method, path: String) -> Self {
        Self::new(method, path, |_, body| read(body))
    }
}

#[allow(dead_code, reason = "a slice need not have every kind of operation")]
impl Request<()> {
    /// The answer has no body that matters.
    pub(crate) fn nothing(method: Method, path: String) -> Self {
        Self::new(method, path, |_, _| Ok(()))
    }
}

#[allow(dead_code, reason = "a slice need not have every kind of operation")]
impl Request<i64> {
    /// The answer is a number as plain text (OData 4.01 Part 1: Protocol, "Requesting the Number of
    /// Items in a Collection"); Graph puts a byte order mark before it.
    pub(crate) fn count(path: String) -> Self {
        let mut request = Self::new(Method::GET, path, |_, body| {
            let text = String::from_utf8_lossy(body);
            let number = text.trim_start_matches('\u{feff}').trim().parse();
            number.map_err(|_| serde_json::Error::custom("expected a number as plain text"))
        });
        request.accept = "text/plain";
        request
    }
}

impl<T> Request<T> {
    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path and the query below the service root, percent-encoded, as they travel.
    pub fn target(&self) -> String {
        self.url("")
    }

    /// The target below a root.
    fn url(&self, root: &str) -> String {
        // With room for what gets longer.
        let query: usize = self.query.iter().map(|(name, value)| name.len() + 2 * value.len() + 2).sum();
        let mut url = String::with_capacity(root.len() + self.path.len() + query);
        url.push_str(root);
        url.push_str(&self.path);
        for (index, (name, value)) in self.query.iter().enumerate() {
            push_option(&mut url, if index == 0 { '?' } else { '&' }, name, value);
        }
        url
    }

    /// Sets a header; an earlier value of the same name is replaced.
    ///
    /// A name or value that HTTP does not allow is reported by [`to_http`](Self::to_http).
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(_)) if name == PREFER => self.preferences = vec![value.to_owned()],
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => self.fail(RequestError::Header(name.to_owned())),
        }
        self
    }

    /// Sets a query option, such as `$top`, to a value that is not encoded yet; an earlier value of the same name is
    /// replaced, since an option must not stand twice (OData 4.01 Part 2: URL Conventions, "System Query
    /// Options").
    pub fn query(self, name: &str, value: &str) -> Self {
        self.option(name.to_owned(), value.to_owned())
    }

    /// The same without copies.
    pub(super) fn option(mut self, name: impl Into<Cow<'static, str>>, value: String) -> Self {
        let name = name.into();
        match self.query.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.query.push((name, value)),
        }
        self
    }

    /// Adds a preference (`Prefer`, RFC 7240); one with the same name is replaced. The service may ignore it.
    ///
    /// A text that is not allowed in a header is reported by [`to_http`](Self::to_http).
    pub fn prefer(mut self, preference: &str) -> Self {
        fn name(preference: &str) -> &str {
            preference.split(['=', ';']).next().unwrap_or_default().trim()
        }
        self.preferences.retain(|known| !name(known).eq_ignore_ascii_case(name(preference)));
        self.preferences.push(preference.to_owned());
        self
    }

    /// Asks for the enumeration members that the service has learnt since the API was published; without it they read
    /// as `unknownFutureValue` (Graph: "Best practices", "Handling future members in evolvable enumerations").
    pub fn include_unknown_enum_members(self) -> Self {
        self.prefer("include-unknown-enum-members")
    }

    /// Asks for an answer without a body (`Prefer: return=minimal`; OData 4.01 Part 1: Protocol, "Preference
    /// return"). A body that comes nevertheless is ignored.
    pub fn return_minimal(self) -> Request<()> {
        let Self { method, path, query, accept, headers, preferences, body, error, decode: _ } = self;
        let decode: Decoder<()> = |_, _| Ok(());
        Request { method, path, query, accept, headers, preferences, body, error, decode }.prefer("return=minimal")
    }

    /// Asks for the new state in the answer (`Prefer: return=representation`; OData 4.01 Part 1: Protocol,
    /// "Preference return").
    pub fn return_representation(self) -> Self {
        self.prefer("return=representation")
    }

    /// Does it only if the entity still has this version (`If-Match`; OData 4.01 Part 1: Protocol, "Header
    /// If-Match"): the service answers 412 otherwise. The text is an `odata_etag` to the letter, quotes and `W/`
    /// included, or `*`.
    pub fn if_match(self, etag: &str) -> Self {
        self.header(header::IF_MATCH.as_str(), etag)
    }

    /// Takes an answer from an index that lags behind a little (`ConsistencyLevel: eventual`): the number of users,
    /// groups and other objects of the directory is only there. See [`List::eventual`](super::List::eventual).
    pub fn eventual(self) -> Self {
        self.header("ConsistencyLevel", "eventual")
    }

    /// What to send: the request below a service root such as `https://graph.microsoft.com/v1.0`.
    ///
    /// # Errors
    /// [`Error::Request`]: a key is empty, a header is not allowed in HTTP, the body has no JSON form, or the service
    /// root is not the URL of a service.
    pub fn to_http(&self, service_root: &str) -> Result<http::Request<Bytes>, Error> {
        if let Some(error) = &self.error {
            return Err(error.clone().into());
        }
        if empty_segment(&self.path) {
            return Err(RequestError::EmptyKey.into());
        }
        let body = self.body.as_ref().map(|body| resolve(body, service_root));
        let mut request = http::Request::new(body.unwrap_or_default());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri(service_root).ok_or(RequestError::ServiceRoot)?;
        let headers = request.headers_mut();
        headers.insert(header::ACCEPT, HeaderValue::from_static(self.accept));
        if self.body.is_some() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(JSON));
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        if !self.preferences.is_empty() {
            let value = HeaderValue::try_from(self.preferences.join(", "));
            headers.insert(PREFER, value.map_err(|_| RequestError::Header("prefer".to_owned()))?);
        }
        Ok(request)
    }

    fn uri(&self, service_root: &str) -> Option<Uri> {
        let (scheme, _) = service_root.split_once("://")?;
        let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
        if !web || service_root.contains(['?', '#']) {
            return None;
        }
        self.url(service_root.trim_end_matches('/')).try_into().ok()
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// [`Error::Service`] if the status is not 2xx; [`Error::Decode`] if the body is not what this request promises.
    /// Both keep status, headers and body.
    pub fn decode<B: AsRef<[u8]>>(&self, response: http::Response<B>) -> Result<T, Error> {
        let (parts, body) = response.into_parts();
        let body = body.as_ref();
        if !parts.status.is_success() {
            return Err(ServiceError::new(parts, body).into());
        }
        let decoded = (self.decode)(parts.status, without_mark(body));
        decoded.map_err(|source| Error::Decode(Box::new(DecodeError::new(parts, Bytes::copy_from_slice(body), source))))
    }

    /// Sets a query option that was made of typed values.
    pub(super) fn checked_option(mut self, name: &'static str, value: Result<String, ParseError>) -> Self {
        match value {
            Ok(value) => self.option(name, value),
            Err(error) => {
                self.fail(RequestError::Literal(error));
                self
            }
        }
    }

    /// Adds to what is expanded.
    pub(super) fn add_expand(self, item: Result<String, ParseError>) -> Self {
        let known = self.query.iter().find(|(name, _)| name == "$expand").map(|(_, value)| value.as_str());
        let all = item.map(|item| known.into_iter().chain([item.as_str()]).collect::<Vec<_>>().join(","));
        self.checked_option("$expand", all)
    }

    /// The first failure is the one to report.
    fn fail(&mut self, error: RequestError) {
        self.error.get_or_insert(error);
    }
}

/// Whether a successful answer carries nothing to read.
fn nothing(status: StatusCode, body: &[u8]) -> bool {
    status == StatusCode::NO_CONTENT || body.is_empty()
}

fn read<T: Decode>(body: &[u8]) -> Result<T, serde_json::Error> {
    use serde_core::de::DeserializeSeed;
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = Seed::new().deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

fn read_value<T: Decode>(body: &[u8]) -> Result<T, serde_json::Error> {
    serde_json::from_slice(body).map(|Wrapped(value)| value)
}

impl<T> Clone for Request<T> {
    fn clone(&self) -> Self {
        Self {
            method: self.method.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            accept: self.accept,
            headers: self.headers.clone(),
            preferences: self.preferences.clone(),
            body: self.body.clone(),
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
            .field("preferences", &self.preferences)
            .field("body", &format_args!("{} bytes", self.body.as_ref().map_or(0, Bytes::len)))
            .field("error", &self.error)
            .finish()
    }
}

impl<T> From<&Self> for Request<T> {
    fn from(request: &Self) -> Self {
        request.clone()
    }
}
