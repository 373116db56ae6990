//! Tokens: where they come from, when they are asked for, and that they go nowhere else.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use azure_core::credentials::{AccessToken as AzureAccessToken, TokenCredential, TokenRequestOptions};
use azure_core::time::OffsetDateTime;
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::testing::{Answer, Service};
use msgraph_autopilot::{
    AccessToken, AzureToken, BoxError, Challenge, Client, Cloud, Error, StaticToken, TokenFn, TokenProvider, blocking,
};

fn record() -> Answer {
    Answer::json(r#"{"id":"1"}"#)
}

fn refused() -> Answer {
    Answer::new(401).header("www-authenticate", r#"Bearer error="invalid_token", claims="e30""#)
}

/// The tokens that were sent.
fn tokens(service: &Service) -> Vec<String> {
    let requests = service.requests();
    requests.iter().map(|request| request.headers()["authorization"].to_str().unwrap().to_owned()).collect()
}

/// Counts, so that every token is another one.
fn counted(lifetime: Option<Duration>) -> impl Fn() -> AccessToken + Send + Sync {
    let asked = AtomicUsize::new(0);
    move || {
        let token = AccessToken::new(format!("t{}", asked.fetch_add(1, Ordering::Relaxed)));
        lifetime.map_or(token.clone(), |lifetime| token.expires_in(lifetime))
    }
}

#[tokio::test]
async fn a_closure_is_called_when_its_token_expires() {
    for (lifetime, expected) in [
        (None, ["Bearer t0", "Bearer t1"]),
        (Some(Duration::from_secs(3600)), ["Bearer t0", "Bearer t0"]),
        (Some(Duration::from_secs(60)), ["Bearer t0", "Bearer t1"]),
    ] {
        let service = Service::new();
        (0..4).for_each(|_| service.answer(record()));
        let next = counted(lifetime);
        let client = Client::over(service.clone(), TokenFn::new(move || std::future::ready(Ok(next()))));
        client.send(identities::get("1")).await.unwrap();
        client.send(identities::get("1")).await.unwrap();
        let next = counted(lifetime);
        let client = blocking::Client::over(service.clone(), TokenFn::new(move || Ok(next())));
        client.send(identities::get("1")).unwrap();
        client.send(identities::get("1")).unwrap();
        assert_eq!(tokens(&service), [expected, expected].concat(), "{lifetime:?}");
    }
}

#[tokio::test]
async fn after_a_401_there_is_one_more_try_with_another_token() {
    let long = Some(Duration::from_secs(3600));
    let service = Service::new();
    let answers = [refused(), record(), record(), refused(), refused()];
    answers.iter().chain(&answers).for_each(|answer| service.answer(answer.clone()));
    let next = counted(long);
    let client = Client::over(service.clone(), TokenFn::new(move || std::future::ready(Ok(next()))));
    client.send(identities::get("1")).await.unwrap();
    client.send(identities::get("1")).await.unwrap();
    assert!(matches!(client.send(identities::get("1")).await, Err(Error::Service(error)) if error.status == 401));
    let next = counted(long);
    let client = blocking::Client::over(service.clone(), TokenFn::new(move || Ok(next())));
    client.send(identities::get("1")).unwrap();
    client.send(identities::get("1")).unwrap();
    assert!(matches!(client.send(identities::get("1")), Err(Error::Service(error)) if error.status == 401));
    let expected = ["Bearer t0", "Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2"];
    assert_eq!(tokens(&service), [expected, expected].concat());
}

/// Keeps the last challenge.
struct Challenged(Mutex<Option<Challenge>>);

impl TokenProvider for Challenged {
    async fn token(&self) -> Result<String, BoxError> {
        Ok("first".to_owned())
    }

    async fn renew(&self, challenge: &Challenge) -> Result<String, BoxError> {
        *self.0.lock().unwrap() = Some(challenge.clone());
        Err("sign in again".into())
    }
}

#[tokio::test]
async fn a_provider_is_told_why() {
    let service = Service::new();
    service.answer(refused());
    let provider = Arc::new(Challenged(Mutex::new(None)));
    let error = Client::over(service, Arc::clone(&provider)).send(identities::get("1")).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    let challenge = provider.0.lock().unwrap().take().unwrap();
    assert_eq!(challenge.claims.as_deref(), Some("{}"));
    assert_eq!(challenge.error.as_deref(), Some("invalid_token"));
}

#[test]
fn challenges_are_read_from_whatever_form_they_have() {
    let claims = |value: &str| {
        let mut headers = http::HeaderMap::new();
        headers.append("www-authenticate", http::HeaderValue::from_static("Basic realm=\"claims=\\\"x\\\"\""));
        headers.append("www-authenticate", value.parse().unwrap());
        Challenge::new(&headers).claims
    };
    for value in [
        r#"Bearer claims="eyJhIjoiPz8_Pj4-In0=""#,
        r#"Bearer realm="a, b", CLAIMS="eyJhIjoiPz8_Pj4-In0", error=x"#,
        r#"Bearer authorization_uri="https://login.example/a?b=c",error="insufficient_claims",claims="eyJhIjoiPz8/Pj4+In0=""#,
        "Bearer claims=eyJhIjoiPz8_Pj4-In0",
        r#"Bearer claims="{\"a\":\"???>>>\"}""#,
    ] {
        assert_eq!(claims(value).as_deref(), Some(r#"{"a":"???>>>"}"#), "{value}");
    }
    for value in ["Bearer", "", "Bearer realm=\"", "Bearer =", "Bearer error=\"x\\"] {
        assert_eq!(claims(value), None, "{value}");
    }
}

#[derive(Debug)]
struct Credential(Mutex<VecDeque<(&'static str, i64)>>, Mutex<Vec<String>>);

#[async_trait::async_trait]
impl TokenCredential for Credential {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AzureAccessToken> {
        self.1.lock().unwrap().extend(scopes.iter().map(|scope| (*scope).to_owned()));
        let (token, seconds) = self.0.lock().unwrap().pop_front().unwrap();
        Ok(AzureAccessToken::new(token, OffsetDateTime::now_utc() + Duration::from_secs(seconds.try_into().unwrap())))
    }
}

#[tokio::test]
async fn a_credential_of_the_azure_sdk() {
    let service = Service::new();
    [record(), record(), refused(), record(), record()].into_iter().for_each(|answer| service.answer(answer));
    let credential =
        Arc::new(Credential(Mutex::new([("short", 30), ("long", 3600), ("new", 3600)].into()), Mutex::default()));
    let client = Client::over(service.clone(), AzureToken::new(credential.clone()));
    for _ in 0..4 {
        client.send(identities::get("1")).await.unwrap();
    }
    assert_eq!(tokens(&service), ["short", "long", "long", "new", "new"].map(|token| format!("Bearer {token}")));
    assert_eq!(credential.1.lock().unwrap()[..], ["https://graph.microsoft.com/.default"; 3]);

    let credential = Arc::new(Credential(Mutex::new([("us", 3600)].into()), Mutex::default()));
    let provider = AzureToken::in_cloud(credential.clone(), Cloud::UsGovernmentL4);
    assert_eq!(provider.token().await.unwrap(), "us");
    assert_eq!(credential.1.lock().unwrap()[..], ["https://graph.microsoft.us/.default"]);
}

#[tokio::test]
async fn tokens_are_shown_nowhere() {
    let service = Service::new();
    service.answer(refused());
    let client = Client::over(service.clone(), StaticToken::new("SECRET"));
    let error = client.send(identities::get("1")).await.unwrap_err();
    let token = AccessToken::new("SECRET").expires_in(Duration::from_secs(1));
    let requests = service.requests();
    let shown = format!("{error} {error:?} {client:?} {token:?} {:?} {requests:?}", TokenFn::new(|| token.clone()));
    assert!(!shown.contains("SECRET"), "{shown}");
    assert_eq!(requests[0].headers()["authorization"], "Bearer SECRET");
}

#[tokio::test]
async fn national_clouds() {
    for (cloud, root) in [
        (Cloud::Global, "https://graph.microsoft.com/v1.0"),
        (Cloud::UsGovernmentL4, "https://graph.microsoft.us/v1.0"),
        (Cloud::UsGovernmentL5, "https://dod-graph.microsoft.us/v1.0"),
        (Cloud::China, "https://microsoftgraph.chinacloudapi.cn/v1.0"),
    ] {
        assert_eq!(cloud.service_root(), root);
        let service = Service::new();
        service.answer(record());
        Client::over(service.clone(), StaticToken::new("t")).cloud(cloud).send(identities::get("1")).await.unwrap();
        let sent = service.requests()[0].uri().to_string();
        assert!(sent.starts_with(&format!("{root}/deviceManagement/")), "{sent}");
    }
}
