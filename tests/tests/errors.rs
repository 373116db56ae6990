//! What is left of an answer that is not what was wanted.

use http::Response;
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::{DecodeError, Error, SERVICE_ROOT, ServiceError, TransportError, TransportErrorKind};

fn answer<'a>(status: u16, headers: &[(&str, &str)], body: &'a str) -> Response<&'a str> {
    let builder =
        headers.iter().fold(Response::builder().status(status), |builder, (name, value)| builder.header(*name, *value));
    builder.body(body).unwrap()
}

fn service(status: u16, headers: &[(&str, &str)], body: &str) -> ServiceError {
    match identities::get("i").decode(answer(status, headers, body)) {
        Err(Error::Service(error)) => {
            assert_eq!(error.body, body.as_bytes());
            assert_eq!(error.status.as_u16(), status);
            *error
        }
        other => panic!("{other:?}"),
    }
}

fn decode(body: &str) -> DecodeError {
    match identities::list().decode(answer(200, &[("request-id", "r")], body)) {
        Err(Error::Decode(error)) => {
            assert_eq!(error.body, body.as_bytes());
            assert_eq!((error.status.as_u16(), &error.headers["request-id"]), (200, &"r".parse().unwrap()));
            *error
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_graph_error_reads() {
    let error = service(
        404,
        &[("request-id", "from-header")],
        r#"{"error":{"code":"ResourceNotFound","message":"Not there.","target":"id","details":[{"code":"A","message":"m","target":"t"},{"code":"B"},7],
           "innerError":{"code":"Inner","date":"2020-01-01T00:00:00","request-id":"from-body","client-request-id":"mine","more":1,
             "innererror":{"code":"Innermost","message":"deep"}}}}"#,
    );
    assert_eq!((error.code.as_str(), error.message.as_str()), ("ResourceNotFound", "Not there."));
    assert_eq!(error.target.as_deref(), Some("id"));
    assert_eq!(error.details.iter().map(|detail| detail.code.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(error.details[0].target.as_deref(), Some("t"));
    assert_eq!(error.codes().collect::<Vec<_>>(), ["ResourceNotFound", "Inner", "Innermost"]);
    assert_eq!((error.request_id(), error.client_request_id()), (Some("from-header"), Some("mine")));
    let inner = error.inner_error.as_ref().unwrap();
    assert_eq!(inner.date.as_deref(), Some("2020-01-01T00:00:00"));
    assert_eq!(inner.additional["more"], 1);
    assert_eq!(inner.inner_error.as_ref().unwrap().message.as_deref(), Some("deep"));
    assert_eq!(error.to_string(), "HTTP 404 Not Found: ResourceNotFound: Not there. (request-id from-header)");
}

#[test]
fn letter_case_of_the_inner_error_does_not_matter() {
    for name in ["innerError", "innererror", "InnerError"] {
        let body = format!(
            r#"{{"error":{{"code":"c","{name}":{{"Code":"deep","Request-Id":"r","Client-Request-Id":"m"}}}}}}"#
        );
        let error = service(400, &[], &body);
        assert_eq!(error.codes().collect::<Vec<_>>(), ["c", "deep"], "{name}");
        assert_eq!((error.request_id(), error.client_request_id()), (Some("r"), Some("m")), "{name}");
    }
}

#[test]
fn a_body_that_is_no_graph_error_loses_nothing() {
    let html = "<html>\n<h1>Bad Gateway</h1></html>";
    for (body, kind, display) in [
        (
            html,
            Some("text/html"),
            "HTTP 502 Bad Gateway, no Graph error in the body (34 bytes of text/html) (request-id r)",
        ),
        ("", None, "HTTP 502 Bad Gateway, no Graph error in the body (0 bytes) (request-id r)"),
        (
            r#"{"error":{"code":"Trunc"#,
            None,
            "HTTP 502 Bad Gateway, no Graph error in the body (23 bytes) (request-id r)",
        ),
        (r#"{"error":"text"}"#, None, "HTTP 502 Bad Gateway, no Graph error in the body (16 bytes) (request-id r)"),
        ("[1]", None, "HTTP 502 Bad Gateway, no Graph error in the body (3 bytes) (request-id r)"),
        (
            r#"{"error":{"code":null,"message":null}}"#,
            None,
            "HTTP 502 Bad Gateway, no Graph error in the body (38 bytes) (request-id r)",
        ),
    ] {
        let mut headers = vec![("request-id", "r"), ("retry-after", "2.128")];
        headers.extend(kind.map(|kind| ("content-type", kind)));
        let error = service(502, &headers, body);
        assert_eq!((error.code.as_str(), error.message.as_str(), &error.inner_error), ("", "", &None));
        assert_eq!((error.request_id(), error.retry_after()), (Some("r"), Some("2.128")));
        assert_eq!(error.to_string(), display);
        assert_eq!(error.codes().count(), 0);
    }
}

#[test]
fn what_is_not_text_in_an_error_is_still_readable() {
    let error = service(
        400,
        &[],
        r#"{"error":{"code":12,"message":{"lang":"en","value":"m"},"details":"none","innerError":"deep"}}"#,
    );
    assert_eq!((error.code.as_str(), error.message.as_str()), ("12", r#"{"lang":"en","value":"m"}"#));
    assert!(error.details.is_empty() && error.inner_error.is_none());
}

#[test]
fn a_wrong_answer_says_where() {
    for (body, path, reason) in [
        (
            r#"{"value":[{"id":"1"},{"state":{"deviceErrorCode":"x"}}]}"#,
            "$.value[1].state.deviceErrorCode",
            "expected i32",
        ),
        ("{\n  \"value\": [\n    {\"id\": \"a\\\"]b\"},\n    {\"id\": 7}\n  ]\n}", "$.value[1].id", "line 4"),
        (r#"{"@odata.nextLink":1,"value":[]}"#, r#"$["@odata.nextLink"]"#, "expected a string"),
        (
            r#"{"value":[{"state":7}]}"#,
            "$.value[0].state",
            "an object of type microsoft.graph.importedWindowsAutopilotDeviceIdentityState",
        ),
        (
            r#"{"value":[{"state":{"deviceImportStatus":7}}]}"#,
            "$.value[0].state.deviceImportStatus",
            "a member of microsoft.graph.",
        ),
        (r#"{"value":[{"id":"1"},{"id":"#, "$.value[1].id", "EOF"),
        (r#"{"value":[{"id":"trunc"#, "$.value[0].id", "EOF"),
        ("<html>", "$", "expected value"),
        ("", "$", "EOF"),
        (r#"{"value":[]} x"#, "$", "trailing"),
    ] {
        let error = decode(body);
        assert_eq!(error.path, path, "{body}: {error}");
        assert!(error.to_string().contains(reason), "{body}: {error}");
        assert!(error.to_string().starts_with("HTTP 200 OK, but"), "{error}");
    }
}

#[test]
fn debug_and_display_show_no_body() {
    let hash = "SECRET".repeat(100);
    let wrong = decode(&format!(r#"{{"value":[{{"hardwareIdentifier":"{hash}","id":1}}]}}"#));
    let text = format!("{wrong:?} {wrong}");
    assert!(!text.contains("SECRET"), "{text}");
    let error = service(
        400,
        &[("set-cookie", "SECRET")],
        &format!(r#"{{"error":{{"code":"c"}},"hardwareIdentifier":"{hash}"}}"#),
    );
    let text = format!("{error:?} {error}");
    assert!(!text.contains("SECRET"), "{text}");
    assert!(text.contains("400") && text.contains("\"c\""), "{text}");
}

#[test]
fn errors_can_travel_between_threads() {
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    error::<Error>();
    error::<ServiceError>();
    error::<DecodeError>();
}

/// What may be sent again without looking: the service has refused it, or has never got it.
#[test]
fn it_is_told_whether_the_service_may_have_done_it() {
    for (status, may) in [(301, false), (400, false), (401, false), (404, false), (408, true), (409, false)] {
        assert_eq!(Error::from(service(status, &[], "")).may_have_taken_effect(), may, "{status}");
    }
    for (status, may) in [(429, false), (500, true), (502, true), (503, true), (504, true)] {
        assert_eq!(Error::from(service(status, &[], "")).may_have_taken_effect(), may, "{status}");
    }
    assert!(identities::get("i").decode(answer(200, &[], "{")).unwrap_err().may_have_taken_effect());
    use TransportErrorKind::{Connect, Lost, Timeout, TooLarge, Unsupported};
    for (kind, may) in [(Connect, false), (Lost, true), (Timeout, true), (TooLarge, true), (Unsupported, true)] {
        assert_eq!(Error::from(TransportError::new(kind, "x")).may_have_taken_effect(), may, "{kind:?}");
    }
    assert!(!identities::get("").to_http(SERVICE_ROOT).unwrap_err().may_have_taken_effect());
}

/// Errors are printed and logged.
#[test]
fn what_the_service_says_stays_on_its_line() {
    let body =
        r#"{"error":{"code":"a\u001b[2J","message":"b\r\nc\u009b31m\u202ed","innerError":{"request-id":"d\u0007"}}}"#;
    let error = service(400, &[], body);
    let shown = r"HTTP 400 Bad Request: a\u{1b}[2J: b\r\nc\u{9b}31m\u{202e}d (request-id d\u{7})";
    assert_eq!(error.to_string(), shown);
    assert_eq!(error.message, "b\r\nc\u{9b}31m\u{202e}d");
    assert!(!format!("{error:?}").contains(|c: char| c.is_control()));
    let error = decode("{\"\u{9b}2J\": x}");
    assert!(!error.to_string().contains('\u{9b}') && error.path.contains("u{9b}"), "{error}");
    let mut paging = msgraph_autopilot::Paging::new(identities::list(), SERVICE_ROOT);
    paging.request().unwrap();
    paging.read(answer(200, &[], r#"{"value":[],"@odata.nextLink":"http://\u001b[2J.example"}"#)).unwrap();
    let error = paging.request().unwrap_err().to_string();
    assert!(error.ends_with(r": http://\u{1b}[2J.example"), "{error:?}");
}
