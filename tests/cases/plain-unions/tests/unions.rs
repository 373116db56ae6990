//! Values that are one of several types.

use plain_unions::models::{
    Circle, DrawingId, Event, Group, Machine, Parcel, ParcelToBox, Saw, Shape, Tracked,
};
use plain_unions::requests::{drawings, events};
use serde_json::json;

#[test]
fn the_discriminator_tells() {
    for kind in ["round", "disc", "Circle"] {
        let shape: Shape = serde_json::from_value(json!({"kind": kind, "radius": 2.0})).unwrap();
        let Shape::Circle(circle) = shape else { panic!("{shape:?}") };
        assert_eq!((circle.radius, circle.kind.as_deref()), (2.0, Some(kind)));
    }
}

#[test]
fn what_nobody_knows_keeps_its_json() {
    for value in [json!({"kind": "Star", "points": 5}), json!({"kind": "Square"}), json!(7), json!({"side": 1.0})] {
        let shape: Shape = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(shape, Shape::Unrecognized(value.clone()));
        assert_eq!(serde_json::to_value(shape).unwrap(), value);
    }
}

#[test]
fn the_discriminator_is_sent_without_being_told() {
    let inner = Group::new().rest(vec![Circle::new(1).into()]);
    let body = Group::new().first(Shape::from(inner));
    let http = drawings::draw(&body.into()).to_http(plain_unions::SERVICE_ROOT).unwrap();
    let sent: serde_json::Value = serde_json::from_slice(http.body()).unwrap();
    let expected = json!({"kind": "Group", "first": {"kind": "Group", "rest": [{"kind": "round", "radius": 1.0}]}});
    assert_eq!(sent, expected);
}

#[test]
fn without_a_discriminator_the_best_fit_counts() {
    let answer = r#"[{"at":"2026-01-01T00:00:00Z","by":"me"},{"at":"2026-01-01T00:00:00Z","reason":"late"},
        {"from":"a","to":"b"},"text"]"#;
    let all = events::events().decode(http::Response::new(answer)).unwrap();
    assert!(matches!(&all[0], Event::Opened(opened) if opened.by.as_deref() == Some("me")));
    assert!(matches!(&all[1], Event::Closed(closed) if closed.reason.as_deref() == Some("late")));
    assert!(matches!(&all[2], Event::Renamed(renamed) if renamed.to == "b"));
    assert!(matches!(&all[3], Event::Unrecognized(text) if text == "text"));
    assert_eq!(serde_json::from_value::<DrawingId>(json!(3)).unwrap(), DrawingId::Integer(3));
    assert_eq!(serde_json::from_value::<DrawingId>(json!("3")).unwrap(), DrawingId::Text("3".to_owned()));
}

#[test]
fn what_is_derived_by_all_of_is_an_alternative_of_its_base() {
    let machines = r#"[{"type":"saw","teeth":40,"serial":"s"},{"type":"Press","tons":2},{"type":"FinePress"},
        {"type":"Machine","serial":"m"},{"type":"Drill"}]"#;
    let machines: Vec<Machine> = serde_json::from_str(machines).unwrap();
    let [Machine::Saw(saw), Machine::Press(_), Machine::FinePress(_), Machine::Base(base), Machine::Unrecognized(drill)] =
        machines.as_slice()
    else {
        panic!("{machines:?}")
    };
    assert_eq!((saw.teeth, saw.serial.as_deref(), base.serial.as_deref()), (40, Some("s"), Some("m")));
    assert_eq!(drill["type"], "Drill");
    assert_eq!(serde_json::to_value(Machine::from(Saw::new(3))).unwrap(), json!({"type": "saw", "teeth": 3}));
}

#[test]
fn members_beside_alternatives_are_in_each() {
    let parcel = Parcel::from(ParcelToBox::new(1.5, 12));
    assert_eq!(serde_json::to_value(&parcel).unwrap(), json!({"weight": 1.5, "box": 12}));
    let tracked: Tracked =
        serde_json::from_value(json!({"at": "2026-01-01T00:00:00Z", "text": "t", "language": "en"})).unwrap();
    assert!(matches!(tracked, Tracked::Title(title) if title.text == "t" && title.at.as_str().starts_with("2026")));
}
