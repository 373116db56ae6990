//! What a document may not do.
#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use insta::assert_snapshot;

use super::tests::{document, lowered, report};
use super::{Extent, read, read_plain};
use crate::api::Names;
use crate::check::check;
use crate::report::Report;
use crate::source::Sources;

#[test]
fn nesting_has_a_limit() {
    for deep in
        ["[".repeat(100_000), "{a: ".repeat(100_000), format!("openapi: {}", "[".repeat(100_000)), "- ".repeat(100_000)]
    {
        assert!(report(&deep).contains("error[malformed-openapi]"));
    }
    let json = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_snapshot!(report(&json), @"api.yaml:1:101: error[malformed-openapi]: this is not well-formed JSON: it is nested too deeply");
    // What references nest is a limit of its own.
    let deep = format!(
        "microsoft.graph.deep:\n  type: object\n  properties:\n    a: {}",
        "{items: ".repeat(80) + &"}".repeat(80)
    );
    let text = document("", &deep.replace("{items", "{type: array, items"));
    assert!(report(&text).contains("error["));
}

#[test]
fn keys_have_a_length() {
    let key = "n".repeat(10_001);
    let json =
        |key: &str| format!(r#"{{"openapi": "3.0.1", "paths": {{"/a": {{}}, "{key}" : 1}}, "x-text": "{key}"}}"#);
    assert_snapshot!(report(&json(&key)), @"api.yaml:1:42: error[long-name]: this key has 10001 bytes, and may have 10000");
    assert!(!report(&json(&key[1..])).contains("long-name"));
    // Without a mark the parser itself takes a thousand.
    let yaml = format!("openapi: 3.0.1\npaths:\n  ? {key}\n  : 1\nx-text: {key}\n");
    assert_snapshot!(report(&yaml), @"api.yaml:3:5: error[long-name]: this key has 10001 bytes, and may have 10000");
}

#[test]
fn names_in_values_have_a_length() {
    let problems = |operation: &str, name: &str| {
        let text = format!(
            "openapi: 3.0.3\npaths:\n  /a:\n    get: {{{}}}\ncomponents:\n  schemas:\n    A: {{type: object}}\n    B: {{type: object}}\n  securitySchemes:\n    key: {{type: apiKey, in: header, name: {}}}\n",
            operation.replace('%', name),
            if operation.contains("key") { name } else { "short" },
        );
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let source = sources.add("api.yaml", text);
        let service = read_plain(source, &sources, &mut report).unwrap();
        service.problems.iter().for_each(|problem| report.push(problem.clone()));
        report.to_text(&sources)
    };
    let answers =
        |schema: &str| format!("responses: {{'200': {{content: {{application/json: {{schema: {schema}}}}}}}}}");
    let both = "[{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]";
    for operation in [
        "operationId: %".to_owned(),
        "parameters: [{name: %, in: query, schema: {type: string}}]".to_owned(),
        answers("{type: string, enum: [a, %]}"),
        answers(&format!("{{oneOf: {both}, discriminator: {{propertyName: %}}}}")),
        "security: [{key: []}]".to_owned(),
    ] {
        let report = problems(&operation, &"n".repeat(10_001));
        assert!(report.contains("error[long-name]: this name has 10001 bytes, and may have 10000"), "{report}");
        assert!(report.len() < 300, "{report}");
        assert_eq!(problems(&operation, &"n".repeat(10_000)), "");
    }
}

#[test]
fn names_in_values_of_graph_have_a_length() {
    let named = |name: &str| {
        let answer = "responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/microsoft.graph.entity'}}}}}";
        let option = format!("parameters: [{{name: {name}, in: query}}]");
        let permissions = format!("x-graphslice-permissions: {{Application: [{name}]}}");
        let paths = format!("/one: {{get: {{{option}, {permissions}, {answer}}}}}");
        report(&document(&paths, &format!("microsoft.graph.e: {{type: string, enum: [{name}, b]}}")))
    };
    assert_snapshot!(named(&"n".repeat(10_001)), @r"
    api.yaml:3:10093: error[long-name]: this name has 10001 bytes, and may have 10000 (`#/paths/~1one/get/x-graphslice-permissions/Application/0`)
    api.yaml:3:36: error[long-name]: this name has 10001 bytes, and may have 10000 (`#/paths/~1one/get/parameters/0/name`)
    api.yaml:10:46: error[long-name]: this name has 10001 bytes, and may have 10000 (`#/components/schemas/microsoft.graph.e/enum/0`)
    ");
    assert_eq!(named(&"n".repeat(10_000)), "");
}

/// Followed one by one, these would be more than there are atoms.
#[test]
fn what_names_others_twice_over_and_over_is_looked_into_once() {
    for key in ["allOf", "anyOf", "oneOf"] {
        let twice = |name: &str| {
            let reference = format!("{{$ref: '#/components/schemas/{name}'}}");
            format!("{{{key}: [{}]}}", vec![reference; 30].join(", "))
        };
        let mut schemas = "E0: {type: object, properties: {value: {type: string}}}\n".to_owned();
        schemas += "microsoft.graph.c0: {type: object, properties: {x: {type: string}}}\n";
        for at in 1..40 {
            schemas += &format!("E{at}: {}\n", twice(&format!("E{}", at - 1)));
            schemas += &format!("microsoft.graph.c{at}: {}\n", twice(&format!("microsoft.graph.c{}", at - 1)));
        }
        let answers = |schema: &str| {
            format!("{{get: {{responses: {{'200': {{content: {{application/json: {{schema: {schema}}}}}}}}}}}}}")
        };
        let paths = format!("/a: {}\n/b: {}", answers(&twice("E39")), answers(&twice("microsoft.graph.c39")));
        let (api, ..) = lowered(&document(&paths, &schemas));
        assert!(!api.roots.contains_key("a"), "{key}");
    }
}

#[test]
fn chains_that_are_too_long_are_only_that() {
    let schema = |at: usize, base: &str| {
        format!("microsoft.graph.t{at}: {{allOf: [{{$ref: '#/components/schemas/{base}'}}]}}\n")
    };
    let chain: String = (1..104).map(|at| schema(at, &format!("microsoft.graph.t{}", at - 1))).collect();
    let path = |ty: &str| {
        let schema = format!("{{$ref: '#/components/schemas/{ty}'}}");
        let content = format!("{{content: {{application/json: {{schema: {schema}}}}}}}");
        format!("/one: {{get: {{responses: {{'200': {content}}}}}}}")
    };
    let complex = "microsoft.graph.t0: {type: object}\n".to_owned();
    let (entity, circle) = (schema(0, "microsoft.graph.entity"), schema(0, "microsoft.graph.t50"));
    let (bottom, top) = (path("microsoft.graph.t103"), path("microsoft.graph.t0"));
    // Whatever is at the top, and whether a path leads to either end of it.
    for root in [&complex, &entity, &circle] {
        for paths in ["{}", &bottom, &top] {
            for schemas in [format!("{root}{chain}"), format!("{chain}{root}")] {
                let (mut sources, mut names, mut report) = (Sources::default(), Names::default(), Report::default());
                let source = sources.add("api.yaml", document(paths, &schemas));
                let api = read(source, &sources, Extent::Whole, &mut names, &mut report);
                check(api, names, &mut report);
                let codes: Vec<&str> = report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect();
                let expected = if std::ptr::eq(root, &circle) { "base-cycle" } else { "deep-hierarchy" };
                assert_eq!(codes, [expected], "{}", report.to_text(&sources));
            }
        }
    }
}
