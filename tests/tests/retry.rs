//! When a request is sent again: the decision alone, without a network, a clock or chance.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use msgraph_autopilot::{RetryPolicy, TransportErrorKind};

/// Sunday, 6 November 1994, 08:49:37 UTC: the example of RFC 9110.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777)
}

fn headers(retry_after: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::RETRY_AFTER, HeaderValue::from_str(retry_after).unwrap());
    headers
}

fn throttled(policy: &RetryPolicy, attempts: u32, headers: &HeaderMap, chance: f64) -> Option<Duration> {
    policy.after_answer(&Method::POST, attempts, StatusCode::TOO_MANY_REQUESTS, headers, now(), chance)
}

#[test]
fn retry_after_is_obeyed() {
    let policy = RetryPolicy::default();
    for (text, seconds) in [
        ("0", 0.0),
        ("7", 7.0),
        (" 7 ", 7.0),
        ("2.128", 2.128),
        ("300", 300.0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0.0),
        ("Sun, 06 Nov 1994 08:50:07 GMT", 30.0),
        ("Sunday, 06-Nov-94 08:50:07 GMT", 30.0),
        ("Sun Nov  6 08:50:07 1994", 30.0),
        ("Sun, 06 Nov 1994 08:49:00 GMT", 0.0),
    ] {
        let wait = throttled(&policy, 1, &headers(text), 0.5);
        assert_eq!(wait, Some(Duration::from_secs_f64(seconds)), "{text}");
    }
}

#[test]
fn a_date_counts_by_the_clock_of_whoever_wrote_it() {
    let mut headers = headers("Mon, 07 Nov 1994 00:00:10 GMT");
    headers.insert(header::DATE, HeaderValue::from_static("Mon, 07 Nov 1994 00:00:00 GMT"));
    assert_eq!(throttled(&RetryPolicy::default(), 1, &headers, 0.5), Some(Duration::from_secs(10)));
}

#[test]
fn what_takes_too_long_is_not_waited_for() {
    let policy = RetryPolicy::default();
    for text in ["301", "99999999999999999999999", "Sun, 06 Nov 1994 08:54:38 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        assert_eq!(throttled(&policy, 1, &headers(text), 0.5), None, "{text}");
    }
    let patient = policy.longest_wait(Duration::from_secs(3600));
    assert_eq!(throttled(&patient, 1, &headers("3600"), 0.5), Some(Duration::from_secs(3600)));
}

#[test]
fn without_a_word_the_pauses_double_up_to_the_cap() {
    let policy = RetryPolicy::default().retries(10).backoff(Duration::from_secs(2), Duration::from_secs(30));
    let pauses = |chance| -> Vec<f64> {
        (1..=6).map(|attempts| throttled(&policy, attempts, &HeaderMap::new(), chance).unwrap().as_secs_f64()).collect()
    };
    assert_eq!(pauses(1.0), [2.0, 4.0, 8.0, 16.0, 30.0, 30.0]);
    assert_eq!(pauses(0.0), [1.0, 2.0, 4.0, 8.0, 15.0, 15.0]);
    // What nobody understands is no word.
    for text in ["", "soon", "-5", "1e3", "inf", "7 s", "1.2.3", "Sun, 06 Nov 1994", "Sun, 06 Xyz 1994 08:49:37 GMT"] {
        assert_eq!(throttled(&policy, 1, &headers(text), 1.0), Some(Duration::from_secs(2)), "{text}");
    }
    let endless = policy.retries(u32::MAX).backoff(Duration::from_secs(1), Duration::MAX);
    assert!(endless.after_failure(&Method::GET, u32::MAX - 1, TransportErrorKind::Lost, 1.0).is_some());
}

#[test]
fn there_is_an_end() {
    let policy = RetryPolicy::default().retries(2);
    let waits: Vec<bool> = (1..=3).map(|attempts| throttled(&policy, attempts, &headers("1"), 0.5).is_some()).collect();
    assert_eq!(waits, [true, true, false]);
    assert_eq!(throttled(&RetryPolicy::none(), 1, &headers("1"), 0.5), None);
}

#[test]
fn nothing_is_sent_again_blindly() {
    let policy = RetryPolicy::default();
    let idempotent = [Method::GET, Method::PUT, Method::DELETE, Method::HEAD];
    let others = [Method::POST, Method::PATCH];
    for (status, headers, both) in [
        (429, HeaderMap::new(), true),
        (503, HeaderMap::new(), true),
        (503, headers("1"), true),
        (408, headers("1"), false),
        (502, headers("1"), false),
        (504, headers("1"), false),
    ] {
        let status = StatusCode::from_u16(status).unwrap();
        let again = |method| policy.after_answer(method, 1, status, &headers, now(), 0.5).is_some();
        assert!(idempotent.iter().all(again), "{status}");
        assert!(others.iter().all(|method| again(method) == both), "{status}");
    }
    for status in [200, 302, 400, 401, 404, 409, 412, 423, 500, 501, 507, 509] {
        let status = StatusCode::from_u16(status).unwrap();
        assert_eq!(policy.after_answer(&Method::GET, 1, status, &headers("1"), now(), 0.5), None, "{status}");
    }
    let again = |method, kind| policy.after_failure(method, 1, kind, 0.5).is_some();
    for method in idempotent.iter().chain(&others) {
        assert!(again(method, TransportErrorKind::Connect), "{method}");
        assert_eq!(again(method, TransportErrorKind::Lost), idempotent.contains(method), "{method}");
        for kind in [TransportErrorKind::Timeout, TransportErrorKind::TooLarge, TransportErrorKind::Unsupported] {
            assert!(!again(method, kind), "{method} {kind:?}");
        }
    }
}
