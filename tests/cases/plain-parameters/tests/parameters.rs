//! The styles of parameters (OpenAPI 3.0, "Style Examples").

use plain_parameters::models::{FormBody, Point, QueryOrderBy};
use plain_parameters::requests::{form, label, matrix, places, query, simple};
use plain_parameters::{DateTime, SERVICE_ROOT};

fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

#[test]
fn paths() {
    let point = Point::new(1, -2);
    assert_eq!(simple::simple("a b/c", &texts(&["x", "y,z"]), &point).target(), "/simple/a%20b%2Fc/x,y%2Cz/x=1,y=-2");
    assert_eq!(label::label(5, &[3, 4]).target(), "/label/.5/.3.4");
    assert_eq!(matrix::matrix(true, &texts(&["a", "b"]), &point).target(), "/matrix/;id=true/;list=a;list=b/;point=x,1,y,-2");
}

#[test]
fn queries() {
    assert_eq!(query::query("a&b=c d+é").target(), "/query?plain=a%26b%3Dc%20d%2B%C3%A9");
    let all = query::QueryParameters::new()
        .exploded(texts(&["a", "b"]))
        .joined(texts(&["a", "b,c"]))
        .spaces(texts(&["a", "b"]))
        .pipes(texts(&["a", "b"]))
        .point(Point::new(1, 2))
        .flat(Point::new(1, 2))
        .deep(Point::new(1, 2))
        .json(Point::new(1, 2))
        .url("https://a/b?c=d&e")
        .when("2026-01-31T12:00:00Z".parse::<DateTime>().unwrap())
        .order_by(QueryOrderBy::Up);
    let expected = "/query?plain=p&exploded=a&exploded=b&joined=a,b%2Cc&spaces=a%20b&pipes=a%7Cb&x=1&y=2&flat=x,1,y,2\
        &deep%5Bx%5D=1&deep%5By%5D=2&json=%7B%22x%22%3A1%2C%22y%22%3A2%7D&url=https://a/b?c=d%26e\
        &when=2026-01-31T12%3A00%3A00Z&order%5Bby%5D=up";
    let request = query::query_with("p", &all);
    assert_eq!(request.target(), expected);
    assert_eq!(request.to_http(SERVICE_ROOT).unwrap().uri().to_string(), format!("https://parameters.example/base{expected}"));
}

#[test]
fn headers_and_cookies() {
    let parameters = places::PlacesParameters::new().x_trace([1, 2]).session("s 1").flags(texts(&["a", "b"])).type_("t");
    let http = places::places_with("1", "2", "3", false, &parameters).to_http(SERVICE_ROOT).unwrap();
    assert_eq!(http.uri().path_and_query().unwrap(), "/base/places/1.json?id=2&type=t&parameters=false");
    let header = |name: &str| http.headers()[name].to_str().unwrap();
    assert_eq!((header("id"), header("x-trace"), header("cookie")), ("3", "1,2", "session=s%201; flags=a,b"));
    assert!(!http.headers().contains_key("authorization"));
}

#[test]
fn forms() {
    let body = FormBody::new("a b").tags(texts(&["x", "y"])).point(Point::new(1, 2)).deep(Point::new(3, 4));
    let http = form::form(&body).to_http(SERVICE_ROOT).unwrap();
    assert_eq!(http.headers()["content-type"], "application/x-www-form-urlencoded");
    let sent = std::str::from_utf8(http.body()).unwrap();
    assert_eq!(sent, "deep%5Bx%5D=3&deep%5By%5D=4&name=a%20b&point=%7B%22x%22%3A1%2C%22y%22%3A2%7D&tags=x&tags=y");
}
