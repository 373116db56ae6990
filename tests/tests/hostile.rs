//! Answers that no service should give: each is read for what it is, or is an error that says where it is wrong. None
//! panics, runs out of stack or takes long.

use http::Response;
use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentity as Identity;
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::requests::device_management::windows_autopilot_device_identities as devices;
use msgraph_autopilot::{Error, Page};

type Outcome<T> = Result<T, (String, String)>;

fn outcome<T>(decoded: Result<T, Error>) -> Outcome<T> {
    decoded.map_err(|error| match error {
        Error::Decode(error) => (error.path.clone(), error.source.to_string()),
        other => panic!("{other}"),
    })
}

fn page(body: impl AsRef<[u8]>) -> Outcome<Page<Identity>> {
    outcome(identities::list().decode(Response::new(body)))
}

/// A page with this item behind a good one.
fn item(item: &[u8]) -> Outcome<Page<Identity>> {
    page([br#"{"value":[{"id":"1"},"#, item, b"]}"].concat())
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + "1" + &close.repeat(depth)
}

#[track_caller]
fn fails<T: std::fmt::Debug>(outcome: Outcome<T>, place: &str, what: &str) {
    let (path, text) = outcome.unwrap_err();
    assert!(path == place && text.contains(what), "{path:.300}: {text:.300}");
}

#[test]
fn depth_is_no_danger() {
    let depth = 100_000;
    for value in [nested("[", "]", depth), nested(r#"{"a":"#, "}", depth)] {
        // Where nothing is declared it is passed over, before the type and behind it.
        assert_eq!(
            item(format!(r#"{{"deep":{value},"id":"2"}}"#).as_bytes()).unwrap().value[1].id.as_deref(),
            Some("2")
        );
        let typed = r##""@odata.type":"#microsoft.graph.importedWindowsAutopilotDeviceIdentity""##;
        assert!(item(format!(r#"{{{typed},"deep":{value}}}"#).as_bytes()).is_ok());
        // Of a derived type it is text.
        let late = format!(r##"{{"deep":{value},"@odata.type":"#new"}}"##);
        let page = item(late.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&page.value[1]).unwrap().len(), late.len());
        assert!(page.value[1] == page.value[1].clone());
        let other = item(late.replace('1', "2").as_bytes()).unwrap();
        assert!(page.value[1] != other.value[1], "too deep to compare by value, but not the same text");
    }
    fails(item(format!(r#"{{"state":{}}}"#, nested("[", "]", depth)).as_bytes()), "$.value[1].state", "invalid type");
    // The path is as long as is good for people.
    let open = format!(r#"{{"deep":{}"#, "[".repeat(depth));
    fails(page(open), &format!("$.deep{}…", "[0]".repeat(63)), "EOF");
    fails(page(format!(r#"{{"{}":x}}"#, "a".repeat(depth))), &format!("$.{}", "a".repeat(64)), "expected value");
}

#[test]
fn numbers_have_the_room_that_their_type_has() {
    let code = |number: &str| item(format!(r#"{{"state":{{"deviceErrorCode":{number}}}}}"#).as_bytes());
    assert!(code("-2147483648").is_ok());
    let digits = "9".repeat(100_000);
    for number in ["2147483648", "-2147483649", "1e5", "1.0", "1e999", &digits, "\"1\"", "01", "NaN", "true"] {
        assert_eq!(code(number).unwrap_err().0, "$.value[1].state.deviceErrorCode", "{number:.20}");
    }
    assert!(item(format!(r#"{{"unknown":{digits},"other":1e999999}}"#).as_bytes()).is_ok());
    fails(page(format!(r#"{{"@odata.count":{digits},"value":[]}}"#)), r#"$["@odata.count"]"#, "out of range");
}

#[test]
fn the_last_of_several_members_counts() {
    let page =
        page(r#"{"value":[{"id":"0"}],"value":[{"id":"1","id":"2","\u0069d":"3","state":null,"state":{}}]}"#).unwrap();
    let [identity] = &page.value[..] else { panic!("{page:?}") };
    assert_eq!((identity.id.as_deref(), identity.state.is_some()), (Some("3"), true));
}

#[test]
fn text_is_unicode() {
    fails(item(b"{\"groupTag\":\"\xff\"}"), "$.value[1].groupTag", "unicode");
    fails(item(b"{\"groupTag\":\"\xed\xa0\x80\"}"), "$.value[1].groupTag", "unicode");
    fails(item(br#"{"groupTag":"\ud800"}"#), "$.value[1].groupTag", "hex escape");
    fails(item(br#"{"groupTag":"\ud800\u0041"}"#), "$.value[1].groupTag", "surrogate");
    fails(item(br#"{"groupTag":"\udc00"}"#), "$.value[1].groupTag", "surrogate");
    fails(item(br#"{"state":{"deviceImportStatus":"\udc00"}}"#), "$.value[1].state.deviceImportStatus", "surrogate");
    fails(item(b"{\"groupTag\":\"a\nb\"}"), "$.value[1].groupTag", "control character");
    fails(item(br#"{"groupTag":"\x"}"#), "$.value[1].groupTag", "escape");
    assert_eq!(item(br#"{"groupTag":"\ud83d\ude00\u0000"}"#).unwrap().value[1].group_tag.as_deref(), Some("😀\0"));
    assert!(item(b"{\"\xff\":1}").is_err() && item(br#"{"\ud800":1}"#).is_err());
}

#[test]
fn null_is_nothing_where_something_may_be_missing() {
    let page =
        page(r#"{"value":[null,{"id":null,"state":null},null],"@odata.nextLink":null,"@odata.count":null}"#).unwrap();
    assert_eq!((page.value.len(), page.value[0].id.is_none(), page.next_link, page.count), (1, true, None, None));
    assert_eq!(self::page(r#"{"value":null}"#).unwrap().value.len(), 0);
    fails(self::page("null"), "$", "null, expected a page");
    fails(outcome(identities::get("i").decode(Response::new("null"))), "$", "null, expected an object");
}

#[test]
fn what_is_not_an_answer_says_where() {
    for (body, place, what) in [
        ("", "$", "EOF"),
        ("{}", "$", "missing field `value`"),
        ("[]", "$", "expected a page"),
        (r#"{"value":{}}"#, "$.value", "expected a collection"),
        (r#"{"value":[1]}"#, "$.value[0]", "expected an object of type microsoft.graph.imported"),
        (r#"{"value":[{"id":1}]}"#, "$.value[0].id", "expected a string"),
        (r#"{"value":[{"hardwareIdentifier":[]}]}"#, "$.value[0].hardwareIdentifier", "string"),
        (r#"{"value":[]} {}"#, "$", "trailing"),
        (r#"{"value":[],}"#, "$", "trailing comma"),
        (r#"{"value":[{"id":"a""#, "$.value[0].id", "EOF"),
        (r#"{"value":[{"@odata.type":7}]}"#, r#"$.value[0]["@odata.type"]"#, "expected a string"),
    ] {
        fails(page(body), place, what);
    }
    fails(outcome(identities::count().decode(Response::new("\u{feff}12a"))), "$", "number");
    fails(outcome(devices::get("i").decode(Response::new("<html>"))), "$", "expected value");
}

/// Every prefix of an answer breaks off somewhere.
#[test]
fn what_breaks_off_is_an_error() {
    let whole = r##"{"@odata.count":1,"value":[{"x":{"a":[1,"\u00e4"]},"@odata.type":"#new","id":"ä","state":{"deviceErrorCode":-1}}]}"##;
    assert!(page(whole).is_ok());
    for end in 0..whole.len() {
        assert!(page(&whole.as_bytes()[..end]).is_err(), "{end}");
    }
}
