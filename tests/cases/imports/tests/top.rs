//! Operations that are called at the top of the service.

use imports::models::Shop;
use imports::requests::closest_with_latitude_and_longitude::stock;
use imports::requests::{self, ResetBody, newest};
use imports::{Get, Request};

#[test]
fn imports_are_called_by_their_names() {
    let body = ResetBody::new().keep(vec!["a".to_owned()]);
    let request = requests::reset("yes", &body);
    assert_eq!((request.method().as_str(), request.target().as_str()), ("POST", "/reset?sure=yes"));
    assert_eq!(request.to_http("https://h").unwrap().body(), r#"{"keep":["a"]}"#);

    let request: Request<Option<Shop>> = requests::closest_with_latitude_and_longitude(1.5, -2.0);
    assert_eq!(request.target(), "/closest(latitude=1.5,longitude=-2)");
    assert_eq!(requests::count_with_kind("it's").target(), "/count(kind='it%27%27s')");
    assert_eq!(requests::total().target(), "/total()");
    assert_eq!(requests::total_with_since(&"2026-01-31".parse().unwrap()).target(), "/total(since=2026-01-31)");
}

#[test]
fn paths_go_on_behind_composable_functions() {
    assert_eq!(stock::list(1.5, 2.5).target(), "/closest(latitude=1.5,longitude=2.5)/stock");
    let request: Get<Shop> = newest::get("s");
    assert_eq!(request.target(), "/newest()/s");
}
