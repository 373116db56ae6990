//! The commands for plain documents.

use std::fs;

use tempfile::TempDir;

use crate::harness::{GENERATE, run};

pub(crate) const PLAIN: &str = r##"openapi: 3.0.3
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
fn diff_and_bump_read_plain_documents() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let newer = PLAIN
        .replace("count: { type: integer }", "count: { type: string }, note: { type: string }")
        .replace("      responses: { \"200\"", "      deprecated: true\n      responses: { \"200\"");
    fs::write(at("api.yaml"), PLAIN).unwrap();
    fs::write(at("newer.yaml"), &newer).unwrap();
    let diff = ["diff", "api.yaml", "newer.yaml", "--dialect", "plain"];
    // What is not supported is told, whatever the other side has.
    let refused = run(folder.path(), &diff);
    assert_eq!((refused.code, refused.err.matches("a body as `text/xml`").count()), (2, 2), "{}", refused.err);
    let ran = run(folder.path(), &[&diff[..], &["--skip-unsupported", "--deny-breaking"]].concat());
    assert_eq!(ran.code, 1, "{}", ran.err);
    insta::assert_snapshot!(ran.out);
    // The mistake of one side alone.
    fs::write(at("mended.yaml"), PLAIN.replace("text/xml", "application/json")).unwrap();
    let refused = run(folder.path(), &["diff", "mended.yaml", "api.yaml", "--dialect", "plain"]);
    assert_eq!((refused.code, refused.err.matches("a body as `text/xml`").count()), (2, 1), "{}", refused.err);

    let slice = "[package]\nname = \"shop\"\n[source]\nopenapi = \"api.yaml\"\ndialect = \"plain\"\n\
                 [slice]\ninclude = [\"/orders/*#GET\"]\n";
    fs::write(at("slice.toml"), slice).unwrap();
    let by_slice = run(folder.path(), &["diff", ".", "newer.yaml"]);
    assert_eq!((by_slice.code, by_slice.out.as_str()), (0, ran.out.as_str()), "{}", by_slice.err);
    let bump = ["bump", "--slice", "slice.toml", "--openapi", "newer.yaml"];
    let shown = run(folder.path(), &bump);
    assert!(shown.code == 0 && shown.out.starts_with(&ran.out), "{}{}", shown.out, shown.err);
    assert_eq!(fs::read_to_string(at("api.yaml")).unwrap(), PLAIN);
    let done = run(folder.path(), &[&bump[..], &["--write"]].concat());
    assert!(done.code == 0 && done.out.contains("has version 0.2.0 now"), "{}{}", done.out, done.err);
    assert_eq!(fs::read_to_string(at("api.yaml")).unwrap(), newer);
    assert!(fs::read_to_string(at("SOURCES.toml")).unwrap().contains("from = \"newer.yaml\""));
    assert!(fs::read_to_string(at("slice.toml")).unwrap().contains("version = \"0.2.0\""));

    // A pattern that no longer applies is no matter of a comparison, but of a bump.
    fs::write(at("gone.yaml"), PLAIN.replace("/orders/", "/purchases/")).unwrap();
    let compared = run(folder.path(), &["diff", ".", "gone.yaml"]);
    assert!(compared.code == 0 && compared.out.contains("operation-removed"), "{}{}", compared.out, compared.err);
    let ran = run(folder.path(), &["bump", "--slice", "slice.toml", "--openapi", "gone.yaml", "--write"]);
    assert!(ran.code == 2 && ran.err.contains("empty-pattern"), "{}{}", ran.out, ran.err);
    assert_eq!(fs::read_to_string(at("api.yaml")).unwrap(), newer);
}

#[test]
fn show_draws_what_is_sent_answered_and_held() {
    let folder = TempDir::new().unwrap();
    let api = r##"openapi: 3.0.3
info: { title: Shop, version: "1" }
paths:
  /:
    get: { operationId: about, responses: { "204": { description: "" } } }
  /orders:
    get:
      operationId: orders
      responses:
        "200": { description: "", content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Order" } } } } }
        "202": { description: "", content: { application/json: { schema: { $ref: "#/components/schemas/Job" } } } }
    post:
      operationId: order
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } }
      responses: { "204": { description: "" } }
    put:
      operationId: scan
      requestBody: { required: true, content: { multipart/form-data: { schema: { type: object, properties: { job: { $ref: "#/components/schemas/Job" }, scan: { type: string, format: binary } } } } } }
      responses: { "204": { description: "" } }
components:
  schemas:
    Order: { type: object, required: [id], properties: { id: { type: string }, paid: { $ref: "#/components/schemas/Payment" }, parts: { type: array, items: { type: string } } } }
    Payment: { oneOf: [{ $ref: "#/components/schemas/Job" }, { type: string }] }
    Job: { type: object, properties: { state: { type: string, enum: [open, done] } } }
"##;
    fs::write(folder.path().join("api.yaml"), api).unwrap();
    let ran = run(folder.path(), &[&["show"], PLAIN_FLAGS, &["--include", "/", "--include", "/**"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
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
