//! What travels where paths lead to streams, references, other keys and what is behind a function.

use bytes::Bytes;
use http::{Method, Response};
use paths::models::{BookBody, NoteBody, PageBody, PictureBody};
use paths::requests::books::{
    self, authors, copies, cover, page_with_number, page_with_number_for_all, pictures, publisher,
};
use paths::requests::{people, reports};
use paths::{EntityId, Error, Field, Request, RequestError};
use serde_json::{Value, json};

const ROOT: &str = "https://library.example/v1";

/// Method and target, and the body as JSON.
fn sent<T>(request: impl Into<Request<T>>) -> (Method, String, Value) {
    let http = request.into().to_http(ROOT).unwrap();
    let target = http.uri().to_string().replace(ROOT, "");
    let body = http.body();
    let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(body).unwrap() };
    (http.method().clone(), target, body)
}

#[test]
fn bytes_come_back_as_they_are() {
    let request = cover::download("b/1");
    let http = request.to_http(ROOT).unwrap();
    assert_eq!((http.method(), http.uri().path()), (&Method::GET, "/v1/books/b%2F1/cover/$value"));
    assert_eq!(http.headers()["accept"], "*/*");
    assert!(http.body().is_empty() && !http.headers().contains_key("content-type"));
    let content = Bytes::from_static(b"\xef\xbb\xbf\x00\xff");
    assert_eq!(request.decode(Response::new(content.clone())).unwrap(), content);
    let partial = Response::builder().status(206).body(content.clone()).unwrap();
    assert_eq!(request.decode(partial).unwrap(), content);
}

#[test]
fn what_is_no_content_is_an_error_with_status_and_headers() {
    let elsewhere = Response::builder().status(302).header("location", "https://cdn.example/x").body("").unwrap();
    let Err(Error::Service(error)) = cover::content::download("b").decode(elsewhere) else { panic!("a redirection") };
    assert_eq!((error.status.as_u16(), &error.headers["location"]), (302, &"https://cdn.example/x".parse().unwrap()));
    let missing = Response::builder().status(404).body(r#"{"error":{"code":"notFound"}}"#).unwrap();
    let Err(Error::Service(error)) = reports::loans_with_period("D7").decode(missing) else { panic!("an error") };
    assert_eq!((error.status.as_u16(), error.code.as_str()), (404, "notFound"));
}

#[test]
fn an_upload_is_a_head_whose_body_comes_later() {
    let request = cover::upload("b", "image/png").header("x-trace", "1").if_match("\"7\"");
    let http = request.to_http(ROOT).unwrap().map(|()| vec![0_u8, 255]);
    assert_eq!((http.method(), http.uri().path()), (&Method::PUT, "/v1/books/b/cover/$value"));
    let header = |name: &str| http.headers()[name].to_str().unwrap();
    assert_eq!(
        ["content-type", "accept", "x-trace", "if-match"].map(header),
        ["image/png", "application/json", "1", "\"7\""]
    );
    assert!(!http.headers().contains_key("content-length"));
    assert!(request.decode(Response::builder().status(204).body("").unwrap()).unwrap().is_none());
    let picture = request.decode(Response::new(r#"{"width":3}"#)).unwrap().unwrap();
    assert_eq!(picture.width, Some(3));
    assert!(matches!(cover::upload("b", "a\nb").to_http(ROOT), Err(Error::Request(RequestError::Header(_)))));
}

#[test]
fn a_media_entity_is_created_by_its_content() {
    let request = pictures::create_from_content("b", "image/png");
    let http = request.to_http(ROOT).unwrap();
    assert_eq!((http.method(), http.uri().path()), (&Method::POST, "/v1/books/b/pictures"));
    assert_eq!(["content-type", "accept"].map(|name| http.headers()[name].to_str().unwrap()), ["image/png", "application/json"]);
    let created = request.decode(Response::builder().status(201).body(r#"{"id":"p","width":3}"#).unwrap()).unwrap();
    assert_eq!(created.unwrap().width, Some(3));
    // The description admits properties, too.
    let body = PictureBody::new().width(3);
    assert_eq!(sent(pictures::create("b", &body)), (Method::POST, "/books/b/pictures".to_owned(), json!({"width": 3})));
}

#[test]
fn functions_and_actions_answer_with_bytes_too() {
    let http = reports::export(&reports::ExportBody::new().columns(["a".to_owned()])).to_http(ROOT).unwrap();
    assert_eq!((http.method(), http.headers()["accept"].to_str().unwrap()), (&Method::POST, "*/*"));
    assert_eq!(http.body(), r#"{"columns":["a"]}"#);
}

#[test]
fn references_are_whole_urls_below_the_service_root() {
    let url = |path: &str| json!({"@odata.id": format!("{ROOT}{path}")});
    assert_eq!(
        sent(authors::add_ref("b", people::get("a b/c").select([]))),
        (Method::POST, "/books/b/authors/$ref".to_owned(), url("/people/a%20b%2Fc"))
    );
    assert_eq!(
        sent(publisher::set_ref("b", EntityId::new("people", "p"))),
        (Method::PUT, "/books/b/publisher/$ref".to_owned(), url("/people/p"))
    );
    assert_eq!(
        sent(copies::add_ref("b", EntityId::from_url("https://other.example/books/c"))).2,
        json!({"@odata.id": "https://other.example/books/c"})
    );
    let person = people::get("p");
    let slash = publisher::set_ref("b", &person).to_http(&format!("{ROOT}/")).unwrap();
    assert_eq!(slash.body(), url("/people/p").to_string().as_str());
    assert_eq!(EntityId::new("people", "p").url(ROOT), format!("{ROOT}/people/p"));
    assert_eq!(
        sent(authors::remove_ref("b", "a")),
        (Method::DELETE, "/books/b/authors/a/$ref".to_owned(), Value::Null)
    );
    assert_eq!(sent(publisher::remove_ref("b")), (Method::DELETE, "/books/b/publisher/$ref".to_owned(), Value::Null));
    for key in ["", "$"] {
        let request = authors::add_ref("b", EntityId::new("people", key));
        assert_eq!(request.to_http(ROOT).is_ok(), key == "$");
    }
}

#[test]
fn references_are_read() {
    let page = r#"{"value":[{"@odata.id":"https://library.example/v1/people/p"}],"@odata.nextLink":"n"}"#;
    let page = authors::list_refs("b").decode(Response::new(page)).unwrap();
    assert_eq!(page.value, [EntityId::from_url("https://library.example/v1/people/p")]);
    let one = publisher::get_ref("b").decode(Response::new(r#"{"@odata.context":"c","@odata.id":"u"}"#)).unwrap();
    assert_eq!(one.url(ROOT), "u");
    assert!(publisher::get_ref("b").decode(Response::new("{}")).is_err());
}

#[test]
fn bodies_refer_to_what_exists() {
    let body = BookBody::new()
        .isbn(r"\u007b\u002bserviceRoot\u007d {+serviceRoot}")
        .publisher(people::get("p"))
        .authors([people::get("a").into(), EntityId::new("people", "b")]);
    assert_eq!(
        sent(books::create(&body)).2,
        json!({
            "isbn": r"\u007b\u002bserviceRoot\u007d {+serviceRoot}",
            "publisher@odata.bind": format!("{ROOT}/people/p"),
            "authors@odata.bind": [format!("{ROOT}/people/a"), format!("{ROOT}/people/b")],
        })
    );
    assert_eq!(serde_json::to_value(&body).unwrap()["publisher@odata.bind"], "{+serviceRoot}/people/p");
    assert_eq!(sent(books::create(&BookBody::new().publisher(Field::Null))).2, json!({"publisher@odata.bind": null}));
}

#[test]
fn other_keys_stand_in_parentheses() {
    assert_eq!(books::get_by_isbn("O'Neil/1").target(), "/books(isbn='O%27%27Neil%2F1')");
    let body = BookBody::new();
    assert_eq!(
        sent(books::update_by_shelf_and_place("A", 7, &body)),
        (Method::PATCH, "/books(shelf='A',place=7)".to_owned(), json!({}))
    );
    assert_eq!(books::delete_by_isbn("1").target(), "/books(isbn='1')");
    assert_eq!(authors::add_ref_by_isbn("1", people::get("p")).target(), "/books(isbn='1')/authors/$ref");
}

#[test]
fn paths_go_on_behind_functions() {
    assert_eq!(page_with_number::notes::get("b", 3, "n").target(), "/books/b/example.library.page(number=3)/notes/n");
    let create = page_with_number::notes::create("b", 3, &NoteBody::new().text("t"));
    assert_eq!(
        sent(create),
        (Method::POST, "/books/b/example.library.page(number=3)/notes".to_owned(), json!({"text": "t"}))
    );
    assert_eq!(
        sent(page_with_number_for_all::update(1, &PageBody::new())),
        (Method::PATCH, "/books/example.library.page(number=1)".to_owned(), json!({}))
    );
    assert_eq!(books::similar::count("b").target(), "/books/b/example.library.similar()/$count");
}

#[test]
fn optional_parameters_travel_when_they_are_set() {
    use reports::FinesWithCurrencyOptions as Options;
    let target = |options: &Options| reports::fines_with_currency_and_options("EUR", options).target();
    assert_eq!(target(&Options::new()), reports::fines_with_currency("EUR").target());
    let options = Options::new().reader("x").since(&"2026-01-31".parse().unwrap()).reader("O'Neil");
    assert_eq!(
        target(&options),
        "/reports/example.library.fines(currency='EUR',since=2026-01-31,reader='O%27%27Neil')"
    );
}
