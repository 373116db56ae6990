//! What the command says to those who make a mistake, message by message: to be read as a body of text.

use std::{fmt::Write as _, fs, path::Path};

use tempfile::TempDir;

use crate::harness::{Ran, run};

const CSDL: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="device">
        <Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="displayName" Type="Edm.String"/>
      </EntityType>
      <EntityContainer Name="service"><EntitySet Name="devices" EntityType="microsoft.graph.device"/></EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
"#;

const OPENAPI: &str = "openapi: 3.0.1
info: {title: Shop, version: '1'}
paths:
  /orders:
    get: {responses: {200: {description: All}}}
";

const SLICE: &str = "[package]\nname = \"devices\"\n[source]\ncsdl = \"api.csdl\"\n[slice]\ninclude = [\"/devices\"]\n";

const OPENAPI_SLICE: &str =
    "[package]\nname = \"shop\"\n[source]\nopenapi = \"api.yaml\"\n[slice]\ninclude = [\"/orders\"]\n";

/// A mistake: its name, a file beside the usual ones, and the arguments.
type Mistake = (&'static str, Option<(&'static str, &'static [u8])>, &'static str);

const MISTAKES: &[Mistake] = &[
    ("a key without braces", None, "generate --csdl api.csdl --include /devices/id --name devices --out out"),
    ("no slash", None, "generate --csdl api.csdl --include devices --name devices --out out"),
    ("a slip of the pen", None, "generate --csdl api.csdl --include /device/{id} --name devices --out out"),
    ("a method that is not there", None, "generate --csdl api.csdl --include /devices#PUT --name devices --out out"),
    ("no pattern", None, "generate --csdl api.csdl --name devices --out out"),
    (
        "a type without its namespace",
        None,
        "generate --csdl api.csdl --include /devices --type device --name devices --out out",
    ),
    ("a name that is none", None, "generate --csdl api.csdl --include /devices --name my/crate --out out"),
    ("no such file", None, "list --csdl metadata.xml"),
    ("OpenAPI as CSDL", None, "list --csdl api.yaml"),
    ("CSDL as OpenAPI", None, "list --openapi api.csdl"),
    ("a plain document", None, "list --openapi api.yaml"),
    ("a plain document, drawn", None, "show --openapi api.yaml --dialect plain --include /**"),
    (
        "a plain document that does not say where the service is",
        None,
        "generate --openapi api.yaml --dialect plain --include /** --name shop --out out",
    ),
    (
        "a page instead of the description",
        Some(("metadata.xml", b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n")),
        "list --csdl metadata.xml",
    ),
    (
        "an error instead of the description",
        Some(("metadata.xml", br#"{"error": {"code": "UnknownError"}}"#)),
        "list --csdl metadata.xml",
    ),
    ("UTF-16", Some(("metadata.xml", b"\xff\xfe<\0?\0x\0m\0l\0")), "list --csdl metadata.xml"),
    ("a folder for slice.toml", None, "list --slice ."),
    (
        "a file of one's own in the way",
        Some(("out/src/lib.rs", b"// mine\n")),
        "generate --csdl api.csdl --include /devices --name devices --out out",
    ),
    (
        "pages that are not there",
        None,
        "generate --csdl api.csdl --pages pages --include /devices --name devices --out out",
    ),
    (
        "pages for a plain document",
        Some(("pages/a.md", b"# A page\n")),
        "generate --openapi api.yaml --dialect plain --pages pages --include /** --name shop --out out",
    ),
    ("a slice that is there already", None, "init . --csdl api.csdl --include /devices --name devices"),
    ("nobody to ask", None, "init new --csdl api.csdl"),
    ("words for two crates", None, "diff . slice.toml --include /devices"),
    ("a bump of OpenAPI", Some(("slice.toml", OPENAPI_SLICE.as_bytes())), "bump --slice slice.toml --csdl api.csdl"),
];

#[test]
fn mistakes_of_newcomers() {
    let mut text = String::new();
    for (name, file, args) in MISTAKES {
        let ran = run_beside(*file, args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}: {}", ran.err);
        // Writing to a String cannot fail.
        let _ = write!(text, "# {name}\n\n$ graphslice {args}\n{}\n\n", ran.err.trim_end());
    }
    insta::assert_snapshot!(text);
}

/// Runs the command in a folder with the usual files and this one.
fn run_beside(file: Option<(&str, &[u8])>, args: &str) -> Ran {
    let folder = TempDir::new().unwrap();
    let usual = [("api.csdl", CSDL.as_bytes()), ("api.yaml", OPENAPI.as_bytes()), ("slice.toml", SLICE.as_bytes())];
    for (path, content) in usual.into_iter().chain(file) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        fs::write(path, content).unwrap();
    }
    run(folder.path(), &args.split(' ').collect::<Vec<_>>())
}
