//! The `graphslice` command from outside: arguments, exit codes, what goes where.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

const CSDL: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="example" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="thing">
        <Key><PropertyRef Name="id"/></Key>
        <Property Name="id" Type="Edm.String" Nullable="false"/>
        <Property Name="colour" Type="example.colour"/>
      </EntityType>
      <EnumType Name="colour"><Member Name="red" Value="0"/></EnumType>
      <ComplexType Name="unused"><Property Name="x" Type="Edm.String"/></ComplexType>
      <EntityContainer Name="service"><EntitySet Name="things" EntityType="example.thing"/></EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
"#;

const SLICE: &str = r#"[package]
name = "things"
[source]
csdl = "description/api.csdl"
[slice]
include = ["/things/**"]
"#;

/// A folder with a description and a slice of it.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("description")).unwrap();
    fs::write(folder.path().join("description/api.csdl"), CSDL).unwrap();
    fs::write(folder.path().join("slice.toml"), SLICE).unwrap();
    folder
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphslice"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    command
}

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, args: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = command(folder, args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

const GENERATE: &[&str] = &["generate", "--slice", "slice.toml", "--out", "out"];

#[test]
fn generate_and_check() {
    let folder = folder();
    let check = [GENERATE, &["--check"]].concat();

    let ran = run(folder.path(), &check);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("--- /dev/null\n+++ b/Cargo.toml\n"), "{}", ran.out);
    let again = "To bring it up to date: graphslice generate --slice slice.toml --out out\n";
    assert!(ran.out.ends_with(again), "{}", ran.out);
    assert!(!folder.path().join("out").exists());

    let ran = run(folder.path(), GENERATE);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap().contains("name = \"things\""));
    assert_eq!(run(folder.path(), &check).code, 0);
    assert!(run(folder.path(), GENERATE).out.ends_with("0 added, 0 changed, 0 removed\n"));

    let root = folder.path().join("out/src/lib.rs");
    let text = fs::read_to_string(&root).unwrap();
    fs::write(&root, format!("{text}// mine\n")).unwrap();
    let ran = run(folder.path(), &check);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("\n-// mine\n") && ran.out.contains("--out out --force\n"), "{}", ran.out);
    let ran = run(folder.path(), GENERATE);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("edited by hand") && ran.err.contains("src/lib.rs"), "{}", ran.err);
    assert_eq!(run(folder.path(), &[GENERATE, &["--force"]].concat()).code, 0);
    assert_eq!(fs::read_to_string(&root).unwrap(), text);
}

#[test]
fn flags_say_the_same_as_a_slice_file() {
    let folder = folder();
    run(folder.path(), GENERATE);
    let input = ["--csdl", "description/api.csdl", "--include", "/things/**", "--name", "things"];
    let ran = run(folder.path(), &[&["generate"], &input[..], &["--out", "out", "--check"]].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

const OPENAPI: &str = "openapi: 3.0.1
paths:
  /things:
    get: {responses: {200: {description: All, content: {application/json: {schema: {type: object, properties: {value: {type: array, items: {$ref: '#/components/schemas/microsoft.graph.thing'}}}}}}}}}
components:
  schemas:
    microsoft.graph.thing:
      type: object
      properties:
        id: {type: string}
        colour: {$ref: '#/components/schemas/microsoft.graph.colour'}
    microsoft.graph.colour: {type: string, enum: [red]}
";

#[test]
fn openapi_is_taken_wherever_csdl_is() {
    let folder = folder();
    fs::write(folder.path().join("api.yaml"), OPENAPI).unwrap();
    let openapi = ["--openapi", "api.yaml"];
    let ran = run(folder.path(), &[&["list"], &openapi[..]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("GET    /things  (2 types)\n"), "{}", ran.out);
    let ran =
        run(folder.path(), &[&["why"], &openapi[..], &["--include", "/things", "microsoft.graph.colour"]].concat());
    assert!(ran.code == 0 && ran.out.contains("colour"), "{}{}", ran.out, ran.err);
    let input = ["--include", "/things", "--name", "things", "--out", "out"];
    assert_eq!(run(folder.path(), &[&["generate"], &openapi[..], &input[..]].concat()).code, 0);
    fs::write(
        folder.path().join("slice.toml"),
        SLICE.replace("csdl = \"description/api.csdl\"", "openapi = \"api.yaml\"").replace("/**", ""),
    )
    .unwrap();
    let ran = run(folder.path(), &[GENERATE, &["--check"]].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn mistakes_on_the_command_line() {
    let folder = folder();
    for (args, said) in [
        ("generate --out out", "--slice <FILE>"),
        ("generate --slice slice.toml", "--out <DIR>"),
        ("generate --slice slice.toml --csdl x --out out", "cannot be used with"),
        ("list --slice slice.toml --openapi x", "cannot be used with"),
        ("list --csdl x --openapi x", "cannot be used with"),
        ("generate --slice slice.toml --include /x --out out", "cannot be used with"),
        ("generate --slice slice.toml --name x --out out", "cannot be used with"),
        ("generate --slice slice.toml --out out --check --force", "cannot be used with"),
        ("generate --csdl x --include /x --out out", "--name <CRATE>"),
        ("generate --csdl x --name x --out out", "--include <PATTERN>"),
        ("why --csdl x example.thing", "--include <PATTERN>"),
        ("list", "--slice <FILE>"),
        ("shout", "unrecognized subcommand"),
    ] {
        let ran = run(folder.path(), &args.split(' ').collect::<Vec<_>>());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args}");
        assert!(ran.err.contains(said), "{args}: {}", ran.err);
    }
}

#[test]
fn bad_input_is_shown_in_its_place() {
    let folder = folder();
    fs::write(folder.path().join("slice.toml"), SLICE.replace("things\"", "things\"\nlicence = \"MIT\"")).unwrap();
    let ran = run(folder.path(), GENERATE);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("[slice.toml:3:1]") && ran.err.contains("did you mean `license`?"), "{}", ran.err);
    assert!(!folder.path().join("out").exists());

    let input = ["generate", "--csdl", "description/api.csdl", "--include", "/things", "--name", "a b", "--out", "out"];
    let ran = run(folder.path(), &input);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("[--name:1:1]"), "{}", ran.err);
    let ran = run(folder.path(), &["list", "--csdl", "description/api.csdl", "/thinks"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("[PATTERN:1:2]") && ran.err.contains("things"), "{}", ran.err);
}

#[test]
fn files_that_cannot_be_read() {
    let folder = folder();
    let path = folder.path().join("description/api.csdl");
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(CSDL.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    fs::write(&path, utf16).unwrap();
    let ran = run(folder.path(), GENERATE);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("description/api.csdl") && ran.err.contains("UTF-16"), "{}", ran.err);

    fs::write(&path, b"<a>\n\xe9</a>").unwrap();
    let ran = run(folder.path(), GENERATE);
    assert!(ran.err.contains("is not UTF-8: line 2"), "{}", ran.err);

    fs::remove_file(&path).unwrap();
    let ran = run(folder.path(), GENERATE);
    assert_eq!(ran.code, 2);
    let said = ["cannot read `description/api.csdl`", "[slice.toml:4:9]"];
    assert!(said.iter().all(|said| ran.err.contains(said)), "{}", ran.err);
    let ran = run(folder.path(), &["list", "--slice", "none.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot read `none.toml`"), "{}", ran.err);
}

#[test]
fn list_and_why() {
    let folder = folder();
    let ran = run(folder.path(), &["list", "--slice", "slice.toml", "/things/*#GET"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("GET    /things/{id}  (2 types)\n"), "{}", ran.out);
    assert!(!ran.out.contains("DELETE"), "{}", ran.out);

    let ran = run(folder.path(), &["why", "--slice", "slice.toml", "example.colour"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("example.colour: property `colour` of example.thing\n"), "{}", ran.out);
    let ran = run(folder.path(), &["why", "--slice", "slice.toml", "example.unused"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "example.unused: not in the slice\n"));
    let ran = run(folder.path(), &["why", "--slice", "slice.toml", "example.color"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `example.colour`?"), "{}", ran.err);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = folder();
    let args = ["list", "--slice", "slice.toml"];
    let mut child = command(folder.path(), &args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn no_colours_where_there_is_no_terminal() {
    let folder = folder();
    let check = [GENERATE, &["--check"]].concat();
    for args in [&check[..], &["list", "--slice", "none.toml"]] {
        let ran = run(folder.path(), args);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{}{}", ran.out, ran.err);
    }
    let has_colours = |no_color: &str| {
        let forced = command(folder.path(), &check).env("CLICOLOR_FORCE", "1").env("NO_COLOR", no_color).output();
        String::from_utf8(forced.unwrap().stdout).unwrap().contains('\u{1b}')
    };
    assert!(!has_colours("1"));
    assert!(has_colours(""));
}

#[test]
fn diff_says_what_breaks_and_fails_only_if_told_to() {
    let folder = folder();
    let newer = CSDL
        .replace(r#"<Property Name="colour" Type="example.colour"/>"#, r#"<Property Name="size" Type="Edm.Int32"/>"#)
        .replace(r#"<Property Name="id" "#, r#"<Property Name="weight" Type="Edm.Double"/><Property Name="id" "#);
    fs::write(folder.path().join("newer.csdl"), newer).unwrap();
    let diff = ["diff", "description/api.csdl", "newer.csdl"];
    let ran = run(folder.path(), &diff);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
    assert_eq!(run(folder.path(), &[&diff[..], &["--deny-breaking"]].concat()).code, 1);
    insta::assert_snapshot!(run(folder.path(), &[&diff[..], &["--format", "markdown"]].concat()).out);
    let json = run(folder.path(), &[&diff[..], &["--format", "json"]].concat()).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["breaking"], &json["next_version"]), (&3.into(), &"0.2.0".into()), "{json:#}");
    let same = run(folder.path(), &["diff", ".", "description/api.csdl", "--deny-breaking"]);
    assert_eq!((same.code, same.out.as_str()), (0, "nothing that users see has changed\n"));
}

#[test]
fn diff_takes_a_folder_for_either_side_and_its_words_for_the_other() {
    let folder = folder();
    let call = r#"<EntitySet Name="things" EntityType="example.thing"/>"#;
    let newer = CSDL.replace(call, &format!(r#"{call}<EntitySet Name="others" EntityType="example.thing"/>"#));
    fs::write(folder.path().join("newer.csdl"), newer).unwrap();
    let by_slice = run(folder.path(), &["diff", "slice.toml", "newer.csdl"]);
    assert_eq!((by_slice.code, by_slice.out.as_str()), (0, "nothing that users see has changed\n"), "{}", by_slice.err);
    let everything = run(folder.path(), &["diff", "slice.toml", "newer.csdl", "--include", "/**"]);
    assert!(everything.out.contains("requests::others::list: operation-added"), "{}", everything.out);
    // Only one side has it: no mistake. Neither has it: one.
    let of_new = run(folder.path(), &["diff", "description/api.csdl", "newer.csdl", "--include", "/others"]);
    assert!(of_new.code == 0 && of_new.out.contains("requests::others::list"), "{}{}", of_new.out, of_new.err);
    let of_none = run(folder.path(), &["diff", "description/api.csdl", "newer.csdl", "--include", "/nothing"]);
    assert_eq!((of_none.code, of_none.err.matches("empty-pattern").count()), (2, 1), "{}", of_none.err);
    let both = run(folder.path(), &["diff", ".", "slice.toml", "--include", "/**"]);
    assert!(both.code == 2 && both.err.contains("both sides are crates"), "{}", both.err);
}

#[test]
fn show_draws_the_slice() {
    let folder = folder();
    let ran = run(folder.path(), &["show", "--slice", "slice.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn pages_are_read_from_a_folder() {
    let folder = folder();
    let pages = folder.path().join("description/pages");
    fs::create_dir_all(pages.join("more")).unwrap();
    fs::write(
        pages.join("more/list.md"),
        "```http\nGET /things\n```\n```http\nHTTP/1.1 200 OK\n\n{\"value\": [{}]}\n```\n",
    )
    .unwrap();
    fs::write(pages.join("more/wrong.MD"), "```http\nGET /things/1/sizes\n```\n").unwrap();
    fs::write(pages.join("other.txt"), "no page").unwrap();
    fs::write(pages.join("utf-16.md"), [0xff, 0xfe, 0x23, 0x00]).unwrap();
    let report = |out: &str| fs::read_to_string(folder.path().join(out).join("PAGES.md")).unwrap();

    let flags = ["--csdl", "description/api.csdl", "--include", "/things", "--name", "things", "--out", "flags"];
    let ran = run(folder.path(), &[&["generate", "--pages", "description/pages"][..], &flags].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        report("flags").contains("\n    more/wrong.MD:2: unresolved path: `/things/{id}` has no segment `sizes`\n")
    );
    assert!(folder.path().join("flags/tests/examples/list.rs").exists());

    // Its paths are relative to the file.
    fs::write(
        folder.path().join("description/slice.toml"),
        SLICE.replace("\"description/api.csdl\"", "\"api.csdl\"\npages = \"pages\""),
    )
    .unwrap();
    let ran = run(folder.path(), &["generate", "--slice", "description/slice.toml", "--out", "file"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(report("file").contains("more/wrong.MD:2"));

    fs::remove_dir_all(&pages).unwrap();
    let ran = run(folder.path(), &["generate", "--slice", "description/slice.toml", "--out", "file"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot read the pages in") && ran.err.contains("slice.toml:5:10"), "{}", ran.err);
}

#[test]
fn bump_takes_a_newer_description_in() {
    let folder = folder();
    let own = CSDL.replace(
        "    </Schema>",
        r#"<Annotations Target="example.thing/colour"><Annotation Term="Org.OData.Core.V1.Description" String="Ours." /></Annotations></Schema>"#,
    );
    fs::write(folder.path().join("description/api.csdl"), own.replace("<edmx:Edmx", "<!-- ours -->\n<edmx:Edmx"))
        .unwrap();
    let newer = CSDL
        .replace(r#"<Property Name="colour""#, r#"<Property Name="size" Type="Edm.Int32"/><Property Name="colour""#)
        .replace("    </Schema>", r#"<ComplexType Name="more"/></Schema>"#);
    fs::write(folder.path().join("newer.csdl"), &newer).unwrap();
    let bump = ["bump", "--slice", "slice.toml", "--csdl", "newer.csdl", "--texts", "keep"];
    let before = fs::read_to_string(folder.path().join("slice.toml")).unwrap();
    let ran = run(folder.path(), &bump);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    assert!(
        ran.out.ends_with("Text wanted\n  example.thing/size\n\nNothing was written; `--write` does it.\n"),
        "{}",
        ran.out
    );
    assert_eq!(fs::read_to_string(folder.path().join("slice.toml")).unwrap(), before);

    let ran = run(folder.path(), &[&bump[..], &["--write", "--from", "the service"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    insta::assert_snapshot!(ran.out);
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("description/api.csdl")).unwrap());
    let sources = fs::read_to_string(folder.path().join("SOURCES.toml")).unwrap();
    let sources: toml::Table = sources.parse().unwrap();
    assert_eq!(sources["description/api.csdl"]["from"].as_str(), Some("the service"));
    assert_eq!(sources["description/api.csdl"]["sha256"].as_str().map(str::len), Some(64));
    let slice = fs::read_to_string(folder.path().join("slice.toml")).unwrap();
    assert_eq!(slice, before.replace("name = \"things\"\n", "name = \"things\"\nversion = \"0.1.1\"\n"));

    let ran = run(folder.path(), &[&bump[..], &["--write"]].concat());
    assert!(ran.out.starts_with("nothing that users see has changed\n"), "{}", ran.out);

    // What else the list holds would be lost.
    fs::write(folder.path().join("SOURCES.toml"), "[other]\nfrom = \n").unwrap();
    let ran = run(folder.path(), &[&bump[..], &["--write"]].concat());
    assert!(ran.code == 2 && ran.err.contains("SOURCES.toml:2"), "{}{}", ran.out, ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("SOURCES.toml")).unwrap(), "[other]\nfrom = \n");
}

#[test]
fn bump_refuses_what_no_longer_applies() {
    let folder = folder();
    let supplement = CSDL.replace(r#"<EnumType Name="colour"><Member Name="red" Value="0"/></EnumType>"#, "").replace(
        r#"<EntityContainer Name="service"><EntitySet Name="things" EntityType="example.thing"/></EntityContainer>"#,
        "",
    );
    let supplement =
        supplement.replace(r#"<ComplexType Name="unused"><Property Name="x" Type="Edm.String"/></ComplexType>"#, "");
    let supplement = supplement
        .replace(r#"Type="example.colour""#, r#"Type="example.colour"/><Property Name="size" Type="Edm.Int32""#);
    fs::write(folder.path().join("more.csdl"), supplement).unwrap();
    let slice = SLICE.replace("[slice]", "supplements = [\"more.csdl\"]\n[slice]");
    fs::write(folder.path().join("slice.toml"), format!("{slice}[rename]\n\"example.thing/size\" = \"extent\"\n"))
        .unwrap();
    let bump = ["bump", "--slice", "slice.toml", "--csdl", "newer.csdl", "--write"];
    // The service has the supplement's property by now.
    fs::write(
        folder.path().join("newer.csdl"),
        CSDL.replace(
            r#"<Property Name="colour""#,
            r#"<Property Name="size" Type="Edm.Int32"/><Property Name="colour""#,
        ),
    )
    .unwrap();
    let ran = run(folder.path(), &bump);
    assert!(ran.code == 2 && ran.err.contains("more.csdl"), "{}{}", ran.out, ran.err);
    // The service has lost what is renamed.
    let slice = SLICE.to_owned() + "[rename]\n\"example.thing/colour\" = \"paint\"\n";
    fs::write(folder.path().join("slice.toml"), slice).unwrap();
    fs::write(folder.path().join("newer.csdl"), CSDL.replace(r#"<Property Name="colour" Type="example.colour"/>"#, ""))
        .unwrap();
    let ran = run(folder.path(), &bump);
    assert!(ran.code == 2 && ran.err.contains("bad-rename"), "{}{}", ran.out, ran.err);
    assert!(!folder.path().join("SOURCES.toml").exists());
}

const PLAIN: &str = r##"openapi: 3.0.3
info: { title: Shop, version: "1" }
servers: [{ url: https://shop.example }]
paths:
  /orders/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
    put:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      requestBody: { content: { text/xml: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "204": { description: "" } }
components:
  schemas:
    Order: { type: object, properties: { lines: { type: array, items: { $ref: "#/components/schemas/Line" } } } }
    Line: { type: object, properties: { count: { type: integer } } }
"##;

const PLAIN_FLAGS: &[&str] = &["--openapi", "api.yaml", "--dialect", "plain"];

#[test]
fn plain_documents_need_to_be_called_so() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), PLAIN).unwrap();
    let ran = run(folder.path(), &["list", "--openapi", "api.yaml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("`--dialect plain`"), "{}", ran.err);
    let ran = run(folder.path(), &[&["list"], PLAIN_FLAGS].concat());
    assert_eq!((ran.code, ran.out.as_str()), (0, "GET    /orders/{id}  (2 types)\nPUT    /orders/{id}  (0 types)\n"));
    let ran = run(folder.path(), &[&["why"], PLAIN_FLAGS, &["--include", "/orders/*#GET", "Line"]].concat());
    let chain = "Line: property `lines` of Order\nOrder: answered by GET /orders/{id}\n";
    assert_eq!((ran.code, ran.out.as_str()), (0, chain), "{}", ran.err);
    let ran = run(folder.path(), &[&["list"], PLAIN_FLAGS, &["/order/{id}"]].concat());
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `orders`?"), "{}", ran.err);
}

#[test]
fn what_is_not_supported_is_left_out_only_on_demand() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), PLAIN).unwrap();
    let generate = [&["generate"], PLAIN_FLAGS, &["--include", "/**", "--name", "shop", "--out", "out"]].concat();
    let ran = run(folder.path(), &generate);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("a body as `text/xml` is not supported") && ran.err.contains("PUT /orders/{id} needs it"));
    assert!(!folder.path().join("out").exists());
    let ran = run(folder.path(), &[generate.as_slice(), &["--skip-unsupported"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("left out: PUT /orders/{id}"), "{}", ran.err);
    let requests = fs::read_to_string(folder.path().join("out/src/requests/orders.rs")).unwrap();
    assert!(requests.contains("get_orders_by_id") && !requests.contains("put_orders"));

    // A file can say the same.
    let slice = "[package]\nname = \"shop\"\n[source]\nopenapi = \"api.yaml\"\ndialect = \"plain\"\n\
                 [slice]\ninclude = [\"/**\"]\nskip-unsupported = true\n";
    fs::write(folder.path().join("slice.toml"), slice).unwrap();
    let ran = run(folder.path(), &[GENERATE, &["--check"]].concat());
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn init_leaves_a_folder_that_generate_and_bump_go_on_with() {
    let folder = folder();
    let init = ["init", "new", "--csdl", "description/api.csdl", "--include", "/things/**", "--name", "things"];
    let ran = run(folder.path(), &init);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("new/slice.toml")).unwrap());
    // Of the description only what is needed.
    let part = fs::read_to_string(folder.path().join("new/description.csdl")).unwrap();
    assert!(part.contains("Name=\"colour\"") && !part.contains("unused"), "{part}");
    let check = ["generate", "--slice", "new/slice.toml", "--out", "new/things", "--check"];
    assert_eq!(run(folder.path(), &check).code, 0);
    let bump = ["bump", "--slice", "new/slice.toml", "--csdl", "description/api.csdl", "--write"];
    let ran = run(folder.path(), &bump);
    assert!(ran.code == 0 && ran.out.starts_with("nothing that users see"), "{}{}", ran.out, ran.err);
    let again = run(folder.path(), &init);
    assert!(again.code == 2 && again.err.contains("already"), "{}", again.err);
}

#[test]
fn init_takes_plain_documents_and_says_what_is_missing() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), PLAIN).unwrap();
    let plain = ["init", "new", "--openapi", "api.yaml", "--dialect", "plain", "--include", "/**", "--name", "shop"];
    assert_eq!(run(folder.path(), &plain).code, 2);
    assert!(!folder.path().join("new").exists());
    let ran = run(folder.path(), &[&plain[..], &["--skip-unsupported"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let check = ["generate", "--slice", "new/slice.toml", "--out", "new/shop", "--check"];
    assert_eq!(run(folder.path(), &check).code, 0);
    let ran = run(folder.path(), &["init", "other", "--openapi", "api.yaml", "--name", "shop"]);
    assert!(ran.code == 2 && ran.err.contains("`--include` is missing"), "{}", ran.err);
    let ran = run(folder.path(), &["init", "other", "--openapi", "api.yaml", "--include", "/x", "--name", "a b"]);
    assert!(
        ran.code == 2 && ran.err.contains("bad-package-name") && !folder.path().join("other").exists(),
        "{}",
        ran.err
    );
}

#[test]
fn completions_are_there_for_every_shell() {
    let folder = TempDir::new().unwrap();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = run(folder.path(), &["completions", shell]);
        assert!(ran.code == 0 && ran.out.contains("generate"), "{shell}");
    }
}

/// Paths and types of plain documents are called whatever their authors like.
#[test]
fn no_name_writes_to_the_terminal() {
    let folder = TempDir::new().unwrap();
    let description = r##"{"openapi": "3.0.0", "info": {"title": "a", "version": "1"}, "paths": {"/a\u001b[31m": {"get": {"responses":
        {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/b\u001b[2J"}}}}}}}},
        "components": {"schemas": {"b\u001b[2J": {"type": "object", "properties": {"c\u0007": {"type": "string"}}}}}}"##;
    fs::write(folder.path().join("api.json"), description).unwrap();
    let input = ["--openapi", "api.json", "--dialect", "plain"];
    for (command, of, shown) in [
        ("list", vec![], "GET    /a\u{fffd}[31m  (1 type)\n"),
        ("why", vec!["--include", "/**"], "b\u{fffd}[2J: answered by GET /a\u{fffd}[31m\n"),
    ] {
        let ran = run(folder.path(), &[&[command], &input[..], &of].concat());
        assert_eq!((ran.out.as_str(), ran.code), (shown, 0), "{}", ran.err);
    }
}
