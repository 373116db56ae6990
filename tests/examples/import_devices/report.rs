//! What came of it.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::Ending;
use crate::devices::Device;
use crate::journal::{Fate, Journal, Record};

/// A text of the service, or of a file, on a terminal: what would move the cursor or turn the direction is made visible.
pub(crate) fn legible(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}

/// The results, as `--json` prints them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Report {
    /// Why it ended.
    ending: String,
    pub(crate) complete: usize,
    failed: usize,
    /// Neither complete nor failed.
    left: usize,
    devices: Vec<Row>,
}

/// One device. The names of the columns are those that Intune gives them.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    line: u64,
    serial_number: String,
    /// The service's `deviceImportStatus`, or `notSent`, `unclear`, `refused` (by the service at once), `gone`
    /// (somebody has deleted the record).
    status: String,
    error_code: Option<i32>,
    error_name: Option<String>,
    registration_id: Option<String>,
    record_id: Option<String>,
    /// What is with the import record.
    record: Option<&'static str>,
}

impl Report {
    pub(crate) fn new(ending: &Ending, devices: &[Device], journal: &Journal) -> Self {
        let devices: Vec<Row> = devices.iter().map(|device| Row::new(device, journal.fate(device))).collect();
        let count = |statuses: &[&str]| devices.iter().filter(|row| statuses.contains(&&*row.status)).count();
        let (complete, failed) = (count(&["complete"]), count(&["error", "refused", "gone"]));
        let left = devices.len() - complete - failed;
        Self { ending: ending.to_string(), complete, failed, left, devices }
    }

    /// A table for people.
    pub(crate) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let titles = ["Serial number", "Status", "Error", "Registration"].map(str::to_owned);
        let rows = self.devices.iter().map(|row| {
            let code = row.error_code.filter(|code| *code != 0).map(|code| code.to_string());
            let error: Vec<String> = code.into_iter().chain(row.error_name.clone()).collect();
            [
                row.serial_number.clone(),
                row.status.clone(),
                error.join(" "),
                row.registration_id.clone().unwrap_or_default(),
            ]
            .map(|text| legible(&text))
        });
        let rows: Vec<[String; 4]> = std::iter::once(titles).chain(rows).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths = [width(0), width(1), width(2)];
        for [serial, status, error, registration] in &rows {
            let [first, second, third] = widths;
            let line = format!("{serial:first$}  {status:second$}  {error:third$}  {registration}");
            writeln!(out, "{}", line.trim_end())?;
        }
        writeln!(out, "\n{}: {} complete, {} failed, {} left", self.ending, self.complete, self.failed, self.left)
    }

    /// The same as JSON.
    pub(crate) fn print_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        writeln!(out)
    }

    /// The same as CSV, to be opened in a spreadsheet: no text of the service or of somebody's file is a formula there.
    pub(crate) fn save(&self, path: &Path) -> io::Result<()> {
        let mut writer = csv::Writer::from_path(path)?;
        for row in &self.devices {
            writer.serialize(row.without_formulas())?;
        }
        writer.flush()
    }
}

impl Row {
    fn new(device: &Device, fate: Option<&Fate>) -> Self {
        let mut row = Self {
            line: device.line,
            serial_number: device.serial.clone(),
            status: String::new(),
            error_code: None,
            error_name: None,
            registration_id: None,
            record_id: None,
            record: None,
        };
        match fate {
            None | Some(Fate::Absent) => "notSent".clone_into(&mut row.status),
            Some(Fate::Unclear) => "unclear".clone_into(&mut row.status),
            Some(Fate::Refused(reason)) => {
                "refused".clone_into(&mut row.status);
                row.error_name = Some(reason.clone());
            }
            Some(Fate::Created(record)) => row.fill(record),
        }
        row
    }

    fn without_formulas(&self) -> Self {
        let mut row = self.clone();
        let texts = [&mut row.error_name, &mut row.registration_id, &mut row.record_id].into_iter().flatten();
        for text in texts.chain([&mut row.serial_number, &mut row.status]) {
            if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                text.insert(0, '\'');
            }
        }
        row
    }

    fn fill(&mut self, record: &Record) {
        self.status = match record.status() {
            _ if record.gone => "gone".to_owned(),
            Some(status) => status.to_string(),
            None => "unknown".to_owned(),
        };
        if let Some(state) = &record.state {
            self.error_code = state.device_error_code;
            // A success has the name "None".
            self.error_name = state.device_error_name.clone().filter(|name| !name.is_empty() && name != "None");
            self.registration_id = state.device_registration_id.clone().filter(|id| !id.is_empty());
        }
        self.record_id = Some(record.id.clone());
        self.record = Some(match record {
            Record { gone: true, .. } => "gone",
            Record { deleted: true, .. } => "deleted",
            Record { own: false, .. } => "kept, perhaps of somebody else",
            _ => "kept",
        });
    }
}
