//! The slice of this repository is described twice. Both descriptions give the same crate, byte for byte.

use std::path::Path;

use graphslice::files::Files;
use graphslice::report::Report;
use graphslice::source::Sources;
use graphslice::{Description, Format, config};
use graphslice_tests::case::pages_in;

fn spec(file: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec").join(file)).unwrap()
}

/// What `spec/slice.toml` asks for, from one of the descriptions.
fn generate(base: (&str, String), format: Format, supplements: &[&str]) -> Files {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let slice = sources.add("slice.toml", spec("slice.toml"));
    let config = config::parse(slice, &sources, &mut report).unwrap();
    let base = sources.add(base.0, base.1);
    let supplements = supplements.iter().map(|file| sources.add(*file, spec(file))).collect();
    let pages = pages_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/pages"), &mut sources).unwrap();
    let description = Description { base, format, supplements, pages };
    let files = graphslice::generate(&sources, &description, &config, &mut report);
    assert_eq!(report.to_text(&sources), "");
    files.unwrap()
}

fn from_csdl() -> Files {
    generate(("autopilot.csdl", spec("autopilot.csdl")), Format::Csdl, &["seed-2021.csdl"])
}

fn assert_same(left: &Files, right: &Files) {
    let paths = |files: &Files| files.iter().map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
    assert_eq!(paths(left), paths(right));
    for ((path, left), (_, right)) in left.iter().zip(right.iter()) {
        assert!(left == right, "{path} differs:\n{}", similar(left, right));
    }
}

/// The first line that differs, with a few around it.
fn similar(left: &str, right: &str) -> String {
    let at = left.lines().zip(right.lines()).position(|(left, right)| left != right).unwrap_or(0);
    let around = |text: &str| text.lines().skip(at.saturating_sub(2)).take(6).collect::<Vec<_>>().join("\n");
    format!("{}\n-----\n{}", around(left), around(right))
}

#[test]
fn csdl_and_yaml_give_the_same_crate() {
    let yaml = generate(("autopilot.openapi.yaml", spec("autopilot.openapi.yaml")), Format::OpenApi, &[]);
    assert_same(&from_csdl(), &yaml);
}
