//! The client on reqwest, against a server on the loopback interface. Needs the feature `reqwest-no-tls`.

#![expect(deprecated, reason = "today's service has dropped the update; it is a request like any other")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentityBody as Body;
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::{BoxError, Client, Error, RetryPolicy, StaticToken, TokenProvider};

/// Answers one connection after the other with these texts; gives what was sent to it.
fn server(answers: Vec<String>) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}/v1.0", listener.local_addr().unwrap());
    let (sender, received) = channel();
    thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut chunk = [0; 4096];
            while !complete(&request) {
                match stream.read(&mut chunk).unwrap() {
                    0 => break,
                    count => request.extend_from_slice(&chunk[..count]),
                }
            }
            sender.send(String::from_utf8(request).unwrap()).unwrap();
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    (root, received)
}

/// Whether the head, and as much body as it announces, is there.
fn complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |text| text.parse().unwrap());
    body.len() >= length
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
}

fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    request
        .lines()
        .find_map(|line| line.split_once(": ").filter(|(known, _)| known.eq_ignore_ascii_case(name)))
        .map(|(_, value)| value)
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn client(root: &str) -> Client {
    Client::new(StaticToken::new("t0ken")).service_root(root).retry(RetryPolicy::none())
}

#[test]
fn an_update_travels_and_its_answer_comes_back() {
    let (root, received) = server(vec![answer("200 OK", "content-type: application/json\r\n", r#"{"id":"a/b"}"#)]);
    let request = identities::update("a/b", &Body::new().serial_number("1"));
    let updated = block_on(client(&root).send(&request)).unwrap().unwrap();
    assert_eq!(updated.id.as_deref(), Some("a/b"));
    let sent = received.recv().unwrap();
    assert!(
        sent.starts_with("PATCH /v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities/a%2Fb HTTP/1.1\r\n"),
        "{sent}"
    );
    assert!(sent.ends_with(r#"{"serialNumber":"1"}"#), "{sent}");
    assert_eq!(header(&sent, "authorization"), Some("Bearer t0ken"));
    assert_eq!(header(&sent, "accept"), Some("application/json"));
    assert_eq!(header(&sent, "content-type"), Some("application/json"));
    assert_eq!(header(&sent, "accept-encoding"), Some("identity"));
    let id = header(&sent, "client-request-id").unwrap();
    assert_eq!((id.len(), &id[14..15]), (36, "4"), "a random UUID: {id}");
}

#[test]
fn every_send_has_its_own_client_request_id_unless_the_request_brings_one() {
    let (root, received) = server(vec![answer("204 No Content", "", ""); 3]);
    let client = client(&root);
    let request = identities::delete("i");
    block_on(async {
        client.send(&request).await.unwrap();
        client.send(request.clone()).await.unwrap();
        client.send(request.header("client-request-id", "mine")).await.unwrap();
    });
    let ids: Vec<String> = received.iter().map(|sent| header(&sent, "client-request-id").unwrap().to_owned()).collect();
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[2], "mine");
}

#[test]
fn lists_and_gets_are_sent_as_they_are() {
    let page = answer("200 OK", "", r#"{"value":[{"id":"1"}]}"#);
    let (root, _received) =
        server(vec![page.clone(), page, answer("200 OK", "", r#"{"id":"1"}"#), answer("200 OK", "", "\u{feff}3")]);
    let client = client(&root);
    block_on(async {
        let list = identities::list();
        assert_eq!(client.send(&list).await.unwrap().value.len(), 1);
        assert_eq!(client.send(list).await.unwrap().value.len(), 1);
        assert_eq!(client.send(identities::get("1")).await.unwrap().id.as_deref(), Some("1"));
        assert_eq!(client.send(identities::count()).await.unwrap(), 3);
    });
}

#[test]
fn redirects_are_not_followed() {
    let (elsewhere, reached) = server(vec![answer("200 OK", "", "{}")]);
    let location = format!("location: {elsewhere}/stolen\r\n");
    let (root, _received) = server(vec![answer("302 Found", &location, "")]);
    match block_on(client(&root).send(identities::get("i"))) {
        Err(Error::Service(error)) => {
            assert_eq!(error.status.as_u16(), 302);
            assert_eq!(error.headers["location"], format!("{elsewhere}/stolen"));
        }
        other => panic!("{other:?}"),
    }
    assert!(reached.try_recv().is_err(), "the other server was called");
}

#[test]
fn an_error_answer_that_breaks_off_keeps_status_headers_and_what_came() {
    let cut = "HTTP/1.1 503 Service Unavailable\r\nretry-after: 7\r\ncontent-length: 100\r\n\r\n<html>";
    let (root, _received) = server(vec![cut.to_owned()]);
    match block_on(client(&root).send(identities::get("i"))) {
        Err(Error::Service(error)) => {
            assert_eq!((error.status.as_u16(), error.retry_after(), &error.body[..]), (503, Some("7"), &b"<html>"[..]));
        }
        other => panic!("{other:?}"),
    }
    let (root, _received) = server(vec![cut.replace("503 Service Unavailable", "200 OK")]);
    let error = block_on(client(&root).send(identities::get("i"))).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[test]
fn failures_are_told_apart() {
    struct NoToken;
    impl TokenProvider for NoToken {
        async fn token(&self) -> Result<String, BoxError> {
            Err("signed out".into())
        }
    }
    let error = block_on(Client::new(NoToken).send(identities::get("i"))).unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert_eq!(error.to_string(), "there is no token for the request: signed out");

    let error = block_on(Client::new(StaticToken::new("SECRET\n")).send(identities::get("i"))).unwrap_err();
    assert!(matches!(error, Error::Token(_)) && !format!("{error:?} {error}").contains("SECRET"), "{error:?}");

    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = block_on(client(&format!("http://{free}/v1.0")).send(identities::get("i"))).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(!format!("{error:?} {error}").contains("t0ken"), "{error:?}");

    let error = block_on(client("nowhere").send(identities::get("i"))).unwrap_err();
    assert!(matches!(error, Error::Request(_)), "{error:?}");
}

#[test]
fn debug_shows_no_token() {
    let token = StaticToken::new("SECRET");
    let client = Client::new(token.clone());
    let text = format!("{token:?} {client:?}");
    assert!(!text.contains("SECRET") && text.contains("https://graph.microsoft.com/v1.0"), "{text}");
}

#[test]
fn an_own_http_client_is_used() {
    let (root, received) = server(vec![answer("204 No Content", "", "")]);
    let http =
        reqwest::Client::builder().user_agent("mine").redirect(reqwest::redirect::Policy::none()).build().unwrap();
    block_on(client(&root).with_http(http).send(identities::delete("i"))).unwrap();
    assert_eq!(header(&received.recv().unwrap(), "user-agent"), Some("mine"));
}

#[test]
fn an_own_http_client_that_follows_redirects_is_found_out() {
    let (elsewhere, received) = server(vec![answer("200 OK", "", "{}")]);
    let (root, _received) = server(vec![answer("302 Found", &format!("location: {elsewhere}/x\r\n"), "")]);
    let error = block_on(client(&root).with_http(reqwest::Client::new()).send(identities::get("i"))).unwrap_err();
    assert!(error.to_string().contains("it has followed a redirect"), "{error}");
    // It is late for that, but reqwest keeps the token back.
    assert_eq!(header(&received.recv().unwrap(), "authorization"), None);
}

#[test]
fn sending_can_be_spawned() {
    fn spawnable<T: Send + 'static>(_: T) {}
    let client = client("http://127.0.0.1:1/v1.0");
    spawnable(async move { client.send(identities::list()).await });
}
