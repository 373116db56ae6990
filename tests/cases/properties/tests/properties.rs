//! Structural properties by themselves: what travels, and what comes back.

#![cfg(all(feature = "me", feature = "people"))]

use http::{Method, Response};
use properties::models::{HoursBody, Mood, Settings, SettingsBody};
use properties::requests::people::{
    addresses, aliases, born, clerk, level, manager, moods, name, notes, oldest, settings, usage,
};
use properties::requests::{me, people};
use properties::{Error, Field};
use serde_json::json;

fn answer(body: &str) -> Response<&str> {
    Response::new(body)
}

fn none() -> Response<&'static str> {
    Response::builder().status(204).body("").unwrap()
}

#[test]
fn a_property_is_a_segment_behind_its_owner() {
    assert_eq!(name::get("a/b").target(), "/people/a%2Fb/name");
    assert_eq!(settings::hours::start::get("1").target(), "/people/1/settings/hours/start");
    assert_eq!(clerk::desk::get("1").target(), "/people/1/microsoft.graph.clerk/desk");
    assert_eq!(oldest::settings::get().target(), "/people/microsoft.graph.oldest()/settings");
    assert_eq!(settings::calendar::get("1").target(), "/people/1/settings/calendar");
    assert_eq!(me::settings::get().target(), "/me/settings");
}

#[test]
fn a_primitive_value_stands_inside_of_value() {
    let request = name::get("1");
    let text = r#"{"@odata.context": "https://h/$metadata#people('1')/name", "value": "Adele"}"#;
    assert_eq!(request.decode(answer(text)).unwrap().as_deref(), Some("Adele"));
    assert_eq!(clerk::desk::get("1").decode(answer(r#"{"value": 7}"#)).unwrap(), Some(7));
    let some = notes::get("1").decode(answer(r#"{"value": {"any": [1]}}"#)).unwrap();
    assert_eq!(some, Some(json!({"any": [1]})));
    let Err(Error::Decode(error)) = request.decode(answer(r#""Adele""#)) else { panic!("a bare value") };
    assert_eq!(error.status, 200);
}

#[test]
fn null_is_no_content() {
    // Whatever the description says: the name is never null there.
    assert_eq!(name::get("1").decode(none()).unwrap(), None);
    assert_eq!(name::get("1").decode(answer(r#"{"value": null}"#)).unwrap(), None);
    assert_eq!(settings::get("1").decode(none()).unwrap(), None);
    assert_eq!(notes::get("1").decode(none()).unwrap(), None);
}

#[test]
fn a_complex_value_is_the_object_itself() {
    let text = r#"{"@odata.context": "x", "zone": "Europe/Zurich", "hours": {"start": "08:00:00.0000000"}}"#;
    let settings: Settings = settings::get("1").decode(answer(text)).unwrap().unwrap();
    assert_eq!(settings.zone.as_deref(), Some("Europe/Zurich"));
    assert_eq!(settings.hours.unwrap().start.unwrap().as_str(), "08:00:00.0000000");
    let usage = usage::get("1").decode(answer(r#"{"quota": {"total": "9007199254740993"}}"#)).unwrap().unwrap();
    assert_eq!(usage.quota.unwrap().total, Some(9_007_199_254_740_993));
    assert!(manager::settings::get("1").decode(answer("{}")).unwrap().is_some());
}

#[test]
fn a_collection_is_a_page_and_takes_query_options() {
    assert_eq!(aliases::get("1").top(2).target(), "/people/1/aliases?$top=2");
    let page = aliases::get("1").decode(answer(r#"{"value": ["a", "b"], "@odata.nextLink": "https://h/n"}"#)).unwrap();
    assert_eq!(page.value, ["a", "b"]);
    assert_eq!(page.next_link.as_deref(), Some("https://h/n"));
    let moods = moods::get("1").decode(answer(r#"{"value": ["cross", "new"]}"#)).unwrap().value;
    assert_eq!(moods, [Mood::Cross, Mood::Unrecognized("new".into())]);
    let cities = addresses::get("1").decode(answer(r#"{"value": [{"city": "Bern"}]}"#)).unwrap().value;
    assert_eq!(cities[0].city.as_deref(), Some("Bern"));
}

#[test]
fn a_raw_value_is_read_as_bytes() {
    let request = name::download("1");
    assert_eq!(request.target(), "/people/1/name/$value");
    assert_eq!(request.decode(Response::new(bytes::Bytes::from_static(b"Adele"))).unwrap(), "Adele");
    assert_eq!(born::download("1").target(), "/people/1/born/$value");
    assert_eq!(level::download("1").target(), "/people/1/level/$value");
}

#[test]
fn a_complex_property_is_changed_by_its_own_body() {
    let body = SettingsBody::new().zone("Europe/Zurich").hours(Field::Null);
    let request = settings::update("1", &body);
    let http = request.to_http("https://h").unwrap();
    assert_eq!((http.method(), http.uri().path()), (&Method::PATCH, "/people/1/settings"));
    assert_eq!(http.body(), r#"{"hours":null,"zone":"Europe/Zurich"}"#);
    assert_eq!(request.decode(none()).unwrap(), None);
    let changed = request.decode(answer(r#"{"zone": "Europe/Zurich"}"#)).unwrap().unwrap();
    assert_eq!(changed.zone.as_deref(), Some("Europe/Zurich"));
    let http = settings::hours::update("1", &HoursBody::new()).to_http("https://h").unwrap();
    assert_eq!((http.uri().path(), http.body().as_ref()), ("/people/1/settings/hours", &b"{}"[..]));
    assert_eq!(me::settings::update(&body).target(), "/me/settings");
    assert_eq!(people::get("1").target(), "/people/1");
}
