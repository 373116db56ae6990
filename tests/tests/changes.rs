//! Every kind of change: what `graphslice diff` says of it, and whether it is true. A folder below `tests/changes` has the
//! description before and after, and a program that uses what changes; its first line is the verdict.
//!
//! All programs are built against one crate of all old descriptions, and then against one of all new ones: what is said
//! to be additive has to compile with both, what is said to break must not compile with the new one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use graphslice::config::{self, Config};
use graphslice::diff::{Change, Impact, Input, compare};
use graphslice::report::Report;
use graphslice::source::{SourceId, Sources};
use graphslice::{Description, Format};

struct Pair {
    name: String,
    folder: PathBuf,
}

impl Pair {
    fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder.join(file)).unwrap()
    }

    /// The first line of the program, and whether it still has to compile with the new crate.
    fn verdict(&self) -> (Impact, bool) {
        match self.text("program.rs").lines().next().unwrap() {
            "//! breaking" => (Impact::Breaking, false),
            "//! breaking, though it compiles" => (Impact::Breaking, true),
            "//! additive" => (Impact::Additive, true),
            "//! documentation" => (Impact::Documentation, true),
            other => panic!("{}: `{other}` is no verdict", self.name),
        }
    }
}

fn pairs() -> Vec<Pair> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("changes");
    let folders = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pairs: Vec<Pair> = folders
        .map(|folder| Pair { name: folder.file_name().unwrap().to_string_lossy().into_owned(), folder })
        .collect();
    pairs.sort_by(|one, other| one.name.cmp(&other.name));
    pairs
}

const SLICE: &str = "[package]\nname = \"subject\"\n[source]\ncsdl = \"all.csdl\"\n[slice]\ninclude = [\"/**\"]\n";

fn everything(sources: &mut Sources) -> Config {
    let source = sources.add("slice.toml", SLICE);
    config::parse(source, sources, &mut Report::default()).unwrap()
}

fn description(base: SourceId, supplements: Vec<SourceId>) -> Description {
    Description { base, format: Format::Csdl, supplements, pages: Vec::new() }
}

#[test]
fn verdicts() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for pair in pairs() {
        let mut sources = Sources::default();
        let mut report = Report::default();
        let config = everything(&mut sources);
        let [old, new] =
            ["old.csdl", "new.csdl"].map(|file| description(sources.add(file, pair.text(file)), Vec::new()));
        let side = |description| Input { description, config: &config };
        let changes = compare(&sources, side(&old), side(&new), &mut report);
        assert!(report.diagnostics().is_empty(), "{}: {}", pair.name, report.to_text(&sources));
        let changes = changes.unwrap();
        assert_eq!(changes.iter().map(|change| change.impact).max(), Some(pair.verdict().0), "{}", pair.name);
        settings.set_snapshot_path(&pair.folder);
        settings.bind(|| insta::assert_snapshot!("changes", changes.iter().map(line).collect::<String>()));
    }
}

fn line(change: &Change) -> String {
    let Change { impact, kind, item, origin, reason } = change;
    format!("{impact:?} {kind}\n  {item}\n  {origin}\n  {reason}\n")
}

#[test]
fn verdicts_are_true() {
    let folder = tempfile::tempdir().unwrap();
    let pairs = pairs();
    let old = failing(folder.path(), "old.csdl", &pairs);
    assert_eq!(old, BTreeSet::new(), "programs that do not compile before the change");
    let new = failing(folder.path(), "new.csdl", &pairs);
    let breaking = pairs.iter().filter(|pair| !pair.verdict().1).map(|pair| pair.name.clone());
    assert_eq!(new, breaking.collect(), "programs that do not compile after the change");
}

/// The programs that do not compile with the crate of all descriptions of this name.
fn failing(folder: &Path, file: &str, pairs: &[Pair]) -> BTreeSet<String> {
    let mut sources = Sources::default();
    let mut report = Report::default();
    let config = everything(&mut sources);
    let mut ids =
        pairs.iter().map(|pair| sources.add(pair.name.as_str(), pair.text(file))).collect::<Vec<_>>().into_iter();
    let description = description(ids.next().unwrap(), ids.collect());
    let files = graphslice::generate(&sources, &description, &config, &mut report);
    let files = files.unwrap_or_else(|| panic!("{}", report.to_text(&sources)));
    let write = |path: &Path, text: &str| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let subject = folder.join("subject");
    if subject.exists() {
        std::fs::remove_dir_all(&subject).unwrap();
    }
    for (path, text) in files.iter() {
        write(&subject.join(path), text);
    }
    write(
        &folder.join("Cargo.toml"),
        "[package]\nname = \"programs\"\nedition = \"2024\"\n[dependencies]\nsubject.path = \"subject\"\n[workspace]\n",
    );
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    for pair in pairs {
        write(&folder.join("src/bin").join(format!("{}.rs", pair.name)), &pair.text("program.rs"));
    }
    let output = Command::new(env!("CARGO"))
        .args(["check", "--bins", "--keep-going", "--offline", "--quiet", "--message-format=json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes"))
        .output()
        .unwrap();
    let messages = String::from_utf8(output.stdout).unwrap();
    let mut names = BTreeSet::new();
    for message in messages.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
        if message["message"]["level"] == "error" {
            names.insert(message["target"]["name"].as_str().unwrap().to_owned());
        }
    }
    // The crate itself compiles, or the programs would prove nothing.
    assert!(
        !names.contains("subject") && messages.contains("\"build-finished\""),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    names
}
