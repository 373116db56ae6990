//! The slices of the metadata that Microsoft publishes, where it is at hand.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use graphslice::config::{self, Config};
use graphslice::files::Files;
use graphslice::report::Report;
use graphslice::source::{SourceId, Sources};
use graphslice::{Description, Format, slice};
use graphslice_tests::real::document;

const DEMO: &str = r#"
[package]
name = "demo"
[source]
csdl = "v1.0.csdl"
supplements = ["seed-2021.csdl"]
[slice]
include = ["/deviceManagement/importedWindowsAutopilotDeviceIdentities/**"]
"#;

struct Input {
    sources: Sources,
    description: Description,
    config: Config,
}

/// What a slice.toml asks for, of this description and the supplement of spec/.
fn input(slice: &str, csdl: &Path) -> Input {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let slice = sources.add("slice.toml", slice);
    let config = config::parse(slice, &sources, &mut report).unwrap();
    let base = add(&mut sources, csdl);
    let supplement = add(&mut sources, &spec("seed-2021.csdl"));
    Input {
        sources,
        description: Description { base, format: Format::Csdl, supplements: vec![supplement], pages: Vec::new() },
        config,
    }
}

fn add(sources: &mut Sources, path: &Path) -> SourceId {
    sources.add(path.display().to_string(), std::fs::read_to_string(path).unwrap())
}

fn spec(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(file)
}

fn generate(input: &Input) -> Files {
    let mut report = Report::default();
    let files = graphslice::generate(&input.sources, &input.description, &input.config, &mut report);
    files.unwrap_or_else(|| panic!("{}", report.to_text(&input.sources)))
}

/// The models and requests, without the lines that are documentation.
fn code(files: &Files) -> BTreeMap<&str, String> {
    let own = files.iter().filter(|(path, _)| path.starts_with("src/models") || path.starts_with("src/requests"));
    let is_code = |line: &&str| !["///", "//!"].iter().any(|mark| line.trim_start().starts_with(mark));
    own.map(|(path, text)| (path, text.lines().filter(is_code).map(|line| format!("{line}\n")).collect())).collect()
}

/// spec/ is written by hand, in our own words: but for them it says what Microsoft says.
#[test]
fn our_description_gives_the_code_of_the_published_one() {
    let Some(published) = document("our_description_gives_the_code_of_the_published_one", "v1.0.csdl") else { return };
    let slice = std::fs::read_to_string(spec("slice.toml")).unwrap();
    let ours = generate(&input(&slice, &spec("autopilot.csdl")));
    let published = generate(&input(&slice, &published));
    let (ours, published) = (code(&ours), code(&published));
    assert_eq!(ours.keys().collect::<Vec<_>>(), published.keys().collect::<Vec<_>>());
    assert!(ours.len() > 10);
    for (path, code) in ours {
        let other = &published[path];
        let first = code.lines().zip(other.lines()).find(|(ours, published)| ours != published);
        assert!(code == *other, "{path} differs, first here (or at the end of one): {first:#?}");
    }
}

/// The closure follows neither derived types nor navigation: `entity` alone would bring in a thousand.
#[test]
fn import_records_need_four_types() {
    let Some(csdl) = document("import_records_need_four_types", "v1.0.csdl") else { return };
    let input = input(DEMO, &csdl);
    let mut report = Report::default();
    let api = graphslice::read(&input.sources, &input.description, &mut report).unwrap();
    let slice = slice::slice(&api, &input.config.slice, &mut report);
    assert!(!report.has_errors());
    let chains: BTreeMap<&str, String> = slice
        .types
        .keys()
        .map(|ty| (api.names().full(*ty), slice::explain(&api, &slice, *ty).unwrap().join("\n")))
        .collect();
    insta::assert_snapshot!(chains.into_values().collect::<Vec<_>>().join("\n\n"), @r"
    microsoft.graph.entity: base type of microsoft.graph.importedWindowsAutopilotDeviceIdentity
    microsoft.graph.importedWindowsAutopilotDeviceIdentity: answered by GET /deviceManagement/importedWindowsAutopilotDeviceIdentities

    microsoft.graph.importedWindowsAutopilotDeviceIdentity: answered by GET /deviceManagement/importedWindowsAutopilotDeviceIdentities

    microsoft.graph.importedWindowsAutopilotDeviceIdentityImportStatus: property `deviceImportStatus` of microsoft.graph.importedWindowsAutopilotDeviceIdentityState
    microsoft.graph.importedWindowsAutopilotDeviceIdentityState: property `state` of microsoft.graph.importedWindowsAutopilotDeviceIdentity
    microsoft.graph.importedWindowsAutopilotDeviceIdentity: answered by GET /deviceManagement/importedWindowsAutopilotDeviceIdentities

    microsoft.graph.importedWindowsAutopilotDeviceIdentityState: property `state` of microsoft.graph.importedWindowsAutopilotDeviceIdentity
    microsoft.graph.importedWindowsAutopilotDeviceIdentity: answered by GET /deviceManagement/importedWindowsAutopilotDeviceIdentities
    ");
}

#[test]
fn the_crate_of_import_records_compiles_without_a_warning() {
    let Some(csdl) = document("the_crate_of_import_records_compiles_without_a_warning", "v1.0.csdl") else { return };
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in generate(&input(DEMO, &csdl)).iter() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.path().join("Cargo.lock")).unwrap();
    for args in [&["check"][..], &["clippy", "--all-targets", "--", "-D", "warnings"]] {
        let output = Command::new(env!("CARGO"))
            .arg(args[0])
            .args(["--offline", "--quiet"])
            .args(&args[1..])
            .current_dir(folder.path())
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("real"))
            .output()
            .unwrap();
        assert!(output.status.success(), "cargo {args:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    }
}
