//! The whole of v1.0, where Microsoft's documents are at hand.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use graphslice::check::Checked;
use graphslice::config::{Config, Features, Package, Slice, Source, Text};
use graphslice::files::Files;
use graphslice::pages::Reference;
use graphslice::report::Report;
use graphslice::source::{Sources, Span};
use graphslice::{Description, Format, emit, name, plan, slice};
use graphslice_tests::real::document;

const PROD: &str = "v1.0.csdl";
const CSDL_2023: &str = "v1.0-2023-02-14.csdl";
const OPENAPI_2023: &str = "v1.0-2023-02.openapi.json";

/// A document, and what a slice of it needs.
struct Input {
    sources: Sources,
    description: Description,
    slice: Slice,
}

impl Input {
    fn new(path: &Path, patterns: &[&str], features: Features) -> Self {
        let mut sources = Sources::default();
        let base = sources.add(path.display().to_string(), std::fs::read_to_string(path).unwrap());
        let format = if path.extension().is_some_and(|end| end == "json") { Format::OpenApi } else { Format::Csdl };
        let include = patterns.iter().map(|pattern| text(&mut sources, pattern)).collect();
        let slice = Slice { include, features, ..Slice::default() };
        Self { sources, description: Description::new(base, format), slice }
    }

    fn read(&self) -> Checked {
        let mut report = Report::default();
        graphslice::read_for(&self.sources, &self.description, &self.slice, &[], &mut report).unwrap()
    }

    fn generate(&mut self) -> Files {
        let mut report = Report::default();
        let config = Config {
            package: package(&mut self.sources),
            source: Source {
                document: text(&mut self.sources, "document"),
                format: self.description.format,
                supplements: Vec::new(),
                pages: None,
                service_root: None,
            },
            slice: self.slice.clone(),
            rename: Vec::new(),
        };
        let files = graphslice::generate(&self.sources, &self.description, &config, &mut report);
        files.unwrap_or_else(|| panic!("{}", report.to_text(&self.sources)))
    }
}

fn text(sources: &mut Sources, value: &str) -> Text {
    let source = sources.add("test", value);
    Text { value: value.to_owned(), span: Span::new(source, 0..value.len()) }
}

fn package(sources: &mut Sources) -> Package {
    Package {
        name: text(sources, "whole"),
        version: Package::VERSION.to_owned(),
        description: None,
        license: None,
        rust_version: Package::RUST_VERSION.to_owned(),
        repository: None,
        documentation: None,
        keywords: Vec::new(),
        categories: Vec::new(),
    }
}

/// The paths that `/**` selects.
fn paths(api: &Checked, slice: &Slice) -> BTreeSet<String> {
    let calls = slice::select_calls(api, &slice.include, &mut Report::default());
    calls.iter().map(|call| slice::call_text(api, call).1).collect()
}

/// A path as both formats write it: keys without names, functions with the names of their parameters alone.
fn plain(path: &str) -> String {
    let mut segments = Vec::new();
    let mut open = String::new();
    for segment in path.trim_start_matches('/').split('/') {
        open += segment;
        if open.matches('(').count() > open.matches(')').count() {
            open.push('/');
            continue;
        }
        let segment = std::mem::take(&mut open);
        segments.push(match segment.split_once('(') {
            _ if segment.starts_with('{') => "{}".to_owned(),
            Some((name, arguments)) => {
                let arguments = arguments.trim_end_matches(')').split(',');
                let mut names: Vec<_> = arguments.filter_map(|argument| argument.split('=').next()).collect();
                names.sort_unstable();
                format!("{name}({})", names.join(","))
            }
            None => segment,
        });
    }
    segments.join("/")
}

/// What a wildcard selects of the CSDL is what the OpenAPI document of the same day lists.
#[test]
fn a_wildcard_selects_what_microsoft_lists() {
    let name = "a_wildcard_selects_what_microsoft_lists";
    let (Some(csdl), Some(openapi)) = (document(name, CSDL_2023), document(name, OPENAPI_2023)) else { return };
    let input = Input::new(&csdl, &["/**"], Features::None);
    let api = input.read();
    let openapi: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(openapi).unwrap()).unwrap();
    let is_type = |segment: &str| api.names().find(segment).is_some_and(|id| api.api().types.contains_key(&id));
    // Casts and references to entities are not what wildcards are for, and a stream is more than its path.
    let compared = |path: &String| {
        !path.split('/').any(|segment| segment.starts_with("$ref") || segment.starts_with("$value") || is_type(segment))
    };
    let plain = |path: &str| Some(plain(path)).filter(compared);
    let ours: BTreeSet<String> = paths(&api, &input.slice).iter().filter_map(|path| plain(path)).collect();
    let theirs: BTreeSet<String> =
        openapi["paths"].as_object().unwrap().keys().filter_map(|path| plain(path)).collect();
    let both = ours.intersection(&theirs).count();
    println!("{} here, {} there, {both} in both", ours.len(), theirs.len());
    assert!(theirs.len() > 6_000);
    assert!(both * 100 >= theirs.len() * 95, "{both} of {}", theirs.len());
    assert!(both * 100 >= ours.len() * 90, "{both} of {}", ours.len());
}

#[test]
fn the_whole_is_within_bounds_and_compiles_in_parts() {
    let Some(csdl) = document("the_whole_is_within_bounds_and_compiles_in_parts", PROD) else { return };
    let mut input = Input::new(&csdl, &["/**"], Features::Segments);
    let api = input.read();
    let count = paths(&api, &input.slice).len();
    assert!((5_000..15_000).contains(&count), "{count} paths");
    let files = input.generate();
    for (path, text) in files.iter() {
        assert!(text.lines().count() < 5_000, "{path}: {} lines", text.lines().count());
    }
    // A segment's feature spares the types that only others need.
    let models = files.get("src/models.rs").unwrap();
    let count = |mark: &str| models.lines().filter(|line| line.contains("mod ") && line.contains(mark)).count();
    assert!(count("") > 1_500);
    assert!(count("feature = \"users\"") * 2 < count(""), "{} of {}", count("feature = \"users\""), count(""));

    // As much of it as a change should wait for.
    let segments = Crate::new(&files);
    segments.cargo("clippy", "admin,security");
    segments.cargo("check", "identity-governance");
}

#[test]
fn printing_on_several_cores_gives_the_same_bytes() {
    let Some(csdl) = document("printing_on_several_cores_gives_the_same_bytes", PROD) else { return };
    let mut input = Input::new(&csdl, &["/security/**"], Features::None);
    assert!(input.generate() == input.generate());
}

/// Slices that grow keep every line of code. (What a file imports and declares is no more than what it holds.)
#[test]
fn growing_a_slice_takes_nothing_away() {
    let Some(csdl) = document("growing_a_slice_takes_nothing_away", PROD) else { return };
    let mut input = Input::new(&csdl, &["/**"], Features::None);
    let api = input.read();
    let all: Vec<String> = paths(&api, &input.slice).into_iter().collect();
    // Any numbers will do, but the same in each run.
    let mut seed = 20_260_831_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..6 {
        let mut patterns: Vec<String> = Vec::new();
        let mut smaller: Option<Files> = None;
        for size in [1, 4, 20, 100] {
            patterns.extend((0..size).map(|_| all[random(all.len())].clone()));
            let larger = part(&mut input, &api, &patterns);
            if let Some(smaller) = smaller {
                holds(&larger, &smaller, &patterns);
            }
            smaller = Some(larger);
        }
    }
}

fn part(input: &mut Input, api: &Checked, patterns: &[String]) -> Files {
    let mut report = Report::default();
    let include = patterns.iter().map(|pattern| text(&mut input.sources, pattern)).collect();
    let slice = slice::slice(api, &Slice { include, ..Slice::default() }, &mut report);
    let plan = plan::plan(api, &slice, &name::Renames::default(), &Reference::default(), "whole", &mut report);
    assert!(!report.has_errors(), "{}", report.to_text(&input.sources));
    emit::emit(&plan, &package(&mut input.sources), Source::SERVICE_ROOT).unwrap()
}

/// Every line of the smaller crate's code is in the larger one, in the same order.
fn holds(larger: &Files, smaller: &Files, patterns: &[String]) {
    let is_code = |line: &&str| {
        let line = line.trim_start();
        !["///", "//!", "use ", "mod ", "pub mod ", "pub use ", "subtypes: "].iter().any(|mark| line.starts_with(mark))
    };
    for (path, text) in smaller.iter().filter(|(path, _)| path.starts_with("src/m") || path.starts_with("src/req")) {
        let other = larger.get(path).unwrap_or_else(|| panic!("{path} is gone: {patterns:#?}"));
        let mut lines = other.lines().filter(is_code);
        for line in text.lines().filter(is_code) {
            assert!(lines.any(|other| other == line), "{path} has lost, or moved, `{line}`: {patterns:#?}");
        }
    }
}

/// Minutes of work for the compiler, and gigabytes: `cargo test -p graphslice-tests --test whole -- --ignored`.
#[test]
#[ignore = "takes many minutes"]
fn the_whole_compiles_without_a_warning() {
    for name in [PROD, CSDL_2023, OPENAPI_2023] {
        let Some(path) = document("the_whole_compiles_without_a_warning", name) else { continue };
        let written = |features| Crate::new(&Input::new(&path, &["/**"], features).generate());
        let (none, segments) = (written(Features::None), written(Features::Segments));
        let all = segments.features.join(",");
        for (written, features) in [(&none, ""), (&segments, &all)] {
            for command in ["check", "clippy", "doc"] {
                written.cargo(command, features);
            }
        }
        for feature in ["devices", "drives", "me", "security", "users"] {
            segments.cargo("clippy", feature);
        }
        segments.cargo("clippy", "");
    }
}

/// A generated crate in a folder.
struct Crate {
    folder: tempfile::TempDir,
    features: Vec<String>,
}

impl Crate {
    fn new(files: &Files) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files.iter() {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
        std::fs::copy(root.join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
        let manifest: toml::Table = files.get("Cargo.toml").unwrap().parse().unwrap();
        let features = manifest["features"].as_table().unwrap();
        let is_segment = |(_, needs): &(&String, &toml::Value)| needs.as_array().is_some_and(Vec::is_empty);
        let features = features.iter().filter(is_segment).map(|(name, _)| name.clone());
        Self { features: features.filter(|name| name != "default").collect(), folder }
    }

    fn cargo(&self, command: &str, features: &str) {
        let output = Command::new(env!("CARGO"))
            .args([command, "--offline", "--quiet", "--features", features])
            .args((command == "doc").then_some("--no-deps"))
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole"))
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo {command} --features {features:?}:\n{said}");
    }
}
