//! Whole runs of the command where the system does not do what it should: whatever happens, nothing is lost, the message
//! says what to do, and the next run completes.

#![expect(clippy::unwrap_used, reason = "a test may panic")]
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs::{self, Permissions},
    io::{self, Read, Write},
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
    process::{Command, Stdio},
};

use tempfile::TempDir;

const CSDL: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="example" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="thing"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
<EntityContainer Name="service"><EntitySet Name="things" EntityType="example.thing"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>
"#;

const SLICE: &str =
    "[package]\nname = \"things\"\n[source]\ncsdl = \"api.csdl\"\n[slice]\ninclude = [\"/things/**\"]\n";
const GENERATE: &[&str] = &["generate", "--slice", "slice.toml", "--out", "out"];

/// A folder with a description, a newer one and a slice.
fn folder() -> TempDir {
    // In memory where the system has such: runs wait for every file on a disk.
    let folder = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
    let newer = CSDL.replace("</EntityType>", "<Property Name=\"size\" Type=\"Edm.Int32\"/></EntityType>");
    for (path, text) in [("api.csdl", CSDL), ("newer.csdl", &newer), ("slice.toml", SLICE)] {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn graphslice(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphslice"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    command
}

/// Exit code, results and messages; -1 if a signal has ended it.
fn run(mut command: Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

/// All files below a folder.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            found.extend(tree(&entry.path()).into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    found
}

/// A limit of the size of files does what a full disk does: a write stops in the middle. With a signal it also ends the
/// process there.
#[test]
fn a_write_that_stops_in_the_middle_changes_nothing() {
    for (trap, code) in [("trap '' XFSZ", 2), ("ulimit -c 0", -1)] {
        let folder = folder();
        assert_eq!(run(graphslice(folder.path(), GENERATE)).0, 0);
        let before = tree(&folder.path().join("out"));
        fs::copy(folder.path().join("newer.csdl"), folder.path().join("api.csdl")).unwrap();
        let mut limited = Command::new("sh");
        limited.current_dir(folder.path()).arg("-c").arg(format!("{trap}; ulimit -f 2; exec \"$0\" \"$@\""));
        limited.arg(env!("CARGO_BIN_EXE_graphslice")).args(GENERATE);
        let (ended, _, messages) = run(limited);
        assert_eq!(ended, code, "{messages}");
        assert!(code < 0 || messages.contains("raise the limit"), "{messages}");
        let mut left = tree(&folder.path().join("out"));
        left.retain(|path, _| code > 0 || !path.starts_with(".graphslice-staging/") && path != ".graphslice.lock");
        assert!(left == before, "{:?}", left.keys());
        assert_eq!(run(graphslice(folder.path(), GENERATE)).0, 0);
        let check = run(graphslice(folder.path(), &[GENERATE, &["--check"]].concat()));
        assert_eq!(check.0, 0, "{}", check.1);
    }
}

#[test]
fn a_bump_that_was_cut_off_is_told_and_completed() {
    let folder = folder();
    let bump = ["bump", "--slice", "slice.toml", "--csdl", "newer.csdl", "--write", "--from", "x"];
    let read = |path: &str| fs::read_to_string(folder.path().join(path)).unwrap();
    assert_eq!(run(graphslice(folder.path(), &bump)).0, 0);
    let (document, slice) = (read("api.csdl"), read("slice.toml"));
    assert!(slice.contains("version = \"0.1.1\""), "{slice}");
    // As if it had been killed behind the first file.
    fs::write(folder.path().join("slice.toml"), SLICE).unwrap();
    fs::write(folder.path().join("slice.toml.graphslice-new"), &slice).unwrap();
    for command in [GENERATE, &["list", "--slice", "slice.toml"], &bump[..5]] {
        let (code, _, messages) = run(graphslice(folder.path(), command));
        assert!(code == 2 && messages.contains("`bump` was interrupted"), "{messages}");
    }
    let (code, out, messages) = run(graphslice(folder.path(), &bump));
    assert!(code == 0 && out.starts_with("nothing that users see has changed"), "{out}{messages}");
    assert_eq!((read("api.csdl"), read("slice.toml")), (document, slice));
    let names: Vec<String> = tree(folder.path()).into_keys().collect();
    assert_eq!(names, ["SOURCES.toml", "api.csdl", "newer.csdl", "slice.toml"]);
}

#[test]
fn init_overwrites_no_description() {
    let folder = folder();
    let new = folder.path().join("new");
    fs::create_dir(&new).unwrap();
    fs::write(new.join("description.csdl"), CSDL).unwrap();
    let init = ["init", "new", "--csdl", "new/description.csdl", "--include", "/things", "--name", "things"];
    let (code, _, messages) = run(graphslice(folder.path(), &init));
    assert!(code == 2 && messages.contains("already-there"), "{messages}");
    assert_eq!(tree(&new), BTreeMap::from([("description.csdl".to_owned(), CSDL.as_bytes().to_vec())]));
    // What a run has left that was cut off is no obstacle.
    let init = ["init", "other", "--csdl", "api.csdl", "--include", "/things", "--name", "things"];
    assert_eq!(run(graphslice(folder.path(), &init)).0, 0);
    fs::remove_file(folder.path().join("other/slice.toml")).unwrap();
    assert_eq!(run(graphslice(folder.path(), &init)).0, 0);
}

#[test]
fn a_crate_below_its_pages_is_no_page() {
    let folder = folder();
    fs::create_dir(folder.path().join("pages")).unwrap();
    fs::write(folder.path().join("pages/list.md"), "```http\nGET /things\n```\n").unwrap();
    fs::write(folder.path().join("slice.toml"), SLICE.replace("[slice]", "pages = \"pages\"\n[slice]")).unwrap();
    for out in ["pages", "pages/crate"] {
        let generate = ["generate", "--slice", "slice.toml", "--out", out];
        assert_eq!(run(graphslice(folder.path(), &generate)).0, 0);
        let check = run(graphslice(folder.path(), &[&generate[..], &["--check"]].concat()));
        assert_eq!(check.0, 0, "{}", check.1);
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = folder();
    let at = |path: &str| folder.path().join(path);
    symlink("nowhere", at("dangling")).unwrap();
    symlink("loop", at("loop")).unwrap();
    fs::write(at("empty"), "").unwrap();
    fs::write(at("latin"), b"<a>M\xfcller</a>").unwrap();
    for (path, reason, help) in [
        ("absent", "cannot read `absent`", ""),
        ("dangling", "cannot read `dangling`", ""),
        ("loop", "cannot read `loop`", ""),
        ("slice.toml/x", "cannot read `slice.toml/x`", ""),
        (".", "`.` is a folder", "name the file in it"),
        ("empty", "`empty` is empty", "was a download cut off?"),
        ("latin", "is not UTF-8: line 1", "save it as UTF-8"),
    ] {
        for flag in ["--csdl", "--openapi", "--slice"] {
            let (code, out, messages) = run(graphslice(folder.path(), &["list", flag, path]));
            assert!(code == 2 && out.is_empty(), "{path}: {out}");
            assert!(messages.contains(reason) && messages.contains(help), "{path}: {messages}");
        }
    }
}

/// Whether modes of files bind this user. They do not bind root, and then there is nothing to test.
fn modes_bind(folder: &Path) -> bool {
    let path = folder.join("closed");
    fs::write(&path, "").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o0)).unwrap();
    let binds = fs::read(&path).is_err();
    fs::remove_file(path).unwrap();
    if !binds {
        eprintln!("skipped: modes of files do not bind this user");
    }
    binds
}

#[test]
fn without_permission_nothing_changes() {
    let folder = folder();
    if !modes_bind(folder.path()) {
        return;
    }
    assert_eq!(run(graphslice(folder.path(), GENERATE)).0, 0);
    let out = folder.path().join("out");
    let before = tree(&out);
    fs::set_permissions(&out, Permissions::from_mode(0o500)).unwrap();
    let again = run(graphslice(folder.path(), GENERATE));
    fs::copy(folder.path().join("newer.csdl"), folder.path().join("api.csdl")).unwrap();
    let newer = run(graphslice(folder.path(), GENERATE));
    fs::set_permissions(&out, Permissions::from_mode(0o700)).unwrap();
    assert_eq!(again.0, 0, "where nothing is to be done, nothing is written: {}", again.2);
    assert!(newer.0 == 2 && newer.2.contains("get the right to change this one"), "{}", newer.2);
    assert!(tree(&out) == before);
    fs::set_permissions(folder.path().join("api.csdl"), Permissions::from_mode(0o0)).unwrap();
    let (code, _, messages) = run(graphslice(folder.path(), GENERATE));
    assert!(code == 2 && messages.contains("get the right to read it"), "{messages}");
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_are_told() {
    let folder = folder();
    for args in [&["list", "--csdl", "api.csdl"], GENERATE, &["completions", "bash"], &["--help"], &["--version"]] {
        let mut command = graphslice(folder.path(), args);
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let (code, _, messages) = run({
            command.stdout(full).stderr(Stdio::piped());
            command
        });
        assert!(code == 2 && !messages.contains("panicked"), "{args:?}: {messages}");
        assert!(args[0].starts_with('-') || messages.contains("cannot write the result"), "{args:?}: {messages}");
    }
    // What could not be said is done, and the next run says so.
    assert!(run(graphslice(folder.path(), GENERATE)).1.contains("0 added, 0 changed"));
    // Nobody sees the findings: that is no reason to fail in another way.
    let mut command = graphslice(folder.path(), &["list", "--csdl", "absent"]);
    command.stderr(fs::File::options().write(true).open("/dev/full").unwrap());
    assert_eq!(command.status().unwrap().code(), Some(2));
}

#[test]
fn a_reader_that_has_gone_is_no_error() {
    let folder = folder();
    for args in [&["list", "--csdl", "api.csdl"], GENERATE, &["completions", "zsh"], &["--help"]] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let mut command = graphslice(folder.path(), args);
        command.stdout(writer);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut messages = String::new();
        child.stderr.take().unwrap().read_to_string(&mut messages).unwrap();
        assert_eq!((child.wait().unwrap().code(), messages.as_str()), (Some(0), ""), "{args:?}");
    }
}

/// Names of files are somebody's text, too, and a terminal would obey what is in them.
#[test]
fn names_of_files_are_only_names() {
    const NAME: &str = "a\u{7}\u{9b}31m\u{202e}`'\nb";
    let folder = folder();
    let at = folder.path().join(NAME);
    fs::create_dir(&at).unwrap();
    fs::write(at.join(NAME), CSDL).unwrap();
    fs::write(at.join("wrong.csdl"), CSDL.replace("Edm.String", "Edm.Strin")).unwrap();
    fs::write(at.join("slice.toml"), SLICE.replace("\"api.csdl\"", &toml::Value::from(NAME).to_string())).unwrap();
    fs::write(at.join("file"), "").unwrap();
    let (slice, wrong, file) = (format!("{NAME}/slice.toml"), format!("{NAME}/wrong.csdl"), format!("{NAME}/file"));
    let generate = ["generate", "--slice", &slice, "--out", NAME];
    for (args, code) in [
        (&generate[..], 0),
        (&["generate", "--slice", &slice, "--out", "other", "--check"], 1),
        (&[&generate[..], &["--check"]].concat(), 0),
        (&["generate", "--slice", &slice, "--out", &file], 2),
        (&["list", "--csdl", &wrong], 2),
        (&["list", "--csdl", NAME], 2),
        (&["list", "--csdl", "api.csdl", NAME], 2),
        (&["why", "--slice", &slice, NAME], 2),
        (&["bump", "--slice", &slice, "--csdl", "newer.csdl", "--from", NAME, "--write"], 0),
        (&["init", &format!("{NAME}/new"), "--csdl", "api.csdl", "--include", "/things", "--name", "things"], 0),
        (&["init", NAME, "--csdl", "api.csdl", "--include", "/things", "--name", NAME], 2),
    ] {
        let mut command = graphslice(folder.path(), args);
        // As on a terminal, where nothing is stripped.
        command.env("CLICOLOR_FORCE", "1");
        let (ended, out, messages) = run(command);
        assert_eq!(ended, code, "{args:?}: {out}{messages}");
        for text in [out, messages] {
            assert!(!text.contains(['\u{7}', '\u{9b}', '\u{202e}']), "{args:?}: {text:?}");
        }
    }
    let crates = tree(&at);
    let texts = crates.iter().filter(|(path, _)| path.ends_with(".rs") || path.ends_with("Cargo.toml"));
    assert!(texts.clone().count() > 50 && texts.into_iter().all(|(_, text)| !text.contains(&7)));
}

/// A description may come out of a pipe.
#[test]
fn standard_input_is_a_file_like_others() {
    let folder = folder();
    let mut command = graphslice(folder.path(), &["list", "--csdl", "/dev/stdin"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(CSDL.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stdout.starts_with(b"GET    /things"));
}
