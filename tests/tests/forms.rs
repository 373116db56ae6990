//! The forms of generated items that the shipped slice has no case of, declared by hand over the runtime itself: open
//! types, flags, every primitive type, recursion, items without members, deprecation, and the other kinds of answers.

#![allow(dead_code, unused_imports, reason = "the runtime is a module of this test, and not all of it is used here")]
#![allow(unexpected_cfgs, reason = "its features are those of the generated crate")]
#![allow(missing_docs, reason = "a test has no readers of its documentation")]
#![allow(deprecated, reason = "deprecated items are part of the subject")]

#[path = "../generator/runtime/mod.rs"]
mod runtime;

use http::{Method, Response};
use runtime::{
    Date, DateTimeOffset, Decimal, Duration, Field, Guid, Page, Request, TimeOfDay, body, enumeration, flags, object,
    path,
};
use serde_json::{Value, json};

const SERVICE_ROOT: &str = "https://graph.microsoft.com/v1.0";

object! {
    /// A value of every kind.
    pub open struct Everything = "test.everything" {
        pub boolean: Option<bool> = BOOLEAN("boolean"),
        pub byte: Option<u8> = BYTE("byte"),
        pub int16: Option<i16> = INT16("int16"),
        pub int64: Option<i64> = INT64("int64"),
        pub int64s: Option<Vec<i64>> = INT64S("int64s"),
        pub double: Option<f64> = DOUBLE("double"),
        pub doubles: Option<Vec<Option<f64>>> = DOUBLES("doubles"),
        pub single: Option<f32> = SINGLE("single"),
        pub decimal: Option<Decimal> = DECIMAL("decimal"),
        pub guid: Option<Guid> = GUID("guid"),
        pub date: Option<Date> = DATE("date"),
        pub time: Option<TimeOfDay> = TIME("time"),
        pub at: Option<DateTimeOffset> = AT("at"),
        pub duration: Option<Duration> = DURATION("duration"),
        pub any: Option<Value> = ANY("any"),
        pub rights: Option<Rights> = RIGHTS("rights"),
        pub nothing: Option<Nothing> = NOTHING("nothing"),
        pub r#type: Option<String> = TYPE("type"),
        pub next: Option<Box<Everything>> = NEXT("next"),
        #[deprecated(note = "Old.")]
        pub empty: Option<Empty> = EMPTY("empty"),
    }
}

body! {
    /// A body of an open, recursive type.
    pub open struct EverythingBody = "test.everything" {
        int64: Field<i64> = "int64",
        double: Field<f64> = "double",
        decimal: Field<Decimal> = "decimal",
        names: Field<Vec<String>> = "names",
        rights: Field<Rights> = "rights",
        any: Field<Value> = "any",
        next: Field<Box<EverythingBody>> = "next",
        default: Field<bool> = "default",
        #[deprecated(note = "Old.")]
        empty: Field<EmptyBody> = "empty",
    }
}

object! {
    /// No member.
    #[deprecated(note = "Old.")]
    pub struct Empty = "test.empty" {}
}

body! {
    /// No member.
    #[deprecated(note = "Old.")]
    pub struct EmptyBody = "test.empty" {}
}

body! {
    /// No parameter.
    pub struct NoParametersBody {}
}

enumeration! {
    /// No member.
    #[deprecated(note = "Old.")]
    pub enum Nothing = "test.nothing" {}
}

enumeration! {
    /// A member with a name that is not lowerCamel, and a deprecated one.
    pub enum Version = "test.version" {
        V4_0_3 = "v4_0_3",
        #[deprecated(note = "Old.")]
        Old = "old",
    }
}

flags! {
    /// Rights.
    pub struct Rights = "test.rights" {
        NONE = "none",
        READ = "read",
        WRITE = "write",
        #[deprecated(note = "Old.")]
        OLD = "old",
    }
}

flags! {
    /// No member.
    pub struct NoRights = "test.noRights" {}
}

#[test]
fn every_kind_of_value_is_written_as_it_was_read() {
    let text = json!({
        "@odata.type": "#test.everything", "boolean": false, "byte": 255, "int16": -32768, "int64": i64::MAX,
        "int64s": [1, -1], "double": "INF", "doubles": [1.5, null, "NaN"], "single": 0.1_f32, "decimal": 1.5,
        "guid": "985B71EC-71EC-985B-EC71-5B98EC715B98", "date": "2020-04-03", "time": "08:00:00.0000000",
        "at": "0001-01-01T00:00:00Z", "duration": "PT0.061S", "any": {"a": [null, 1]}, "rights": "write, read",
        "nothing": "new", "type": "t", "next": {"next": {}}, "empty": {},
    });
    let read: Everything = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(read.doubles.as_ref().unwrap().len(), 3);
    assert_eq!(serde_json::to_value(&read).unwrap(), text);
    let through_text: Everything = serde_json::from_str(&text.to_string()).unwrap();
    assert_eq!(serde_json::to_string(&through_text).unwrap(), serde_json::to_string(&read).unwrap());
    assert_eq!(Everything::TYPE.name(), "type");
}

#[test]
fn wrong_kinds_are_refused() {
    for text in [
        json!({"boolean": 1}),
        json!({"byte": 256}),
        json!({"int16": 32768}),
        json!({"int64": "x"}),
        json!({"int64s": 1}),
        json!({"double": "1"}),
        json!({"guid": 1}),
        json!({"rights": ["read"]}),
        json!({"next": []}),
        json!([]),
    ] {
        assert!(serde_json::from_value::<Everything>(text.clone()).is_err(), "{text}");
    }
}

#[test]
fn open_types_keep_what_is_not_declared_but_no_control_information() {
    let text = r##"{"@odata.context":"c","@odata.id":"i","@odata.etag":"e","@odata.type":"#t","@microsoft.graph.downloadUrl":"u",
        "seen@odata.type":"#DateTimeOffset","seen":"2020-01-01T00:00:00Z","byte":1,"deep":{"@odata.type":"#d","n":1.5},"nil":null}"##;
    let read: Everything = serde_json::from_str(text).unwrap();
    assert_eq!(
        read.additional.keys().collect::<Vec<_>>(),
        ["@microsoft.graph.downloadUrl", "deep", "nil", "seen", "seen@odata.type"]
    );
    let mut expected: Value = serde_json::from_str(text).unwrap();
    for gone in ["@odata.context", "@odata.id"] {
        expected.as_object_mut().unwrap().remove(gone).unwrap();
    }
    assert_eq!(serde_json::to_value(&read).unwrap(), expected);
    let closed: Result<Empty, _> = serde_json::from_str(r#"{"extra":{"a":["]"]}}"#);
    assert_eq!(serde_json::to_string(&closed.unwrap()).unwrap(), "{}");
}

#[test]
fn open_bodies_send_what_is_not_declared() {
    let body = EverythingBody::new()
        .additional("extra", 1)
        .additional("extra@odata.type", "#Int64")
        .additional("extra", json!({"a": null}))
        .int64(5);
    assert_eq!(
        serde_json::to_string(&body).unwrap(),
        r##"{"int64":5,"extra":{"a":null},"extra@odata.type":"#Int64"}"##
    );
}

#[test]
fn bodies_box_nest_and_have_any_property_name() {
    let inner = EverythingBody::new().names(["a".to_owned()]).default(true);
    let plain = EverythingBody::new().next(inner.clone());
    let boxed = EverythingBody::new().next(Box::new(inner.clone()));
    let option = EverythingBody::new().next(Some(Box::new(inner)));
    assert_eq!((&plain, &plain), (&boxed, &option));
    assert_eq!(serde_json::to_string(&plain).unwrap(), r#"{"next":{"names":["a"],"default":true}}"#);
    let body = EverythingBody::new()
        .double(f64::NAN)
        .decimal(Decimal::from(5))
        .rights(Rights::READ | Rights::OLD)
        .any(Value::Null)
        .empty(EmptyBody::new());
    assert_eq!(
        serde_json::to_string(&body).unwrap(),
        r#"{"double":"NaN","decimal":5,"rights":"read,old","any":null,"empty":{}}"#
    );
    assert_eq!(serde_json::to_string(&NoParametersBody::new()).unwrap(), "{}");
}

#[test]
fn enumerations_without_members_and_with_odd_names() {
    assert_eq!(Nothing::from("a"), Nothing::Unrecognized("a".into()));
    assert_eq!((Version::from("v4_0_3"), Version::V4_0_3.as_str()), (Version::V4_0_3, "v4_0_3"));
    assert_ne!(Version::from("old"), Version::Unrecognized("old".into()));
}

#[test]
fn flags_are_sets_that_keep_the_letter() {
    let read: Rights = serde_json::from_str(r#""write, read,newer""#).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), r#""write, read,newer""#);
    assert_eq!(read.iter().collect::<Vec<_>>(), ["write", "read", "newer"]);
    assert_eq!(read, Rights::from("newer,read,write"));
    assert_eq!(read, Rights::from("read,read,write,newer"));
    assert_ne!(read, Rights::READ | Rights::WRITE);
    assert!(
        read.contains(&Rights::READ) && read.contains(&(Rights::WRITE | Rights::READ)) && !read.contains(&Rights::NONE)
    );
    assert!(read.contains(&Rights::default()) && !Rights::READ.contains(&read));
    assert_eq!((Rights::READ | Rights::READ).as_str(), "read");
    assert_eq!((Rights::READ | Rights::from(" newer , read ")).to_string(), "read,newer");
    let mut grown = Rights::default();
    assert!(grown.is_empty() && Rights::from(" , ").is_empty() && !Rights::NONE.is_empty());
    grown |= Rights::WRITE;
    assert_eq!(grown.as_str(), "write");
    assert_eq!(NoRights::from("a").iter().count(), 1);
    assert!(serde_json::from_str::<Rights>("3").is_err());
}

#[test]
fn single_values_are_unwrapped() {
    let number = Request::<i64>::value(Method::GET, path("/number", &[]));
    assert_eq!(number.decode(Response::new(r#"{"@odata.context":"c","value":"7"}"#)).unwrap(), 7);
    for text in ["{}", "7", r#"{"value":null}"#, r#"{"value":[7]}"#] {
        assert!(number.decode(Response::new(text)).is_err(), "{text}");
    }
    let version = Request::<Option<Version>>::optional_value(Method::GET, path("/version", &[]));
    assert_eq!(version.decode(Response::new(r#"{"value":"v4_0_3"}"#)).unwrap(), Some(Version::V4_0_3));
    assert_eq!(version.decode(Response::new(r#"{"value":null}"#)).unwrap(), None);
    assert_eq!(version.decode(Response::builder().status(204).body("").unwrap()).unwrap(), None);
    assert!(version.decode(Response::new("{}")).is_err());
}

#[test]
fn collections_of_values_are_pages() {
    let numbers = Request::<Page<i64>>::page(Method::GET, path("/numbers", &[]));
    assert_eq!(numbers.decode(Response::new(r#"{"value":[1,"2"]}"#)).unwrap().value, [1, 2]);
    assert_eq!(serde_json::to_string(&Page::<f64>::default()).unwrap(), r#"{"value":[]}"#);
}

#[test]
fn arguments_of_functions_are_literals() {
    let (name, number) = ("O'Neil/x", -5);
    assert_eq!(
        path("/things/test.byName(name='{}',number={})/more/{}", &[&name, &number, &"$x"]),
        "/things/test.byName(name='O%27%27Neil%2Fx',number=-5)/more('%24x')"
    );
    assert_eq!(path("/things(a='{}')", &[&""]), "/things(a='')");
    assert_eq!(path("/things('{}')", &[&"$.."]), "/things('%24..')");
    assert_eq!(path("/things/{}/$value", &[&7]), "/things/7/$value");
}

#[test]
fn a_body_without_a_json_form_is_reported_by_to_http() {
    use runtime::{Error, RequestError};
    let keys = std::collections::BTreeMap::from([(vec![1], 1)]);
    let request = Request::<()>::nothing(Method::POST, path("/things", &[])).with(&keys);
    for request in [request.clone(), request] {
        match request.to_http(SERVICE_ROOT) {
            Err(Error::Request(RequestError::Body(error))) => assert!(!error.to_string().is_empty()),
            other => panic!("{other:?}"),
        }
    }
}
