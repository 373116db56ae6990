//! Query options that are no system query options: arguments where the service demands them, setters otherwise.

use query_options::Date;
use query_options::models::{CalendarBody, EventBody};
use query_options::requests::calendars::{self, events, view};

#[test]
fn what_is_demanded_is_an_argument_encoded_like_any_option() {
    let list = view::list("a/b", "2026-01-31T12:00:00+01:00", "&=").top(5);
    assert_eq!(
        list.target(),
        "/calendars/a%2Fb/view?startDateTime=2026-01-31T12:00:00%2B01:00&endDateTime=%26%3D&$top=5"
    );
    assert_eq!(view::count("c", "a", "b").target(), "/calendars/c/view/$count?startDateTime=a&endDateTime=b");
    assert_eq!(calendars::delete("c", "").target(), "/calendars/c?confirm=");
    // Said of the collection, not of its members.
    assert_eq!(view::get("c", "e").target(), "/calendars/c/view/e");
}

#[test]
fn what_is_not_is_in_the_url_only_if_it_is_set() {
    let options = view::ListOptions::new();
    assert_eq!(view::list_with_options("c", "a", "b", &options).target(), view::list("c", "a", "b").target());
    let options = options.include_cancelled("false").include_cancelled("true");
    let target = "/calendars/c/view?startDateTime=a&endDateTime=b&includeCancelled=true";
    assert_eq!(view::list_with_options("c", "a", "b", &options).target(), target);

    let options = events::CreateOptions::new().send_invitations("a").send_invitations2("b");
    let request = events::create_with_options("c", &options, &EventBody::new().subject("s"));
    assert_eq!(request.target(), "/calendars/c/events?send-invitations=a&send_invitations=b");
    assert_eq!(request.to_http("https://h").unwrap().body(), r#"{"subject":"s"}"#);
    assert_eq!(calendars::create(&CalendarBody::new()).target(), "/calendars");
}

#[test]
fn operations_have_both_kinds_in_one() {
    let since: Date = "2026-01-31".parse().unwrap();
    assert_eq!(
        calendars::busy_with_since("c", &since, "b").target(),
        "/calendars/c/microsoft.graph.busy(since=2026-01-31)?body=b"
    );
    let options = calendars::BusyWithSinceOptions::new().unit("day").until(&since);
    assert_eq!(
        calendars::busy_with_since_and_options("c", &since, "b", &options).target(),
        "/calendars/c/microsoft.graph.busy(since=2026-01-31,until=2026-01-31)?body=b&unit=day"
    );
    let (options, body) = (events::CancelOptions::new().silent("1"), events::CancelBody::new().comment("x"));
    let request = events::cancel_with_options("c", "e", &options, &body);
    assert_eq!(request.target(), "/calendars/c/events/e/microsoft.graph.cancel?silent=1");
    assert_eq!(request.to_http("https://h").unwrap().body(), r#"{"comment":"x"}"#);
}
