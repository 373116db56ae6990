//! Who calls: the security schemes of the API, and the secrets for them.

use std::{collections::BTreeMap, fmt};

use ::base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{
    Error, RequestError,
    request::target,
    style::{Style, in_query},
};

/// A way to say who calls. The module `security` has those of this API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    name: &'static str,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "an API need not have every kind of scheme")]
enum Kind {
    Bearer,
    Basic,
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
}

#[allow(dead_code, reason = "an API need not have every kind of scheme")]
impl Scheme {
    pub(crate) const fn bearer(name: &'static str) -> Self {
        Self { name, kind: Kind::Bearer }
    }

    pub(crate) const fn basic(name: &'static str) -> Self {
        Self { name, kind: Kind::Basic }
    }

    pub(crate) const fn header(name: &'static str, header: &'static str) -> Self {
        Self { name, kind: Kind::Header(header) }
    }

    pub(crate) const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self { name, kind: Kind::Query(parameter) }
    }

    pub(crate) const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self { name, kind: Kind::Cookie(cookie) }
    }
}

impl Scheme {
    /// Its name in the description.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// Secrets, each for one scheme. A request takes only those that it needs. `Debug` shows none.
#[derive(Clone, Default)]
pub struct Credentials(BTreeMap<&'static str, String>);

impl Credentials {
    /// No secret yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The token of a bearer scheme, without `Bearer`, or the key of an API key scheme.
    #[must_use]
    pub fn with(mut self, scheme: Scheme, secret: impl Into<String>) -> Self {
        self.0.insert(scheme.name, secret.into());
        self
    }

    /// User and password of a basic scheme (RFC 7617). The name of a user has no colon.
    #[must_use]
    pub fn with_basic(self, scheme: Scheme, user: &str, password: &str) -> Self {
        self.with(scheme, STANDARD.encode(format!("{user}:{password}")))
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// What a request needs: any one of these sets. An empty set needs nothing.
pub(super) type Alternatives = &'static [&'static [Scheme]];

/// Adds the secrets of the first set that there are all secrets for. Without one, a request that needs none goes
/// as it is.
pub(super) fn authorized(
    mut request: http::Request<Bytes>,
    alternatives: Alternatives,
    credentials: &Credentials,
) -> Result<http::Request<Bytes>, Error> {
    let is_known = |schemes: &&&[Scheme]| schemes.iter().all(|scheme| credentials.0.contains_key(scheme.name));
    let best = alternatives.iter().filter(|schemes| !schemes.is_empty()).find(is_known);
    let Some(schemes) = best else {
        let is_open = alternatives.is_empty() || alternatives.iter().any(|schemes| schemes.is_empty());
        return if is_open { Ok(request) } else { Err(RequestError::NoCredentials.into()) };
    };
    let mut query = Vec::new();
    for scheme in *schemes {
        let secret = credentials.0.get(scheme.name).map(String::as_str).unwrap_or_default();
        let headers = request.headers_mut();
        match scheme.kind {
            Kind::Bearer => put(headers, header::AUTHORIZATION.as_str(), &format!("Bearer {secret}"))?,
            Kind::Basic => put(headers, header::AUTHORIZATION.as_str(), &format!("Basic {secret}"))?,
            Kind::Header(name) => put(headers, name, secret)?,
            Kind::Query(name) => query.extend(in_query(Style::Form { explode: true }, name, &secret.into())),
            Kind::Cookie(name) => {
                let cookie = format!("{name}={secret}");
                let known = headers.get(header::COOKIE).and_then(|value| value.to_str().ok());
                let all = known.map_or_else(|| cookie.clone(), |known| format!("{known}; {cookie}"));
                put(headers, header::COOKIE.as_str(), &all)?;
            }
        }
    }
    if !query.is_empty() {
        let url = target(&request.uri().to_string(), &query);
        *request.uri_mut() = url.parse().map_err(|_| RequestError::ServiceRoot)?;
    }
    Ok(request)
}

fn put(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), RequestError> {
    match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        (Ok(name), Ok(mut value)) => {
            value.set_sensitive(true);
            headers.insert(name, value);
            Ok(())
        }
        _ => Err(RequestError::Header(name.to_owned())),
    }
}

/// What a request on its way to a client's provider needs.
#[cfg(any(feature = "client", feature = "blocking"))]
#[derive(Clone, Copy)]
pub struct Needed(pub(super) Alternatives);

/// Takes out what the request needs.
#[cfg(any(feature = "client", feature = "blocking"))]
pub(super) fn needed(request: &mut http::Request<Bytes>) -> Alternatives {
    request.extensions_mut().remove().map_or(&[], |Needed(alternatives)| alternatives)
}

/// Those of all sets, each once.
#[cfg(any(feature = "client", feature = "blocking"))]
pub(super) fn schemes(alternatives: Alternatives) -> Vec<Scheme> {
    let mut schemes: Vec<Scheme> = Vec::new();
    for scheme in alternatives.iter().flat_map(|set| set.iter()) {
        if !schemes.contains(scheme) {
            schemes.push(*scheme);
        }
    }
    schemes
}

#[cfg(any(feature = "client", feature = "blocking"))]
impl Credentials {
    pub(super) fn get(&self, scheme: Scheme) -> Option<String> {
        self.0.get(scheme.name).cloned()
    }

    pub(super) fn extend(&mut self, scheme: Scheme, secret: Option<String>) {
        self.0.extend(secret.map(|secret| (scheme.name, secret)));
    }
}
