//! A service to import into, on plain sockets: it keeps records, lets imports progress, throttles, and fails on
//! purpose.

use std::collections::{BTreeMap, VecDeque};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use serde_json::{Value, json};

const RECORDS: &str = "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities";
const PAGE: usize = 90;

/// What goes wrong with one request.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fault {
    Nothing,
    /// This status, with these headers; nothing is done.
    Refuse(u16, &'static str),
    /// The connection is lost, and nothing is done.
    LostBefore,
    /// It is done, and the connection is lost.
    LostAfter,
    /// The connection is lost, and it is done after all, once somebody has looked for it in vain.
    Late,
    /// It is done, and only half of the answer arrives.
    Cut,
    /// It is done, and the answer is half of a JSON text, which looks whole to HTTP.
    Half,
    /// It is done for every second device, and answered with 500.
    Partial,
    /// It is done, and the answer leaves half of the devices out.
    Forgetful,
    /// Nothing is answered as long as the client is there; it is done, or not.
    Hold {
        done: bool,
    },
}

/// How the service behaves.
pub(crate) struct Manners {
    /// For one import after the other; then all goes well.
    pub(crate) imports: Vec<Fault>,
    /// For one reading after the other, again and again.
    pub(crate) reads: Vec<Fault>,
    /// Whether it takes 40 writes, refuses 10, and so on.
    pub(crate) throttles: bool,
    /// Whether it keeps the import id that it is given, or writes its own over it.
    pub(crate) keeps_import_id: bool,
    /// Whether imports are ever over.
    pub(crate) finishes: bool,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            imports: Vec::new(),
            reads: vec![Fault::Nothing],
            throttles: false,
            keeps_import_id: true,
            finishes: true,
        }
    }
}

#[derive(Default)]
pub(crate) struct State {
    /// By id, in the order in which they were made.
    pub(crate) records: BTreeMap<String, Value>,
    /// How often each serial number was imported.
    pub(crate) imported: BTreeMap<String, usize>,
    /// What was sent for each.
    pub(crate) bodies: BTreeMap<String, Value>,
    pub(crate) writes: usize,
    pub(crate) throttled: usize,
    made: usize,
    /// How many requests were held so far.
    pub(crate) held: usize,
    /// What will be done later.
    late: Vec<Value>,
    imports: VecDeque<Fault>,
    reads: usize,
}

/// A running service.
pub(crate) struct Server {
    pub(crate) root: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub(crate) fn start(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let root = format!("http://{}/v1.0", listener.local_addr().unwrap());
        let state = State { imports: manners.imports.iter().copied().collect(), ..State::default() };
        let (state, manners) = (Arc::new(Mutex::new(state)), Arc::new(manners));
        let server = Self { root, state: Arc::clone(&state) };
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (state, manners) = (Arc::clone(&state), Arc::clone(&manners));
                thread::spawn(move || Connection { stream: stream.unwrap(), state: &state, manners: &manners }.serve());
            }
        });
        server
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Somebody else's record, complete.
    pub(crate) fn add_foreign(&self, id: &str, serial: &str) {
        let state = json!({ "deviceImportStatus": "complete", "deviceErrorCode": 0, "deviceErrorName": "None" });
        let record = json!({ "id": id, "serialNumber": serial, "importId": id, "state": state, "seen": 9 });
        self.state().records.insert(id.to_owned(), record);
    }
}

struct Connection<'a> {
    stream: TcpStream,
    state: &'a Mutex<State>,
    manners: &'a Manners,
}

impl Connection<'_> {
    fn serve(mut self) {
        let Some((head, mut body)) = self.read_head() else { return };
        let line = head.lines().next().unwrap_or_default().to_owned();
        assert!(head.to_lowercase().contains("authorization: bearer t0ken"), "{head}");
        let fault = self.fault(&line);
        if matches!(fault, Fault::LostBefore) {
            return; // With what was not read yet, the kernel resets the connection.
        }
        let length = head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        while body.len() < length.unwrap_or(0) {
            let mut part = [0; 1 << 16];
            match self.stream.read(&mut part) {
                Ok(count) if count > 0 => body.extend_from_slice(&part[..count]),
                _ => return,
            }
        }
        let body = serde_json::from_slice(&body).unwrap_or_default();
        self.answer(&line, &body, fault);
    }

    fn read_head(&mut self) -> Option<(String, Vec<u8>)> {
        let (mut bytes, mut part) = (Vec::new(), [0; 512]);
        loop {
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                let body = bytes.split_off(end + 4);
                return Some((String::from_utf8(bytes).unwrap(), body));
            }
            match self.stream.read(&mut part) {
                Ok(count) if count > 0 => bytes.extend_from_slice(&part[..count]),
                _ => return None,
            }
        }
    }

    fn fault(&self, line: &str) -> Fault {
        let mut state = self.state.lock().unwrap();
        if line.contains("microsoft.graph.import") {
            if self.throttles(&mut state) {
                return Fault::Refuse(429, "retry-after: 0.015\r\n");
            }
            return state.imports.pop_front().unwrap_or(Fault::Nothing);
        }
        if line.starts_with("GET") {
            state.reads += 1;
            return self.manners.reads[state.reads % self.manners.reads.len()];
        }
        Fault::Nothing
    }

    fn answer(&mut self, line: &str, body: &Value, fault: Fault) {
        match fault {
            Fault::Refuse(status, headers) => self.write(status, headers, "{}"),
            Fault::Hold { done } => {
                if done {
                    self.route(line, body, 1);
                }
                self.state.lock().unwrap().held += 1;
                while self.stream.read(&mut [0; 1]).is_ok_and(|count| count > 0) {}
            }
            Fault::Late => self.state.lock().unwrap().late.push(body.clone()),
            Fault::Partial => {
                self.route(line, body, 2);
                self.write(500, "", "{}");
            }
            Fault::LostAfter => drop(self.route(line, body, 1)),
            Fault::Cut | Fault::Half | Fault::Forgetful | Fault::Nothing | Fault::LostBefore => {
                let (status, answer) = self.route(line, body, 1);
                self.tell(status, answer, fault);
            }
        }
    }

    /// Answers what was done, more or less.
    fn tell(&mut self, status: u16, mut answer: Value, fault: Fault) {
        if let (Fault::Forgetful, Some(items)) = (fault, answer["value"].as_array_mut()) {
            items.truncate(items.len() / 2);
        }
        let text = if answer.is_null() { String::new() } else { answer.to_string() };
        let half = &text[..text.len() / 2];
        match fault {
            Fault::Half => self.write(status, "", half),
            Fault::Cut => {
                let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n", text.len());
                let _ = self.stream.write_all(&[head.as_bytes(), half.as_bytes()].concat());
            }
            _ => self.write(status, "", &text),
        }
    }

    /// An error here means that the client has gone, as it may.
    fn write(&mut self, status: u16, headers: &str, body: &str) {
        let length = body.len();
        let head = format!("HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n");
        let _ = self.stream.write_all(&[head.as_bytes(), body.as_bytes()].concat());
    }

    /// Does what is asked for; an import only for every `step`th device.
    fn route(&self, line: &str, body: &Value, step: usize) -> (u16, Value) {
        let mut words = line.split(' ');
        let (method, target) = (words.next().unwrap(), words.next().unwrap());
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut state = self.state.lock().unwrap();
        match (method, path.strip_prefix(RECORDS)) {
            ("GET", Some("")) => (200, self.page(&mut state, query)),
            ("GET", Some(id)) => match state.records.get(&id[1..]) {
                Some(record) => (200, record.clone()),
                None => (404, Value::Null),
            },
            ("POST", Some("/microsoft.graph.import")) => self.import(&mut state, body, step),
            ("POST", None) if path == "/v1.0/$batch" => {
                let requests = body["requests"].as_array().unwrap();
                let answers: Vec<Value> = requests.iter().map(|request| self.delete(&mut state, request)).collect();
                (200, json!({ "responses": answers }))
            }
            _ => (404, Value::Null),
        }
    }

    fn throttles(&self, state: &mut State) -> bool {
        let throttles = self.manners.throttles && (state.writes + state.throttled) % 50 >= 40;
        *if throttles { &mut state.throttled } else { &mut state.writes } += 1;
        throttles
    }

    fn import(&self, state: &mut State, body: &Value, step: usize) -> (u16, Value) {
        let devices = body["importedWindowsAutopilotDeviceIdentities"].as_array().unwrap();
        if devices.iter().any(|device| device["groupTag"] == "refused") {
            return (400, json!({ "error": { "code": "BadRequest", "message": "a tag that is not allowed" } }));
        }
        let mut answer = Vec::new();
        for device in devices.iter().step_by(step) {
            let serial = device["serialNumber"].as_str().unwrap();
            state.made += 1;
            let id = format!("record-{:05}", state.made);
            let import_id = if self.manners.keeps_import_id { device["importId"].clone() } else { json!(id) };
            let record = json!({
                "id": id, "productKey": id, "importId": import_id, "serialNumber": serial, "hardwareIdentifier": "",
                "state": { "deviceImportStatus": "unknown", "deviceErrorCode": 0, "deviceErrorName": "" }, "seen": 0,
            });
            *state.imported.entry(serial.to_owned()).or_default() += 1;
            state.bodies.insert(serial.to_owned(), device.clone());
            state.records.insert(id, record.clone());
            answer.push(record);
        }
        (200, json!({ "value": answer }))
    }

    /// Each look at a record brings its import further.
    fn page(&self, state: &mut State, query: &str) -> Value {
        assert!(query.contains("select=id"), "{query}");
        let skip = query.split("skiptoken=").nth(1).map_or(0, |text| text.parse().unwrap());
        let mut value = Vec::new();
        for (id, record) in state.records.iter_mut().skip(skip).take(PAGE) {
            let seen = record["seen"].as_u64().unwrap() + 1;
            record["seen"] = json!(seen);
            let serial = record["serialNumber"].as_str().unwrap();
            let (status, code, name) = match seen {
                1 => ("unknown", 0, ""),
                2 => ("pending", 0, ""),
                _ if !self.manners.finishes => ("partial", 0, ""),
                _ if serial.ends_with("07") && !id.starts_with("foreign") => ("error", 806, "ZtdDeviceAlreadyAssigned"),
                _ => ("complete", 0, "None"),
            };
            record["state"] = json!({
                "deviceImportStatus": status, "deviceErrorCode": code, "deviceErrorName": name,
                "deviceRegistrationId": if status == "complete" { serial } else { "" },
            });
            value.push(record.clone());
        }
        let mut page = json!({ "value": value });
        let host = self.stream.local_addr().unwrap();
        if skip + PAGE >= state.records.len() {
            for body in std::mem::take(&mut state.late) {
                self.import(state, &body, 1);
            }
        } else {
            let query = query.split("&$skiptoken").next().unwrap();
            page["@odata.nextLink"] = json!(format!("http://{host}{RECORDS}?{query}&$skiptoken={}", skip + PAGE));
        }
        page
    }

    fn delete(&self, state: &mut State, request: &Value) -> Value {
        assert_eq!(request["method"], "DELETE");
        let id = request["url"].as_str().unwrap().rsplit('/').next().unwrap();
        let status = if self.throttles(state) {
            429
        } else if state.records.remove(id).is_some() {
            204
        } else {
            404
        };
        json!({ "id": request["id"], "status": status })
    }
}
