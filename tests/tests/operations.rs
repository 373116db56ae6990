//! Work that goes on after the answer, and what becomes of a call that is given up.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use msgraph_autopilot::requests::device_management::{
    imported_windows_autopilot_device_identities as identities, windows_autopilot_device_identities as devices,
};
use msgraph_autopilot::testing::{Answer, Service};
use msgraph_autopilot::{
    Body, Client, Error, LinkErrorReason, Operation, Progress, Started, StaticToken, Transport, TransportError,
    TransportErrorKind, blocking,
};

fn started(location: &str) -> (Service, Result<Started<()>, Error>) {
    let service = Service::new();
    service.answer(Answer::new(202).header("location", location).header("retry-after", "15"));
    let client = blocking::Client::over(service.clone(), StaticToken::new("t"));
    let started = client.start(devices::unassign_user_from_device("d"));
    (service, started)
}

fn operation(location: &str) -> Operation {
    match started(location).1.unwrap() {
        Started::Running(operation) => operation,
        Started::Done(()) => panic!("it goes on"),
    }
}

#[test]
fn an_operation_is_where_the_service_says() {
    for (location, whole) in [
        (
            "https://graph.microsoft.com/v1.0/teams('1')/operations('2')",
            "https://graph.microsoft.com/v1.0/teams('1')/operations('2')",
        ),
        ("/teams('1')/operations('2')", "https://graph.microsoft.com/v1.0/teams('1')/operations('2')"),
        ("/v1.0/operations/2", "https://graph.microsoft.com/v1.0/operations/2"),
        ("https://elsewhere.example/monitor?key=secret", "https://elsewhere.example/monitor?key=secret"),
    ] {
        let operation = operation(location);
        assert_eq!(operation.location(), whole);
        assert_eq!(operation.wait(), Some(Duration::from_secs(15)));
        assert!(!format!("{operation:?}").contains("secret"), "{operation:?}");
    }
    assert!(matches!(started("not a URL").1, Err(Error::Link(error)) if error.reason == LinkErrorReason::NotAUrl));
    // What is done at once is done.
    let service = Service::new();
    service.answer(Answer::new(204));
    let client = blocking::Client::over(service, StaticToken::new("t"));
    assert!(matches!(client.start(devices::unassign_user_from_device("d")), Ok(Started::Done(()))));
}

#[tokio::test]
async fn its_progress_is_asked_for_until_it_is_over() {
    let service = Service::new();
    service.answer(Answer::json(r#"{"status":"inProgress","percentageComplete":12.5}"#).header("retry-after", "3"));
    service.answer(Answer::new(202));
    service.answer(Answer::json(r#"{"status":"succeeded","resourceLocation":"https://x.example"}"#));
    service.answer(Answer::json(r#"{"status":"failed","error":{"code":"nameAlreadyExists","message":"m"}}"#));
    service.answer(Answer::new(303).header("location", "https://graph.microsoft.com/v1.0/x"));
    service.answer(Answer::new(404));
    let client = Client::over(service.clone(), StaticToken::new("t"));
    let mut operation = operation("/operations/2");

    assert!(matches!(client.progress(&mut operation).await, Ok(Progress::Running { percent: Some(12.5) })));
    assert_eq!(operation.wait(), Some(Duration::from_secs(3)));
    assert!(matches!(client.progress(&mut operation).await, Ok(Progress::Running { percent: None })));
    let Ok(Progress::Done(answer)) = client.progress(&mut operation).await else { panic!("it is done") };
    assert!(answer.body().ends_with(br#""resourceLocation":"https://x.example"}"#));
    let Ok(Progress::Failed(error)) = client.progress(&mut operation).await else { panic!("it has failed") };
    assert_eq!(error.code, "nameAlreadyExists");
    let Ok(Progress::Done(answer)) = client.progress(&mut operation).await else { panic!("it is elsewhere") };
    assert_eq!(answer.headers()["location"], "https://graph.microsoft.com/v1.0/x");
    assert!(matches!(client.progress(&mut operation).await, Ok(Progress::Failed(error)) if error.status == 404));
    assert!(service.requests().iter().all(|request| request.headers()["authorization"] == "Bearer t"));
}

#[test]
fn the_token_does_not_go_with_it() {
    let service = Service::new();
    service.answer(Answer::new(202));
    let client = blocking::Client::over(service.clone(), StaticToken::new("t"));
    client.progress(&mut operation("https://elsewhere.example/monitor")).unwrap();
    assert!(!service.requests()[0].headers().contains_key("authorization"));
    for location in [
        "http://elsewhere.example/monitor",
        "ftp://elsewhere.example/x",
        "http://127.0.0.1/x",
        "http://elsewhere.example/x?secret",
    ] {
        let error = client.progress(&mut operation(location)).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        assert!(matches!(error, Error::Link(error) if error.reason == LinkErrorReason::OtherHost), "{location}");
    }
}

#[tokio::test]
async fn an_answer_with_its_headers() {
    let service = Service::new();
    service.answer(Answer::json(r#"{"id":"1"}"#).header("etag", "\"x\""));
    service.answer(Answer::json(r#"{"id":"1"}"#).header("etag", "\"x\""));
    let answer =
        Client::over(service.clone(), StaticToken::new("t")).send_for_response(identities::get("1")).await.unwrap();
    assert_eq!(answer.headers()["etag"], "\"x\"");
    assert_eq!(answer.body().id.as_deref(), Some("1"));
    let answer =
        blocking::Client::over(service, StaticToken::new("t")).send_for_response(identities::get("1")).unwrap();
    assert_eq!(answer.headers()["etag"], "\"x\"");
}

/// Answers after it was asked so many times whether it is done.
struct Slow {
    service: Service,
    polls: usize,
    sent: Arc<AtomicUsize>,
}

impl Transport for Slow {
    async fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Body>, TransportError> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let mut polls = self.polls;
        std::future::poll_fn(|_| {
            polls = polls.saturating_sub(1);
            if polls == 0 { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
        Transport::send(&self.service, request, timeout).await
    }

    async fn sleep(&self, _: Duration) {
        std::future::pending().await
    }
}

fn poll_once<F: Future>(future: F) -> Poll<F::Output> {
    pin!(future).poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn a_call_that_is_dropped_sends_nothing_more() {
    let service = Service::new();
    service.answer(Answer::new(429));
    let sent = Arc::new(AtomicUsize::new(0));
    let client = Client::over(Slow { service, polls: 1, sent: Arc::clone(&sent) }, StaticToken::new("t"));
    // It waits for the second attempt.
    assert!(poll_once(client.send(identities::get("1"))).is_pending());
    assert_eq!(sent.load(Ordering::Relaxed), 1);
}

#[test]
fn a_page_that_is_not_waited_for_is_not_lost() {
    let service = Service::new();
    service.answer(Answer::json(r#"{"value":[{"id":"a"}]}"#));
    let sent = Arc::new(AtomicUsize::new(0));
    let client = Client::over(Slow { service, polls: 3, sent: Arc::clone(&sent) }, StaticToken::new("t"));
    let mut pages = client.pages(identities::list());
    assert!(poll_once(pages.next()).is_pending());
    assert!(poll_once(pages.next()).is_pending());
    let Poll::Ready(Some(Ok(page))) = poll_once(pages.next()) else { panic!("the same answer") };
    assert_eq!(page.value[0].id.as_deref(), Some("a"));
    assert_eq!(sent.load(Ordering::Relaxed), 1);
}

#[test]
fn a_service_in_memory_says_what_is_missing() {
    let service = Service::new();
    let client = blocking::Client::over(service.clone(), StaticToken::new("t"));
    let error = client.send(identities::delete("1")).unwrap_err();
    assert!(error.to_string().contains("no answer left for DELETE /v1.0/deviceManagement/"), "{error}");
    service.answer(Answer::failure(TransportErrorKind::Timeout));
    assert!(
        matches!(client.send(identities::delete("1")), Err(Error::Transport(error)) if error.kind() == TransportErrorKind::Timeout)
    );
}
