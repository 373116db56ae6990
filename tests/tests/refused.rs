//! What must not compile, does not: the folder `refused` of a case has programs that use its crate wrongly, and each
//! wrong line says with which error the compiler refuses it.
//!
//! One `cargo check` finds them all, and only lines and codes are compared: the compiler's words change.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use graphslice_tests::case::Case;
use serde_json::Value;

#[test]
fn wrong_queries_are_refused() {
    let case = Case::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/constructs")).unwrap();
    let program = std::fs::read_to_string(case.folder.join("refused/queries.rs")).unwrap();
    let package = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = package.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for (path, text) in case.generate().0.unwrap().iter() {
        write(path, text);
    }
    write("examples/refused.rs", &program);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, package.path().join("Cargo.lock")).unwrap();

    assert_eq!(refused(package.path()), expected(&program));
}

/// Lines, and how they are refused.
type Refused = BTreeSet<(u64, String)>;

fn expected(program: &str) -> Refused {
    let lines = (1..).zip(program.lines());
    lines.filter_map(|(number, line)| Some((number, line.split_once("//~ ")?.1.to_owned()))).collect()
}

fn refused(package: &Path) -> Refused {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--example", "refused", "--message-format", "json"])
        .current_dir(package)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases"))
        .output()
        .unwrap();
    let messages = output.stdout.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
    let refused: Refused = messages.flat_map(|message: Value| place(&message)).collect();
    assert!(!refused.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    refused
}

/// Where an error is, if the message is one that has a place.
fn place(message: &Value) -> Option<(u64, String)> {
    let message = message.get("message").filter(|message| message["level"] == "error")?;
    let span = message["spans"].as_array()?.iter().find(|span| span["is_primary"] == true)?;
    Some((span["line_start"].as_u64()?, message["code"]["code"].as_str()?.to_owned()))
}
