//! Every request of the shipped crate as HTTP text.

#![expect(deprecated, reason = "what today's service has dropped is still there")]
use std::fmt::Write;

use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentityBody as Body, ImportedWindowsAutopilotDeviceIdentityUploadBody as UploadBody,
};
use msgraph_autopilot::requests::device_management::{
    imported_windows_autopilot_device_identities as identities,
    imported_windows_autopilot_device_identity_uploads as uploads,
    imported_windows_autopilot_device_identity_uploads::device_identities as upload_identities,
    windows_autopilot_device_identities as devices,
};
use msgraph_autopilot::{DateTimeOffset, Field, Request, SERVICE_ROOT};

fn text<T>(name: &str, request: impl Into<Request<T>>) -> String {
    let http = request.into().to_http(SERVICE_ROOT).unwrap();
    let mut out = format!("----- {name}\n{} {}\n", http.method(), http.uri());
    for (name, value) in http.headers() {
        writeln!(out, "{name}: {}", value.to_str().unwrap()).unwrap();
    }
    if !http.body().is_empty() {
        writeln!(out, "\n{}", String::from_utf8_lossy(http.body())).unwrap();
    }
    out + "\n"
}

#[test]
fn import_records() {
    let body = Body::new().serial_number("C02X").product_key(Field::Null);
    let import = identities::ImportBody::new().imported_windows_autopilot_device_identities(vec![body.clone()]);
    insta::assert_snapshot!(
        [
            text("list", identities::list()),
            text("count", identities::count()),
            text("get", identities::get("a/b c")),
            text("create", identities::create(&body)),
            text("update", identities::update("id", &body).if_match("W/\"1\"")),
            text("delete", identities::delete("id")),
            text("import", identities::import(&import)),
        ]
        .concat()
    );
}

#[test]
fn uploads() {
    let body =
        UploadBody::new().created_date_time_utc("2016-12-31T23:59:45.8788427-08:00".parse::<DateTimeOffset>().unwrap());
    let identity = Body::new().order_identifier("order");
    insta::assert_snapshot!(
        [
            text("list", uploads::list()),
            text("count", uploads::count()),
            text("get", uploads::get("id")),
            text("create", uploads::create(&body)),
            text("update", uploads::update("id", &body)),
            text("delete", uploads::delete("id")),
            text("device_identities: list", upload_identities::list("upload")),
            text("device_identities: count", upload_identities::count("upload")),
            text("device_identities: get", upload_identities::get("upload", "id")),
            text("device_identities: create", upload_identities::create("upload", &identity)),
            text("device_identities: update", upload_identities::update("upload", "id", &identity)),
            text("device_identities: delete", upload_identities::delete("upload", "id")),
            text(
                "device_identities: import",
                upload_identities::import("upload", &upload_identities::ImportBody::new())
            ),
        ]
        .concat()
    );
}

#[test]
fn registered_devices() {
    let user = devices::AssignUserToDeviceBody::new().user_principal_name("a@b.example").addressable_user_name("A B");
    let properties = devices::UpdateDevicePropertiesBody::new().group_tag("tag").display_name(Field::Null);
    insta::assert_snapshot!(
        [
            text("list", devices::list()),
            text("count", devices::count()),
            text("get", devices::get("id")),
            text("delete", devices::delete("id")),
            text("assign_user_to_device", devices::assign_user_to_device("id", &user)),
            text("unassign_user_from_device", devices::unassign_user_from_device("id")),
            text("update_device_properties", devices::update_device_properties("id", &properties)),
        ]
        .concat()
    );
}
