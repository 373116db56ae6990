//! What was done so far: a file that is only appended to, one JSON object a line.
//!
//! What is about to be sent is on the disk before it is sent. So a device without a line was never sent; one that was
//! sent and has no answer has to be looked for before it may be sent again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentityImportStatus as Status, ImportedWindowsAutopilotDeviceIdentityState as State,
};
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::devices::{Device, key};

/// One line of the journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Event {
    /// The first line.
    Started { service_root: String, import_id: String },
    /// Records of our serial numbers that were there before anything was sent: they are not ours.
    Foreign { ids: BTreeSet<String> },
    /// About to be sent.
    Sending { serials: Vec<String> },
    /// The service has a record of it. It is our own if it answered our request, or carries our import id.
    Created { serial: String, id: String, own: bool },
    /// It was looked for after its answer was lost, and is not there: it can be sent again.
    Absent { serial: String },
    /// The service does not take it.
    Refused { serial: String, reason: String },
    /// The import is over.
    Over { serial: String, state: State },
    /// Somebody has deleted the record before the import was over.
    Gone { serial: String },
    /// We have deleted the record.
    Deleted { serial: String },
}

/// What is known of a device that was sent.
#[derive(Debug)]
pub(crate) enum Fate {
    /// It was sent, and nobody knows whether it arrived.
    Unclear,
    /// It did not arrive.
    Absent,
    /// The service does not take it, and why.
    Refused(String),
    Created(Record),
}

/// An import record.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) own: bool,
    /// As it was seen last.
    pub(crate) state: Option<State>,
    pub(crate) gone: bool,
    pub(crate) deleted: bool,
}

impl Record {
    pub(crate) fn status(&self) -> Option<&Status> {
        self.state.as_ref()?.device_import_status.as_ref()
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.status() == Some(&Status::Complete)
    }

    pub(crate) fn is_over(&self) -> bool {
        self.gone || matches!(self.status(), Some(Status::Complete | Status::Error))
    }
}

/// Makes a new file last; a system that cannot do this for a folder does it with the file.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// The journal: what stands in it, and the file to append to.
#[derive(Debug)]
pub(crate) struct Journal {
    /// Marks the records of this journal; the service may replace it.
    pub(crate) import_id: String,
    fates: BTreeMap<String, Fate>,
    foreign: BTreeSet<String>,
    /// None in a dry run.
    file: Option<File>,
}

impl Journal {
    /// Opens the journal for this program alone, and begins it if it is new.
    pub(crate) fn open(path: &Path, service_root: &str) -> Result<Self, Failure> {
        let wrong = |what: String| Failure::Input(format!("{}: {what}", path.display()));
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(|error| wrong(error.to_string()))?;
        file.try_lock().map_err(|_| wrong("another import is at work with this journal".to_owned()))?;
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(|error| wrong(error.to_string()))?;
        let (mut journal, whole) = Self::read(&text, service_root).map_err(wrong)?;
        // A crash in the middle of a line: it was not synced, so nothing was done on the strength of it.
        file.set_len(whole as u64)
            .and_then(|()| file.seek(SeekFrom::End(0)))
            .map_err(|error| wrong(error.to_string()))?;
        journal.file = Some(file);
        if whole == 0 {
            let import_id = journal.import_id.clone();
            journal.append([Event::Started { service_root: service_root.to_owned(), import_id }])?;
            sync_folder(path);
        }
        Ok(journal)
    }

    /// Reads the journal, if there is one, and leaves it alone.
    pub(crate) fn peek(path: &Path, service_root: &str) -> Result<Self, Failure> {
        let wrong = |what: String| Failure::Input(format!("{}: {what}", path.display()));
        let text = match std::fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(wrong(error.to_string())),
        };
        Self::read(&text, service_root).map(|(journal, _)| journal).map_err(wrong)
    }

    /// What stands in the text, and how much of it are whole lines.
    fn read(text: &[u8], service_root: &str) -> Result<(Self, usize), String> {
        let import_id = uuid::Uuid::new_v4().to_string();
        let mut journal = Self { import_id, fates: BTreeMap::new(), foreign: BTreeSet::new(), file: None };
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        for (number, line) in text[..whole].split_inclusive(|byte| *byte == b'\n').enumerate() {
            let event = serde_json::from_slice(line).map_err(|error| format!("line {}: {error}", number + 1))?;
            match &event {
                Event::Started { service_root: other, .. } if other != service_root => {
                    return Err(format!("this journal is of an import to {other}; use another one with --journal"));
                }
                Event::Started { .. } => {}
                _ if number == 0 => return Err("this is not a journal of import_devices".to_owned()),
                _ => {}
            }
            journal.apply(event);
        }
        Ok((journal, whole))
    }

    /// Writes what has happened, or is about to; it is on the disk when this returns.
    pub(crate) fn append(&mut self, events: impl IntoIterator<Item = Event>) -> Result<(), Failure> {
        let events: Vec<Event> = events.into_iter().collect();
        let mut lines = String::new();
        for event in &events {
            let line = serde_json::to_string(event).map_err(|error| Failure::Journal(error.to_string()))?;
            lines.push_str(&line);
            lines.push('\n');
        }
        if let Some(file) = self.file.as_mut().filter(|_| !lines.is_empty()) {
            let written = file.write_all(lines.as_bytes()).and_then(|()| file.sync_data());
            written.map_err(|error| Failure::Journal(error.to_string()))?;
        }
        events.into_iter().for_each(|event| self.apply(event));
        Ok(())
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Started { import_id, .. } => self.import_id = import_id,
            Event::Foreign { ids } => self.foreign.extend(ids),
            Event::Sending { serials } => {
                self.fates.extend(serials.iter().map(|serial| (key(serial), Fate::Unclear)));
            }
            Event::Absent { serial } => drop(self.fates.insert(key(&serial), Fate::Absent)),
            Event::Refused { serial, reason } => drop(self.fates.insert(key(&serial), Fate::Refused(reason))),
            Event::Created { serial, id, own } => {
                let record = Record { id, own, state: None, gone: false, deleted: false };
                self.fates.insert(key(&serial), Fate::Created(record));
            }
            Event::Over { serial, state } => self.change(&serial, |record| record.state = Some(state)),
            Event::Gone { serial } => self.change(&serial, |record| record.gone = true),
            Event::Deleted { serial } => self.change(&serial, |record| record.deleted = true),
        }
    }

    /// Changes what is known of a record; only what the journal says lasts.
    pub(crate) fn change(&mut self, serial: &str, change: impl FnOnce(&mut Record)) {
        if let Some(Fate::Created(record)) = self.fates.get_mut(&key(serial)) {
            change(record);
        }
    }

    /// What became of a device; nothing if it was never sent.
    pub(crate) fn fate(&self, device: &Device) -> Option<&Fate> {
        self.fates.get(&key(&device.serial))
    }

    /// The record of a device.
    pub(crate) fn record(&self, device: &Device) -> Option<&Record> {
        match self.fate(device) {
            Some(Fate::Created(record)) => Some(record),
            _ => None,
        }
    }

    /// Whether a record was there before anything was sent.
    pub(crate) fn is_foreign(&self, id: &str) -> bool {
        self.foreign.contains(id)
    }
}
