//! What the generated crate costs those who use it, that it is tested with the versions that it names, and that the
//! compilers that are promised can build what it and the generator need.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;
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
    for network in
        ["curl", "http", "hyper", "mio", "native-tls", "openssl-sys", "reqwest", "rustls", "socket2", "tokio", "ureq"]
    {
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

/// What compiles slowly comes only with what brings it itself.
#[test]
fn procedural_macros_come_only_with_reqwest_and_the_azure_sdk() {
    let crates = crates("msgraph-autopilot", "blocking,chrono,client,jiff,testing,time,tracing,ureq");
    assert!(crates.contains("rustls") && crates.contains("chrono"), "{crates:?}");
    for slow in ["syn", "serde_derive", "tokio", "openssl-sys", "native-tls"] {
        assert!(!crates.contains(slow), "{slow} is among {crates:?}");
    }
}

/// Our `rust-version` is a promise that dependencies can break: none may need a newer compiler than we name.
#[test]
fn no_dependency_needs_a_newer_compiler() {
    let metadata = metadata();
    let packages: BTreeMap<&str, &Json> = items(&metadata["packages"]).map(|package| (id(package), package)).collect();
    let oldest = |package: &Json| package["rust_version"].as_str().map(release);
    let needs_newer = |packages: Vec<&Json>, least: (u32, u32)| -> Vec<String> {
        assert!(packages.len() > 50, "only {} packages", packages.len());
        let newer = packages.into_iter().filter(|package| oldest(package).is_some_and(|oldest| oldest > least));
        newer.map(|package| format!("{} {}", package["name"], package["version"])).collect()
    };
    let named = |name: &str| packages.values().find(|package| package["name"] == name).copied().unwrap();
    let (generator, generated) = (named("graphslice"), named("msgraph-autopilot"));

    assert_eq!(needs_newer(packages.values().copied().collect(), oldest(generator).unwrap()), [""; 0]);
    // With all features, and those that other packages of this workspace switch on in what both need.
    let nodes: BTreeMap<&str, &Json> = items(&metadata["resolve"]["nodes"]).map(|node| (id(node), node)).collect();
    let (mut needed, mut open) = (BTreeSet::new(), vec![id(generated)]);
    while let Some(package) = open.pop() {
        if needed.insert(package) {
            let dependencies = items(&nodes[package]["deps"]);
            let built = dependencies.filter(|node| items(&node["dep_kinds"]).any(|kind| kind["kind"] != "dev"));
            open.extend(built.filter_map(|node| node["pkg"].as_str()));
        }
    }
    let needed = needed.into_iter().map(|id| packages[id]).collect();
    assert_eq!(needs_newer(needed, oldest(generated).unwrap()), [""; 0]);
}

/// Everything that is built on this machine. What others need may never have been downloaded.
fn metadata() -> Json {
    let version = Command::new(env!("CARGO")).arg("-vV").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--all-features", "--format-version", "1"])
        .args(["--filter-platform", host])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn items(list: &Json) -> impl Iterator<Item = &Json> {
    list.as_array().unwrap().iter()
}

fn id(package: &Json) -> &str {
    package["id"].as_str().unwrap()
}

/// Of `1.88` or `1.88.0` what counts.
fn release(version: &str) -> (u32, u32) {
    let mut numbers = version.split('.').map(|number| number.parse().unwrap());
    (numbers.next().unwrap(), numbers.next().unwrap_or_default())
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
