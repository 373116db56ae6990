//! `graphslice generate`.

use std::fs;

use crate::harness::{GENERATE, SLICE, folder, run};

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
