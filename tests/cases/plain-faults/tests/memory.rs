//! The service in memory.

use std::time::Duration;

use plain_faults::requests::{elsewhere, open, things, things::keyed};
use plain_faults::testing::{Answer, Service};
use plain_faults::{
    AccessToken, Client, Credentials, Error, RequestError, TokenFn, TransportErrorKind, blocking, security,
};

#[tokio::test]
async fn it_carries_both_clients() {
    let service = Service::new();
    let credentials = || Credentials::new().with(security::TOKEN, "t0ken");
    for answer in [Answer::new(429).header("retry-after", "10"), Answer::json(r#"{"id":"1"}"#)] {
        service.answer(answer);
    }
    let thing = Client::over(service.clone(), credentials()).send_for_response(things::get("1")).await.unwrap();
    assert_eq!((thing.status().as_u16(), thing.body().id.as_str()), (200, "1"));
    assert_eq!(service.pauses(), [Duration::from_secs(10)]);
    service.answer(Answer::failure(TransportErrorKind::Lost));
    let error = blocking::Client::over(service.clone(), credentials()).send(things::update("1")).unwrap_err();
    assert!(error.may_have_taken_effect(), "{error}");
    let requests = service.requests();
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!(
            (&request.headers()["authorization"], request.extensions().len()),
            (&"Bearer t0ken".parse().unwrap(), 0)
        );
    }
    assert!(!format!("{requests:?}").contains("t0ken"));
}

#[test]
fn nothing_is_sent_without_credentials() {
    let service = Service::new();
    let error = blocking::Client::over(service.clone(), Credentials::new()).send(things::get("1")).unwrap_err();
    assert!(matches!(error, Error::Request(RequestError::NoCredentials)), "{error}");
    assert!(!error.may_have_taken_effect() && service.requests().is_empty());
}

#[test]
fn secrets_go_with_what_takes_them() {
    let service = Service::new();
    let client = blocking::Client::over(service.clone(), Credentials::new().with(security::TOKEN, "t0ken"));
    let client = client.service_root("http://localhost:1/v3");
    (0..2).for_each(|_| service.answer(Answer::new(204)));
    client.send(open::open()).unwrap();
    // An operation may have a server of its own, which the description names.
    client.send(elsewhere::elsewhere()).unwrap();
    let sent = service.requests();
    let sent: Vec<_> = sent.iter().map(|sent| (sent.uri().to_string(), sent.headers().get("authorization"))).collect();
    assert_eq!(sent[0], ("http://localhost:1/v3/open".to_owned(), None));
    assert_eq!((&*sent[1].0, sent[1].1.is_some()), ("https://elsewhere.example/v2/elsewhere", true));
}

#[tokio::test]
async fn a_token_is_kept_until_it_expires_or_is_refused() {
    let service = Service::new();
    for status in [204, 401, 204] {
        service.answer(Answer::new(status));
    }
    let numbers = std::sync::atomic::AtomicU32::new(0);
    let tokens = TokenFn::new(move || {
        let token = format!("t{}", numbers.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        async { Ok(AccessToken::new(token).expires_in(Duration::from_secs(3600))) }
    });
    let client = Client::over(service.clone(), tokens);
    for _ in 0..2 {
        client.send(things::delete("1")).await.unwrap();
    }
    let sent = service.requests();
    assert_eq!(
        sent.iter().map(|sent| sent.headers()["authorization"].to_str().unwrap()).collect::<Vec<_>>(),
        ["Bearer t0", "Bearer t0", "Bearer t1"]
    );
    // A token is no key.
    let blocking = blocking::Client::over(service, TokenFn::new(|| Ok(AccessToken::new("t"))));
    let error = blocking.send(keyed::keyed("1")).unwrap_err();
    assert!(matches!(error, Error::Request(RequestError::NoCredentials)), "{error}");
}
