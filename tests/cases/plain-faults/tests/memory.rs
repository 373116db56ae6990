//! The service in memory.

use std::time::Duration;

use plain_faults::requests::{elsewhere, open, things};
use plain_faults::testing::{Answer, Service};
use plain_faults::{Client, Credentials, Error, RequestError, TransportErrorKind, blocking, security};

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
