//! Every kind of change: what `graphslice diff` says of it, and whether it is true. A folder below `tests/changes` has the
//! description before and after, and a program that uses what changes; its first line is the verdict.
//!
//! Descriptions are CSDL, or plain documents in YAML. All programs are built against one crate of all old descriptions of
//! each dialect, and then against those of all new ones: what is said to be additive has to compile with both, what is said
//! to break must not compile with the new ones.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use graphslice::config::{self, Config};
use graphslice::diff::{Change, Impact, Input, compare};
use graphslice::report::Report;
use graphslice::source::{SourceId, Sources};
use graphslice::{Description, Format};
use serde_yaml::{Mapping, Value};

struct Pair {
    name: String,
    folder: PathBuf,
}

impl Pair {
    fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.folder.join(file)).unwrap()
    }

    fn format(&self) -> Format {
        if self.folder.join("old.yaml").exists() { Format::PlainOpenApi } else { Format::Csdl }
    }

    /// The description of a side, `old` or `new`.
    fn description(&self, side: &str) -> String {
        self.text(&format!("{side}.{}", if self.format() == Format::Csdl { "csdl" } else { "yaml" }))
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

/// All of a description.
fn everything(sources: &mut Sources, format: Format) -> Config {
    let (name, source) = match format {
        Format::Csdl => ("subject", "csdl = \"all.csdl\""),
        _ => ("plain", "openapi = \"all.yaml\"\ndialect = \"plain\""),
    };
    let slice = format!("[package]\nname = \"{name}\"\n[source]\n{source}\n[slice]\ninclude = [\"/**\"]\n");
    let source = sources.add("slice.toml", slice);
    config::parse(source, sources, &mut Report::default()).unwrap()
}

fn description(base: SourceId, format: Format, supplements: Vec<SourceId>) -> Description {
    Description { base, format, supplements, pages: Vec::new() }
}

#[test]
fn verdicts() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for pair in pairs() {
        let mut sources = Sources::default();
        let mut report = Report::default();
        let config = everything(&mut sources, pair.format());
        let [old, new] = ["old", "new"]
            .map(|side| description(sources.add(side, pair.description(side)), pair.format(), Vec::new()));
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
    let old = failing(folder.path(), "old", &pairs);
    assert_eq!(old, BTreeSet::new(), "programs that do not compile before the change");
    let new = failing(folder.path(), "new", &pairs);
    let breaking = pairs.iter().filter(|pair| !pair.verdict().1).map(|pair| pair.name.clone());
    assert_eq!(new, breaking.collect(), "programs that do not compile after the change");
}

/// The crate of all CSDL documents of a side, each of which is a supplement of the first.
fn of_csdl(side: &str, pairs: &[Pair], folder: &Path) {
    let mut sources = Sources::default();
    let config = everything(&mut sources, Format::Csdl);
    let ids = pairs.iter().filter(|pair| pair.format() == Format::Csdl);
    let mut ids =
        ids.map(|pair| sources.add(pair.name.as_str(), pair.description(side))).collect::<Vec<_>>().into_iter();
    let description = description(ids.next().unwrap(), Format::Csdl, ids.collect());
    generate(&sources, &description, &config, folder);
}

/// The crate of all plain documents of a side, put together. Its service root is that of the one that names a server.
fn of_plain(side: &str, pairs: &[Pair], folder: &Path) {
    let mut whole = Value::Mapping(Mapping::new());
    for pair in pairs.iter().filter(|pair| pair.format() == Format::PlainOpenApi) {
        add(&mut whole, serde_yaml::from_str(&pair.description(side)).unwrap());
    }
    let mut sources = Sources::default();
    let config = everything(&mut sources, Format::PlainOpenApi);
    let base = sources.add("all.yaml", serde_yaml::to_string(&whole).unwrap());
    generate(&sources, &description(base, Format::PlainOpenApi, Vec::new()), &config, folder);
}

/// Puts what a mapping lacks of another one into it.
fn add(whole: &mut Value, other: Value) {
    let (Value::Mapping(whole), Value::Mapping(other)) = (whole, other) else { return };
    for (key, value) in other {
        match whole.get_mut(&key) {
            Some(known) => add(known, value),
            None => drop(whole.insert(key, value)),
        }
    }
}

fn generate(sources: &Sources, description: &Description, config: &Config, folder: &Path) {
    let mut report = Report::default();
    let files = graphslice::generate(sources, description, config, &mut report);
    let files = files.unwrap_or_else(|| panic!("{}", report.to_text(sources)));
    if folder.exists() {
        std::fs::remove_dir_all(folder).unwrap();
    }
    for (path, text) in files.iter() {
        write(&folder.join(path), text);
    }
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The programs that do not compile with the crates of a side. Those that have to are the modules of one: only what fails
/// to find a name could hide what fails elsewhere, and has to be a program of its own.
fn failing(folder: &Path, side: &str, pairs: &[Pair]) -> BTreeSet<String> {
    of_csdl(side, pairs, &folder.join("subject"));
    of_plain(side, pairs, &folder.join("plain"));
    write(
        &folder.join("Cargo.toml"),
        "[package]\nname = \"programs\"\nedition = \"2024\"\n[dependencies]\nplain.path = \"plain\"\nsubject.path = \"subject\"\n\
         [workspace]\n",
    );
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).unwrap();
    let source = folder.join("src");
    if source.exists() {
        std::fs::remove_dir_all(&source).unwrap();
    }
    let mut modules = "#![allow(dead_code)]\nfn main() {}\n".to_owned();
    for Pair { name, .. } in pairs.iter().filter(|pair| side == "old" || pair.verdict().1) {
        modules += &format!("#[path = \"together/{name}.rs\"]\nmod {};\n", name.replace('-', "_"));
    }
    write(&source.join("main.rs"), &modules);
    for pair in pairs {
        let folder = if side == "old" || pair.verdict().1 { "together" } else { "bin" };
        write(&source.join(folder).join(format!("{}.rs", pair.name)), &pair.text("program.rs"));
    }
    let output = Command::new(env!("CARGO"))
        .args(["check", "--bins", "--keep-going", "--offline", "--quiet", "--message-format=json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("changes"))
        .output()
        .unwrap();
    let messages = String::from_utf8(output.stdout).unwrap();
    let mut names = BTreeSet::new();
    let mut are_sound = messages.contains("\"build-finished\"");
    for message in messages.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
        if message["message"]["level"] == "error" {
            // The crates themselves compile, or the programs would prove nothing.
            are_sound &= !["plain", "subject"].map(|name| message["target"]["name"] == name).contains(&true);
            let places = message["message"]["spans"].as_array().unwrap().iter();
            names.extend(places.filter(|span| span["is_primary"] == true).map(|span| {
                let file = Path::new(span["file_name"].as_str().unwrap());
                file.file_stem().unwrap().to_string_lossy().into_owned()
            }));
        }
    }
    assert!(are_sound, "{}", String::from_utf8_lossy(&output.stderr));
    names
}
