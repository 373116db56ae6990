//! What is read at run time, by the crate that this repository ships.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use msgraph_autopilot::{
    Paging, RetryPolicy,
    requests::device_management::{
        imported_windows_autopilot_device_identities as identities, windows_autopilot_device_identities as devices,
    },
};

use super::ROOT;

/// The body of an answer.
pub fn response(data: &[u8]) {
    let answer = |status| {
        let mut answer = Response::new(Bytes::copy_from_slice(data));
        *answer.status_mut() = status;
        answer
    };
    for status in [StatusCode::OK, StatusCode::BAD_REQUEST] {
        if let Ok(page) = identities::list().decode(answer(status)) {
            // What is read is written, and reads the same.
            for item in page.value {
                let text = serde_json::to_string(&item).expect("a value can be written");
                let again = serde_json::from_str(&text).expect("and read");
                assert!(item == again, "{text}");
            }
        }
        let errors = [
            identities::count().decode(answer(status)).err(),
            devices::get("i").decode(answer(status)).err(),
            devices::delete("i").decode(answer(status)).err(),
        ];
        for error in errors.into_iter().flatten() {
            assert!(!error.to_string().contains(char::is_control), "{error:?}");
        }
    }
}

/// A link to the next page, to somewhere on the service or anywhere else.
pub fn next_link(data: &[u8]) {
    let link = String::from_utf8_lossy(data).into_owned();
    let body = serde_json::json!({"value": [], "@odata.nextLink": link}).to_string();
    let mut paging = Paging::new(identities::list(), ROOT);
    let _ = paging.request();
    let _ = paging.read(Response::new(Bytes::from(body)));
    for request in [paging.request(), Paging::resume(identities::list(), ROOT, &link).request()] {
        if let Ok(Some(request)) = request {
            let uri = request.uri();
            let is_ours = uri.host().is_some_and(|host| host.eq_ignore_ascii_case("graph.example"));
            assert!(
                is_ours && uri.scheme_str() == Some("https") && uri.port_u16().is_none_or(|port| port == 443),
                "{uri}"
            );
        }
    }
}

/// The headers `Retry-After` and, behind the first line, `Date`.
pub fn retry_after(data: &[u8]) {
    let (first, second) = data.split_at(data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len()));
    let mut headers = HeaderMap::new();
    for (name, value) in [(header::RETRY_AFTER, first), (header::DATE, second.get(1..).unwrap_or_default())] {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.insert(name, value);
        }
    }
    let policy = RetryPolicy::default();
    let now = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(784_111_777);
    for chance in [0.0, 0.5, 1.0] {
        let wait = policy.after_answer(&Method::GET, 1, StatusCode::TOO_MANY_REQUESTS, &headers, now, chance);
        assert!(wait.is_none_or(|wait| wait.as_secs() <= 300), "{wait:?}");
    }
}
