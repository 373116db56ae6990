//! What the generated crate costs at run time, against the same by hand with serde's derive: reading and writing a page of
//! 1,000 devices, each with a hash of 4 KB, and building requests. `cargo xtask bench` runs it.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentity as Identity, ImportedWindowsAutopilotDeviceIdentityBody as Body,
    ImportedWindowsAutopilotDeviceIdentityState as IdentityState,
};
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::{Binary, Page, SERVICE_ROOT};
use serde::{Deserialize, Serialize};

/// What a careful person would write by hand.
#[derive(Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Device {
    #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
    odata_type: Option<String>,
    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
    odata_etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_user_principal_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hardware_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    import_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    serial_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<State>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_identifier: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct State {
    #[serde(rename = "@odata.type", skip_serializing_if = "Option::is_none")]
    odata_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    device_error_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    device_error_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    device_import_status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    device_registration_id: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
enum Status {
    Unknown,
    Pending,
    Partial,
    Complete,
    Error,
}

#[derive(Deserialize, Serialize)]
struct Devices {
    value: Vec<Device>,
}

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    for (what, members) in [
        ("decode", ""),
        ("decode, @odata.type first", r##""@odata.type":"#microsoft.graph.importedWindowsAutopilotDeviceIdentity","##),
        ("decode, five members unknown", r#""a":"one","b":2,"c":null,"d":{"e":[1,2,3]},"f":"2020-04-03T09:05:42Z","#),
    ] {
        let page = page(members);
        compare(what, 200, 1000, &|| read::<Page<Identity>>(&page), &|| read::<Devices>(&page))?;
    }

    let page = page("");
    let (ours, by_hand) = (serde_json::from_str::<Page<Identity>>(&page)?, serde_json::from_str::<Devices>(&page)?);
    compare("encode", 200, 1000, &|| write(&ours), &|| write(&by_hand))?;
    requests()
}

/// A body that is sent, and a query for one record.
fn requests() -> Outcome<()> {
    let body =
        Body::new().serial_number("C02X").hardware_identifier(Binary::from_base64("T0FpQUF")?).group_tag("Sales");
    let device = Device {
        serial_number: Some("C02X".to_owned()),
        hardware_identifier: Some("T0FpQUE=".to_owned()),
        group_tag: Some("Sales".to_owned()),
        ..Device::default()
    };
    let create = || Ok(black_box(identities::create(&body).to_http(SERVICE_ROOT)?).body().len());
    let create_by_hand = || {
        let request =
            http::Request::post(format!("{SERVICE_ROOT}/deviceManagement/importedWindowsAutopilotDeviceIdentities"))
                .header(ACCEPT, HeaderValue::from_static("application/json"))
                .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
                .body(Bytes::from(serde_json::to_vec(&device)?))?;
        Ok(black_box(request).body().len())
    };
    compare("requests with a body", 500, 1000, &repeat(&create), &repeat(&create_by_hand))?;

    let id = "985b4f49-4f49-985b-494f-5b98494f5b98";
    let get = || {
        let request = identities::get(id).select([&Identity::ID, &Identity::STATE]);
        Ok(black_box(request.to_http(SERVICE_ROOT)?).headers().len())
    };
    let get_by_hand = || {
        let id = percent_encoding::utf8_percent_encode(id, percent_encoding::NON_ALPHANUMERIC);
        let path = "deviceManagement/importedWindowsAutopilotDeviceIdentities";
        let request = http::Request::get(format!("{SERVICE_ROOT}/{path}/{id}?$select=id,state"))
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .body(Bytes::new())?;
        Ok(black_box(request).headers().len())
    };
    compare("requests with a query", 500, 1000, &repeat(&get), &repeat(&get_by_hand))?;

    let list = || {
        let failed = Identity::STATE.then(IdentityState::DEVICE_ERROR_CODE).ne(0);
        let request = identities::list().filter(failed.and(Identity::GROUP_TAG.eq(black_box("Sales")))).top(50);
        Ok(black_box(request.to_http(SERVICE_ROOT)?).headers().len())
    };
    let list_by_hand = || {
        let filter = format!("state/deviceErrorCode ne 0 and groupTag eq '{}'", black_box("Sales").replace('\'', "''"));
        let filter = percent_encoding::utf8_percent_encode(&filter, percent_encoding::NON_ALPHANUMERIC);
        let path = "deviceManagement/importedWindowsAutopilotDeviceIdentities";
        let request = http::Request::get(format!("{SERVICE_ROOT}/{path}?$filter={filter}&$top=50"))
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .body(Bytes::new())?;
        Ok(black_box(request).headers().len())
    };
    compare("requests with a filter", 500, 1000, &repeat(&list), &repeat(&list_by_hand))
}

fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Outcome<usize> {
    black_box(serde_json::from_slice::<T>(text.as_bytes())?);
    Ok(text.len())
}

fn write(value: &impl Serialize) -> Outcome<usize> {
    Ok(black_box(serde_json::to_vec(value)?).len())
}

fn repeat(once: &dyn Fn() -> Outcome<usize>) -> impl Fn() -> Outcome<usize> {
    move || (0..1000).map(|_| once()).sum()
}

/// Both in turn, and the best of each: whatever else the machine does makes a run longer, never shorter. They have to do
/// the same.
fn compare(
    what: &str,
    runs: usize,
    items: u128,
    ours: &dyn Fn() -> Outcome<usize>,
    by_hand: &dyn Fn() -> Outcome<usize>,
) -> Outcome<()> {
    assert_eq!(ours()?, by_hand()?, "{what}: not the same work");
    let [mut our_best, mut best_by_hand] = [Duration::MAX; 2];
    for _ in 0..runs {
        our_best = our_best.min(time(ours)?);
        best_by_hand = best_by_hand.min(time(by_hand)?);
    }
    let (ours, by_hand) = (our_best.as_nanos(), best_by_hand.as_nanos());
    let ratio = ours as f64 / by_hand as f64;
    println!("{what}: {} ns each, by hand {} ns, ratio {ratio:.3}", ours / items, by_hand / items);
    Ok(())
}

fn time(run: &dyn Fn() -> Outcome<usize>) -> Outcome<Duration> {
    let start = Instant::now();
    black_box(run()?);
    Ok(start.elapsed())
}

/// A page in which each device has these members, too.
fn page(members: &str) -> String {
    let hash = "T0FpQUF".repeat(585);
    let device = |number: usize| {
        format!(
            r#"{{{members}"id":"{number:08}-4f49-985b-494f-5b98494f5b98","groupTag":"Sales","serialNumber":"SN-{number}","productKey":"",
            "importId":"985b4f49-4f49-985b-494f-5b98494f5b98","hardwareIdentifier":"{hash}","assignedUserPrincipalName":null,
            "state":{{"deviceImportStatus":"complete","deviceRegistrationId":"{number}","deviceErrorCode":0,"deviceErrorName":"None"}}}}"#
        )
    };
    let devices: Vec<String> = (0..1000).map(device).collect();
    format!(r#"{{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#x","value":[{}]}}"#, devices.join(","))
}
