//! The three states of a property in a body, and what setters take.

use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentityBody as Body, ImportedWindowsAutopilotDeviceIdentityImportStatus as Status,
    ImportedWindowsAutopilotDeviceIdentityStateBody as StateBody,
};
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities::{
    self as identities, ImportBody,
};
use msgraph_autopilot::{Binary, Field, SERVICE_ROOT};

fn json(body: &Body) -> String {
    serde_json::to_string(body).unwrap()
}

#[test]
fn absent_null_and_value_travel_differently() {
    assert_eq!(json(&Body::new()), "{}");
    assert_eq!(json(&Body::new().serial_number(Field::Absent)), "{}");
    assert_eq!(json(&Body::new().serial_number(Field::Null)), r#"{"serialNumber":null}"#);
    assert_eq!(json(&Body::new().serial_number("C02X")), r#"{"serialNumber":"C02X"}"#);
    assert_eq!(json(&Body::new().serial_number("")), r#"{"serialNumber":""}"#);
}

#[test]
fn the_last_setter_wins() {
    assert_eq!(json(&Body::new().serial_number("a").serial_number(Field::Null)), r#"{"serialNumber":null}"#);
    assert_eq!(json(&Body::new().serial_number("a").serial_number(Field::Absent)), "{}");
}

#[test]
fn setters_take_what_is_at_hand() {
    let owned = String::from("C02X");
    let expected = Body::new().serial_number("C02X");
    assert_eq!(Body::new().serial_number(&owned), expected);
    assert_eq!(Body::new().serial_number(Some("C02X")), expected);
    assert_eq!(Body::new().serial_number(Some(owned.clone())), expected);
    assert_eq!(Body::new().serial_number(Field::or_null(Some(owned.clone()))), expected);
    assert_eq!(Body::new().serial_number(owned), expected);
}

#[test]
fn none_is_absent_and_or_null_clears() {
    assert_eq!(json(&Body::new().serial_number(None::<&str>).group_tag(None::<String>)), "{}");
    assert_eq!(json(&Body::new().serial_number(Field::or_null(None))), r#"{"serialNumber":null}"#);
}

#[test]
fn field_tells_its_state() {
    let (absent, null, value) = (Field::<i32>::default(), Field::<i32>::Null, Field::from(7));
    assert!(absent.is_absent() && !null.is_absent() && !value.is_absent());
    assert!(!absent.is_null() && null.is_null() && !value.is_null());
    assert_eq!((absent.value(), null.value(), value.value()), (None, None, Some(&7)));
}

#[test]
fn complex_values_nest_with_their_own_states() {
    let state = StateBody::new()
        .odata_type("microsoft.graph.importedWindowsAutopilotDeviceIdentityState")
        .device_import_status(Status::Pending)
        .device_error_code(15)
        .device_error_name(Field::Null);
    assert_eq!(
        json(&Body::new().odata_type("#microsoft.graph.importedWindowsAutopilotDeviceIdentity").state(state)),
        concat!(
            r##"{"@odata.type":"#microsoft.graph.importedWindowsAutopilotDeviceIdentity","##,
            r#""state":{"@odata.type":"microsoft.graph.importedWindowsAutopilotDeviceIdentityState","#,
            r#""deviceErrorCode":15,"deviceErrorName":null,"deviceImportStatus":"pending"}}"#
        )
    );
    assert_eq!(json(&Body::new().state(Field::Null)), r#"{"state":null}"#);
}

#[test]
fn collections_are_parameters_of_actions() {
    let device = || Body::new().serial_number("1").hardware_identifier(Binary::from_bytes(b"hash"));
    let from_vec = ImportBody::new().imported_windows_autopilot_device_identities(vec![device(), Body::new()]);
    let from_array = ImportBody::new().imported_windows_autopilot_device_identities([device(), Body::new()]);
    assert_eq!(from_vec, from_array);
    let http = identities::import(&from_vec).to_http(SERVICE_ROOT).unwrap();
    assert_eq!(
        http.body(),
        r#"{"importedWindowsAutopilotDeviceIdentities":[{"hardwareIdentifier":"aGFzaA==","serialNumber":"1"},{}]}"#
    );
    let empty = ImportBody::new().imported_windows_autopilot_device_identities(Vec::new());
    assert_eq!(serde_json::to_string(&empty).unwrap(), r#"{"importedWindowsAutopilotDeviceIdentities":[]}"#);
}

#[test]
#[allow(deprecated, reason = "the seed of the slice documents it")]
fn deprecated_properties_still_travel() {
    assert_eq!(json(&Body::new().order_identifier("A-1")), r#"{"orderIdentifier":"A-1"}"#);
}

#[test]
fn a_body_that_was_read_is_sent_as_it_was() {
    let text = concat!(
        r##"{"@odata.type":"#microsoft.graph.importedWindowsAutopilotDeviceIdentity","productKey":null,"##,
        r#""serialNumber":"C02X","state":{"deviceErrorCode":806,"unheardOf":{"a":[1.50,null]}},"id":"1"}"#
    );
    let body: Body = serde_json::from_str(text).unwrap();
    assert_eq!(json(&body), text);
    let own = Body::new().serial_number("C02X").product_key(Field::Null);
    assert_ne!(body, own, "it has more");
    let (read, expected) = (serde_json::from_str::<Body>(&json(&own)).unwrap(), own);
    assert_eq!(read, expected);
    assert_eq!(json(&read.serial_number("other")), r#"{"productKey":null,"serialNumber":"other"}"#);
    assert!(serde_json::from_str::<Body>(r#"{"serialNumber": 1}"#).is_err());
}
