//! Whole runs of the command: the same input gives the same bytes wherever it runs, and a run that is killed costs
//! nothing but a second run.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

type Tree = BTreeMap<String, Vec<u8>>;

fn graphslice(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphslice"));
    command.current_dir(folder).arg("generate").args(args).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn succeed(mut command: Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A folder in memory where the system has such: runs wait for every file on a disk.
fn empty_folder() -> TempDir {
    TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap()
}

/// All files below a folder, by their paths.
fn tree(folder: &Path) -> Tree {
    fn walk(root: &Path, folder: &Path, found: &mut Tree) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    let mut found = Tree::new();
    walk(folder, folder, &mut found);
    found
}

/// An environment with little of what there usually is, and other things instead.
const SURROUNDINGS: [(&str, &str); 9] = [
    ("LC_ALL", "tr_TR.UTF-8"),
    ("LANG", "de_DE.UTF-8"),
    ("TZ", "Pacific/Kiritimati"),
    ("NO_COLOR", "1"),
    ("COLUMNS", "20"),
    ("TERM", "dumb"),
    ("CARGO_MANIFEST_DIR", "/nowhere"),
    ("CARGO_PKG_VERSION", "9.9.9"),
    ("SOURCE_DATE_EPOCH", "1"),
];

#[test]
fn neither_place_nor_locale_nor_line_endings_change_a_byte() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let (here, there) = (empty_folder(), empty_folder());
    let other = there.path().join("another place/Ünsal");
    copy(&spec, here.path(), "\n");
    copy(&spec, &other, "\r\n");
    let mut first = graphslice(here.path(), &["--slice", "slice.toml", "--out", "out"]);
    first.envs([("LC_ALL", "C"), ("LANG", "C"), ("TZ", "UTC")]);
    succeed(first);
    let slice = other.join("slice.toml");
    let mut second = graphslice(there.path(), &["--slice", slice.to_str().unwrap(), "--out", "else/where"]);
    second.env_clear().envs(SURROUNDINGS);
    succeed(second);
    let (first, second) = (tree(&here.path().join("out")), tree(&there.path().join("else/where")));
    assert!(first.keys().eq(second.keys()), "{:?} and {:?}", first.keys(), second.keys());
    let different: Vec<_> = first.iter().filter(|(path, text)| second[*path] != **text).map(|(path, _)| path).collect();
    assert!(first.len() > 40 && different.is_empty(), "different: {different:?}");
}

/// What is said, too, in results and in findings.
#[test]
fn what_is_said_does_not_depend_on_the_surroundings() {
    let folder = empty_folder();
    fs::write(folder.path().join("old.csdl"), description("before", 0..30)).unwrap();
    fs::write(folder.path().join("new.csdl"), description("after", 10..40)).unwrap();
    fs::write(folder.path().join("wrong.csdl"), description("after", 0..9).replace("Edm.String", "Edm.Strin")).unwrap();
    for args in [
        "list --csdl old.csdl",
        "list --csdl wrong.csdl",
        "list --csdl old.csdl /thing1",
        "show --csdl old.csdl --include /**",
        "why --csdl old.csdl --include /**",
        "diff old.csdl new.csdl --include /**",
        "diff old.csdl new.csdl --include /** --format markdown",
        "diff old.csdl new.csdl --include /** --format json",
    ] {
        let run = |change: fn(&mut Command)| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_graphslice"));
            command.current_dir(folder.path()).args(args.split(' ')).stdin(Stdio::null());
            change(&mut command);
            let output = command.output().unwrap();
            let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
            (output.status.code(), said)
        };
        let (code, said) = run(|command| _ = command.env_remove("NO_COLOR"));
        assert!(said.iter().any(|text| text.len() > 100) && code.is_some(), "{args}: {said:?}");
        assert_eq!(run(|command| _ = command.env_clear().envs(SURROUNDINGS)), (code, said), "{args}");
    }
}

/// Editors and other systems end lines in their own way, and put a mark before the first.
#[test]
fn neither_line_endings_nor_marks_change_a_byte() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    // CSDL with a supplement and pages, OpenAPI in YAML of both dialects, OpenAPI in JSON.
    for input in ["spec", "tests/cases/openapi", "tests/cases/plain-pets", "tests/cases/plain-hostile"] {
        let generated = |end: &str, mark: &str| {
            let folder = empty_folder();
            copy(&root.join(input), folder.path(), end);
            // TOML has no lines that end as on old Macs.
            let slice = folder.path().join("slice.toml");
            let text = fs::read_to_string(&slice).unwrap();
            fs::write(&slice, if end == "\r" { text.replace('\r', "\n") } else { text }).unwrap();
            for path in tree(folder.path()).keys().map(|path| folder.path().join(path)) {
                let text = fs::read(&path).unwrap();
                fs::write(path, [mark.as_bytes(), &text].concat()).unwrap();
            }
            succeed(graphslice(folder.path(), &["--slice", "slice.toml", "--out", "out"]));
            tree(&folder.path().join("out"))
        };
        let expected = generated("\n", "");
        for (end, mark) in [("\r\n", ""), ("\r", ""), ("\n", "\u{feff}"), ("\r\n", "\u{feff}")] {
            let found = generated(end, mark);
            let different: Vec<_> = expected.iter().filter(|(path, text)| found.get(*path) != Some(*text)).collect();
            assert!(different.is_empty() && found.len() == expected.len(), "{input}, {end:?}, {mark:?}: {different:?}");
        }
    }
}

/// Copies a folder of texts, with these ends of lines.
fn copy(from: &Path, to: &Path, end: &str) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, end);
        } else {
            let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
            fs::write(target, text.replace('\n', end)).unwrap();
        }
    }
}

/// A description with many types, and so a crate with many files.
fn description(property: &str, sets: std::ops::Range<usize>) -> String {
    let types: String = sets
        .clone()
        .map(|at| {
            format!(
                "<EntityType Name=\"thing{at}\"><Key><PropertyRef Name=\"id\"/></Key>\
                 <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/>\
                 <Property Name=\"{property}\" Type=\"Edm.String\"/></EntityType>\n"
            )
        })
        .collect();
    let sets: String =
        sets.map(|at| format!("<EntitySet Name=\"things{at}\" EntityType=\"example.thing{at}\"/>\n")).collect();
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"example\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{types}\
         <EntityContainer Name=\"service\">\n{sets}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>\n"
    )
}

/// The proof for every single step is a test of the writer; this is the same from outside, with a real kill.
#[test]
fn a_killed_run_loses_nothing_and_the_next_completes_it() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("old.csdl"), description("before", 0..40)).unwrap();
    fs::write(folder.path().join("new.csdl"), description("after", 15..55)).unwrap();
    let run = |csdl: &str, out: &str| {
        graphslice(folder.path(), &["--csdl", csdl, "--include", "/**", "--name", "things", "--out", out])
    };
    succeed(run("old.csdl", "old"));
    succeed(run("new.csdl", "new"));
    let clean = |name: &str| tree(&folder.path().join(name));
    let (old, new) = (clean("old"), clean("new"));
    assert!(old.len() > 100, "{}", old.len());

    let out = folder.path().join("out");
    let mine = Tree::from([
        ("NOTES.md".to_owned(), b"mine".to_vec()),
        ("src/models/mine.rs".to_owned(), b"// mine\n".to_vec()),
    ]);
    succeed(run("old.csdl", "out"));
    for (path, text) in &mine {
        fs::write(out.join(path), text).unwrap();
    }
    let mut cut = 0;
    // Microseconds after it has begun to write, and after it has begun to replace what was there.
    let staging = [0, 1_000, 10_000, 100_000].map(|delay| (false, delay));
    let replacing = [0, 0, 100, 200, 500, 1_000, 2_000, 5_000].map(|delay| (true, delay));
    for (round, (replacing, delay)) in staging.into_iter().chain(replacing).enumerate() {
        let (csdl, before, after) = if round % 2 == 0 { ("new.csdl", &old, &new) } else { ("old.csdl", &new, &old) };
        let child = run(csdl, "out").spawn().unwrap();
        cut += usize::from(is_cut_off(child, &out, replacing, Duration::from_micros(delay)));
        assert_nothing_is_lost(&tree(&out), before, after, &mine, round);

        // The next run may be for something else than the one that was killed.
        if replacing {
            succeed(run(if round % 2 == 0 { "old.csdl" } else { "new.csdl" }, "out"));
        }
        succeed(run(csdl, "out"));
        let mut wanted = after.clone();
        wanted.extend(mine.clone());
        wanted.retain(|path, _| path != ".graphslice.lock");
        let mut done = tree(&out);
        done.retain(|path, _| path != ".graphslice.lock");
        assert!(done == wanted, "not completed in round {round}: {:?}", done.keys());
    }
    assert!(cut > 0, "no run was cut off");
}

/// Kills a run some time after it has begun to write, or to replace what was there. `false` if the run was quicker.
fn is_cut_off(mut child: Child, out: &Path, replacing: bool, delay: Duration) -> bool {
    let has_begun = || match replacing {
        true => fs::read(out.join("src/lib.rs")).is_ok_and(|text| text.starts_with(b"compile_error!")),
        false => out.join(".graphslice-staging").exists(),
    };
    while !has_begun() && child.try_wait().unwrap().is_none() {}
    thread::sleep(delay);
    child.kill().unwrap();
    !child.wait().unwrap().success()
}

/// Files of others are untouched, and each that was generated is as before or as it shall be.
fn assert_nothing_is_lost(left: &Tree, before: &Tree, after: &Tree, mine: &Tree, round: usize) {
    for (path, text) in mine {
        assert_eq!(&left[path], text, "{path} in round {round}");
    }
    for (path, text) in left.iter().filter(|(path, _)| path.starts_with("src/") && !mine.contains_key(*path)) {
        let known = [before.get(path), after.get(path)].contains(&Some(text));
        let admits = path == "src/lib.rs" && text.starts_with(b"compile_error!");
        assert!(known || admits, "{path} is neither old nor new in round {round}");
    }
    for path in before.keys().filter(|path| after.contains_key(*path)) {
        assert!(left.contains_key(path), "{path} is lost in round {round}");
    }
}
