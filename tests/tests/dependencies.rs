//! What the generated crate costs those who use it, and that it is tested with the versions that it names.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use toml::{Table, Value};

/// A package with these features and what it needs, build scripts and procedural macros included, but not for tests.
fn crates(package: &str, features: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--package", package, "--edges", "normal,build", "--prefix", "none"])
        .args(["--format", "{p}", "--features", features])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    tree.lines().filter_map(|line| line.split(' ').next()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[test]
fn the_default_features_are_few_crates() {
    let crates = crates("msgraph-autopilot", "");
    assert!(crates.contains("msgraph-autopilot") && crates.contains("serde_json"), "{crates:?}");
    assert!(crates.len() <= 10, "{}: {crates:?}", crates.len());
    for heavy in ["syn", "serde_derive", "tokio", "reqwest", "rustls"] {
        assert!(!crates.contains(heavy), "{heavy} is among {crates:?}");
    }
}

/// Whoever generates from a file reads that file and nothing else.
#[test]
fn the_generator_cannot_reach_a_network() {
    let crates = crates("graphslice", "");
    assert!(crates.contains("graphslice") && crates.contains("roxmltree"), "{crates:?}");
    for network in ["http", "hyper", "reqwest", "rustls", "socket2", "tokio", "ureq"] {
        assert!(!crates.contains(network), "{network} is among {crates:?}");
    }
}

/// A client costs its HTTP stack, and next to nothing beside it.
#[test]
fn clients_are_few_crates_without_their_http_stack() {
    let default = crates("msgraph-autopilot", "");
    for features in ["client", "blocking", "testing"] {
        let added: Vec<String> = crates("msgraph-autopilot", features).difference(&default).cloned().collect();
        for name in &added {
            let expected = ["cfg-if", "futures-core", "getrandom", "libc", "uuid"].contains(&name.as_str());
            assert!(expected, "{features}: {added:?}");
        }
    }
    let ureq = crates("msgraph-autopilot", "ureq-no-tls");
    assert!(!ureq.contains("tokio") && !ureq.contains("futures-core") && !ureq.contains("syn"), "{ureq:?}");
}

/// Where the hand-written packages and the generated crate use the same crate, they use the same version of it.
#[test]
fn versions_are_the_same_in_both_places() {
    let ours = dependencies("Cargo.toml", &["workspace", "dependencies"]);
    let theirs = dependencies("generator/runtime/dependencies.toml", &["dependencies"]);
    let mut common = 0;
    for (name, dependency) in &theirs {
        if let Some(ours) = ours.get(name) {
            assert_eq!(version(ours), version(dependency), "{name}");
            common += 1;
        }
    }
    assert!(common > 5, "only {common} crates are in both");
}

/// A plain crate has no dependency of its own, the same versions, and the same features but for those of one service.
#[test]
fn plain_crates_have_the_same_dependencies_and_features() {
    let (all_file, plain_file) = ("generator/runtime/dependencies.toml", "generator/runtime/plain/dependencies.toml");
    let (mut all, plain) = (dependencies(all_file, &["dependencies"]), dependencies(plain_file, &["dependencies"]));
    let is_optional = |dependency: &Value| dependency.get("optional").is_some();
    for (name, dependency) in &plain {
        let other = all.remove(name).unwrap();
        assert_eq!(version(&other), version(dependency), "{name}");
        assert_eq!(is_optional(&other), is_optional(dependency), "{name}");
    }
    assert_eq!(all.keys().collect::<Vec<_>>(), ["azure_core"]);
    let (mut all, plain) = (dependencies(all_file, &["features"]), dependencies(plain_file, &["features"]));
    assert!(all.remove("azure").is_some());
    assert_eq!(all, plain);
}

fn dependencies(file: &str, place: &[&str]) -> Table {
    let table: Table = std::fs::read_to_string(root().join(file)).unwrap().parse().unwrap();
    place.iter().fold(table, |table, name| table[*name].as_table().unwrap().clone())
}

fn version(dependency: &Value) -> &str {
    dependency.as_str().or_else(|| dependency.get("version").and_then(Value::as_str)).unwrap()
}

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
