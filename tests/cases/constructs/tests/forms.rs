//! What the generated crate does with the forms that the shipped slice has no case of: open types, flags, every
//! primitive type, recursion, items without members, and the other kinds of answers.

#![expect(deprecated, reason = "deprecated items are part of the subject")]

use constructs::models::{Board, BoardBody, Empty, EmptyBody, Level, NoRights, Node, NodeBody, Nothing, Rights};
use constructs::requests::{boards, people};
use constructs::{Decimal, Page};
use http::Response;
use serde_json::{Value, json};

#[test]
fn every_kind_of_value_is_written_as_it_was_read() {
    let text = json!({
        "@odata.type": "#example.model.board", "id": "b", "type": "t", "self": "s", "query_string": "q", "queryString": "Q",
        "additional": true, "created": "0001-01-01T00:00:00Z", "rights": "write, read", "noRights": "any", "levels": ["Self", "new"],
        "nothing": "new", "shade": -1, "root": {"child": {"children": [{}], "other": {"back": {}}}}, "empty": {},
        "anything": {"a": [null, 1]}, "binary": "-_8", "boolean": false, "byte": 255, "sbyte": -128, "date": "2020-04-03",
        "decimal": 1.5, "double": "INF", "doubles": [1.5, "NaN"], "duration": "PT0.061S",
        "guid": "985B71EC-71EC-985B-EC71-5B98EC715B98", "int16": -32768, "int32": i32::MIN, "int64": i64::MAX,
        "int64s": [1, -1], "names": ["n"], "single": 0.1_f32, "timeOfDay": "08:00:00.0000000",
        "notes": [{"id": "m", "txt": "x"}], "owner": {"number": 7}, "cover": {"txt": "y"},
    });
    let read: Board = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(read.additional, serde_json::Map::new());
    assert_eq!(serde_json::to_value(&read).unwrap(), text);
    let through_text: Board = serde_json::from_str(&text.to_string()).unwrap();
    assert_eq!(serde_json::to_string(&through_text).unwrap(), serde_json::to_string(&read).unwrap());
    assert_eq!((Board::TYPE.name(), Board::QUERY_STRING2.name()), ("type", "query_string"));
}

#[test]
fn wrong_kinds_are_refused() {
    for text in [
        json!({"boolean": 1}),
        json!({"byte": 256}),
        json!({"sbyte": 128}),
        json!({"int16": 32768}),
        json!({"int32": 2_147_483_648_i64}),
        json!({"int64": "x"}),
        json!({"int64s": 1}),
        json!({"double": "1"}),
        json!({"guid": 1}),
        json!({"rights": ["read"]}),
        json!({"root": []}),
        json!([]),
    ] {
        assert!(serde_json::from_value::<Board>(text.clone()).is_err(), "{text}");
    }
}

#[test]
fn open_types_keep_what_is_not_declared_but_no_control_information() {
    let text = r##"{"@odata.context":"c","@odata.id":"i","@odata.etag":"e","@odata.type":"#t","@microsoft.graph.downloadUrl":"u",
        "seen@odata.type":"#DateTimeOffset","seen":"2020-01-01T00:00:00Z","byte":1,"deep":{"@odata.type":"#d","n":1.5},"nil":null}"##;
    let read: Board = serde_json::from_str(text).unwrap();
    assert_eq!(
        read.additional.keys().collect::<Vec<_>>(),
        ["@microsoft.graph.downloadUrl", "deep", "nil", "seen", "seen@odata.type"]
    );
    let mut expected: Value = serde_json::from_str(text).unwrap();
    for gone in ["@odata.context", "@odata.id"] {
        expected.as_object_mut().unwrap().remove(gone).unwrap();
    }
    assert_eq!(serde_json::to_value(&read).unwrap(), expected);
    let closed: Empty = serde_json::from_str(r#"{"extra":{"a":["]"]}}"#).unwrap();
    assert_eq!(serde_json::to_string(&closed).unwrap(), "{}");
}

#[test]
fn open_bodies_send_what_is_not_declared() {
    let body = BoardBody::new()
        .additional("extra", 1)
        .additional("extra@odata.type", "#Int64")
        .additional("extra", json!({"a": null}))
        .additional_(true)
        .int64(5);
    assert_eq!(
        serde_json::to_string(&body).unwrap(),
        r##"{"additional":true,"int64":5,"extra":{"a":null},"extra@odata.type":"#Int64"}"##
    );
    let read: BoardBody = serde_json::from_str(&serde_json::to_string(&body).unwrap()).unwrap();
    assert_eq!(read, body);
}

#[test]
fn a_body_can_send_what_the_description_does_not_know() {
    let body = NodeBody::new().additional("id", "chosen").additional("id", "chosen again").default(true);
    assert_eq!(serde_json::to_string(&body).unwrap(), r#"{"default":true,"id":"chosen again"}"#);
}

#[test]
fn bodies_box_nest_and_have_any_property_name() {
    let inner = NodeBody::new().children([NodeBody::new()]).default(true);
    let plain = NodeBody::new().child(inner.clone());
    let boxed = NodeBody::new().child(Box::new(inner.clone()));
    let option = NodeBody::new().child(Some(Box::new(inner)));
    assert_eq!((&plain, &plain), (&boxed, &option));
    assert_eq!(serde_json::to_string(&plain).unwrap(), r#"{"child":{"children":[{}],"default":true}}"#);
    let body = BoardBody::new()
        .type_("t")
        .rights(Rights::READ | Rights::OLD)
        .empty(EmptyBody::new())
        .anything(Value::Null)
        .decimal(Decimal::from(5))
        .double(f64::NAN)
        .names(["a".to_owned()]);
    assert_eq!(
        serde_json::to_string(&body).unwrap(),
        r#"{"anything":null,"decimal":5,"double":"NaN","empty":{},"names":["a"],"rights":"read,old","type":"t"}"#
    );
    assert_eq!(serde_json::to_string(&boards::DeleteActionBody::new()).unwrap(), "{}");
}

#[test]
fn recursive_types_are_read_to_their_end() {
    let read: Node = serde_json::from_str(r#"{"child":{"child":{"other":{"back":{"default":true}}}}}"#).unwrap();
    let back = read.child.unwrap().child.unwrap().other.unwrap().back.unwrap();
    assert_eq!(back.default, Some(true));
}

/// Values that are kept have no more levels than `serde_json` reads; text that is kept may have any.
#[test]
fn depth_has_an_end() {
    let nested = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
    let answer = |body: String| boards::get("b").decode(Response::new(body));
    for (body, place) in [
        (format!(r#"{{"root":{}}}"#, nested(r#"{"child":"#, "}").replace(":}", ":{}}")), "$.root.child.child"),
        (format!(r#"{{"other":{}}}"#, nested("[", "]")), "$.other[0][0]"),
        (format!(r#"{{"anything":{}}}"#, nested("[", "]")), "$.anything[0][0]"),
    ] {
        match answer(body) {
            Err(constructs::Error::Decode(error)) => {
                assert!(error.path.starts_with(place) && error.path.len() < 1000, "{}", error.path);
                assert!(error.source.to_string().contains("recursion limit"), "{}", error.source);
            }
            other => panic!("{other:?}"),
        }
    }
    let odd = r#"{"decimal":1e999999,"int64":"9223372036854775808"}"#;
    assert!(answer(odd.to_owned()).is_err());
    assert_eq!(answer(odd.replace("5808", "5807")).unwrap().decimal.unwrap().as_str(), "1e999999");
}

#[test]
fn enumerations_without_members_and_with_odd_names() {
    assert_eq!(Nothing::from("a"), Nothing::Unrecognized("a".into()));
    assert_eq!((Level::from("v4_0_3"), Level::V403.as_str()), (Level::V403, "v4_0_3"));
    assert_eq!(Level::from("unrecognized"), Level::UnrecognizedMember);
    assert_ne!(Level::from("low"), Level::Unrecognized("low".into()));
}

#[test]
fn flags_are_sets_that_keep_the_letter() {
    let read: Rights = serde_json::from_str(r#""write, read,newer""#).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), r#""write, read,newer""#);
    assert_eq!(read.iter().collect::<Vec<_>>(), ["write", "read", "newer"]);
    assert_eq!(read, Rights::from("newer,read,write"));
    assert_eq!(read, Rights::from("read,read,write,newer"));
    assert_ne!(read, Rights::READ | Rights::WRITE);
    assert!(read.contains(&Rights::READ) && read.contains(&(Rights::WRITE | Rights::READ)));
    assert!(!read.contains(&Rights::NONE));
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
    let number = boards::count_with_level_and_since_and_type_and_deep("b", &Level::SelfValue, &"2026-01-31T12:00:00Z".parse().unwrap(), "t", true);
    assert_eq!(number.decode(Response::new(r#"{"@odata.context":"c","value":"7"}"#)).unwrap(), 7);
    for text in ["{}", "7", r#"{"value":null}"#, r#"{"value":[7]}"#] {
        assert!(number.decode(Response::new(text)).is_err(), "{text}");
    }
    let level = boards::best();
    assert_eq!(level.decode(Response::new(r#"{"value":"v4_0_3"}"#)).unwrap(), Some(Level::V403));
    assert_eq!(level.decode(Response::new(r#"{"value":null}"#)).unwrap(), None);
    assert_eq!(level.decode(Response::builder().status(204).body("").unwrap()).unwrap(), None);
    assert!(level.decode(Response::new("{}")).is_err());
}

#[test]
fn collections_of_values_are_pages() {
    assert_eq!(boards::numbers().decode(Response::new(r#"{"value":[1,"2"]}"#)).unwrap().value, [1, 2]);
    assert_eq!(serde_json::to_string(&Page::<f64>::default()).unwrap(), r#"{"value":[]}"#);
}

#[test]
fn arguments_and_keys_are_literals() {
    let since = "2026-01-31T12:00:00+01:00".parse().unwrap();
    let target = |id, text| boards::count_with_level_and_since_and_type_and_deep(id, &Level::from("it's"), &since, text, false).target();
    assert_eq!(
        target("$x", "O'Neil/x"),
        "/boards('%24x')/example.model.count(level='it%27%27s',since=2026-01-31T12%3A00%3A00%2B01%3A00,\
         type='O%27%27Neil%2Fx',deep=false)"
    );
    assert!(target("..", "").starts_with("/boards('..')/") && target("..", "").contains("type='',"));
    assert_eq!(people::get(-7).target(), "/people/-7");
}

#[test]
fn what_has_no_literal_goes_through_an_alias() {
    let path = ["a/b".to_owned(), "it's".to_owned()];
    let request = boards::find_with_path_and_leaf_and_any("b", &path, &constructs::models::LeafBody::new(), &json!({"x": [1]}));
    assert_eq!(
        request.target(),
        "/boards/b/example.model.find(path=@path,leaf=@leaf,any=@any)\
         ?@path=%5B%22a/b%22,%22it%27s%22%5D&@leaf=%7B%7D&@any=%7B%22x%22:%5B1%5D%7D"
    );
}
