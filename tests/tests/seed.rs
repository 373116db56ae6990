//! The reference page "Update importedWindowsAutopilotDeviceIdentity" as it stood until 2021-02-26: its two routes, its
//! headers, its example request and its example answer.

#![expect(
    deprecated,
    reason = "the page documents what today's service has dropped: both update calls, orderIdentifier"
)]
use http::{Method, Response, StatusCode, header};
use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentity as Identity, ImportedWindowsAutopilotDeviceIdentityBody as IdentityBody,
    ImportedWindowsAutopilotDeviceIdentityImportStatus as ImportStatus,
    ImportedWindowsAutopilotDeviceIdentityStateBody as StateBody,
};
use msgraph_autopilot::requests::device_management::{
    imported_windows_autopilot_device_identities as identities,
    imported_windows_autopilot_device_identity_uploads::device_identities as upload_identities,
};
use msgraph_autopilot::{Binary, Request};
use serde_json::{Value, json};

const SERVICE_ROOT: &str = "https://graph.microsoft.com/v1.0";
const ID: &str = "985b4f49-4f49-985b-494f-5b98494f5b98";
const UPLOAD_ID: &str = "8d639524-9524-8d63-2495-638d2495638d";

/// The example's request. The type of the whole has a `#`, the type of `state` has none.
fn example_request() -> Value {
    json!({
        "@odata.type": "#microsoft.graph.importedWindowsAutopilotDeviceIdentity",
        "orderIdentifier": "Order Identifier value",
        "serialNumber": "Serial Number value",
        "productKey": "Product Key value",
        "hardwareIdentifier": "aGFyZHdhcmVJZGVudGlmaWVy",
        "state": {
            "@odata.type": "microsoft.graph.importedWindowsAutopilotDeviceIdentityState",
            "deviceImportStatus": "pending",
            "deviceRegistrationId": "Device Registration Id value",
            "deviceErrorCode": 15,
            "deviceErrorName": "Device Error Name value"
        }
    })
}

/// The example's answer: the request with the key.
fn example_answer() -> Value {
    let mut answer = example_request();
    answer["id"] = json!(ID);
    answer
}

/// The example's request as a user of the crate writes it.
fn body() -> IdentityBody {
    IdentityBody::new()
        .odata_type("#microsoft.graph.importedWindowsAutopilotDeviceIdentity")
        .order_identifier("Order Identifier value")
        .serial_number("Serial Number value")
        .product_key("Product Key value")
        .hardware_identifier(Binary::from_base64("aGFyZHdhcmVJZGVudGlmaWVy").unwrap())
        .state(
            StateBody::new()
                .odata_type("microsoft.graph.importedWindowsAutopilotDeviceIdentityState")
                .device_import_status(ImportStatus::Pending)
                .device_registration_id("Device Registration Id value")
                .device_error_code(15)
                .device_error_name("Device Error Name value"),
        )
}

fn both_routes(body: &IdentityBody) -> [Request<Option<Identity>>; 2] {
    [identities::update(ID, body), upload_identities::update(UPLOAD_ID, ID, body)]
}

fn answered(request: &Request<Option<Identity>>) -> Identity {
    let answer = Response::builder()
        .status(StatusCode::OK)
        .header(header::CONTENT_TYPE, "application/json")
        .body(example_answer().to_string())
        .unwrap();
    request.decode(answer).unwrap().unwrap()
}

#[test]
fn the_routes_are_those_of_the_page() {
    let urls = both_routes(&body()).map(|request| {
        let http = request.to_http(SERVICE_ROOT).unwrap();
        assert_eq!(http.method(), Method::PATCH);
        http.uri().to_string()
    });
    assert_eq!(
        urls,
        [
            format!("{SERVICE_ROOT}/deviceManagement/importedWindowsAutopilotDeviceIdentities/{ID}"),
            format!(
                "{SERVICE_ROOT}/deviceManagement/importedWindowsAutopilotDeviceIdentityUploads/{UPLOAD_ID}/deviceIdentities/{ID}"
            ),
        ]
    );
}

#[test]
fn the_headers_are_those_of_the_page() {
    for request in both_routes(&body()) {
        let http = request.to_http(SERVICE_ROOT).unwrap();
        assert_eq!(http.headers()[header::ACCEPT], "application/json");
        assert_eq!(http.headers()[header::CONTENT_TYPE], "application/json");
        assert!(!http.headers().contains_key(header::AUTHORIZATION), "a token is the client's to add");
    }
}

#[test]
fn the_body_is_the_example() {
    for request in both_routes(&body()) {
        let http = request.to_http(SERVICE_ROOT).unwrap();
        let sent: Value = serde_json::from_slice(http.body()).unwrap();
        assert_eq!(sent, example_request());
    }
}

#[test]
fn the_answer_is_typed() {
    for request in both_routes(&body()) {
        let identity = answered(&request);
        assert_eq!(identity.odata_type.as_deref(), Some("#microsoft.graph.importedWindowsAutopilotDeviceIdentity"));
        assert_eq!(identity.id.as_deref(), Some(ID));
        assert_eq!(identity.order_identifier.as_deref(), Some("Order Identifier value"));
        assert_eq!(identity.serial_number.as_deref(), Some("Serial Number value"));
        assert_eq!(identity.product_key.as_deref(), Some("Product Key value"));
        assert_eq!(identity.hardware_identifier.unwrap().to_bytes().unwrap(), b"hardwareIdentifier");

        let state = identity.state.unwrap();
        assert_eq!(state.odata_type.as_deref(), Some("microsoft.graph.importedWindowsAutopilotDeviceIdentityState"));
        assert_eq!(state.device_import_status, Some(ImportStatus::Pending));
        assert_eq!(state.device_registration_id.as_deref(), Some("Device Registration Id value"));
        assert_eq!(state.device_error_code, Some(15));
        assert_eq!(state.device_error_name.as_deref(), Some("Device Error Name value"));
    }
}

#[test]
fn the_answer_is_written_back_as_it_came() {
    for request in both_routes(&body()) {
        assert_eq!(serde_json::to_value(answered(&request)).unwrap(), example_answer());
    }
}

#[test]
fn what_is_not_set_does_not_travel() {
    for request in both_routes(&IdentityBody::new().serial_number("Serial Number value")) {
        let http = request.to_http(SERVICE_ROOT).unwrap();
        let sent: Value = serde_json::from_slice(http.body()).unwrap();
        assert_eq!(sent, json!({ "serialNumber": "Serial Number value" }));
    }
}
