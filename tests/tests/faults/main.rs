//! A bad day: what a user gets from both clients when the server misbehaves, how many requests were sent, and that
//! the token went nowhere else.

#![expect(deprecated, reason = "the update is the one PATCH that the crate has")]

mod server;

use std::time::Duration;

use http::StatusCode;
use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentityBody as Body;
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::{Client, Error, RetryPolicy, StaticToken, blocking};

use server::{Act, Server, answer, header};

const TOKEN: &str = "t0ken";
const JSON: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json";
const PAUSE: Duration = Duration::from_millis(2);

/// What is asked for.
#[derive(Debug, Clone, Copy)]
enum Call {
    Get,
    /// All pages.
    List,
    /// So many items of them.
    UpTo(usize),
    Count,
    Create,
    Update,
    Delete,
}
use Call::{Count, Create, Delete, Get, List, UpTo, Update};

type Run = fn(&str, Call) -> Result<String, Error>;

fn policy() -> RetryPolicy {
    RetryPolicy::default().retries(2).backoff(PAUSE, PAUSE).longest_wait(Duration::from_secs(2))
}

fn call_async(root: &str, call: Call) -> Result<String, Error> {
    let client = Client::new(StaticToken::new(TOKEN)).service_root(root).retry(policy());
    let client = client.timeout(Duration::from_millis(400)).body_limit(20_000);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        match call {
            Get => client.send(identities::get("1")).await.map(|identity| identity.id.unwrap()),
            Count => client.send(identities::count()).await.map(|count| count.to_string()),
            Create => client.send(identities::create(&Body::new())).await.map(|identity| identity.id.unwrap()),
            Update => client.send(identities::update("1", &Body::new())).await.map(|_| "updated".to_owned()),
            Delete => client.send(identities::delete("1")).await.map(|()| "deleted".to_owned()),
            List => {
                let mut items = client.pages(identities::list().header("consistencylevel", "eventual")).items();
                let mut ids = String::new();
                while let Some(item) = items.next().await {
                    ids += &item?.id.unwrap();
                }
                Ok(ids)
            }
            UpTo(limit) => {
                let items = client.pages(identities::list()).items().collect_up_to(limit).await?;
                Ok(items.into_iter().filter_map(|item| item.id).collect())
            }
        }
    })
}

fn call_blocking(root: &str, call: Call) -> Result<String, Error> {
    let client = blocking::Client::new(StaticToken::new(TOKEN)).service_root(root).retry(policy());
    let client = client.timeout(Duration::from_millis(400)).body_limit(20_000);
    match call {
        Get => client.send(identities::get("1")).map(|identity| identity.id.unwrap()),
        Count => client.send(identities::count()).map(|count| count.to_string()),
        Create => client.send(identities::create(&Body::new())).map(|identity| identity.id.unwrap()),
        Update => client.send(identities::update("1", &Body::new())).map(|_| "updated".to_owned()),
        Delete => client.send(identities::delete("1")).map(|()| "deleted".to_owned()),
        List => {
            let items = client.pages(identities::list().header("consistencylevel", "eventual")).items();
            items.map(|item| item.map(|item| item.id.unwrap())).collect()
        }
        UpTo(limit) => {
            let items = client.pages(identities::list()).items().collect_up_to(limit)?;
            Ok(items.into_iter().filter_map(|item| item.id).collect())
        }
    }
}

/// What the user gets, in short.
fn outcome(result: &Result<String, Error>) -> String {
    match result {
        Ok(value) => value.clone(),
        Err(Error::Service(error)) => format!("{} {}", error.status.as_u16(), error.code).trim_end().to_owned(),
        Err(Error::Decode(error)) => format!("decode {}", error.path),
        Err(Error::Transport(error)) => {
            let status = error.status().as_ref().map_or(String::new(), |status| format!(" {}", status.as_u16()));
            format!("{:?}{status}", error.kind())
        }
        Err(Error::Link(error)) => format!("{:?}", error.reason),
        Err(error) => panic!("{error:?}"),
    }
}

/// Plays the acts to both clients. `expected` is what they get, `requests` how many it takes.
#[track_caller]
fn check(name: &str, call: Call, acts: &[Act], expected: &str, requests: usize) {
    for (client, run) in [("reqwest", call_async as Run), ("ureq", call_blocking)] {
        let server = Server::start(acts.to_vec());
        let result = run(&server.root(), call);
        let seen = server.seen();
        assert_eq!(outcome(&result), expected, "{name}, {client}: {result:?}");
        assert_eq!(seen.len(), requests, "{name}, {client}: {seen:#?}");
        for request in &seen {
            assert_eq!(header(request, "authorization"), Some("Bearer t0ken"), "{name}, {client}: {request}");
        }
        if let Err(error) = result {
            assert!(!format!("{error} {error:?}").contains(TOKEN), "{name}, {client}: {error:?}");
        }
    }
}

fn write(head: &str, body: &str) -> Act {
    Act::Write(answer(head, body))
}

fn ok() -> Act {
    write(JSON, r#"{"id":"1"}"#)
}

fn graph_error(status: &str, headers: &str) -> Act {
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json{headers}");
    write(&head, r#"{"error":{"code":"code","message":"message"}}"#)
}

#[test]
fn throttling() {
    let soon = httpdate_in(Duration::from_secs(1));
    for retry_after in ["", "\r\nRetry-After: 0", "\r\nRetry-After: 0.05", "\r\nRetry-After: soon", &soon] {
        let throttled = graph_error("429 Too Many Requests", retry_after);
        for call in [Get, Create] {
            check(retry_after, call, &[throttled.clone(), throttled.clone(), ok()], "1", 3);
        }
        if retry_after != soon {
            check(retry_after, Update, &[throttled], "429 code", 3);
        }
    }
    let dates = "\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:49:37 GMT";
    check("a date by the server's clock", Get, &[graph_error("429 Too Many Requests", dates), ok()], "1", 2);
    for long in [
        "\r\nRetry-After: 3600",
        "\r\nRetry-After: 99999999999999999999",
        "\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        check(long, Get, &[graph_error("429 Too Many Requests", long)], "429 code", 1);
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
        let unavailable = graph_error("503 Service Unavailable", retry_after);
        for call in [Get, Create] {
            check("503", call, &[unavailable.clone(), ok()], "1", 2);
        }
        check("503", Delete, &[unavailable], "503 code", 3);
    }
    for status in ["502 Bad Gateway", "504 Gateway Timeout", "408 Request Timeout"] {
        let expected = format!("{} code", &status[..3]);
        check(status, Get, &[graph_error(status, ""), ok()], "1", 2);
        check(status, Delete, &[graph_error(status, "")], &expected, 3);
        // It may have been committed.
        check(status, Create, &[graph_error(status, ""), ok()], &expected, 1);
        check(status, Update, &[graph_error(status, ""), ok()], &expected, 1);
    }
    for status in ["400 Bad Request", "404 Not Found", "409 Conflict", "412 Precondition Failed", "500 Server Error"] {
        check(status, Get, &[graph_error(status, "\r\nRetry-After: 0"), ok()], &format!("{} code", &status[..3]), 1);
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
        assert_eq!(outcome(&run(&format!("http://{free}/v1.0"), Create)), "Connect");
        assert_eq!(outcome(&run("http://host.invalid/v1.0", Get)), "Connect");
    }
}

/// With TLS, where all features are on, as without.
#[test]
fn a_server_without_tls() {
    let server = Server::start(vec![ok()]);
    for run in [call_async, call_blocking] {
        let result = run(&format!("https://{}/v1.0", server.host), Get);
        assert!(matches!(result, Err(Error::Transport(_))), "{result:?}");
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
        ("extra members", write(JSON, r#"{"@odata.context":"x","new":{"a":[1]},"id":"1"}"#), "1"),
        ("unknown member of an enumeration", write(JSON, r#"{"id":"1","state":{"deviceImportStatus":"new"}}"#), "1"),
        ("null", write(JSON, r#"{"id":"1","state":null,"serialNumber":null}"#), "1"),
        (
            "overflow",
            write(JSON, r#"{"id":"1","state":{"deviceErrorCode":2147483648}}"#),
            "decode $.state.deviceErrorCode",
        ),
        ("compressed", Act::Write(compressed), "Unsupported 200"),
    ] {
        check(name, Get, &[act], expected, 1);
    }
    check("a count that is none", Count, &[write("HTTP/1.1 200 OK", "many")], "decode $", 1);
    check("a page of null", List, &[write(JSON, r#"{"value":null}"#)], "", 1);
    check("a page without items", List, &[write(JSON, "{}")], "decode $", 1);
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
fn pages() {
    let page = |ids: &str, next: &str| {
        let items: Vec<String> = ids.chars().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        let next = if next.is_empty() { String::new() } else { format!(r#","@odata.nextLink":"{next}""#) };
        write(JSON, &format!(r#"{{"value":[{}]{next}}}"#, items.join(",")))
    };
    let link = "http://{host}/v1.0/x?$skiptoken=a%2Fb~c!$(d)*+%20,;:@&$top=1";
    check("three pages", List, &[page("ab", link), page("", "http://{host}/v1.0/y"), page("c", "")], "abc", 3);
    for (limit, ids, requests) in [(0, "", 0), (1, "a", 1), (2, "ab", 1), (3, "abc", 3), (9, "abc", 3)] {
        let acts = [page("ab", link), page("", "http://{host}/v1.0/y"), page("c", "")];
        check("as many as wanted", UpTo(limit), &acts, ids, requests);
    }
    check("too few", UpTo(9), &[page("a", link), graph_error("404 No", "")], "404 code", 2);
    for (name, link, expected) in [
        ("another host", "http://localhost:1/v1.0/x", "OtherHost"),
        ("credentials", "http://{host}@localhost:1/v1.0/x", "OtherHost"),
        ("another scheme", "https://{host}/v1.0/x", "OtherHost"),
        ("a file", "file:///etc/passwd", "NotAUrl"),
        ("a file of the host", "file://{host}/etc/passwd", "OtherHost"),
        ("no URL", "/v1.0/x", "NotAUrl"),
    ] {
        check(name, List, &[page("a", link)], expected, 1);
    }
    let itself = "http://{host}/v1.0/x";
    check("itself", List, &[page("a", itself), page("b", itself)], "Repeated", 2);
    let first = "http://{host}/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities";
    check("the first page", List, &[page("a", first)], "Repeated", 1);
    check("throttled", List, &[page("a", itself), graph_error("429 No", ""), page("b", "")], "ab", 3);

    // The link is used byte for byte, and the headers are said again.
    for run in [call_async, call_blocking] {
        let server = Server::start(vec![page("a", link), page("b", "")]);
        assert_eq!(run(&server.root(), List).unwrap(), "ab");
        for request in server.seen() {
            assert_eq!(header(&request, "consistencylevel"), Some("eventual"));
        }
        let sent = server.seen()[1].lines().next().unwrap().to_owned();
        assert_eq!(sent, format!("GET {} HTTP/1.1", link.strip_prefix("http://{host}").unwrap()));
    }
    // With one exception: reqwest's URLs escape these, which means the same.
    let link = "http://{host}/v1.0/x?$filter=a eq 'b'".replace(' ', "%20");
    for (run, expected) in [(call_async as Run, "a%20eq%20%27b%27"), (call_blocking, "a%20eq%20'b'")] {
        let server = Server::start(vec![page("a", &link), page("b", "")]);
        assert_eq!(run(&server.root(), List).unwrap(), "ab");
        assert!(server.seen()[1].starts_with(&format!("GET /v1.0/x?$filter={expected} HTTP/1.1\r\n")));
    }
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

#[test]
fn a_refused_token_is_not_sent_again() {
    let claims = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==";
    let challenge =
        format!("\r\nWWW-Authenticate: Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{claims}\"");
    let act = graph_error("401 Unauthorized", &challenge);
    check("401", Get, std::slice::from_ref(&act), "401 code", 1);
    for run in [call_async, call_blocking] {
        let server = Server::start(vec![act.clone()]);
        let Err(Error::Service(error)) = run(&server.root(), Get) else { panic!("401 is not Ok") };
        assert_eq!(error.status, StatusCode::UNAUTHORIZED);
        let challenge = error.challenge();
        assert_eq!(challenge.error.as_deref(), Some("insufficient_claims"));
        assert_eq!(challenge.claims.as_deref(), Some(r#"{"access_token":{"nbf":{"essential":true}}}"#));
    }
}
