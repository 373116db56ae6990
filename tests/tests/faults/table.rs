//! Faults, and what any client of ours makes of them. The program that has this file says how its clients are called:
//! `call_async` and `call_blocking`.

use std::time::Duration;

use super::server::{Act, Server, answer, header};
use super::{call_async, call_blocking};

/// The secret, which goes to the server and is shown nowhere else.
pub(crate) const TOKEN: &str = "t0ken";
pub(crate) const JSON: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json";
/// The pause between two attempts, of which there are three at most.
pub(crate) const PAUSE: Duration = Duration::from_millis(2);
/// The longest pause that a server may ask for.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(2);
pub(crate) const TIMEOUT: Duration = Duration::from_millis(400);
pub(crate) const BODY_LIMIT: usize = 20_000;

/// What is asked for: an object with an `id`, apart from a deletion.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Call {
    Get,
    Create,
    Update,
    Delete,
}
use Call::{Create, Delete, Get, Update};

/// What the user gets: the id or another word, or the error in short; and all that is shown of an error.
pub(crate) struct Outcome {
    pub(crate) short: String,
    pub(crate) shown: String,
}

/// The clients, by name.
pub(crate) type Clients<'a> = [(&'static str, &'a dyn Fn(&str) -> Outcome); 2];

/// Plays the acts to both clients. `expected` is what they get, `requests` how many it takes.
#[track_caller]
pub(crate) fn play(name: &str, clients: Clients<'_>, acts: &[Act], expected: &str, requests: usize) {
    for (client, run) in clients {
        let server = Server::start(acts.to_vec());
        let Outcome { short, shown } = run(&server.root());
        let seen = server.seen();
        assert_eq!(short, expected, "{name}, {client}: {shown}");
        assert_eq!(seen.len(), requests, "{name}, {client}: {seen:#?}");
        for request in &seen {
            assert_eq!(header(request, "authorization"), Some("Bearer t0ken"), "{name}, {client}: {request}");
        }
        assert!(!shown.contains(TOKEN), "{name}, {client}: {shown}");
    }
}

#[track_caller]
pub(crate) fn check(name: &str, call: Call, acts: &[Act], expected: &str, requests: usize) {
    let clients: Clients<'_> =
        [("reqwest", &|root| call_async(root, call)), ("ureq", &|root| call_blocking(root, call))];
    play(name, clients, acts, expected, requests);
}

pub(crate) fn write(head: &str, body: &str) -> Act {
    Act::Write(answer(head, body))
}

pub(crate) fn ok() -> Act {
    write(JSON, r#"{"id":"1"}"#)
}

pub(crate) fn refusal(status: &str, headers: &str) -> Act {
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json{headers}");
    write(&head, r#"{"error":{"code":"code","message":"message"}}"#)
}

#[test]
fn throttling() {
    let soon = httpdate_in(Duration::from_secs(1));
    for retry_after in ["", "\r\nRetry-After: 0", "\r\nRetry-After: 0.05", "\r\nRetry-After: soon", &soon] {
        let throttled = refusal("429 Too Many Requests", retry_after);
        for call in [Get, Create] {
            check(retry_after, call, &[throttled.clone(), throttled.clone(), ok()], "1", 3);
        }
        if retry_after != soon {
            check(retry_after, Update, &[throttled], "429 code", 3);
        }
    }
    let dates = "\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT";
    check("a date by the server's clock", Get, &[refusal("429 Too Many Requests", dates), ok()], "1", 2);
    for long in [
        "\r\nRetry-After: 3600",
        "\r\nRetry-After: 99999999999999999999",
        "\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        check(long, Get, &[refusal("429 Too Many Requests", long)], "429 code", 1);
    }
}

/// A date so far ahead, as a header; the answer has no `Date`.
fn httpdate_in(time: Duration) -> String {
    let date = jiff::Timestamp::now() + time;
    format!("\r\nRetry-After: {}", date.strftime("%a, %d %b %Y %H:%M:%S GMT"))
}

#[test]
fn overload_and_gateways() {
    for retry_after in ["", "\r\nRetry-After: 0.01"] {
        let unavailable = refusal("503 Service Unavailable", retry_after);
        for call in [Get, Create] {
            check("503", call, &[unavailable.clone(), ok()], "1", 2);
        }
        check("503", Delete, &[unavailable], "503 code", 3);
    }
    for status in ["502 Bad Gateway", "504 Gateway Timeout", "408 Request Timeout"] {
        let expected = format!("{} code", &status[..3]);
        check(status, Get, &[refusal(status, ""), ok()], "1", 2);
        check(status, Delete, &[refusal(status, "")], &expected, 3);
        // It may have been committed.
        check(status, Create, &[refusal(status, ""), ok()], &expected, 1);
        check(status, Update, &[refusal(status, ""), ok()], &expected, 1);
    }
    for status in ["400 Bad Request", "404 Not Found", "409 Conflict", "412 Precondition Failed", "500 Server Error"] {
        check(status, Get, &[refusal(status, "\r\nRetry-After: 0"), ok()], &format!("{} code", &status[..3]), 1);
    }
}

#[test]
fn lost_connections() {
    let short = || Act::Write(format!("{JSON}\r\ncontent-length: 100\r\n\r\n{{\"id\":").into_bytes());
    let chunk = || Act::Write(format!("{JSON}\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{{\"id\"").into_bytes());
    for (name, act, expected) in [
        ("reset", Act::Reset, "Lost"),
        ("closed without an answer", Act::Hang, "Lost"),
        ("half a head", Act::Write(b"HTTP/1.1 200 OK\r\ncontent-".to_vec()), "Lost"),
        ("no HTTP", Act::Write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n".to_vec()), "Lost"),
        ("cut in the body", short(), "Lost 200"),
        ("cut in a chunk", chunk(), "Lost 200"),
    ] {
        check(name, Get, &[act.clone(), ok()], "1", 2);
        check(name, Get, std::slice::from_ref(&act), expected, 3);
        for call in [Create, Update] {
            check(name, call, &[act.clone(), ok()], expected, 1);
        }
    }
    let cut_error = "HTTP/1.1 400 Bad Request\r\ncontent-length: 100\r\n\r\n<html>";
    check("an error cut in the body", Get, &[Act::Write(cut_error.into())], "400", 1);
}

#[test]
fn a_server_that_is_not_there() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for run in [call_async, call_blocking] {
        // Nothing was sent, so a POST is tried again, too; all that shows is the kind.
        assert_eq!(run(&format!("http://{free}/v1.0"), Create).short, "Connect");
        assert_eq!(run("http://host.invalid/v1.0", Get).short, "Connect");
    }
}

/// With TLS, where all features are on, as without.
#[test]
fn a_server_without_tls() {
    let server = Server::start(vec![ok()]);
    for run in [call_async, call_blocking] {
        let outcome = run(&format!("https://{}/v1.0", server.host), Get);
        // The first use of TLS reads the certificates of the system, which may take all the time there is.
        assert!(["Lost", "Connect", "Unsupported", "Timeout"].contains(&&*outcome.short), "{}", outcome.short);
    }
    assert!(server.seen().is_empty());
}

#[test]
fn bodies_that_are_not_what_was_promised() {
    let gzip = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 42, 75, 204, 41, 77, 85, 178, 138, 142, 173, 5, 0, 66, 234, 64, 68,
        12, 0, 0, 0,
    ];
    let mut compressed =
        format!("{JSON}\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", gzip.len()).into_bytes();
    compressed.extend(gzip);
    for (name, act, expected) in [
        ("truncated JSON", write(JSON, r#"{"id":"#), "decode $.id"),
        ("HTML", write("HTTP/1.1 200 OK\r\ncontent-type: text/html", "<html>Sign in</html>"), "decode $"),
        ("nothing", write(JSON, ""), "decode $"),
        ("204", write("HTTP/1.1 204 No Content", ""), "decode $"),
        ("wrong type", write(JSON, r#"{"id":{}}"#), "decode $.id"),
        ("JSON of the wrong content type", write("HTTP/1.1 200 OK\r\ncontent-type: text/plain", r#"{"id":"1"}"#), "1"),
        ("extra members", write(JSON, r#"{"new":{"a":[1]},"id":"1"}"#), "1"),
        ("compressed", Act::Write(compressed), "Unsupported 200"),
    ] {
        check(name, Get, &[act], expected, 1);
    }
    check("an HTML error", Get, &[write("HTTP/1.1 403 Forbidden\r\ncontent-type: text/html", "<html>")], "403", 1);
}

#[test]
fn too_much_and_too_slow() {
    let announced = Act::Flood(format!("{JSON}\r\ncontent-length: 99999999999\r\n\r\n").into(), vec![b' '; 1000]);
    check("a huge body", Get, &[announced], "TooLarge 200", 1);
    let chunk = [b"3e8\r\n".to_vec(), vec![b' '; 1000], b"\r\n".to_vec()].concat();
    let endless = |status: &str| {
        Act::Flood(format!("HTTP/1.1 {status}\r\ntransfer-encoding: chunked\r\n\r\n").into(), chunk.clone())
    };
    check("an endless body", Get, &[endless("200 OK")], "TooLarge 200", 1);
    check("an endless error", Get, &[endless("400 Bad Request")], "400", 1);

    let drip =
        Act::Drip(format!("{JSON}\r\ncontent-length: 100\r\n\r\n").into(), vec![b' '; 100], Duration::from_millis(50));
    check("a slow body", Get, &[drip], "Timeout 200", 1);
    let drip = Act::Drip(Vec::new(), JSON.into(), Duration::from_millis(50));
    check("a slow head", Get, &[drip], "Timeout", 1);
}

#[test]
fn interim_answers() {
    let early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n";
    let act = Act::Write([early.as_bytes(), &answer(JSON, r#"{"id":"1"}"#)].concat());
    check("1xx", Get, std::slice::from_ref(&act), "1", 1);
    check("1xx", Create, &[act], "1", 1);
}

#[test]
fn redirects_are_answers() {
    let elsewhere = Server::start(vec![ok()]);
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        for call in [Get, Create] {
            let act = write(&format!("HTTP/1.1 {status}\r\nlocation: http://{}/x", elsewhere.host), "");
            check(status, call, &[act], &status[..3], 1);
        }
    }
    assert!(elsewhere.seen().is_empty());
}
