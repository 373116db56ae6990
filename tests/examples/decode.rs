//! Reading a page of 1,000 devices, each with a hash of 4 KB, against the same structs with serde's derive.
//! `cargo xtask bench` runs it.

use std::hint::black_box;
use std::time::{Duration, Instant};

use msgraph_autopilot::Page;
use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentity;
use serde::Deserialize;

/// What a careful person would write by hand.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only read")]
struct Device {
    #[serde(rename = "@odata.type")]
    odata_type: Option<String>,
    #[serde(rename = "@odata.etag")]
    odata_etag: Option<String>,
    id: Option<String>,
    assigned_user_principal_name: Option<String>,
    group_tag: Option<String>,
    hardware_identifier: Option<String>,
    import_id: Option<String>,
    product_key: Option<String>,
    serial_number: Option<String>,
    state: Option<State>,
    order_identifier: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only read")]
struct State {
    #[serde(rename = "@odata.type")]
    odata_type: Option<String>,
    device_error_code: Option<i32>,
    device_error_name: Option<String>,
    device_import_status: Option<Status>,
    device_registration_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Status {
    Unknown,
    Pending,
    Partial,
    Complete,
    Error,
}

#[derive(Deserialize)]
struct Devices {
    value: Vec<Device>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let page = page();
    let (mut ours, mut derived) = (Vec::new(), Vec::new());
    // In turn, so that a slower moment of the machine meets both.
    for _ in 0..200 {
        ours.push(time(|| {
            serde_json::from_str::<Page<ImportedWindowsAutopilotDeviceIdentity>>(&page).map(|page| page.value.len())
        })?);
        derived.push(time(|| serde_json::from_str::<Devices>(&page).map(|page| page.value.len()))?);
    }
    let (ours, derived) = (median(ours), median(derived));
    println!(
        "ours {} ns a device, derive {} ns, ratio {:.3}",
        ours / 1000,
        derived / 1000,
        ours as f64 / derived as f64
    );
    Ok(())
}

fn time(read: impl FnOnce() -> serde_json::Result<usize>) -> serde_json::Result<Duration> {
    let start = Instant::now();
    black_box(read()?);
    Ok(start.elapsed())
}

fn median(mut times: Vec<Duration>) -> u128 {
    times.sort();
    times[times.len() / 2].as_nanos()
}

fn page() -> String {
    let hash = "T0FpQUF".repeat(585);
    let device = |number: usize| {
        format!(
            r#"{{"id":"{number:08}-4f49-985b-494f-5b98494f5b98","groupTag":"Sales","serialNumber":"SN-{number}","productKey":"",
            "importId":"985b4f49-4f49-985b-494f-5b98494f5b98","hardwareIdentifier":"{hash}","assignedUserPrincipalName":null,
            "state":{{"deviceImportStatus":"complete","deviceRegistrationId":"{number}","deviceErrorCode":0,"deviceErrorName":"None"}}}}"#
        )
    };
    let devices: Vec<String> = (0..1000).map(device).collect();
    format!(r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#x","value":[{}]}}"#, devices.join(","))
}
