//! The JSON of batches.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use serde_core::de::Error as _;
use serde_json::{Value, value::RawValue};

use crate::runtime::{DecodeError, Error, RequestError, ServiceError, decode_error::without_mark};

/// One request of a batch. Numbers in its body stay as they are written.
pub(super) fn request(index: usize, target: &str, http: &http::Request<Bytes>, after: &[usize]) -> String {
    let text = |text: &str| Value::from(text).to_string();
    let mut json = format!(r#"{{"id":"{index}","method":"{}","url":{}"#, http.method(), text(target));
    let headers = http
        .headers()
        .iter()
        .map(|(name, value)| format!("{}:{}", text(name.as_str()), text(&String::from_utf8_lossy(value.as_bytes()))));
    json += &format!(r#","headers":{{{}}}"#, headers.collect::<Vec<_>>().join(","));
    if !http.body().is_empty() {
        let body = match std::str::from_utf8(http.body()) {
            Ok(body) if is_json(http.headers()) => body.to_owned(),
            _ => text(&STANDARD.encode(http.body())),
        };
        json += &format!(r#","body":{body}"#);
    }
    if !after.is_empty() {
        let ids: Vec<String> = after.iter().map(|other| format!("\"{other}\"")).collect();
        json += &format!(r#","dependsOn":[{}]"#, ids.join(","));
    }
    json.push('}');
    json
}

/// The request that carries the others.
pub(super) fn envelope(service_root: &str, requests: Vec<String>) -> Result<http::Request<Bytes>, Error> {
    let body = format!(r#"{{"requests":[{}]}}"#, requests.join(","));
    let uri: Result<Uri, _> = format!("{}/$batch", service_root.trim_end_matches('/')).parse();
    let mut request = http::Request::new(Bytes::from(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = uri.map_err(|_| RequestError::ServiceRoot)?;
    for name in [header::ACCEPT, header::CONTENT_TYPE] {
        request.headers_mut().insert(name, HeaderValue::from_static("application/json"));
    }
    Ok(request)
}

/// The answers, by index of the request, in the order in which they came.
pub(super) fn answers(answer: http::Response<Bytes>) -> Result<Vec<(usize, http::Response<Bytes>)>, Error> {
    let (head, body) = answer.into_parts();
    if !head.status.is_success() {
        return Err(ServiceError::new(head, &body).into());
    }
    let read = || -> Result<_, serde_json::Error> {
        let members: BTreeMap<String, &RawValue> = serde_json::from_slice(without_mark(&body))?;
        let answers = members.get("responses").ok_or_else(|| serde_json::Error::missing_field("responses"))?;
        let answers: Vec<&RawValue> = serde_json::from_str(answers.get())?;
        // One that nobody can read is like none: the others count.
        Ok(answers.into_iter().filter_map(|text| self::answer(text.get()).ok()).collect())
    };
    read().map_err(|source| Error::Decode(Box::new(DecodeError::new(head, body.clone(), source))))
}

fn answer(text: &str) -> Result<(usize, http::Response<Bytes>), serde_json::Error> {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(text)?;
    let member = |name: &'static str| members.get(name).map(|value| value.get());
    let required = |name| member(name).ok_or_else(|| serde_json::Error::missing_field(name));
    let id: Value = serde_json::from_str(required("id")?)?;
    // An id that was never given stands for no request.
    let index = id.as_str().and_then(|id| id.parse().ok()).unwrap_or(usize::MAX);
    let status: u16 = serde_json::from_str(required("status")?)?;
    let headers: Option<BTreeMap<String, Value>> = serde_json::from_str(member("headers").unwrap_or("null"))?;

    let mut answer = http::Response::new(Bytes::new());
    *answer.status_mut() = status.try_into().map_err(serde_json::Error::custom)?;
    for (name, value) in headers.into_iter().flatten() {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            answer.headers_mut().append(name, value);
        }
    }
    *answer.body_mut() = body(member("body").unwrap_or("null"), answer.headers());
    Ok((index, answer))
}

/// JSON is there as it is, text as a string, and everything else as base64 in a string.
fn body(json: &str, headers: &HeaderMap) -> Bytes {
    let whole = Bytes::copy_from_slice(json.as_bytes());
    match serde_json::from_str(json) {
        Ok(Value::Null) => Bytes::new(),
        Ok(Value::String(text)) if !is_json(headers) => {
            let is_text = content_type(headers).starts_with("text/");
            let decoded = STANDARD.decode(&text).ok().filter(|_| !is_text);
            decoded.map_or(Bytes::from(text), Bytes::from)
        }
        _ => whole,
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = content_type(headers);
    kind.is_empty() || kind.contains("json")
}

fn content_type(headers: &HeaderMap) -> &str {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}
