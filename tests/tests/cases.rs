//! Every case: what was understood, what is said about it, and what is generated, as snapshots beside the input. What is
//! generated compiles without a warning, too, and passes the tests that the case has for it.

mod html;

use std::path::{Path, PathBuf};
use std::process::Command;

use graphslice::files::Files;
use graphslice_tests::case::{self, Case};
use graphslice_tests::outline::outline;

#[test]
fn snapshots() {
    for case in case::all().unwrap() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&case.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            let (files, report) = case.generate();
            if !report.diagnostics().is_empty() {
                insta::assert_snapshot!("diagnostics", report.to_text(&case.sources));
            }
            if let Some(files) = files {
                // Of a plain service the crate says all that there is to say.
                if let Some(api) = case.description() {
                    insta::assert_snapshot!("api", outline(&api));
                }
                insta::assert_snapshot!("crate", text(&files));
            }
        });
    }
}

/// Where a case is described in both formats, both give the same crate, and no finding.
#[test]
fn two_descriptions_give_the_same_crate() {
    for case in case::all().unwrap() {
        let Some(again) = case.described_again().unwrap() else { continue };
        let (files, report) = again.generate();
        assert_eq!(report.to_text(&again.sources), "");
        assert_same(&case.name, &text(&case.generate().0.unwrap()), &text(&files.unwrap()));
    }
}

/// Shows the first line that differs.
#[track_caller]
fn assert_same(name: &str, one: &str, other: &str) {
    for (line, (one, other)) in one.lines().zip(other.lines()).enumerate() {
        assert_eq!(one, other, "{name}, line {}", line + 1);
    }
    assert_eq!(one.len(), other.len(), "{name}");
}

/// All files but those that are the same in every crate, as one text.
fn text(files: &Files) -> String {
    let is_own = |path: &str| !path.starts_with("src/runtime/") && path != "tests/examples/compare.rs";
    let own = files.iter().filter(|(path, _)| is_own(path));
    own.map(|(path, text)| format!("===== {path}\n{text}\n")).collect()
}

/// One workspace of all generated crates, so that cargo builds what they share once.
#[test]
fn what_is_generated_compiles_without_a_warning_and_works() {
    let folder = tempfile::tempdir().unwrap();
    let mut members: Vec<String> = Vec::new();
    let mut features = Vec::new();
    for case in case::all().unwrap() {
        if let Some(files) = case.generate().0 {
            write(&case, &files, folder.path());
            features.extend(case.features.iter().map(|feature| format!("{}/{feature}", case.name)));
            members.push(case.name);
        }
    }
    assert!(!members.is_empty());
    std::fs::write(folder.path().join("Cargo.toml"), format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"))
        .unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.path().join("Cargo.lock")).unwrap();
    let features = features.join(",");
    cargo(folder.path(), &["clippy", "--all-targets"]);
    cargo(folder.path(), &["test", "--features", &features]);
    cargo(folder.path(), &["doc", "--no-deps"]);
    for case in members.iter().filter(|case| case.contains("hostile")) {
        let pages = target().join("doc").join(case.replace('-', "_"));
        assert!(html::assert_harmless(&pages) > 10, "{case}");
    }
}

/// Where cargo builds the crates of the cases.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases")
}

fn write(case: &Case, files: &Files, folder: &Path) {
    let folder = folder.join(&case.name);
    for (path, text) in files.iter() {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let needed = case.folder.join("dev.toml");
    if needed.exists() {
        let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        std::fs::write(folder.join("Cargo.toml"), manifest + &std::fs::read_to_string(needed).unwrap()).unwrap();
    }
    copy(&case.folder.join("tests"), &folder.join("tests"));
    for file in &case.borrowed {
        let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        std::fs::copy(ours.join(file), folder.join("tests").join(file)).unwrap();
    }
}

/// Copies a folder, if it is there.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).into_iter().flatten() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.as_ref().unwrap().file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::create_dir_all(to.parent().unwrap()).unwrap();
            std::fs::copy(from, to).unwrap();
        }
    }
}

fn cargo(folder: &Path, args: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(args)
        .args(["--workspace", "--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo {}:\n{}{}",
        args[0],
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
