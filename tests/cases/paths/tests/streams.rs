//! Content that is not held in memory, with both clients: over real sockets, and where it must not go over a service
//! in memory.

#![cfg(all(feature = "reqwest-no-tls", feature = "testing", feature = "ureq-no-tls"))]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use paths::requests::books::cover;
use paths::testing::{Answer, Service};
use paths::{Body, Client, Error, LinkErrorReason, RetryPolicy, StaticToken, TransportErrorKind, blocking};

/// A byte that is not sent: the server makes a pause instead.
const PAUSE: u8 = 7;
const MEGABYTE: usize = 1 << 20;

/// Answers one request after the other with these; `{other}` stands for another host.
struct Server {
    host: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                log.lock().unwrap().push(read(&mut stream));
                for (number, part) in answer.split(|byte| *byte == PAUSE).enumerate() {
                    thread::sleep(Duration::from_millis(if number == 0 { 0 } else { 150 }));
                    let _ = stream.write_all(part);
                }
            }
        });
        Self { host, seen }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    fn client(&self) -> Client {
        Client::new(StaticToken::new("t0ken")).service_root(&self.root()).retry(policy()).body_limit(1000)
    }

    fn blocking(&self) -> blocking::Client {
        blocking::Client::new(StaticToken::new("t0ken")).service_root(&self.root()).retry(policy()).body_limit(1000)
    }

    fn root(&self) -> String {
        format!("http://{}/v1", self.host)
    }
}

fn policy() -> RetryPolicy {
    RetryPolicy::default().retries(2).backoff(Duration::from_millis(1), Duration::from_millis(1))
}

fn read(stream: &mut TcpStream) -> String {
    let mut request = String::new();
    let mut part = [0; 65536];
    loop {
        let count = stream.read(&mut part).unwrap();
        request += &String::from_utf8_lossy(&part[..count]);
        let Some((head, body)) = request.split_once("\r\n\r\n") else { continue };
        let head = head.to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let complete = match length {
            _ if head.contains("transfer-encoding: chunked") => body.ends_with("0\r\n\r\n"),
            length => body.len() >= length.map_or(0, |length| length.parse().unwrap()),
        };
        if complete || count == 0 {
            return request;
        }
    }
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let length = body.iter().filter(|byte| **byte != PAUSE).count();
    let head = format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn throttled() -> Vec<u8> {
    answer("429 Too Many Requests\r\nretry-after: 0", b"")
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Downloads by both clients, from servers that are made for each.
fn download(
    servers: impl Fn() -> (Server, Option<Server>),
    check: impl Fn(Result<Vec<u8>, Error>, &Server, Option<&Server>),
) {
    let request = cover::download("b").header("range", "bytes=0-").header("x-own", "1");
    let (server, other) = servers();
    let result = block_on(async {
        let answer = server.client().timeout(Duration::from_millis(400)).download(&request).await?;
        Ok(answer.into_body().collect().await?.to_vec())
    });
    check(result, &server, other.as_ref());
    let (server, other) = servers();
    let result = server.blocking().timeout(Duration::from_millis(400)).download(&request).and_then(|answer| {
        let mut content = Vec::new();
        answer.into_body().read_to_end(&mut content).map_err(paths::TransportError::from)?;
        Ok(content)
    });
    check(result, &server, other.as_ref());
}

#[test]
fn content_comes_from_another_host_without_the_token() {
    let servers = || {
        let other = Server::start(vec![throttled(), answer("206 Partial Content", &vec![b'x'; MEGABYTE])]);
        let redirect = answer(&format!("302 Found\r\nlocation: http://{}/content?key=secret", other.host), b"");
        (Server::start(vec![throttled(), redirect]), Some(other))
    };
    download(servers, |result, server, other| {
        assert_eq!(result.unwrap().len(), MEGABYTE, "the limit is for what is held in memory");
        assert!(server.seen().iter().all(|request| request.contains("authorization: Bearer t0ken")));
        let seen = other.unwrap().seen();
        assert_eq!(seen.len(), 2);
        for request in seen {
            assert!(request.starts_with("GET /content?key=secret HTTP/1.1\r\n"), "{request}");
            assert!(request.contains("range: bytes=0-"), "{request}");
            assert!(!request.contains("t0ken") && !request.contains("x-own"), "{request}");
        }
    });
}

#[test]
fn what_is_no_content_is_an_error() {
    let missing = || (Server::start(vec![answer("404 Not Found", br#"{"error":{"code":"notFound"}}"#)]), None);
    download(missing, |result, _, _| {
        assert!(matches!(result, Err(Error::Service(error)) if error.code == "notFound"));
    });
    let nowhere = || (Server::start(vec![answer("302 Found", b"")]), None);
    download(nowhere, |result, _, _| {
        assert!(matches!(result, Err(Error::Service(error)) if error.status == 302));
    });
    let cut = || (Server::start(vec![b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc".to_vec()]), None);
    download(cut, |result, server, _| {
        assert!(matches!(result, Err(Error::Transport(error)) if error.kind() == TransportErrorKind::Lost));
        assert_eq!(server.seen().len(), 1);
    });
}

#[test]
fn redirects_do_not_go_round_for_ever() {
    let server = || {
        // To itself, which is the service: with the token.
        let redirect = answer("302 Found\r\nlocation: /v1/x", b"");
        (Server::start(vec![redirect; 20]), None)
    };
    download(server, |result, server, _| {
        assert!(matches!(result, Err(Error::Service(error)) if error.status == 302));
        assert_eq!(server.seen().len(), 6);
    });
}

#[test]
fn redirects_lead_to_no_worse_place() {
    for location in ["http://cdn.example/x", "file:///etc/passwd", "https://a:b@cdn.example/x", "http://127.0.0.1/x"] {
        let service = Service::new();
        service.answer(Answer::new(302).header("location", location));
        service.answer(Answer::new(302).header("location", location));
        let client = blocking::Client::over(service.clone(), StaticToken::new("t"));
        let refused = |error: Error| match error {
            Error::Link(error) => assert_ne!(error.reason, LinkErrorReason::Repeated),
            other => panic!("{location}: {other:?}"),
        };
        refused(client.download(&cover::download("b")).unwrap_err());
        let client = Client::over(service.clone(), StaticToken::new("t"));
        refused(block_on(client.download(&cover::download("b"))).unwrap_err());
        assert_eq!(service.requests().len(), 2);
    }
}

#[test]
fn a_download_may_take_long_but_must_not_stop() {
    // Four pauses of 150 ms take longer than the 400 ms that each part may take.
    let slow = || (Server::start(vec![answer("200 OK", b"a\x07b\x07c\x07d\x07e")]), None);
    download(slow, |result, _, _| {
        assert_eq!(result.unwrap(), b"abcde");
    });
    let stuck = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}", stuck.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = stuck.accept().unwrap();
        read(&mut stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc").unwrap();
        // Until the client has gone.
        let _ = stream.read(&mut [0]);
    });
    let client = Client::new(StaticToken::new("t")).service_root(&root).timeout(Duration::from_millis(200));
    block_on(async {
        let mut content = client.download(&cover::download("b")).await.unwrap().into_body();
        assert_eq!(content.next().await.unwrap().unwrap(), "abc");
        let error = content.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Timeout);
    });
    drop(client);
    server.join().unwrap();
}

/// Ten parts of the same bytes.
struct Parts(usize);

impl futures_core::Stream for Parts {
    type Item = Result<Bytes, paths::TransportError>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> Poll<Option<Self::Item>> {
        self.0 += 1;
        Poll::Ready((self.0 <= 10).then(|| Ok(Bytes::from(vec![b'x'; MEGABYTE / 10]))))
    }
}

#[test]
fn streams_are_sent_as_they_come_and_once() {
    let length = u64::try_from(MEGABYTE / 10 * 10).unwrap();
    for length in [Some(length), None] {
        let request = cover::upload("b", "image/png");
        let server =
            Server::start(vec![answer("204 No Content", b""), answer("204 No Content", b""), throttled(), throttled()]);
        let error = block_on(async {
            let client = server.client();
            assert!(client.upload(&request, Body::from_stream(Parts(0), length)).await.unwrap().is_none());
            let body = blocking::Body::from_reader(std::io::repeat(b'x').take(MEGABYTE as u64 / 10 * 10), length);
            assert!(server.blocking().upload(&request, body).unwrap().is_none());
            client.upload(&request, Body::from_stream(Parts(0), length)).await.unwrap_err()
        });
        assert!(matches!(error, Error::Service(error) if error.status == 429), "it cannot be sent again");
        let body = blocking::Body::from_reader(std::io::repeat(b'x').take(MEGABYTE as u64 / 10 * 10), length);
        assert!(server.blocking().upload(&request, body).is_err());
        let seen = server.seen();
        assert_eq!(seen.len(), 4);
        for request in seen {
            let (head, body) = request.split_once("\r\n\r\n").unwrap();
            assert!(head.contains("content-type: image/png"), "{head}");
            assert_eq!(head.contains("content-length: 1048570"), length.is_some(), "{head}");
            assert_eq!(body.matches('x').count(), MEGABYTE / 10 * 10);
        }
    }
}

#[test]
fn bytes_are_sent_again() {
    let request = cover::upload("b", "image/png");
    let server =
        Server::start(vec![throttled(), answer("204 No Content", b""), throttled(), answer("204 No Content", b"")]);
    block_on(server.client().upload(&request, "picture")).unwrap();
    server.blocking().upload(&request, "picture").unwrap();
    assert!(server.seen().iter().all(|request| request.ends_with("\r\n\r\npicture")));
    assert_eq!(server.seen().len(), 4);
}
