//! What the command says to those who make a mistake, message by message: to be read as a body of text.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::harness::run;
use crate::plain::PLAIN;

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

const INNER_KEY: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="microsoft.graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <ComplexType Name="address"><Property Name="code" Type="Edm.String"/></ComplexType>
      <EntityType Name="office">
        <Key><PropertyRef Name="address/code" Alias="code"/></Key>
        <Property Name="address" Type="microsoft.graph.address" Nullable="false"/>
      </EntityType>
      <EntityContainer Name="service"><EntitySet Name="offices" EntityType="microsoft.graph.office"/></EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
"#;

/// What the service says of itself in OpenAPI.
const OPENAPI_OF_GRAPH: &str = "openapi: 3.0.1
info: {title: Devices, version: '1'}
paths:
  /devices:
    get: {responses: {2XX: {content: {application/json: {schema: {type: object, properties: {value: {type: array, items: {$ref: '#/components/schemas/microsoft.graph.device'}}}}}}}}}
components:
  schemas:
    microsoft.graph.device: {type: object, properties: {id: {type: string}, displayName: {type: string, nullable: true}}}
";

/// A list of generated files that has another hash than the file `out/src/lib.rs` beside it.
const LIST: &str = "0000000000000000000000000000000000000000000000000000000000000000  src/lib.rs\n";

const PLAIN_SLICE: &str = r#"[package]
name = "shop"
[source]
openapi = "api.yaml"
dialect = "plain"
[slice]
include = ["/**"]
"#;

/// A mistake: its name, files beside the usual ones, and the arguments.
type Mistake = (&'static str, &'static [(&'static str, &'static str)], &'static str);

const MISTAKES: &[Mistake] = &[
    ("a key without braces", &[], "generate --csdl api.csdl --include /devices/id --name devices --out out"),
    ("no slash", &[], "generate --csdl api.csdl --include devices --name devices --out out"),
    (
        "a whole URL",
        &[],
        "generate --csdl api.csdl --include https://graph.microsoft.com/v1.0/devices --name devices --out out",
    ),
    ("the version", &[], "generate --csdl api.csdl --include /v1.0/devices --name devices --out out"),
    ("a slip of the pen", &[], "generate --csdl api.csdl --include /device/{id} --name devices --out out"),
    ("a method that is not there", &[], "generate --csdl api.csdl --include /devices#PUT --name devices --out out"),
    ("no pattern", &[], "generate --csdl api.csdl --name devices --out out"),
    (
        "a type without its namespace",
        &[],
        "generate --csdl api.csdl --include /devices --type device --name devices --out out",
    ),
    ("a name that is none", &[], "generate --csdl api.csdl --include /devices --name my/crate --out out"),
    ("nothing but the command", &[], "generate"),
    ("a file that no flag names", &[], "list api.csdl"),
    ("a URL for a file", &[], "list --csdl https://graph.microsoft.com/v1.0/$metadata"),
    ("an empty file", &[("api.csdl", "")], "list --csdl api.csdl"),
    ("no such file", &[], "list --csdl metadata.xml"),
    ("OpenAPI as CSDL", &[], "list --csdl api.yaml"),
    ("CSDL as OpenAPI", &[], "list --openapi api.csdl"),
    ("a plain document", &[], "list --openapi api.yaml"),
    (
        "a plain document, compared with another",
        &[("plain/slice.toml", PLAIN_SLICE), ("plain/api.yaml", PLAIN)],
        "diff plain api.csdl --include /**",
    ),
    (
        "the dialect of a slice.toml",
        &[("plain/slice.toml", PLAIN_SLICE), ("plain/api.yaml", PLAIN)],
        "diff plain plain/api.yaml --dialect plain",
    ),
    (
        "words of a plain document",
        &[("plain/slice.toml", PLAIN_SLICE), ("plain/api.yaml", PLAIN)],
        "bump --slice plain/slice.toml --openapi plain/api.yaml --texts keep",
    ),
    (
        "a plain document that does not say where the service is",
        &[],
        "generate --openapi api.yaml --dialect plain --include /** --name shop --out out",
    ),
    (
        "a page instead of the description",
        &[("metadata.xml", "<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n")],
        "list --csdl metadata.xml",
    ),
    (
        "an error instead of the description",
        &[("metadata.xml", r#"{"error": {"code": "UnknownError"}}"#)],
        "list --csdl metadata.xml",
    ),
    ("a folder for slice.toml", &[], "list --slice ."),
    (
        "a file of one's own in the way",
        &[("out/src/lib.rs", "// mine\n")],
        "generate --csdl api.csdl --include /devices --name devices --out out",
    ),
    (
        "pages that are not there",
        &[],
        "generate --csdl api.csdl --pages pages --include /devices --name devices --out out",
    ),
    (
        "pages for a plain document",
        &[("pages/a.md", "# A page\n")],
        "generate --openapi api.yaml --dialect plain --pages pages --include /** --name shop --out out",
    ),
    ("a slice that is there already", &[], "init . --csdl api.csdl --include /devices --name devices"),
    ("nobody to ask", &[], "init new --csdl api.csdl"),
    ("words for two crates", &[], "diff . slice.toml --include /devices"),
    ("a bump of OpenAPI", &[("slice.toml", OPENAPI_SLICE)], "bump --slice slice.toml --csdl api.csdl"),
    (
        "a file that was edited by hand",
        &[("out/.graphslice", LIST), ("out/src/lib.rs", "// mine\n")],
        "generate --csdl api.csdl --include /devices --name devices --out out",
    ),
    (
        "a damaged list of generated files",
        &[("out/.graphslice", "<<<<<<< HEAD\n")],
        "generate --csdl api.csdl --include /devices --name devices --out out",
    ),
    (
        "a file where a folder has to be",
        &[("out/src", "")],
        "generate --csdl api.csdl --include /devices --name devices --out out",
    ),
    ("a folder below a file", &[], "generate --csdl api.csdl --include /devices --name devices --out api.csdl/out"),
    (
        "a damaged list of sources",
        &[("SOURCES.toml", "[\"api.csdl\"]\nfrom =\n")],
        "bump --slice slice.toml --csdl api.csdl --write",
    ),
    (
        "a key that no path can hold",
        &[("api.csdl", INNER_KEY)],
        "generate --csdl api.csdl --include /offices/{id} --name offices --out out",
    ),
];

#[test]
fn mistakes_of_newcomers() {
    let mut text = String::new();
    for (name, files, args) in MISTAKES {
        let ran = run(folder(files).path(), &words(args));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}: {}", ran.err);
        text += &told(name, args, &ran.err);
    }
    // A file that is no text.
    let (name, args) = ("UTF-16", "list --csdl metadata.xml");
    let folder = folder(&[]);
    fs::write(folder.path().join("metadata.xml"), b"\xff\xfe<\0?\0x\0m\0l\0").unwrap();
    text += &told(name, args, &run(folder.path(), &words(args)).err);
    insta::assert_snapshot!(text);
}

#[test]
fn two_runs_at_once() {
    let folder = folder(&[("out/.graphslice.lock", "")]);
    let lock = fs::File::open(folder.path().join("out/.graphslice.lock")).unwrap();
    lock.lock().unwrap();
    let args = "generate --csdl api.csdl --include /devices --name devices --out out";
    let ran = run(folder.path(), &words(args));
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{}", ran.err);
    insta::assert_snapshot!(told("another run has the folder", args, &ran.err));
}

#[test]
fn what_is_no_mistake_but_worth_a_look() {
    let folder = folder(&[("graph.yaml", OPENAPI_OF_GRAPH)]);
    let args = "bump --slice slice.toml --openapi graph.yaml";
    let ran = run(folder.path(), &words(args));
    assert_eq!(ran.code, 0, "{}", ran.err);
    insta::assert_snapshot!(told("OpenAPI in place of CSDL", args, &ran.err));
}

fn words(args: &str) -> Vec<&str> {
    args.split(' ').collect()
}

fn told(name: &str, args: &str, said: &str) -> String {
    format!("# {name}\n\n$ graphslice {args}\n{}\n\n", said.trim_end())
}

/// A folder with the usual files and these, some of which may be others of the same name.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let usual = [("api.csdl", CSDL), ("api.yaml", OPENAPI), ("slice.toml", SLICE)];
    for (path, content) in usual.iter().chain(files) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}
