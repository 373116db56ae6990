//! Types that are made of others.

use plain_composition::models::{Both, Everything, Node};
use plain_composition::{Binary, Field, SERVICE_ROOT};
use serde_json::json;

#[test]
fn everything_comes_back_as_it_came() {
    let value = json!({
        "both": {"id": "1", "state": "open", "name": "n", "extra": "x"},
        "kind": "only",
        "list": [{"deep": {"deeper": 1}}],
        "maybe": null,
        "renamed": {"id": "2"},
        "described": {"id": "3", "state": "closed"},
        "chain": {"x": "1", "chain": {"x": "2"}},
        "tree": {"value": [1, {"a": null}], "left": {"value": 1, "right": {"value": null}},
                 "children": [{"value": 2}], "byName": {"n": {"value": 3}}},
        "map": {"a": [1, 2]},
        "free": {"anything": true},
        "open": {"a": "x", "count": 3},
        "anything": "at all",
        "numbers": 2,
        "level": null,
        "data": "AQID",
        "when": "2026-01-31T12:00:00.5+02:00",
        "took": "PT3S",
        "big": 18446744073709551615u64,
        "small": 0.5,
        "only": {"a": "x"},
        "closed": {},
        "matrix": [[1.5, null], []],
        "secret": "s"
    });
    let read: Everything = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(read.maybe, None);
    assert_eq!(read.level, Field::Null);
    assert_eq!(read.data.as_ref().unwrap().to_bytes().unwrap(), [1, 2, 3]);
    assert_eq!(read.open.as_ref().unwrap().additional["count"], 3);
    assert_eq!(serde_json::to_value(&read).unwrap(), value);
}

#[test]
fn what_has_only_one_value_need_not_be_told() {
    let both = Both::new("1", plain_composition::models::BaseState::Open, "n");
    let mut body = Everything::new(both, Vec::new(), None).data(Binary::from_bytes([255]));
    body.maybe = Some("m".to_owned());
    let request = plain_composition::requests::things::put_things(&body);
    let http = request.to_http(SERVICE_ROOT).unwrap();
    let sent: serde_json::Value = serde_json::from_slice(http.body()).unwrap();
    let both = json!({"id": "1", "state": "open", "name": "n"});
    assert_eq!(sent, json!({"both": both, "list": [], "maybe": "m", "kind": "only", "data": "/w=="}));
    assert_eq!(http.headers()["accept"], "application/vnd.things.v1+json; charset=utf-8");
}

#[test]
fn a_tree_can_be_built() {
    let tree = Node::new(1).left(Node::new("a").right(Node::new(json!({})))).children([Node::new(2)]);
    assert_eq!(
        serde_json::to_value(tree).unwrap(),
        json!({"value": 1, "left": {"value": "a", "right": {"value": {}}}, "children": [{"value": 2}]})
    );
}
