//! What there is to do, before anything is done.

use std::collections::BTreeSet;
use std::fmt;

use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentity as Identity;
use serde::Serialize;

use crate::args::Args;
use crate::devices::{Device, key};
use crate::journal::{Fate, Journal};

/// What there is to do. Where it counts, it counts devices.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Plan {
    service_root: String,
    devices: usize,
    /// To be imported now.
    to_import: usize,
    batches: usize,
    /// Sent by an earlier run that did not see the answer: looked for first.
    unclear: usize,
    /// Imported by an earlier run, and not over.
    in_progress: usize,
    /// Over.
    over: usize,
    /// Of those to be imported: they have records already that others have made.
    with_foreign_records: usize,
    clean_up: bool,
    /// The records of others.
    #[serde(skip)]
    pub(crate) foreign: BTreeSet<String>,
}

impl Plan {
    pub(crate) fn new(args: &Args, devices: &[Device], journal: &Journal, records: &[Identity]) -> Self {
        let mut plan = Self {
            service_root: args.service_root.clone(),
            devices: devices.len(),
            clean_up: args.clean_up,
            ..Self::default()
        };
        // What was never taken by the service, or never sent, cannot have a record of ours.
        let mut fresh = BTreeSet::new();
        for device in devices {
            match journal.fate(device) {
                None | Some(Fate::Refused(_)) => {
                    fresh.insert(key(&device.serial));
                    plan.to_import += 1;
                }
                Some(Fate::Absent) => plan.to_import += 1,
                Some(Fate::Unclear) => plan.unclear += 1,
                Some(Fate::Created(record)) if record.is_over() => plan.over += 1,
                Some(Fate::Created(_)) => plan.in_progress += 1,
            }
        }
        let mut foreign_serials = BTreeSet::new();
        for record in records {
            let serial = key(record.serial_number.as_deref().unwrap_or_default());
            if let Some(id) = record.id.clone().filter(|_| fresh.contains(&serial)) {
                plan.foreign.insert(id);
                foreign_serials.insert(serial);
            }
        }
        plan.with_foreign_records = foreign_serials.len();
        plan.batches = plan.to_import.div_ceil(args.batch_size as usize);
        plan
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} devices, to {}:", self.devices, self.service_root)?;
        writeln!(f, "  {} to import, in {} requests", self.to_import, self.batches)?;
        for (count, what) in [
            (
                self.with_foreign_records,
                "of them have import records that are not of this journal, which stay as they are",
            ),
            (self.unclear, "were sent without an answer, and are looked for before anything is sent"),
            (self.in_progress, "are being imported"),
            (self.over, "are over"),
        ] {
            if count > 0 {
                writeln!(f, "  {count} {what}")?;
            }
        }
        if self.clean_up {
            writeln!(f, "  the records of this journal that are complete will be deleted")?;
        }
        Ok(())
    }
}
