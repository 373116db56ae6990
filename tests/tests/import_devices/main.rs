//! The example `import_devices`, as a program, against a service that throttles and fails.
//!
//! `cargo test` builds examples, but not if it is told to run this test only: then build the example first, with
//! `cargo build -p graphslice-tests --example import_devices`.

mod server;

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use server::{Fault, Manners, Server};

/// A folder with a CSV file, and the program to import it.
struct Import {
    folder: TempDir,
    root: String,
}

impl Import {
    fn new(server: &Server, csv: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("devices.csv"), csv).unwrap();
        Self { folder, root: server.root.clone() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program, with little patience.
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .arg(self.path("devices.csv"))
            .args(["--service-root", &self.root, "--batch-size", "20", "--interval", "15ms", "--settle", "150ms"])
            .args(["--retries", "2", "--retry-pause", "5ms", "--timeout", "20s", "--json"])
            .args(args)
            .env("GRAPH_TOKEN", "t0ken")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs it to its end: exit code, results and messages.
    fn run(&self, args: &[&str]) -> (i32, Value, String) {
        ended(self.command(args).output().unwrap())
    }

    /// Starts it, and waits until the server holds a request of it.
    fn start(&self, server: &Server) -> Child {
        let held = server.state().held;
        let mut child = self.command(&[]).spawn().unwrap();
        let start = Instant::now();
        while server.state().held == held {
            if start.elapsed() > Duration::from_secs(20) {
                child.kill().unwrap();
                panic!("no request is held: {:?}", ended(child.wait_with_output().unwrap()));
            }
            thread::sleep(Duration::from_millis(2));
        }
        child
    }
}

/// Where cargo puts examples: beside the folder of the tests.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let name = format!("examples/import_devices{}", std::env::consts::EXE_SUFFIX);
    let program = test.ancestors().nth(2).unwrap().join(name);
    assert!(
        program.exists(),
        "{} is not there: cargo build -p graphslice-tests --example import_devices",
        program.display()
    );
    program
}

fn ended(output: Output) -> (i32, Value, String) {
    let messages = String::from_utf8(output.stderr).unwrap();
    let results = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code().unwrap_or(-1), results, messages)
}

fn serial(number: usize) -> String {
    format!("C02-{number:05}")
}

/// Half a kilobyte that is no text, as base64.
fn hash(number: usize) -> String {
    let bytes: Vec<u8> = (0..512).map(|index| (index * 31 + number * 7 + index * number) as u8 | 128).collect();
    msgraph_autopilot::Binary::from_bytes(bytes).as_base64().to_owned()
}

/// The file of so many devices.
fn csv(count: usize) -> String {
    let mut text = "Device Serial Number,Windows Product ID,Hardware Hash,Group Tag,Assigned User\r\n".to_owned();
    for number in 0..count {
        let (serial, hash) = (serial(number), hash(number));
        write!(text, "{serial},,{hash},\"Sales, \"\"north\"\"\",user{number}@example.com\r\n").unwrap();
    }
    text
}

/// None lost, none twice, and each as it stands in the file.
#[track_caller]
fn assert_imported_once(server: &Server, count: usize) {
    let state = server.state();
    let serials: Vec<String> = (0..count).map(serial).collect();
    let not_once: Vec<_> = serials.iter().filter(|serial| state.imported.get(*serial) != Some(&1)).collect();
    assert!(not_once.is_empty(), "not imported once: {not_once:?}");
    assert_eq!(state.imported.len(), count);
    for (number, serial) in serials.iter().enumerate() {
        let body = &state.bodies[serial];
        assert_eq!(body["hardwareIdentifier"], hash(number), "{serial}");
        assert_eq!(body["groupTag"], "Sales, \"north\"", "{serial}");
        assert_eq!(body["assignedUserPrincipalName"], format!("user{number}@example.com"), "{serial}");
        assert_eq!(body.get("productKey"), None, "{serial}");
    }
}

/// All that can go wrong with an import.
fn bad_day() -> Vec<Fault> {
    let mut faults = vec![
        Fault::Refuse(429, ""),
        Fault::Nothing,
        Fault::LostBefore,
        Fault::LostAfter,
        Fault::Refuse(429, "retry-after: 0.02\r\n"),
        Fault::Cut,
        Fault::Refuse(503, ""),
        Fault::Half,
        Fault::Refuse(503, "retry-after: 0.01\r\n"),
        Fault::Late,
        Fault::Partial,
        Fault::Refuse(502, ""),
        Fault::Forgetful,
    ];
    // More than the client has patience for.
    faults.extend([Fault::Refuse(429, ""); 8]);
    faults.repeat(2)
}

/// Readings fail, too; the client sends them again, but for one.
fn bad_reads() -> Vec<Fault> {
    let mut faults = vec![Fault::Nothing; 40];
    faults[3] = Fault::Refuse(429, "");
    faults[8] = Fault::LostBefore;
    faults[13] = Fault::Cut;
    faults[21] = Fault::Refuse(503, "");
    faults[34] = Fault::Half;
    faults
}

#[test]
fn a_thousand_devices_on_a_bad_day() {
    let server =
        Server::start(Manners { imports: bad_day(), reads: bad_reads(), throttles: true, ..Manners::default() });
    for number in 0..30 {
        server.add_foreign(&format!("foreign-{number}"), &serial(number * 5));
    }
    let import = Import::new(&server, csv(1000));
    let (code, results, messages) = import.run(&["--clean-up"]);

    assert_eq!(code, 1, "{messages}");
    assert_imported_once(&server, 1000);
    // Each hundredth is refused by the service.
    assert_eq!((&results["complete"], &results["failed"], &results["left"]), (&json!(990), &json!(10), &json!(0)));
    let state = server.state();
    assert!(state.throttled > 100, "{}", state.throttled);
    // The complete ones are cleaned up. Those that failed tell why, and those of others are none of our business.
    let (foreign, own): (Vec<&String>, Vec<&String>) = state.records.keys().partition(|id| id.starts_with("foreign"));
    assert_eq!((foreign.len(), own.len()), (30, 10));

    let table = fs::read_to_string(import.path("devices.csv.results.csv")).unwrap();
    assert_eq!(table.lines().count(), 1001);
    assert!(
        table.starts_with("line,serialNumber,status,errorCode,errorName,registrationId,recordId,record\n"),
        "{table}"
    );
    assert!(table.contains("\n9,C02-00007,error,806,ZtdDeviceAlreadyAssigned,,record-"), "{table}");
    assert!(table.contains("\n10,C02-00008,complete,0,,C02-00008,record-"), "{table}");
}

#[cfg(unix)] // for `kill -INT`
#[test]
fn it_goes_on_where_it_was_killed() {
    let mut imports = bad_day();
    imports[20] = Fault::Hold { done: true };
    imports[40] = Fault::Hold { done: false };
    // The service writes its own import ids: then nothing proves whose a record is that was looked for.
    let manners = Manners { imports, reads: bad_reads(), keeps_import_id: false, ..Manners::default() };
    let server = Server::start(manners);
    for number in 0..1000 {
        server.add_foreign(&format!("foreign-{number}"), &serial(number));
    }
    let import = Import::new(&server, csv(1000));

    // Between the import and its answer.
    let mut child = import.start(&server);
    child.kill().unwrap();
    child.wait().unwrap();
    let sent = server.state().imported.len();
    assert!(0 < sent && sent < 1000, "{sent}");

    // Before the import, politely.
    let child = import.start(&server);
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let (code, results, messages) = ended(child.wait_with_output().unwrap());
    assert_eq!(code, 3, "{messages}");
    let devices = results["devices"].as_array().unwrap();
    assert_eq!(devices.iter().filter(|device| device["status"] == "unclear").count(), 20, "{messages}");

    // In the middle of a line of the journal.
    let journal = import.path("devices.csv.journal");
    let mut text = fs::read(&journal).unwrap();
    text.extend_from_slice(b"{\"event\":\"sen");
    fs::write(&journal, text).unwrap();

    let (code, results, messages) = import.run(&["--clean-up"]);
    assert_eq!(code, 1, "{messages}");
    assert_eq!((&results["complete"], &results["failed"]), (&json!(990), &json!(10)));
    assert_imported_once(&server, 1000);
    let kept = results["devices"].as_array().unwrap();
    let kept = kept.iter().filter(|device| device["record"] == "kept, perhaps of somebody else").count();
    let (foreign, own) = {
        let state = server.state();
        let foreign = state.records.keys().filter(|id| id.starts_with("foreign")).count();
        (foreign, state.records.len() - foreign)
    };
    assert_eq!(foreign, 1000);
    assert!((kept..=kept + 10).contains(&own) && kept >= 20, "{kept} {own}");

    // All is done: nothing more is written.
    let writes = server.state().writes;
    let (code, again, _) = import.run(&["--clean-up"]);
    assert_eq!((code, &again), (1, &results));
    assert_eq!(server.state().writes, writes);
}

#[test]
fn a_dry_run_changes_nothing() {
    let server = Server::start(Manners::default());
    server.add_foreign("foreign-1", &serial(3));
    let import = Import::new(&server, csv(50));
    let (code, plan, messages) = import.run(&["--dry-run"]);
    assert_eq!(code, 0, "{messages}");
    let expected = json!({
        "serviceRoot": server.root, "devices": 50, "toImport": 50, "batches": 3, "unclear": 0, "inProgress": 0,
        "over": 0, "withForeignRecords": 1, "cleanUp": false,
    });
    assert_eq!(plan, expected);
    assert!(messages.contains("50 to import, in 3 requests"), "{messages}");
    assert_eq!(server.state().writes, 0);
    assert_eq!(fs::read_dir(import.folder.path()).unwrap().count(), 1);
}

#[test]
fn a_device_that_the_service_refuses_spoils_no_batch() {
    let server = Server::start(Manners::default());
    let mut text = csv(40);
    for number in [7, 30] {
        writeln!(text, "BAD-{number},,{},refused,", hash(number)).unwrap();
    }
    let import = Import::new(&server, &text);
    let (code, results, messages) = import.run(&[]);
    assert_eq!(code, 1, "{messages}");
    assert_eq!((&results["complete"], &results["failed"], &results["left"]), (&json!(39), &json!(3), &json!(0)));
    assert_imported_once(&server, 40);
    let refused = &results["devices"][40];
    assert_eq!(refused["status"], "refused");
    assert!(refused["errorName"].as_str().unwrap().contains("a tag that is not allowed"), "{refused}");

    // They were never imported: what was mended in the file is sent, and nothing else.
    fs::write(import.path("devices.csv"), text.replace(",refused,", ",Sales,")).unwrap();
    let (_, results, messages) = import.run(&[]);
    assert_eq!((&results["complete"], &results["failed"]), (&json!(41), &json!(1)), "{messages}");
    assert!(server.state().imported.values().all(|times| *times == 1));
}

#[test]
fn a_text_is_no_formula_and_no_command() {
    let server = Server::start(Manners::default());
    let mut text = csv(0);
    let hostile = ["=HYPERLINK(1)", "+1", "-1", "@x", "\u{1b}]0;x\u{7}", "\u{9b}2J\u{202e}"];
    for (number, serial) in hostile.iter().enumerate() {
        writeln!(text, "{serial},,{},,", hash(number)).unwrap();
    }
    let import = Import::new(&server, &text);
    let (code, results, messages) = import.run(&[]);
    assert_eq!(code, 0, "{messages}");
    // The table of the service and what programs read have them as they are.
    assert_eq!(results["devices"][0]["serialNumber"], hostile[0]);
    assert!(hostile.iter().all(|serial| server.state().imported.contains_key(*serial)));
    let table = fs::read_to_string(import.path("devices.csv.results.csv")).unwrap();
    let cells = table.lines().skip(1).flat_map(|line| line.split(','));
    assert!(cells.clone().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{table}");
    assert!(cells.clone().any(|cell| cell == "'=HYPERLINK(1)") && cells.clone().any(|cell| cell == "'@x"), "{table}");

    // People see a table of it, and what is wrong with a file.
    let shown = String::from_utf8(without_json(&import.command(&[])).output().unwrap().stdout).unwrap();
    assert!(shown.contains("=HYPERLINK(1)") && !shown.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{shown:?}");
    for wrong in ["\u{1b}[2J,\n1,\n", "Device Serial Number,Windows Product ID,Hardware Hash\n\u{1b}[2J,,x\n"] {
        let told = read(wrong).unwrap_err();
        assert!(!told.contains('\u{1b}'), "{told:?}");
    }
}

/// The same command, with results for people.
fn without_json(command: &Command) -> Command {
    let mut other = Command::new(command.get_program());
    other.args(command.get_args().filter(|arg| *arg != "--json")).env("GRAPH_TOKEN", "t0ken");
    other
}

#[test]
fn the_deadline_ends_it() {
    let server = Server::start(Manners { finishes: false, ..Manners::default() });
    let import = Import::new(&server, csv(5));
    let child = import.command(&["--deadline", "3s"]).spawn().unwrap();
    // Somebody deletes a record meanwhile.
    while server.state().records.remove("record-00002").is_none() {
        thread::sleep(Duration::from_millis(2));
    }
    let (code, results, messages) = ended(child.wait_with_output().unwrap());
    assert_eq!((code, &results["failed"], &results["left"]), (3, &json!(1), &json!(4)), "{messages}");
    assert_eq!(
        (&results["devices"][0]["status"], &results["devices"][1]["status"]),
        (&json!("partial"), &json!("gone"))
    );
    // Nothing can be imported to another service with the journal of this one.
    let other = Import { root: format!("{}/other", server.root), ..import };
    let (code, _, messages) = other.run(&[]);
    assert!(code == 2 && messages.contains("this journal is of an import to"), "{messages}");
}

#[test]
fn two_programs_do_not_share_a_journal() {
    let server = Server::start(Manners::default());
    let import = Import::new(&server, csv(1));
    let journal = fs::File::create(import.path("devices.csv.journal")).unwrap();
    journal.lock().unwrap();
    let (code, _, messages) = import.run(&[]);
    assert!(code == 2 && messages.contains("another import is at work"), "{messages}");
    assert_eq!(server.state().writes, 0);
}

/// What the program makes of a file: how many devices, or what is wrong.
#[track_caller]
fn read(csv: impl AsRef<[u8]>) -> Result<u64, String> {
    let server = Server::start(Manners::default());
    let (code, plan, messages) = Import::new(&server, csv).run(&["--dry-run"]);
    match code {
        0 => Ok(plan["devices"].as_u64().unwrap()),
        2 => {
            let lines = messages.lines().map(|line| line.split_once("devices.csv: ").unwrap().1);
            Err(lines.map(|line| format!("{line}\n")).collect())
        }
        code => panic!("{code}: {messages}"),
    }
}

#[test]
fn files_come_in_many_encodings() {
    let text = csv(3);
    let wide = |text: &str, unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    assert_eq!(read(&text), Ok(3));
    assert_eq!(read(format!("\u{feff}{text}")), Ok(3));
    for unit in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        assert_eq!(read(wide(&text, unit)), Ok(3));
        assert_eq!(read(wide(&format!("\u{feff}{text}"), unit)), Ok(3));
    }
    let three = format!(
        "device serial number , Windows Product ID,\"Hardware Hash\"\n\"A\",,{}\n,,\n\nB,1,{}\n",
        hash(1),
        hash(2)
    );
    assert_eq!(read(three), Ok(2));
    let four = format!("Device Serial Number,Windows Product ID,Hardware Hash,Group Tag\nA,,\"{}\",T", hash(1));
    assert_eq!(read(four), Ok(1));
}

#[test]
fn all_that_is_wrong_with_a_file_is_told_by_line() {
    let twice = msgraph_autopilot::Binary::from_bytes(hash(1)).as_base64().to_owned();
    let (one, two) = (hash(1), hash(2));
    let text = format!(
        "Device Serial Number,Windows Product ID,Hardware Hash,Group Tag,Assigned User\n\
         A,,{one},,\n,,{one},,\nC,,,,\nD,,T0!G,,\nE,,{twice},,\nF,,{two},,somebody\na,,{two},,\nH,,{two}\n"
    );
    insta::assert_snapshot!(read(text).unwrap_err());
    let header = |text: &str| read(text).unwrap_err();
    assert_eq!(
        header("Device Serial Number,Hardware Hash\n"),
        "line 1: the column \"Windows Product ID\" is missing\n"
    );
    assert!(header("Serial,Hash\n").starts_with("line 1: unknown column \"Serial\""));
    assert_eq!(header("Device Serial Number,Windows Product ID,Hardware Hash\n"), "line 2: there is no device\n");
    let latin = [csv(1).into_bytes(), b"M\xfcller,,,,\n".to_vec()].concat();
    assert_eq!(read(latin).unwrap_err(), "line 3: this is neither UTF-8 nor UTF-16: save it as UTF-8\n");
}
