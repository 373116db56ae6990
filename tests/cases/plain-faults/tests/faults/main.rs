//! A bad day: what a user gets from both clients when the server misbehaves, how many requests were sent, and that
//! secrets went nowhere else.

mod server;
mod table;

use std::sync::atomic::{AtomicUsize, Ordering};

use plain_faults::models::Problem;
use plain_faults::requests::things::{self, content, keyed};
use plain_faults::{
    BoxError, Challenge, Client, CredentialProvider, Credentials, Error, RetryPolicy, Scheme, blocking, security,
};

use server::{Act, Server, header};
use table::{BODY_LIMIT, Call, JSON, LONGEST_WAIT, Outcome, PAUSE, TIMEOUT, TOKEN, check, ok, refusal, write};

fn policy() -> RetryPolicy {
    RetryPolicy::default().retries(2).backoff(PAUSE, PAUSE).longest_wait(LONGEST_WAIT)
}

fn client(root: &str, credentials: impl CredentialProvider + 'static) -> Client {
    Client::new(credentials).service_root(root).retry(policy()).timeout(TIMEOUT).body_limit(BODY_LIMIT)
}

fn blocking_client(root: &str, credentials: impl blocking::CredentialProvider + 'static) -> blocking::Client {
    blocking::Client::new(credentials).service_root(root).retry(policy()).timeout(TIMEOUT).body_limit(BODY_LIMIT)
}

fn credentials() -> Credentials {
    Credentials::new().with(security::TOKEN, TOKEN)
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn call_async(root: &str, call: Call) -> Outcome {
    let client = client(root, credentials());
    outcome(wait(async {
        match call {
            Call::Get => client.send(things::get("1")).await.map(|thing| thing.id),
            Call::Create => client.send(things::create()).await.map(|thing| thing.id),
            Call::Update => client.send(things::update("1")).await.map(|thing| thing.id),
            Call::Delete => client.send(things::delete("1")).await.map(|()| "deleted".to_owned()),
        }
    }))
}

fn call_blocking(root: &str, call: Call) -> Outcome {
    let client = blocking_client(root, credentials());
    outcome(match call {
        Call::Get => client.send(things::get("1")).map(|thing| thing.id),
        Call::Create => client.send(things::create()).map(|thing| thing.id),
        Call::Update => client.send(things::update("1")).map(|thing| thing.id),
        Call::Delete => client.send(things::delete("1")).map(|()| "deleted".to_owned()),
    })
}

/// What the user gets, in short.
fn outcome(result: Result<String, Error>) -> Outcome {
    let short = match &result {
        Ok(value) => value.clone(),
        Err(Error::Service(error)) => {
            let problem = error.declared::<Problem>().ok().and_then(|problem| problem.error.code);
            format!("{} {}", error.status.as_u16(), problem.unwrap_or_default()).trim_end().to_owned()
        }
        Err(Error::Decode(error)) => format!("decode {}", error.path),
        Err(Error::Transport(error)) => {
            let status = error.status().as_ref().map_or(String::new(), |status| format!(" {}", status.as_u16()));
            format!("{:?}{status}", error.kind())
        }
        Err(error) => panic!("{error:?}"),
    };
    Outcome { short, shown: result.err().map(|error| format!("{error} {error:?}")).unwrap_or_default() }
}

/// The secrets of a source that has another one after a refusal, or has not.
struct Source {
    renews: bool,
    asked: AtomicUsize,
}

impl Source {
    fn new(renews: bool) -> Self {
        Self { renews, asked: AtomicUsize::new(0) }
    }

    fn renewed(&self, challenge: &Challenge) -> Option<String> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        assert_eq!(challenge.error.as_deref(), Some("invalid_token"));
        Some(if self.renews { "n3w" } else { "0ld" }.to_owned())
    }
}

impl CredentialProvider for Source {
    async fn secret(&self, _: Scheme) -> Result<Option<String>, BoxError> {
        Ok(Some("0ld".to_owned()))
    }

    async fn renew(&self, _: Scheme, challenge: &Challenge) -> Result<Option<String>, BoxError> {
        Ok(self.renewed(challenge))
    }
}

impl blocking::CredentialProvider for Source {
    fn secret(&self, _: Scheme) -> Result<Option<String>, BoxError> {
        Ok(Some("0ld".to_owned()))
    }

    fn renew(&self, _: Scheme, challenge: &Challenge) -> Result<Option<String>, BoxError> {
        Ok(self.renewed(challenge))
    }
}

#[test]
fn a_refused_secret_is_renewed_once() {
    let refused = refusal("401 Unauthorized", "\r\nWWW-Authenticate: Bearer error=\"invalid_token\"");
    let asynchronous = |root: &str, source| wait(client(root, source).send(things::create()));
    let blocking = |root: &str, source| blocking_client(root, source).send(things::create());
    for run in [&asynchronous as &dyn Fn(&str, Source) -> _, &blocking] {
        for (renews, acts, expected, sent) in [
            (true, vec![refused.clone(), ok()], "1", vec!["Bearer 0ld", "Bearer n3w"]),
            (true, vec![refused.clone()], "401 code", vec!["Bearer 0ld", "Bearer n3w"]),
            (false, vec![refused.clone()], "401 code", vec!["Bearer 0ld"]),
        ] {
            let server = Server::start(acts);
            let result = run(&server.root(), Source::new(renews)).map(|thing| thing.id);
            assert_eq!(outcome(result).short, expected);
            let seen = server.seen();
            assert_eq!(seen.iter().filter_map(|request| header(request, "authorization")).collect::<Vec<_>>(), sent);
        }
    }
    // What does not change is not sent again.
    check("401", Call::Get, &[refused], "401 code", 1);
}

#[test]
fn keys_in_queries_and_headers_are_sent_again_and_shown_nowhere() {
    let keys =
        || Credentials::new().with(security::KEY, "k3y&").with(security::NAME, "n4me").with(security::TOKEN, TOKEN);
    let asynchronous = |root: &str| wait(client(root, keys()).send(keyed::keyed("1")));
    let blocking = |root: &str| blocking_client(root, keys()).send(keyed::keyed("1"));
    for run in [&asynchronous as &dyn Fn(&str) -> _, &blocking] {
        let server = Server::start(vec![Act::Hang]);
        let error = run(&server.root()).unwrap_err();
        let shown = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
        assert!(!shown.contains("k3y") && !shown.contains("n4me"), "{shown}");
        let seen = server.seen();
        assert_eq!(seen.len(), 3, "{seen:#?}");
        for request in seen {
            assert!(request.starts_with("GET /v1.0/things/1/keyed?key=k3y%26 HTTP/1.1\r\n"), "{request}");
            assert_eq!((header(&request, "x-name"), header(&request, "authorization")), (Some("n4me"), None));
        }
    }
}

#[test]
fn content_is_streamed_both_ways() {
    let server =
        Server::start(vec![write("HTTP/1.1 200 OK", &"x".repeat(2 * BODY_LIMIT)), write(JSON, r#"{"id":"1"}"#)]);
    let asynchronous = client(&server.root(), credentials());
    let read = wait(async { asynchronous.download(content::read("1")).await.unwrap().into_body().collect().await });
    assert_eq!(read.unwrap().len(), 2 * BODY_LIMIT);
    let thing = wait(asynchronous.upload(content::write("1", Default::default()), "content")).unwrap();
    assert_eq!(thing.id, "1");
    assert!(server.seen()[1].ends_with("\r\n\r\ncontent"), "{}", server.seen()[1]);

    let server = Server::start(vec![write("HTTP/1.1 200 OK", &"x".repeat(2 * BODY_LIMIT)), refusal("503 No", "")]);
    let blocking = blocking_client(&server.root(), credentials());
    let mut text = String::new();
    let mut body = blocking.download(content::read("1")).unwrap().into_body();
    assert_eq!(std::io::Read::read_to_string(&mut body, &mut text).unwrap(), 2 * BODY_LIMIT);
    // A reader is read only once.
    let body = blocking::Body::from_reader(&b"content"[..], Some(7));
    let Err(Error::Service(error)) = blocking.upload(content::write("1", Default::default()), body) else { panic!() };
    assert_eq!(error.status.as_u16(), 503);
    assert_eq!(server.seen().len(), 2);
    assert_eq!(header(&server.seen()[1], "content-type"), Some("application/octet-stream"));

    let server = Server::start(vec![write("HTTP/1.1 302 Found\r\nlocation: http://elsewhere.invalid/", "")]);
    let error = blocking_client(&server.root(), credentials()).download(content::read("1")).unwrap_err();
    assert!(matches!(error, Error::Service(error) if error.status.as_u16() == 302));
}
