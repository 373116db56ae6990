//! The client over real HTTP: what arrives, and what it makes of the answer.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;

use plain_security::requests::{private, public};
use plain_security::{Client, Credentials, Error, security};

/// Answers one request, and gives what it was.
fn service(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let root = format!("http://{}/v1", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            request.push(byte[0]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(request).unwrap().to_ascii_lowercase()
    });
    (root, thread)
}

#[tokio::test]
async fn a_token_goes_where_it_is_needed() {
    let credentials = Credentials::new().with(security::TOKEN, "t0ken");
    let answer = "HTTP/1.1 200 OK\r\nx-id: 7\r\ncontent-length: 4\r\nconnection: close\r\n\r\n\"hi\"";
    let (root, request) = service(answer);
    let client = Client::new(credentials);
    let whole = client.clone().service_root(&root).send_for_response(private::private()).await.unwrap();
    assert_eq!((whole.body().as_str(), whole.headers()["x-id"].to_str().unwrap()), ("hi", "7"));
    let request = request.join().unwrap();
    assert!(request.starts_with("get /v1/private http/1.1\r\n"), "{request}");
    assert!(request.contains("\r\nauthorization: bearer t0ken\r\n"), "{request}");

    let (root, request) = service(answer);
    assert_eq!(client.service_root(&root).send(public::public()).await.unwrap(), "hi");
    assert!(!request.join().unwrap().contains("authorization"));
}

#[tokio::test]
async fn errors_are_whole_and_redirects_are_not_followed() {
    let (root, request) = service(
        "HTTP/1.1 302 Found\r\nlocation: http://elsewhere.example/\r\ncontent-length: 3\r\nconnection: close\r\n\r\nsee",
    );
    let client = Client::new(Credentials::new()).service_root(&root);
    let Err(Error::Service(error)) = client.send(public::public()).await else { panic!() };
    assert_eq!((error.status.as_u16(), error.body.as_ref()), (302, &b"see"[..]));
    assert_eq!(error.headers["location"], "http://elsewhere.example/");
    request.join().unwrap();
    let Err(Error::Request(_)) = client.send(private::private()).await else { panic!() };
}
