//! Credentials: each request takes those that it needs, and no others.

use plain_security::requests::{cookie, either, private, public, scoped};
use plain_security::{Credentials, Error, Request, RequestError, SERVICE_ROOT, security};

fn all() -> Credentials {
    Credentials::new()
        .with(security::TOKEN, "t0ken")
        .with(security::HEADER_KEY, "h")
        .with(security::QUERY_KEY, "q&")
        .with(security::COOKIE_KEY, "c")
        .with(security::LOGIN, "l")
        .with_basic(security::USER, "ada", "pass word")
}

fn sent(request: &Request<String>, credentials: &Credentials) -> (String, Vec<(String, String)>) {
    let http = request.to_http_with(SERVICE_ROOT, credentials).unwrap();
    let headers = http.headers().iter().filter(|(name, _)| *name != "accept");
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    (http.uri().path_and_query().unwrap().to_string(), headers)
}

fn one(name: &str, value: &str) -> Vec<(String, String)> {
    vec![(name.to_owned(), value.to_owned())]
}

#[test]
fn each_scheme_has_its_place() {
    assert_eq!(sent(&public::public(), &all()), ("/v1/public".to_owned(), Vec::new()));
    assert_eq!(sent(&private::private(), &all()).1, one("authorization", "Bearer t0ken"));
    assert_eq!(sent(&either::either(), &all()), ("/v1/either?key=q%26".to_owned(), one("x-key", "h")));
    assert_eq!(sent(&cookie::cookie(), &all()).1, one("cookie", "session=c"));
    assert_eq!(sent(&scoped::scoped(), &all()).1, one("authorization", "Bearer l"));
}

#[test]
fn the_first_set_that_is_whole_is_taken() {
    let some = Credentials::new().with(security::HEADER_KEY, "h").with_basic(security::USER, "ada", "pass word");
    assert_eq!(sent(&either::either(), &some), ("/v1/either".to_owned(), one("authorization", "Basic YWRhOnBhc3Mgd29yZA==")));
    assert_eq!(sent(&either::either(), &Credentials::new()), ("/v1/either".to_owned(), Vec::new()));
    let error = private::private().to_http_with(SERVICE_ROOT, &some).unwrap_err();
    assert!(matches!(error, Error::Request(RequestError::NoCredentials)), "{error}");
}

#[test]
fn secrets_are_not_shown() {
    let shown = format!("{:?}", all());
    assert!(shown.contains("token") && !shown.contains("t0ken"), "{shown}");
    let http = private::private().to_http_with(SERVICE_ROOT, &all()).unwrap();
    assert!(!format!("{http:?}").contains("t0ken"));
    assert!(private::private().to_http(SERVICE_ROOT).unwrap().headers().get("authorization").is_none());
}
