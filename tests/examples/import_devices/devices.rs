//! The CSV file that Get-WindowsAutopilotInfo writes.

use std::collections::BTreeMap;
use std::fmt;

use msgraph_autopilot::Binary;
use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentityBody as Body;

use crate::report::legible;

/// The columns; the first three have to be there.
const COLUMNS: [&str; 5] =
    ["Device Serial Number", "Windows Product ID", "Hardware Hash", "Group Tag", "Assigned User"];
const REQUIRED: usize = 3;

/// One device of the file.
pub(crate) struct Device {
    /// The line that it begins on.
    pub(crate) line: u64,
    pub(crate) serial: String,
    product_id: Option<String>,
    hash: Binary,
    group_tag: Option<String>,
    assigned_user: Option<String>,
}

impl Device {
    /// What to send for it. What the file leaves empty is not sent.
    pub(crate) fn body(&self, import_id: &str) -> Body {
        Body::new()
            .serial_number(&self.serial)
            .product_key(self.product_id.as_deref())
            .hardware_identifier(self.hash.clone())
            .group_tag(self.group_tag.as_deref())
            .assigned_user_principal_name(self.assigned_user.as_deref())
            .import_id(import_id)
    }
}

/// What tells devices apart. Nobody gives two devices serial numbers that differ in letter case only.
pub(crate) fn key(serial: &str) -> String {
    serial.trim().to_lowercase()
}

/// What is wrong with a line.
#[derive(Debug)]
pub(crate) struct LineError {
    line: u64,
    what: String,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Reads the whole file, and reports all that is wrong with it.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Device>, Vec<LineError>> {
    // The reader counts lines at their `\n`, and would take the one of `\r\n` for the beginning of the next record.
    let text = decode(bytes).map_err(|error| vec![error])?.replace("\r\n", "\n");
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| vec![LineError { line: 1, what: error.to_string() }])?;
    let columns = columns(header).map_err(|what| vec![LineError { line: 1, what }])?;
    let width = header.len();

    let (mut devices, mut errors, mut lines) = (Vec::new(), Vec::new(), BTreeMap::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                errors.push(LineError { line, what: error.to_string() });
                continue;
            }
        };
        // Excel writes lines of nothing but commas.
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        match device(line, &record, &columns, width) {
            Ok(device) => match lines.insert(key(&device.serial), line) {
                None => devices.push(device),
                Some(first) => errors.push(LineError {
                    line,
                    what: format!("serial number {} is on line {first}, too", legible(&device.serial)),
                }),
            },
            Err(what) => errors.push(LineError { line, what }),
        }
    }
    if devices.is_empty() && errors.is_empty() {
        errors.push(LineError { line: 2, what: "there is no device".to_owned() });
    }
    if errors.is_empty() { Ok(devices) } else { Err(errors) }
}

/// PowerShell writes UTF-16 or a byte order mark, depending on its version and on how the file was saved.
fn decode(bytes: &[u8]) -> Result<String, LineError> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks(2).map(|pair| unit([pair[0], pair.get(1).copied().unwrap_or_default()]));
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .map_err(|error| LineError { line: 1, what: format!("the file is not UTF-16: {error}") })
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => wide(bytes, u16::from_le_bytes),
        [0, second, ..] if *second != 0 => wide(bytes, u16::from_be_bytes),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
                let before = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
                LineError { line: before as u64 + 1, what: "this is neither UTF-8 nor UTF-16: save it as UTF-8".into() }
            })
        }
    }
}

/// Where each of [`COLUMNS`] is.
fn columns(header: &csv::StringRecord) -> Result<[Option<usize>; 5], String> {
    let mut places = [None; 5];
    for (place, name) in header.iter().enumerate() {
        let column = COLUMNS.iter().position(|column| column.eq_ignore_ascii_case(name));
        match column {
            None => return Err(format!("unknown column {name:?}; there are {}", COLUMNS.join(", "))),
            Some(column) if places[column].is_some() => return Err(format!("the column {name:?} is there twice")),
            Some(column) => places[column] = Some(place),
        }
    }
    match (0..REQUIRED).find(|column| places[*column].is_none()) {
        Some(column) => Err(format!("the column \"{}\" is missing", COLUMNS[column])),
        None => Ok(places),
    }
}

fn device(line: u64, record: &csv::StringRecord, columns: &[Option<usize>; 5], width: usize) -> Result<Device, String> {
    if record.len() != width {
        return Err(format!("{} fields, but the header has {width}; is a quote missing?", record.len()));
    }
    let field = |place: Option<usize>| record.get(place?).filter(|text| !text.is_empty()).map(str::to_owned);
    let [serial, product_id, hash, group_tag, assigned_user] = columns.map(field);
    let serial = serial.ok_or("the serial number is missing")?;
    let hash = hardware_hash(&hash.ok_or("the hardware hash is missing")?)?;
    if let Some(user) = assigned_user.as_ref().filter(|user| !user.contains('@')) {
        return Err(format!("the assigned user {user:?} is not a user principal name, such as name@example.com"));
    }
    Ok(Device { line, serial, product_id, hash, group_tag, assigned_user })
}

/// The hash in the file is base64 already.
fn hardware_hash(text: &str) -> Result<Binary, String> {
    let hash = Binary::from_base64(text).map_err(|error| format!("the hardware hash is damaged: {error}"))?;
    // A hash is not text. If it is base64 once more, somebody has encoded it twice, which the service would accept.
    let bytes = hash.to_bytes().map_err(|error| error.to_string())?;
    match std::str::from_utf8(&bytes).map(Binary::from_base64) {
        Ok(Ok(_)) => Err("the hardware hash is encoded twice: it is base64 of base64".to_owned()),
        _ => Ok(hash),
    }
}
