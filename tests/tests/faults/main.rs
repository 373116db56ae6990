//! A bad day: what a user gets from both clients when the server misbehaves, how many requests were sent, and that
//! the token went nowhere else. What is true of any service is in `table`, with which the clients of a plain crate are
//! tested, too (`tests/cases/plain-faults`).

#![expect(deprecated, reason = "the update is the one PATCH that the crate has")]

mod server;
mod table;

use http::StatusCode;
use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentity as Identity, ImportedWindowsAutopilotDeviceIdentityBody as Body,
};
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::{Client, Error, RetryPolicy, StaticToken, blocking};

use server::{Act, Server, header};
use table::{
    BODY_LIMIT, Call, Clients, JSON, LONGEST_WAIT, Outcome, PAUSE, TIMEOUT, TOKEN, check, play, refusal, write,
};

fn policy() -> RetryPolicy {
    RetryPolicy::default().retries(2).backoff(PAUSE, PAUSE).longest_wait(LONGEST_WAIT)
}

fn client(root: &str) -> Client {
    let client = Client::new(StaticToken::new(TOKEN)).service_root(root).retry(policy());
    client.timeout(TIMEOUT).body_limit(BODY_LIMIT)
}

fn blocking_client(root: &str) -> blocking::Client {
    let client = blocking::Client::new(StaticToken::new(TOKEN)).service_root(root).retry(policy());
    client.timeout(TIMEOUT).body_limit(BODY_LIMIT)
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn call_async(root: &str, call: Call) -> Outcome {
    let client = client(root);
    outcome(wait(async {
        match call {
            Call::Get => client.send(identities::get("1")).await.map(|identity| identity.id.unwrap()),
            Call::Create => client.send(identities::create(&Body::new())).await.map(|identity| identity.id.unwrap()),
            Call::Update => client.send(identities::update("1", &Body::new())).await.map(|_| "updated".to_owned()),
            Call::Delete => client.send(identities::delete("1")).await.map(|()| "deleted".to_owned()),
        }
    }))
}

fn call_blocking(root: &str, call: Call) -> Outcome {
    let client = blocking_client(root);
    outcome(match call {
        Call::Get => client.send(identities::get("1")).map(|identity| identity.id.unwrap()),
        Call::Create => client.send(identities::create(&Body::new())).map(|identity| identity.id.unwrap()),
        Call::Update => client.send(identities::update("1", &Body::new())).map(|_| "updated".to_owned()),
        Call::Delete => client.send(identities::delete("1")).map(|()| "deleted".to_owned()),
    })
}

/// The ids of all pages.
fn list_async(root: &str) -> Outcome {
    let mut items = client(root).pages(identities::list().header("consistencylevel", "eventual")).items();
    outcome(wait(async {
        let mut ids = String::new();
        while let Some(item) = items.next().await {
            ids += &item?.id.unwrap();
        }
        Ok(ids)
    }))
}

fn list_blocking(root: &str) -> Outcome {
    let items = blocking_client(root).pages(identities::list().header("consistencylevel", "eventual")).items();
    outcome(items.map(|item| item.map(|item| item.id.unwrap())).collect())
}

/// What the user gets, in short.
fn outcome(result: Result<String, Error>) -> Outcome {
    let short = match &result {
        Ok(value) => value.clone(),
        Err(Error::Service(error)) => format!("{} {}", error.status.as_u16(), error.code).trim_end().to_owned(),
        Err(Error::Decode(error)) => format!("decode {}", error.path),
        Err(Error::Transport(error)) => {
            let status = error.status().as_ref().map_or(String::new(), |status| format!(" {}", status.as_u16()));
            format!("{:?}{status}", error.kind())
        }
        Err(Error::Link(error)) => format!("{:?}", error.reason),
        Err(error) => panic!("{error:?}"),
    };
    Outcome { short, shown: result.err().map(|error| format!("{error} {error:?}")).unwrap_or_default() }
}

#[track_caller]
fn check_list(name: &str, acts: &[Act], expected: &str, requests: usize) {
    play(name, [("reqwest", &list_async), ("ureq", &list_blocking)], acts, expected, requests);
}

#[test]
fn bodies_that_are_not_of_the_model() {
    for (name, body, expected) in [
        ("control information", r#"{"@odata.context":"x","id":"1"}"#, "1"),
        ("unknown member of an enumeration", r#"{"id":"1","state":{"deviceImportStatus":"new"}}"#, "1"),
        ("null", r#"{"id":"1","state":null,"serialNumber":null}"#, "1"),
        ("overflow", r#"{"id":"1","state":{"deviceErrorCode":2147483648}}"#, "decode $.state.deviceErrorCode"),
    ] {
        check(name, Call::Get, &[write(JSON, body)], expected, 1);
    }
    let count_async = |root: &str| outcome(wait(client(root).send(identities::count())).map(|count| count.to_string()));
    let count_blocking =
        |root: &str| outcome(blocking_client(root).send(identities::count()).map(|count| count.to_string()));
    let acts = [write("HTTP/1.1 200 OK", "many")];
    play("a count that is none", [("reqwest", &count_async), ("ureq", &count_blocking)], &acts, "decode $", 1);
    check_list("a page of null", &[write(JSON, r#"{"value":null}"#)], "", 1);
    check_list("a page without items", &[write(JSON, "{}")], "decode $", 1);
}

#[test]
fn pages() {
    let page = |ids: &str, next: &str| {
        let items: Vec<String> = ids.chars().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        let next = if next.is_empty() { String::new() } else { format!(r#","@odata.nextLink":"{next}""#) };
        write(JSON, &format!(r#"{{"value":[{}]{next}}}"#, items.join(",")))
    };
    let link = "http://{host}/v1.0/x?$skiptoken=a%2Fb~c!$(d)*+%20,;:@&$top=1";
    let three = [page("ab", link), page("", "http://{host}/v1.0/y"), page("c", "")];
    check_list("three pages", &three, "abc", 3);
    let ids = |items: Vec<Identity>| items.into_iter().filter_map(|item| item.id).collect();
    for (limit, expected, requests) in [(0, "", 0), (1, "a", 1), (2, "ab", 1), (3, "abc", 3), (9, "abc", 3)] {
        let asynchronous = |root: &str| {
            let mut items = client(root).pages(identities::list()).items();
            outcome(wait(items.collect_up_to(limit)).map(ids))
        };
        let blocking = |root: &str| {
            let mut items = blocking_client(root).pages(identities::list()).items();
            outcome(items.collect_up_to(limit).map(ids))
        };
        let clients: Clients<'_> = [("reqwest", &asynchronous), ("ureq", &blocking)];
        play("as many as wanted", clients, &three, expected, requests);
        if limit == 9 {
            play("too few", clients, &[page("a", link), refusal("404 No", "")], "404 code", 2);
        }
    }
    for (name, link, expected) in [
        ("another host", "http://localhost:1/v1.0/x", "OtherHost"),
        ("credentials", "http://{host}@localhost:1/v1.0/x", "OtherHost"),
        ("another scheme", "https://{host}/v1.0/x", "OtherHost"),
        ("a file", "file:///etc/passwd", "NotAUrl"),
        ("a file of the host", "file://{host}/etc/passwd", "OtherHost"),
        ("no URL", "/v1.0/x", "NotAUrl"),
    ] {
        check_list(name, &[page("a", link)], expected, 1);
    }
    let itself = "http://{host}/v1.0/x";
    check_list("itself", &[page("a", itself), page("b", itself)], "Repeated", 2);
    let first = "http://{host}/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities";
    check_list("the first page", &[page("a", first)], "Repeated", 1);
    check_list("throttled", &[page("a", itself), refusal("429 No", ""), page("b", "")], "ab", 3);

    // The link is used byte for byte, and the headers are said again.
    for run in [list_async, list_blocking] {
        let server = Server::start(vec![page("a", link), page("b", "")]);
        assert_eq!(run(&server.root()).short, "ab");
        for request in server.seen() {
            assert_eq!(header(&request, "consistencylevel"), Some("eventual"));
        }
        let sent = server.seen()[1].lines().next().unwrap().to_owned();
        assert_eq!(sent, format!("GET {} HTTP/1.1", link.strip_prefix("http://{host}").unwrap()));
    }
    // With one exception: reqwest's URLs escape these, which means the same.
    let link = "http://{host}/v1.0/x?$filter=a eq 'b'".replace(' ', "%20");
    for (run, expected) in [(list_async as fn(&str) -> _, "a%20eq%20%27b%27"), (list_blocking, "a%20eq%20'b'")] {
        let server = Server::start(vec![page("a", &link), page("b", "")]);
        assert_eq!(run(&server.root()).short, "ab");
        assert!(server.seen()[1].starts_with(&format!("GET /v1.0/x?$filter={expected} HTTP/1.1\r\n")));
    }
}

#[test]
fn a_refused_token_is_not_sent_again() {
    let claims = "eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==";
    let challenge =
        format!("\r\nWWW-Authenticate: Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{claims}\"");
    let act = refusal("401 Unauthorized", &challenge);
    check("401", Call::Get, std::slice::from_ref(&act), "401 code", 1);
    let asynchronous = |root: &str| wait(client(root).send(identities::get("1")));
    let blocking = |root: &str| blocking_client(root).send(identities::get("1"));
    for run in [&asynchronous as &dyn Fn(&str) -> _, &blocking] {
        let server = Server::start(vec![act.clone()]);
        let Err(Error::Service(error)) = run(&server.root()) else { panic!("401 is not Ok") };
        assert_eq!(error.status, StatusCode::UNAUTHORIZED);
        let challenge = error.challenge();
        assert_eq!(challenge.error.as_deref(), Some("insufficient_claims"));
        assert_eq!(challenge.claims.as_deref(), Some(r#"{"access_token":{"nbf":{"essential":true}}}"#));
    }
}
