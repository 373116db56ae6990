//! Microsoft's own descriptions of the same day in both formats: what differs, and nothing else does. And the same in
//! YAML as in JSON, and in parts as in the whole.

use std::fmt::Write as _;

use graphslice::api::{Type, TypeKind};
use graphslice::check::Checked;
use graphslice::config::{Package, Slice, Text};
use graphslice::files::Files;
use graphslice::pages::Reference;
use graphslice::report::{Report, Severity};
use graphslice::slice::{closure_size, path, select_calls};
use graphslice::source::{Sources, Span};
use graphslice::{Description, Format};
use graphslice_tests::compare::{Differences, compare};
use graphslice_tests::outline::outline;
use graphslice_tests::real;

const CSDL: &str = "v1.0-2023-02-14.csdl";
const OPENAPI: &str = "v1.0-2023-02.openapi.json";

fn text(test: &str, name: &str) -> Option<String> {
    real::document(test, name).map(|path| std::fs::read_to_string(path).unwrap())
}

fn add(text: String, format: Format) -> (Sources, Description) {
    let mut sources = Sources::default();
    let base = sources.add("description", text);
    (sources, Description::new(base, format))
}

/// Everything; the warnings of OpenAPI documents, which have none, are looked at.
fn read(text: String, format: Format) -> Checked {
    let (sources, description) = add(text, format);
    let mut report = Report::default();
    let checked = graphslice::read(&sources, &description, &mut report).unwrap();
    let wrong = |severity| severity == Severity::Error || format == Format::OpenApi;
    assert!(!report.diagnostics().iter().any(|diagnostic| wrong(diagnostic.severity)), "{}", report.to_text(&sources));
    checked
}

fn table(found: &Differences) -> String {
    let mut out = String::new();
    for (category, what) in found {
        let _ = writeln!(out, "{:4} {category}", what.len());
    }
    out
}

/// The names and types of all 1418 object types and 458 enumerations agree, and so does which property admits null. The
/// other categories are what OpenAPI cannot say, or says only by the paths that it lists.
#[test]
fn the_differences_have_names() {
    let name = "the_differences_have_names";
    let (Some(csdl), Some(openapi)) = (text(name, CSDL), text(name, OPENAPI)) else { return };
    let found = compare(&read(csdl, Format::Csdl), &read(openapi, Format::OpenApi));
    insta::assert_snapshot!(table(&found), @r"
     21 enumeration: flags are not marked
    458 enumeration: numbers
      2 navigation: contained by its paths alone
     49 navigation: contained without a path that says so
      1 navigation: revisions only in CSDL
     10 operation: bound to other types
     93 operation: composable, and no path goes on behind it
     38 operation: no path shows it
      7 property: computed
      3 property: revisions only in CSDL
      3 property: stream that reads as binary
     91 type: abstract
      3 type: media stream
      1 type: only in CSDL
    104 type: open
     43 type: order of members
      1 type: revisions only in CSDL
    ");
    // OpenAPI has it as an error, which is no type of the service there.
    assert_eq!(found["type: only in CSDL"], ["microsoft.graph.InnerError"]);
}

#[test]
fn yaml_says_what_json_says() {
    let name = "yaml_says_what_json_says";
    let Some(json) = text(name, OPENAPI) else { return };
    let value: serde_yaml::Value = serde_json::from_str(&json).unwrap();
    let yaml = serde_yaml::to_string(&value).unwrap();
    let (yaml, json) = (read(yaml, Format::OpenApi), read(json, Format::OpenApi));
    assert!(outline(&yaml) == outline(&json));
    assert_eq!(table(&compare(&yaml, &json)), "");
}

/// Patterns of all kinds, over the whole breadth of the document.
const PATTERNS: [&str; 25] = [
    "/deviceManagement/importedWindowsAutopilotDeviceIdentities/**",
    "/deviceManagement/**",
    "/users",
    "/users/{id}#GET,PATCH",
    "/users/{id}/manager",
    "/users/{id}/messages/**",
    "/users/{id}/microsoft.graph.sendMail",
    "/users/*",
    "/me/mailboxSettings/timeZone",
    "/me/drive/**",
    "/me/onenote/**",
    "/groups/{id}/members/microsoft.graph.user",
    "/groups/{id}/microsoft.graph.getMemberGroups",
    "/drives/{id}/items/{id}/workbook/**",
    "/drives/{id}/items/{id}/workbook/worksheets/{id}/microsoft.graph.range",
    "/applications/**#GET",
    "/communications/**",
    "/identity/**",
    "/policies/*",
    "/security/**",
    "/sites/{id}/termStore/**",
    "/teams/{id}/channels/{id}/messages/$count",
    "/reports/**",
    "/education/**",
    "/*#GET",
];

#[test]
fn a_part_gives_what_the_whole_gives() {
    let name = "a_part_gives_what_the_whole_gives";
    let Some(json) = text(name, OPENAPI) else { return };
    let (mut sources, description) = add(json, Format::OpenApi);
    let whole = graphslice::read(&sources, &description, &mut Report::default()).unwrap();
    let name = sources.add("name", "x");
    let package = Package {
        name: Text { value: "x".to_owned(), span: Span::new(name, 0..1) },
        version: Package::VERSION.to_owned(),
        description: None,
        license: None,
        rust_version: Package::RUST_VERSION.to_owned(),
        repository: None,
        documentation: None,
        keywords: Vec::new(),
        categories: Vec::new(),
    };
    for pattern in PATTERNS {
        let source = sources.add("pattern", pattern);
        let include = Text { value: pattern.to_owned(), span: Span::new(source, 0..pattern.len()) };
        let wanted = Slice { include: vec![include], ..Slice::default() };
        let part = graphslice::read_for(&sources, &description, &wanted, &[], &mut Report::default()).unwrap();
        assert_eq!(calls(&part, &wanted), calls(&whole, &wanted), "{pattern}");
        let (part_files, whole_files) = (files(&part, &wanted, &package), files(&whole, &wanted, &package));
        for ((path, text), (other_path, other)) in part_files.iter().zip(whole_files.iter()) {
            assert!(path == other_path && text == other, "{pattern}: {path}, {other_path}");
        }
        assert_eq!(part_files.len(), whole_files.len(), "{pattern}");
        assert!(lowered(&part) < lowered(&whole), "{pattern}");
    }
}

/// The number of types that have members: the others are only names.
fn lowered(api: &Checked) -> usize {
    let has_members = |ty: &&Type| match &ty.kind {
        TypeKind::Structured(ty) => !ty.properties.is_empty() || !ty.navigation.is_empty(),
        TypeKind::Enumeration(ty) => !ty.members.is_empty(),
        TypeKind::Definition(_) => false,
    };
    api.api().types.values().filter(has_members).count()
}

/// The calls of a slice, each with the number of types that it needs.
fn calls(api: &Checked, wanted: &Slice) -> Vec<String> {
    let calls = select_calls(api, &wanted.include, &mut Report::default());
    assert!(!calls.is_empty());
    calls.iter().map(|call| format!("{} {}", path::path_text(&call.path, api), closure_size(api, call))).collect()
}

/// The generated files of a slice.
fn files(api: &Checked, wanted: &Slice, package: &Package) -> Files {
    let mut report = Report::default();
    let slice = graphslice::slice::slice(api, wanted, &mut report);
    let renames = graphslice::name::Renames::new(&[], api, &mut report);
    let plan = graphslice::plan::plan(api, &slice, &renames, &Reference::default(), "x", &mut report);
    graphslice::emit::emit(&plan, package, "https://graph.example/v1.0").unwrap()
}
