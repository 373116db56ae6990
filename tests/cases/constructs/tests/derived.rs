//! Values and bodies of derived types where their base type is declared.

use constructs::models::{
    Circle, CircleBody, LargePhotoNote, LargePhotoNoteBody, Memo, MemoBody, PhotoNote, PhotoNoteBody, Shape, ShapeBody,
    Tag, TagBody,
};
use constructs::requests::boards::notes;
use constructs::{Binary, DerivedFrom, Field};
use http::Response;
use serde_json::{Value, json};

fn read<T: constructs::Decode>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

/// Wherever the type stands, in text as in a value in memory.
#[test]
fn a_derived_value_is_read_as_its_base_and_written_as_it_was() {
    let members = [
        r##""@odata.type":"#example.model.photoNote""##,
        r#""id":"n""#,
        r#""txt":"t""#,
        r#""picture":"AQI=""#,
        r##""frame":{"@odata.type":"#example.model.circle","title":"c","radius":1.50}"##,
        r#""frame@example.note":[1,null]"#,
    ];
    for first in 0..members.len() {
        let mut members = members.to_vec();
        members.rotate_left(first);
        let text = format!("{{{}}}", members.join(","));
        let note: Memo = read(&text);
        assert_eq!((note.id.as_deref(), note.text.as_deref()), (Some("n"), Some("t")));
        let written = serde_json::to_string(&note).unwrap();
        assert_eq!(read::<Value>(&written), read::<Value>(&text));
        assert!(written.contains("1.50"), "to the letter: {written}");
        assert_eq!(read::<Memo>(&written), note);
        assert_eq!(serde_json::from_value::<Memo>(read(&text)).unwrap().text, note.text);

        let photo: PhotoNote = note.downcast().unwrap().unwrap();
        assert_eq!(photo, read(&text));
        assert_eq!((photo.id.as_deref(), photo.picture.as_ref().map(Binary::as_base64)), (Some("n"), Some("AQI=")));
        let circle: Circle = photo.frame.unwrap().downcast().unwrap().unwrap();
        assert_eq!((circle.title.as_deref(), circle.radius.unwrap().as_str()), (Some("c"), "1.50"));
        assert!(note.downcast::<LargePhotoNote>().unwrap().is_none());
    }
}

/// Members that came before the type are kept as well, whatever lends or hands them over.
#[test]
fn a_late_type_finds_what_came_before_it() {
    let text = r##"{"picture":"AA==","p\u0069xels":1,"old":1.0,"old":1.50,"@odata.type":"#example.model.largePhotoNote","new":[1]}"##;
    let value: Value = read(text);
    let notes: [Memo; 4] = [
        read(text),
        serde_json::from_reader(text.as_bytes()).unwrap(),
        serde_json::from_value(value.clone()).unwrap(),
        serde_core::Deserialize::deserialize(&value).unwrap(),
    ];
    for note in &notes {
        assert_eq!(serde_json::to_value(note).unwrap(), value);
        assert_eq!(note.downcast::<LargePhotoNote>().unwrap().unwrap().pixels, Some(1));
    }
    assert!(serde_json::to_string(&notes[0]).unwrap().contains(r#""old":1.50"#), "the last one, to the letter");
    for declared in
        ["#example.model.noteWithAnUnwieldyName", "https://x/$metadata#example.model.noteWithAnUnwieldyName"]
    {
        let note: Memo = read(&text.replace("#example.model.largePhotoNote", declared));
        assert_eq!(serde_json::to_value(note).unwrap(), json!({"@odata.type": declared}));
    }
    assert!(serde_json::from_str::<Memo>(r#"{"picture":[1,}"#).is_err());
}

#[test]
fn each_level_of_a_hierarchy_can_be_reached() {
    let large: Memo = read(r#"{"@odata.type":"example.model.largePhotoNote","picture":"AA==","pixels":"7","new":1}"#);
    let photo: PhotoNote = large.downcast().unwrap().unwrap();
    assert!(photo.picture.is_some());
    let over: LargePhotoNote = photo.downcast().unwrap().unwrap();
    let at_once: LargePhotoNote = large.downcast().unwrap().unwrap();
    assert_eq!((over.pixels, &over), (Some(7), &at_once));
    // The type is its own now, and closed.
    assert!(!serde_json::to_string(&at_once).unwrap().contains("new"));
}

#[test]
fn what_is_changed_in_the_base_stays_changed() {
    let mut note: Memo = read(r##"{"@odata.type":"#example.model.photoNote","txt":"old","picture":"AA=="}"##);
    note.text = Some("new".to_owned());
    let photo: PhotoNote = note.downcast().unwrap().unwrap();
    assert_eq!((photo.text.as_deref(), photo.picture.is_some()), (Some("new"), true));
}

#[test]
fn an_unknown_subtype_keeps_its_members() {
    let text = r##"{"@odata.type":"#example.model.hologram","title":"h","depth":{"a":[1e2]},"secret":"s"}"##;
    let shape: Shape = read(text);
    assert_eq!(shape.title.as_deref(), Some("h"));
    assert_eq!(read::<Value>(&serde_json::to_string(&shape).unwrap()), read::<Value>(text));
    assert!(shape.downcast::<Circle>().unwrap().is_none() && shape.downcast::<Tag>().unwrap().is_none());
    let debug = format!("{shape:?}");
    assert!(debug.contains(r#"{"depth", "secret"}"#), "names only: {debug}");
    let other = |text: &str| read::<Shape>(text) == shape;
    assert!(other(
        r##"{"@odata.type":"#example.model.hologram","secret":"\u0073","title":"h","depth":{ "a": [100.0] }}"##
    ));
    assert!(!other(&text.replace("1e2", "1")));
    assert!(!other(&text.replace("secret", "public")));
    assert!(!other(r##"{"@odata.type":"#example.model.hologram","title":"h"}"##));
}

#[test]
fn a_value_of_the_declared_type_keeps_nothing_else() {
    for text in [
        r##"{"@odata.type":"#example.model.shape","title":"t","extra":1}"##,
        r#"{"@odata.type":"example.model.shape","extra":1,"title":"t"}"#,
        r##"{"extra":1,"title":"t","@odata.type":"https://graph.microsoft.com/v1.0/$metadata#example.model.shape"}"##,
        r#"{"extra":1,"title":"t"}"#,
    ] {
        let shape: Shape = read(text);
        assert!(!serde_json::to_string(&shape).unwrap().contains("extra"), "{text}");
        assert!(shape.downcast::<Circle>().unwrap().is_none());
    }
}

#[test]
fn open_types_take_part() {
    let tag: Tag =
        read::<Shape>(r##"{"@odata.type":"#example.model.tag","title":"t","extra":[1]}"##).downcast().unwrap().unwrap();
    assert_eq!(tag.additional["extra"], json!([1]));
}

#[test]
fn a_derived_member_of_another_kind_is_an_error_of_the_downcast_only() {
    let shape: Shape = read(r##"{"@odata.type":"#example.model.circle","radius":[]}"##);
    assert!(shape.downcast::<Circle>().is_err());
    assert!(shape.downcast::<Tag>().unwrap().is_none());
}

#[test]
fn collections_hold_any_of_the_types() {
    let body = r##"{"value":[{"txt":"plain"},{"@odata.type":"#example.model.photoNote","picture":"AA=="}]}"##;
    let page = notes::list("b").decode(Response::new(body)).unwrap();
    let photos: Vec<PhotoNote> = page.value.iter().filter_map(|note| note.downcast().unwrap()).collect();
    assert_eq!((page.value.len(), photos.len()), (2, 1));
    assert_eq!(serde_json::to_value(&page).unwrap(), read::<Value>(body));
}

/// Generic code can ask for it.
fn first<B, D: DerivedFrom<B>>(read: impl Fn(&B) -> Option<D>, all: &[B]) -> Option<D> {
    all.iter().find_map(read)
}

#[test]
fn the_trait_is_a_bound() {
    let all: Vec<Shape> = read(r#"[{},{"@odata.type":"example.model.circle","title":"c"}]"#);
    let circle: Circle = first(|shape: &Shape| shape.downcast().unwrap(), &all).unwrap();
    assert_eq!(circle.title.as_deref(), Some("c"));
}

#[test]
fn derived_bodies_stand_for_their_base_and_say_what_they_are() {
    let circle = || CircleBody::new().title("c").radius("1.50".parse::<constructs::Decimal>().unwrap());
    let body = MemoBody::new().text("t").shape(circle().around(TagBody::new().additional("a", 1))).shapes([
        circle().into(),
        ShapeBody::new().title("plain"),
        TagBody::new().odata_type("#example.model.tagOfAnotherKind").into(),
    ]);
    let circle_text = r##"{"@odata.type":"#example.model.circle","radius":1.50,"title":"c"}"##;
    let around = r##""around":{"@odata.type":"#example.model.tag","a":1}"##;
    assert_eq!(
        serde_json::to_string(&body).unwrap(),
        format!(
            r##"{{"shape":{},"shapes":[{circle_text},{{"title":"plain"}},{}],"txt":"t"}}"##,
            circle_text.replace(r#""radius""#, &format!(r#"{around},"radius""#)),
            r##"{"@odata.type":"#example.model.tagOfAnotherKind"}"##
        )
    );
    assert_eq!(body, body.clone());
    assert_eq!(ShapeBody::from(circle()), ShapeBody::from(circle()));
    assert_ne!(ShapeBody::from(circle()), ShapeBody::from(circle().title(Field::Null)));
    // The declared type itself does not say so unless told.
    assert_eq!(serde_json::to_string(&circle()).unwrap(), r#"{"title":"c","radius":1.50}"#);
}

#[test]
fn requests_take_derived_bodies() {
    let sent = |request: constructs::Request<Memo>| {
        let request = request.to_http(constructs::SERVICE_ROOT).unwrap();
        serde_json::from_slice::<Value>(request.body()).unwrap()
    };
    let photo = PhotoNoteBody::new().text("t").picture(Binary::from_bytes([0]));
    let expected = json!({"@odata.type": "#example.model.photoNote", "txt": "t", "picture": "AA=="});
    assert_eq!(sent(notes::create("b", &photo)), expected);
    assert_eq!(sent(notes::create("b", &MemoBody::from(photo))), expected);
    assert_eq!(sent(notes::create("b", &MemoBody::new().text("t"))), json!({"txt": "t"}));
}

#[test]
fn over_two_levels_the_lowest_type_is_sent_and_what_is_set_last_counts() {
    let large = LargePhotoNoteBody::new().text("t").pixels(7);
    let expected = json!({"@odata.type": "#example.model.largePhotoNote", "txt": "t", "pixels": 7});
    let photo = PhotoNoteBody::from(large.clone());
    assert_eq!(serde_json::to_value(&photo).unwrap(), expected);
    assert_eq!(serde_json::to_value(MemoBody::from(photo.clone())).unwrap(), expected);
    assert_eq!(serde_json::to_value(MemoBody::from(large)).unwrap(), expected);
    let changed = MemoBody::from(photo.picture(Binary::from_bytes([0]))).text("u");
    assert_eq!(
        serde_json::to_string(&changed).unwrap(),
        r##"{"@odata.type":"#example.model.largePhotoNote","picture":"AA==","pixels":7,"txt":"u"}"##
    );
}
