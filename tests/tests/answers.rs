//! Answers: what decodes to what.

#![expect(deprecated, reason = "today's service has dropped the update; it is a request like any other")]

use http::Response;
use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentity as Identity, ImportedWindowsAutopilotDeviceIdentityBody as Body,
    ImportedWindowsAutopilotDeviceIdentityImportStatus as Status,
};
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::{Error, Page};

const ONE: &str = r##"{
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x/$entity",
  "@odata.etag": "W/\"1\"",
  "@odata.type": "#microsoft.graph.importedWindowsAutopilotDeviceIdentity",
  "id": "985b",
  "serialNumber": "Serial \u00fcber Number",
  "product\u004bey": "key",
  "hardwareIdentifier": "aGFyZHdhcmVJZGVudGlmaWVy",
  "groupTag": null,
  "brandNew": {"deep": [1, {"x": null}], "text": "]}"},
  "brandNew@odata.type": "#x",
  "state": {
    "@odata.type": "microsoft.graph.importedWindowsAutopilotDeviceIdentityState",
    "deviceImportStatus": "resting",
    "deviceErrorCode": 15,
    "extra": 1
  }
}"##;

fn ok<B>(body: B) -> Response<B> {
    Response::new(body)
}

fn status(code: u16) -> Response<&'static str> {
    Response::builder().status(code).body("").unwrap()
}

#[test]
fn an_entity_reads() {
    let one = identities::get("985b").decode(ok(ONE)).unwrap();
    assert_eq!(one.odata_etag.as_deref(), Some("W/\"1\""));
    assert_eq!(one.odata_type.as_deref(), Some("#microsoft.graph.importedWindowsAutopilotDeviceIdentity"));
    assert_eq!(one.id.as_deref(), Some("985b"));
    assert_eq!(one.serial_number.as_deref(), Some("Serial über Number"));
    assert_eq!(one.product_key.as_deref(), Some("key"), "names may have escapes");
    assert_eq!(one.group_tag, None);
    assert_eq!(one.hardware_identifier.unwrap().to_bytes().unwrap(), b"hardwareIdentifier");
    let state = one.state.unwrap();
    assert_eq!(state.odata_type.as_deref(), Some("microsoft.graph.importedWindowsAutopilotDeviceIdentityState"));
    assert_eq!(state.device_import_status, Some(Status::Unrecognized("resting".into())));
    assert_eq!(state.device_error_code, Some(15));
    assert_eq!(state.device_error_name, None);
}

#[test]
fn an_entity_is_written_as_it_was_read() {
    let one: Identity = serde_json::from_str(ONE).unwrap();
    let written: serde_json::Value = serde_json::to_value(&one).unwrap();
    let mut expected: serde_json::Value = serde_json::from_str(ONE).unwrap();
    let members = expected.as_object_mut().unwrap();
    // Control information of the answer, unknown members of a closed type, and null, which reads as absent.
    for gone in ["@odata.context", "brandNew", "brandNew@odata.type", "groupTag"] {
        members.remove(gone).unwrap();
    }
    members["state"].as_object_mut().unwrap().remove("extra").unwrap();
    assert_eq!(written, expected);
    assert_eq!(serde_json::from_value::<Identity>(written).unwrap(), one);
}

#[test]
fn enumerations_keep_what_they_do_not_know() {
    for (text, status) in [
        ("unknown", Status::Unknown),
        ("complete", Status::Complete),
        ("Complete", Status::Unrecognized("Complete".into())),
        ("", Status::Unrecognized("".into())),
    ] {
        assert_eq!(Status::from(text), status);
        assert_eq!((status.as_str(), status.to_string().as_str()), (text, text));
        let json = serde_json::to_string(&status).unwrap();
        assert_eq!(json, format!("{text:?}"));
        assert_eq!(serde_json::from_str::<Status>(&json).unwrap(), status);
    }
    assert!(serde_json::from_str::<Status>("1").is_err());
}

#[test]
fn an_update_may_answer_nothing() {
    let update = identities::update("i", &Body::new());
    assert_eq!(update.decode(status(204)).unwrap(), None);
    assert_eq!(update.decode(status(200)).unwrap(), None);
    assert_eq!(update.decode(ok(r#"{"id":"i"}"#)).unwrap().unwrap().id.as_deref(), Some("i"));
}

#[test]
fn what_must_answer_must() {
    match identities::get("i").decode(status(200)) {
        Err(Error::Decode(error)) => assert_eq!((error.status.as_u16(), error.path.as_str()), (200, "$")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_call_without_an_answer_reads_any_success() {
    for answer in [status(200), status(202), status(204), ok("<html>")] {
        identities::delete("i").decode(answer).unwrap();
    }
    assert!(matches!(identities::delete("i").decode(status(302)), Err(Error::Service(_))));
    assert!(matches!(identities::delete("i").decode(status(404)), Err(Error::Service(_))));
}

#[test]
fn counts_are_plain_text() {
    for text in ["42", "\u{feff}42", " 42\r\n"] {
        assert_eq!(identities::count().decode(ok(text)).unwrap(), 42);
    }
    for text in ["", "many", "{\"value\":42}"] {
        assert!(matches!(identities::count().decode(ok(text)), Err(Error::Decode(_))), "{text:?}");
    }
}

#[test]
fn a_byte_order_mark_is_no_obstacle() {
    assert_eq!(identities::get("i").decode(ok("\u{feff}{\"id\":\"i\"}")).unwrap().id.as_deref(), Some("i"));
}

#[test]
fn bodies_come_as_bytes_of_any_kind() {
    let get = identities::get("i");
    assert!(get.decode(ok(b"{}".to_vec())).is_ok());
    assert!(get.decode(ok(bytes::Bytes::from_static(b"{}"))).is_ok());
}

#[test]
fn pages_read_and_write() {
    let text = r#"{"@odata.context":"c","@odata.count":"2","@odata.nextLink":"https://x/?$skiptoken=a%2Fb","value":[{"id":"1"},{"id":"2"}],"@x.y":1}"#;
    let page = identities::list().decode(ok(text)).unwrap();
    assert_eq!(page.count, Some(2));
    assert_eq!(page.next_link.as_deref(), Some("https://x/?$skiptoken=a%2Fb"));
    assert_eq!(page.delta_link, None);
    assert_eq!(page.value.iter().map(|item| item.id.as_deref()).collect::<Vec<_>>(), [Some("1"), Some("2")]);
    let written = serde_json::to_string(&page).unwrap();
    assert_eq!(
        written,
        r#"{"@odata.count":2,"@odata.nextLink":"https://x/?$skiptoken=a%2Fb","value":[{"id":"1"},{"id":"2"}]}"#
    );
    assert_eq!(serde_json::from_str::<Page<Identity>>(&written).unwrap(), page);
}

#[test]
fn pages_may_be_empty_but_must_be_pages() {
    for text in [r#"{"value":[]}"#, r#"{"value":null}"#, r#"{"value":[null]}"#] {
        assert_eq!(identities::list().decode(ok(text)).unwrap(), Page::default(), "{text}");
    }
    for text in [r#"{"id":"1"}"#, "[]", r#"{"value":{}}"#, r#"{"value":[1]}"#] {
        assert!(matches!(identities::list().decode(ok(text)), Err(Error::Decode(_))), "{text}");
    }
    let imported = identities::import(&identities::ImportBody::new()).decode(ok(r#"{"value":[{"id":"1"}]}"#)).unwrap();
    assert_eq!(imported.value.len(), 1);
}

#[test]
#[allow(deprecated, reason = "the seed of the slice documents it")]
fn deprecated_properties_still_read() {
    let one: Identity = serde_json::from_str(r#"{"orderIdentifier":"A-1"}"#).unwrap();
    assert_eq!(one.order_identifier.as_deref(), Some("A-1"));
    assert_eq!(Identity::ORDER_IDENTIFIER.name(), "orderIdentifier");
}

#[test]
fn debug_shows_no_hardware_hash() {
    let one: Identity = serde_json::from_str(ONE).unwrap();
    let text = format!("{one:?}");
    assert!(text.contains("Binary(24 characters)") && !text.contains("aGFyZHdhcmVJZGVudGlmaWVy"), "{text}");
}
