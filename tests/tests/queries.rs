//! Typed query options: what travels, to the letter, and that a service reads from it what was meant.

#![expect(deprecated, reason = "today's service has dropped the only navigation property of the slice")]

use http::header::HeaderMap;
use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentity as Identity, ImportedWindowsAutopilotDeviceIdentityImportStatus as Status,
    ImportedWindowsAutopilotDeviceIdentityState as State, ImportedWindowsAutopilotDeviceIdentityUpload as Upload,
};
use msgraph_autopilot::requests::device_management::{
    imported_windows_autopilot_device_identities as identities,
    imported_windows_autopilot_device_identity_uploads as uploads,
};
use msgraph_autopilot::{Filter, List, PropertyOf, SERVICE_ROOT, Search};

fn query<E>(list: &List<E>) -> String {
    list.to_http(SERVICE_ROOT).unwrap().uri().query().unwrap_or_default().to_owned()
}

fn headers<E>(list: &List<E>) -> HeaderMap {
    list.to_http(SERVICE_ROOT).unwrap().headers().clone()
}

#[test]
fn options_travel_encoded_once() {
    let list = identities::list()
        .select([&Identity::ID, &Identity::STATE])
        .filter(Identity::SERIAL_NUMBER.eq("A&B=C+ü#%'").and(Identity::STATE.then(State::DEVICE_ERROR_CODE).ne(0)))
        .order_by([Identity::STATE.then(State::DEVICE_IMPORT_STATUS).asc(), Identity::SERIAL_NUMBER.desc()])
        .search(r#"a "b\"#)
        .skip(7)
        .top(50)
        .count();
    assert_eq!(
        query(&list),
        "$select=id,state\
         &$filter=serialNumber%20eq%20%27A%26B%3DC%2B%C3%BC%23%25%27%27%27%20and%20state/deviceErrorCode%20ne%200\
         &$orderby=state/deviceImportStatus,serialNumber%20desc\
         &$search=%22a%20%5C%22b%5C%5C%22\
         &$skip=7&$top=50&$count=true"
    );
    let upload = uploads::list().expand(Upload::DEVICE_IDENTITIES.select([&Identity::ID]).top(3));
    assert_eq!(query(&upload), "$expand=deviceIdentities($select%3Did%3B$top%3D3)");
}

#[test]
fn an_option_that_is_set_again_replaces() {
    let list = identities::list().top(1).filter(Identity::ID.eq("a")).top(2).filter(Identity::ID.eq("b"));
    assert_eq!(query(&list), "$top=2&$filter=id%20eq%20%27b%27");
    assert_eq!(query(&list.query("$filter", "id eq 'c'")), "$top=2&$filter=id%20eq%20%27c%27");
}

/// Only who asks for it gets the index that lags behind.
#[test]
fn consistency_is_asked_for_and_never_assumed() {
    let plain = identities::list().search("x").filter(!Identity::ID.ne("a").and(Identity::ID.ends_with("b"))).count();
    assert!(!headers(&plain).contains_key("ConsistencyLevel"));
    let count = identities::count().eventual().to_http(SERVICE_ROOT).unwrap();
    assert_eq!((&count.headers()["ConsistencyLevel"], count.uri().query()), (&"eventual".parse().unwrap(), None));
    let eventual = identities::list().eventual();
    assert_eq!(
        (headers(&eventual)["ConsistencyLevel"].as_bytes(), &*query(&eventual)),
        (&b"eventual"[..], "$count=true")
    );
}

#[test]
fn operators_mean_what_they_are_nested_in() {
    let [a, b, c] = ["a", "b", "c"].map(|text| Identity::ID.eq(text));
    let raw = || Filter::raw("x or y");
    for (condition, text) in [
        (a.clone().and(b.clone()).and(c.clone()), "id eq 'a' and id eq 'b' and id eq 'c'"),
        (a.clone().and(b.clone().and(c.clone())), "id eq 'a' and id eq 'b' and id eq 'c'"),
        (a.clone().or(b.clone()).or(c.clone()), "id eq 'a' or id eq 'b' or id eq 'c'"),
        (a.clone().or(b.clone()).and(c.clone()), "(id eq 'a' or id eq 'b') and id eq 'c'"),
        (a.clone().or(b.clone().and(c.clone())), "id eq 'a' or (id eq 'b' and id eq 'c')"),
        (!a.clone(), "not(id eq 'a')"),
        (!!a.clone(), "not(not(id eq 'a'))"),
        (!(a.clone().or(b.clone())), "not(id eq 'a' or id eq 'b')"),
        ((!a.clone()).and(!b.clone()), "not(id eq 'a') and not(id eq 'b')"),
        (raw().and(a.clone()), "(x or y) and id eq 'a'"),
        (raw().or(a.clone()), "(x or y) or id eq 'a'"),
        (!raw(), "not(x or y)"),
        (raw(), "x or y"),
        (Identity::ID.is_in(["a", "b'"]).or(a.clone()), "id in ('a','b''') or id eq 'a'"),
        (Identity::ID.is_in([""; 0]).or(a.clone()), "false or id eq 'a'"),
    ] {
        assert_eq!(condition.to_string(), text);
    }
    let search = Search::<Identity>::phrase("a").or("b").and(Identity::SERIAL_NUMBER.search("c:d \"e\""));
    assert_eq!(search.to_string(), r#"("a" OR "b") AND "serialNumber:c:d \"e\"""#);
    assert_eq!(Search::<Identity>::raw("a NOT b").and("c").to_string(), r#"(a NOT b) AND "c""#);
}

#[test]
fn enumerations_are_texts_that_the_service_knows_or_not() {
    let status = Identity::STATE.then(State::DEVICE_IMPORT_STATUS);
    let open = status.clone().is_in([Status::Unknown, Status::Pending]);
    assert_eq!(open.to_string(), "state/deviceImportStatus in ('unknown','pending')");
    assert_eq!(status.eq(Status::from("it's new")).to_string(), "state/deviceImportStatus eq 'it''s new'");
}

#[test]
fn properties_can_be_kept_and_shared() {
    const COLUMNS: [&dyn PropertyOf<Identity>; 2] = [&Identity::ID, &Identity::SERIAL_NUMBER];
    assert_eq!(query(&identities::list().select(COLUMNS)), "$select=id,serialNumber");
    fn shared<T: Send + Sync + Clone + 'static>(_: T) {}
    shared(Identity::ID);
    shared(Identity::ID.eq("a"));
    shared(Identity::ID.asc());
    shared(Identity::ID.search("a"));
    shared(Identity::STATE.then(State::DEVICE_ERROR_CODE));
    shared(Upload::DEVICE_IDENTITIES.expanded());
}

/// The texts that a literal could go wrong with: every sequence of three of these.
fn texts() -> impl Iterator<Item = String> {
    const PARTS: [&str; 16] =
        ["", "'", "''", "\"", "\\", "%27", "%", "&", "+", " ", ")", "#", ";", "ü€😀", "\u{0}\n", "' or 'a' eq 'a"];
    PARTS.iter().flat_map(|a| PARTS.iter().flat_map(move |b| PARTS.iter().map(move |c| format!("{a}{b}{c}"))))
}

/// The value of an option as a service reads it: split at `&` and `=`, decoded once.
fn option(query: &str, name: &str) -> String {
    let options: Vec<_> = query.split('&').map(|option| option.split_once('=').unwrap()).collect();
    let [(own, value)] = options[..] else { panic!("one option: {query}") };
    assert_eq!(own, name);
    let bytes = value.as_bytes();
    let (mut decoded, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b'%' {
            decoded.push(u8::from_str_radix(&value[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            // What a form would read as a space, or end the query, never travels as it is.
            assert!(!b"+#'\" ".contains(&bytes[at]), "{query}");
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).unwrap()
}

/// The text of the literal at the start, and what is behind it: OData's rule for quotes, read the other way.
fn literal(text: &str) -> (String, &str) {
    let inner = text.strip_prefix('\'').unwrap();
    let (mut value, mut characters) = (String::new(), inner.char_indices().peekable());
    while let Some((at, character)) = characters.next() {
        if character == '\'' && characters.next_if(|(_, next)| *next == '\'').is_none() {
            return (value, &inner[at + 1..]);
        }
        value.push(character);
    }
    panic!("the literal has no end: {text}")
}

#[test]
fn every_text_comes_back_from_its_literal() {
    for text in texts() {
        let list = identities::list().filter(Identity::SERIAL_NUMBER.eq(&text).and(Identity::ID.is_in([&text, "z"])));
        let sent = option(&query(&list), "$filter");
        let (value, rest) = literal(sent.strip_prefix("serialNumber eq ").unwrap());
        assert_eq!(value, text);
        let (value, rest) = literal(rest.strip_prefix(" and id in (").unwrap());
        assert_eq!((&*value, rest), (&*text, ",'z')"));

        let sent = option(&query(&identities::list().filter(Identity::GROUP_TAG.contains(&text))), "$filter");
        let (value, rest) = literal(sent.strip_prefix("contains(groupTag,").unwrap());
        assert_eq!((&*value, rest), (&*text, ")"));

        let sent = option(&query(&identities::list().search(&*text)), "$search");
        assert_eq!(phrase(&sent), text);
    }
}

/// The words of a phrase: a backslash makes the next character one of them.
fn phrase(text: &str) -> String {
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap();
    let (mut words, mut characters) = (String::new(), inner.chars());
    while let Some(character) = characters.next() {
        assert_ne!(character, '"', "the phrase ends too early: {text}");
        words.push(if character == '\\' { characters.next().unwrap() } else { character });
    }
    words
}

#[test]
fn every_number_comes_back_from_its_literal() {
    for number in [0, 1, -1, 42, i32::MIN, i32::MAX] {
        let condition = State::DEVICE_ERROR_CODE.eq(number).to_string();
        assert_eq!(condition.strip_prefix("deviceErrorCode eq ").unwrap().parse(), Ok(number));
    }
}
