//! Sending devices, each of them once.
//!
//! A request to import is not idempotent, so the client sends it again only if the service has not done it. If the
//! answer is lost, nobody knows: then the devices are looked for among the import records, and only those that are not
//! there are sent again.

use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

use http::StatusCode;
use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentity as Identity;
use msgraph_autopilot::{Error, ServiceError};

use crate::devices::{Device, key};
use crate::journal::{Event, Fate};
use crate::service::is_final;
use crate::{Failure, Run};

/// Sends all that was not sent yet.
pub(crate) async fn import(run: &mut Run<'_>) -> Result<(), Failure> {
    // An earlier run may have been stopped between a request and its answer.
    let unclear = run.devices_whose(|fate| matches!(fate, Some(Fate::Unclear)));
    look_for(run, unclear, run.args.settle).await?;
    // It may also have given up looking too early.
    let absent = run.devices_whose(|fate| matches!(fate, Some(Fate::Absent)));
    look_for(run, absent, Duration::ZERO).await?;

    let to_send = run.devices_whose(|fate| matches!(fate, None | Some(Fate::Absent | Fate::Refused(_))));
    let mut batches: VecDeque<_> = to_send.chunks(run.args.batch_size as usize).map(<[_]>::to_vec).collect();
    while let Some(batch) = batches.pop_front() {
        run.show(format!("requests to send: {}", batches.len() + 1));
        let left = send(run, batch).await?;
        for batch in left.into_iter().filter(|batch| !batch.is_empty()) {
            batches.push_front(batch);
        }
    }
    Ok(())
}

/// Sends one batch. What has to be sent again comes back.
async fn send<'a>(run: &mut Run<'a>, batch: Vec<&'a Device>) -> Result<Vec<Vec<&'a Device>>, Failure> {
    run.journal.append([Event::Sending { serials: batch.iter().map(|device| device.serial.clone()).collect() }])?;
    match run.service.import(&batch, &run.journal.import_id).await {
        Ok(records) => {
            let unclear = take(run, batch, &records, true)?;
            Ok(vec![look_for(run, unclear, run.args.settle).await?])
        }
        Err(error) if error.may_have_taken_effect() => {
            run.progress.say(format!("{} devices may be imported or not: {error}", batch.len()));
            Ok(vec![look_for(run, batch, run.args.settle).await?])
        }
        Err(error) => {
            run.journal.append(absent(&batch))?;
            again(run, batch, error).await
        }
    }
}

/// After an error which says that the service has done nothing.
async fn again<'a>(run: &mut Run<'a>, batch: Vec<&'a Device>, error: Error) -> Result<Vec<Vec<&'a Device>>, Failure> {
    match error {
        Error::Service(error) if is_refusal(error.status) => refused(run, batch, &error).await,
        error if is_final(&error) => Err(Failure::Service(error)),
        error => {
            run.progress.say(format!("{} devices were not imported, and are sent again: {error}", batch.len()));
            tokio::time::sleep(run.args.interval).await;
            Ok(vec![batch])
        }
    }
}

/// Whether it is the devices that the service does not like.
fn is_refusal(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::BAD_REQUEST
            | StatusCode::CONFLICT
            | StatusCode::PAYLOAD_TOO_LARGE
            | StatusCode::UNPROCESSABLE_ENTITY
    )
}

/// One device spoils the batch, so the halves are tried, down to the one that it is.
async fn refused<'a>(
    run: &mut Run<'a>,
    batch: Vec<&'a Device>,
    error: &ServiceError,
) -> Result<Vec<Vec<&'a Device>>, Failure> {
    // The service should not have taken any of them, but nothing says that it takes all or none.
    let missing = look_for(run, batch, Duration::ZERO).await?;
    if let [device] = *missing {
        run.journal.append([Event::Refused { serial: device.serial.clone(), reason: error.to_string() }])?;
        return Ok(Vec::new());
    }
    let (first, second) = missing.split_at(missing.len() / 2);
    Ok(vec![second.to_vec(), first.to_vec()])
}

/// Looks for devices among the import records until the time is over; those that are not there come back.
async fn look_for<'a>(
    run: &mut Run<'a>,
    mut devices: Vec<&'a Device>,
    settle: Duration,
) -> Result<Vec<&'a Device>, Failure> {
    let end = Instant::now() + settle;
    while !devices.is_empty() {
        run.show(format!("devices to look for: {}", devices.len()));
        let is_last = Instant::now() >= end;
        let records = run.service.records(run.progress).await.map_err(Failure::Service)?;
        devices = take(run, devices, &records, false)?;
        if is_last {
            break;
        }
        tokio::time::sleep(run.args.interval.min(end.saturating_duration_since(Instant::now()))).await;
    }
    run.journal.append(absent(&devices))?;
    Ok(devices)
}

/// Takes the records of devices over; those without a record come back.
fn take<'a>(
    run: &mut Run<'_>,
    devices: Vec<&'a Device>,
    records: &[Identity],
    is_answer: bool,
) -> Result<Vec<&'a Device>, Failure> {
    let mut found = BTreeMap::new();
    for record in records {
        let (Some(serial), Some(id)) = (&record.serial_number, &record.id) else { continue };
        if run.journal.is_foreign(id) {
            continue;
        }
        // The service may replace the import id. Then a record that was looked for is most likely ours, but perhaps of
        // somebody who imports the same device at the same time.
        let own = is_answer || record.import_id.as_ref() == Some(&run.journal.import_id);
        let known = found.entry(key(serial)).or_insert((id, own));
        if own && !known.1 {
            *known = (id, own);
        }
    }
    let (there, missing): (Vec<_>, Vec<_>) =
        devices.into_iter().partition(|device| found.contains_key(&key(&device.serial)));
    run.journal.append(there.into_iter().filter_map(|device| {
        let (id, own) = found.get(&key(&device.serial))?;
        Some(Event::Created { serial: device.serial.clone(), id: (*id).clone(), own: *own })
    }))?;
    Ok(missing)
}

fn absent(devices: &[&Device]) -> Vec<Event> {
    devices.iter().map(|device| Event::Absent { serial: device.serial.clone() }).collect()
}
