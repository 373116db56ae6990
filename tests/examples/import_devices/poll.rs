//! Waiting until the imports are over.

use std::collections::BTreeMap;

use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentity as Identity;

use crate::devices::Device;
use crate::journal::Event;
use crate::service::is_final;
use crate::{Failure, Run};

/// In how many lists in a row a record may be missing before it is asked for: a list that changes while its pages are
/// read may skip some.
const MISSED: u32 = 3;

/// Waits until each record is complete or failed. All are read at once: that is a request for each page, not for each
/// device.
pub(crate) async fn poll(run: &mut Run<'_>) -> Result<(), Failure> {
    let mut missed = BTreeMap::new();
    loop {
        let records = run.service.records(run.progress).await.map_err(Failure::Service)?;
        compare(run, &records, &mut missed).await?;
        let waiting = in_progress(run).len();
        run.show(format!("imports to wait for: {waiting}"));
        if waiting == 0 {
            return Ok(());
        }
        tokio::time::sleep(run.args.interval).await;
    }
}

/// The devices that have a record which is not over, with its id.
fn in_progress<'a>(run: &Run<'a>) -> Vec<(&'a Device, String)> {
    let records = run.devices.iter().filter_map(|device| Some((device, run.journal.record(device)?)));
    records.filter(|(_, record)| !record.is_over()).map(|(device, record)| (device, record.id.clone())).collect()
}

/// Compares what is waited for with the records of the service.
async fn compare(run: &mut Run<'_>, records: &[Identity], missed: &mut BTreeMap<String, u32>) -> Result<(), Failure> {
    let by_id: BTreeMap<_, _> = records.iter().filter_map(|record| Some((record.id.as_deref()?, record))).collect();
    let mut events = Vec::new();
    for (device, id) in in_progress(run) {
        if let Some(record) = by_id.get(&*id) {
            missed.remove(&id);
            events.extend(see(run, device, record));
            continue;
        }
        let times = missed.entry(id.clone()).or_default();
        *times += 1;
        if *times < MISSED {
            continue;
        }
        match run.service.record(&id).await {
            Ok(Some(record)) => events.extend(see(run, device, &record)),
            Ok(None) => events.push(Event::Gone { serial: device.serial.clone() }),
            Err(error) if is_final(&error) => return Err(Failure::Service(error)),
            Err(_) => {}
        }
    }
    run.journal.append(events)
}

/// Notes how far the import of a device is; what to write down if it is over.
fn see(run: &mut Run<'_>, device: &Device, record: &Identity) -> Option<Event> {
    run.journal.change(&device.serial, |known| known.state.clone_from(&record.state));
    let over = run.journal.record(device)?.is_over();
    let state = record.state.clone().filter(|_| over)?;
    Some(Event::Over { serial: device.serial.clone(), state })
}
