//! What `cargo package` would put into the packages that are published: all that they need, and nothing else.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

/// What cargo adds itself.
const OF_CARGO: &[&str] = &[".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml", "Cargo.toml.orig"];
const OF_EVERY_PACKAGE: &[&str] = &["LICENSE-APACHE", "LICENSE-MIT", "README.md"];

#[test]
fn the_generator_is_packed_with_all_that_it_embeds() {
    let packed = Packed::new("graphslice", "generator");
    packed.has_whole_folders(&["runtime", "src", "templates"], &["tests"]);
    packed.needs_nothing_else();
    // It generates from `spec`, which is not packed.
    assert!(!packed.files.contains("tests/runs.rs"));
}

#[test]
fn the_generated_crate_is_packed_without_what_belongs_to_the_generator() {
    let packed = Packed::new("msgraph-autopilot", "generated");
    packed.has_whole_folders(&["src", "tests"], &[]);
    packed.needs_nothing_else();
}

struct Packed {
    folder: PathBuf,
    files: BTreeSet<String>,
}

impl Packed {
    fn new(package: &str, folder: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let output = Command::new(env!("CARGO"))
            .args(["package", "--list", "--offline", "--allow-dirty", "--package", package])
            .current_dir(root)
            .output()
            .unwrap();
        let warnings = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{warnings}");
        // Such as of metadata that is missing.
        assert!(!warnings.contains("manifest has no"), "{warnings}");
        let files = String::from_utf8(output.stdout).unwrap();
        let files = files.lines().map(|path| path.replace('\\', "/")).collect();
        Self { folder: root.join(folder), files }
    }

    /// That these folders are packed from end to end, of these others something, and beside them only what every package
    /// has.
    fn has_whole_folders(&self, whole: &[&str], some: &[&str]) {
        let mut expected: BTreeSet<String> =
            [OF_CARGO, OF_EVERY_PACKAGE].concat().into_iter().map(str::to_owned).collect();
        // Only where git is, there is something to say of it.
        expected.retain(|file| file != OF_CARGO[0] || self.files.contains(file));
        for folder in whole {
            let before = expected.len();
            collect(&self.folder, folder, &mut expected);
            assert!(expected.len() > before, "there is no {folder}");
        }
        let is_of = |path: &str, folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let packed = self.files.iter().filter(|path| !some.iter().any(|folder| is_of(path, folder)));
        let packed: BTreeSet<String> = packed.cloned().collect();
        let differences: Vec<&String> = packed.symmetric_difference(&expected).collect();
        assert!(differences.is_empty(), "packed, but not expected, or the other way round: {differences:?}");
    }

    /// That code reads no file which is not packed: it would build here and nowhere else.
    fn needs_nothing_else(&self) {
        for path in self.files.iter().filter(|path| path.ends_with(".rs")) {
            let text = std::fs::read_to_string(self.folder.join(path)).unwrap();
            for include in text.split("include_str!(").skip(1).filter_map(|rest| rest.split(')').next()) {
                let Some(name) = include.split('"').nth(1) else { continue };
                let place = normal(&Path::new(path).parent().unwrap().join(name));
                // The names in a list of files are put behind the folder.
                let is_packed =
                    if include.starts_with("concat!") { self.has_folder(&place) } else { self.files.contains(&place) };
                assert!(is_packed, "{path} reads {place}, which is not packed");
            }
            let reads_beside = text.contains("\"CARGO_MANIFEST_DIR\")).join(\"..");
            assert!(!reads_beside, "{path} reads what stands beside the package");
        }
    }

    fn has_folder(&self, folder: &str) -> bool {
        self.files.iter().any(|path| path.starts_with(folder))
    }
}

fn collect(root: &Path, folder: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(root, &path, found);
        } else {
            found.insert(path);
        }
    }
}

/// Without `..`; a path that leads out of the package keeps them.
fn normal(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.components() {
        match part {
            Component::ParentDir if parts.last().is_some_and(|part| *part != "..") => drop(parts.pop()),
            part => parts.push(part.as_os_str().to_str().unwrap()),
        }
    }
    parts.join("/")
}
