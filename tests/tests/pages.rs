//! Graph's own reference pages, of one day in 2021, against Graph's own descriptions of other days: how many examples are
//! right, what is wrong with the others, and that those which are right pass as tests of the generated crate.

use std::path::Path;
use std::process::Command;

use graphslice::config::{Config, Package, Slice, Source, Text};
use graphslice::pages::{self, Page};
use graphslice::report::Report;
use graphslice::source::{Sources, Span};
use graphslice::{Description, Format, slice};
use graphslice_tests::case::pages_in;
use graphslice_tests::real::document;

const PAGES: &str = "docs/2021-07-16";

/// The pages, a description, and a slice of exactly the calls that they speak of.
struct Whole {
    sources: Sources,
    description: Description,
    slice: Slice,
}

impl Whole {
    fn read(test: &str, csdl: &str) -> Option<Self> {
        let (csdl, folder) = (document(test, csdl)?, document(test, PAGES)?);
        let mut sources = Sources::default();
        let base = sources.add("v1.0.csdl", std::fs::read_to_string(csdl).unwrap());
        let pages = pages_in(&folder, &mut sources).unwrap();
        let description = Description { base, format: Format::Csdl, supplements: Vec::new(), pages };
        let api = graphslice::read(&sources, &description, &mut Report::default()).unwrap();
        let read: Vec<Page> = description.pages.iter().map(|page| pages::read(*page, &sources)).collect();
        let calls = pages::calls(&read, &api, Source::SERVICE_ROOT);
        let include = calls.into_iter().map(|(method, path)| format!("{}#{}", pattern(&path), method.as_str()));
        let include = include.map(|value| {
            let source = sources.add("include", value.clone());
            Text { span: Span::new(source, 0..value.len()), value }
        });
        let slice = Slice { include: include.collect(), ..Slice::default() };
        Some(Self { sources, description, slice })
    }

    /// What the examples came to.
    fn summary(&self) -> String {
        let mut report = Report::default();
        let api = graphslice::read(&self.sources, &self.description, &mut report).unwrap();
        let slice = slice::slice(&api, &self.slice, &mut report);
        assert!(!report.has_errors(), "{}", report.to_text(&self.sources));
        let read: Vec<Page> = self.description.pages.iter().map(|page| pages::read(*page, &self.sources)).collect();
        pages::relate(&read, &api, &slice, Source::SERVICE_ROOT, &self.sources).outcome.summary()
    }
}

/// Patterns name the parameters of a function, and not their places.
fn pattern(path: &str) -> String {
    let mut parts = path.split("={");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |pattern, part| pattern + part.split_once('}').map_or(part, |(_, rest)| rest))
}

#[test]
fn examples_against_todays_description() {
    let Some(whole) = Whole::read("examples_against_todays_description", "v1.0.csdl") else { return };
    insta::assert_snapshot!(whole.summary(), @"
    888 pages speak of this slice, 445 of something else.

    | | number | right |
    |---|---|---|
    | documented requests | 1180 | 1104 |
    | example requests | 915 | 868 |
    | their bodies | 329 | 319 |
    | bodies of their answers | 676 | 475 |

    | finding | number |
    |---|---|
    | unresolved path | 123 |
    | placeholder | 5 |
    | letter case | 4 |
    | envelope | 183 |
    | missing discriminator | 0 |
    | unknown property | 16 |
    | unknown enumeration member | 2 |
    | unknown type | 2 |
    | wrong kind | 1 |
    | damaged JSON | 9 |
    | other permissions | 0 |
    ");
}

#[test]
fn examples_against_the_description_of_2023() {
    let test = "examples_against_the_description_of_2023";
    let Some(whole) = Whole::read(test, "v1.0-2023-02-14.csdl") else { return };
    insta::assert_snapshot!(whole.summary(), @"
    888 pages speak of this slice, 445 of something else.

    | | number | right |
    |---|---|---|
    | documented requests | 1180 | 1109 |
    | example requests | 915 | 873 |
    | their bodies | 332 | 322 |
    | bodies of their answers | 680 | 478 |

    | finding | number |
    |---|---|
    | unresolved path | 113 |
    | placeholder | 5 |
    | letter case | 4 |
    | envelope | 184 |
    | missing discriminator | 0 |
    | unknown property | 16 |
    | unknown enumeration member | 2 |
    | unknown type | 2 |
    | wrong kind | 1 |
    | damaged JSON | 9 |
    | other permissions | 0 |
    ");
}

#[test]
fn what_is_right_passes() {
    let Some(whole) = Whole::read("what_is_right_passes", "v1.0.csdl") else { return };
    let name = Text { value: "whole".to_owned(), span: whole.slice.include[0].span };
    let config = Config {
        package: Package {
            name: name.clone(),
            version: Package::VERSION.to_owned(),
            description: None,
            license: None,
            rust_version: Package::RUST_VERSION.to_owned(),
            repository: None,
            documentation: None,
            keywords: Vec::new(),
            categories: Vec::new(),
        },
        source: Source {
            document: name,
            format: Format::Csdl,
            supplements: Vec::new(),
            pages: None,
            service_root: None,
        },
        slice: whole.slice.clone(),
        rename: Vec::new(),
    };
    let mut report = Report::default();
    let files = graphslice::generate(&whole.sources, &whole.description, &config, &mut report);
    let files = files.unwrap_or_else(|| panic!("{}", report.to_text(&whole.sources)));
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files.iter() {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.path().join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet", "--test", "examples"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    let passed = said.lines().find_map(|line| line.strip_prefix("test result: ok. ")).unwrap_or_default();
    assert_eq!(passed.split(';').next(), Some("801 passed"));
}
