#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use insta::assert_snapshot;

use super::{Extent, read};
use crate::api::{Api, Item, Names, Structured, TypeKind};
use crate::report::Report;
use crate::source::Sources;

/// A document with these paths and schemas, in YAML; `microsoft.graph.entity` comes first.
pub(super) fn document(paths: &str, schemas: &str) -> String {
    let indented = |text: &str, by: &str| text.lines().map(|line| format!("{by}{line}\n")).collect::<String>();
    format!(
        "openapi: 3.0.3\npaths:\n{}components:\n  schemas:\n    microsoft.graph.entity:\n      type: object\n      properties:\n        id: {{type: string}}\n{}",
        indented(paths, "  "),
        indented(schemas, "    "),
    )
}

pub(super) fn lowered(text: &str) -> (Api, Names, String) {
    let (mut sources, mut names, mut report) = (Sources::default(), Names::default(), Report::default());
    let source = sources.add("api.yaml", text);
    let api = read(source, &sources, Extent::Whole, &mut names, &mut report);
    let text = report.to_text(&sources);
    (api, names, text)
}

pub(super) fn report(text: &str) -> String {
    lowered(text).2
}

/// The members of a type, a line each.
fn members(text: &str, name: &str) -> String {
    let (api, names, report) = lowered(text);
    assert_eq!(report, "");
    let TypeKind::Structured(Structured { properties, navigation, .. }) = &api.types[&names.find(name).unwrap()].kind
    else {
        unreachable!()
    };
    let mut out = String::new();
    for (name, property) in properties {
        out += &format!("{name}: {} {}\n", property.ty.full_name(&names), if property.nullable { "null" } else { "" });
    }
    for (name, property) in navigation {
        out += &format!("{name} -> {} {}\n", property.ty.full_name(&names), property.contains_target);
    }
    out
}

#[test]
fn formats_are_primitive_types() {
    let schemas = "
microsoft.graph.device:
  type: object
  properties:
    '@odata.type': {type: string}
    text: {type: string, nullable: true}
    list: {type: array, items: {type: string, nullable: true}}
    date: {type: string, format: date}
    time: {type: string, format: time}
    moment: {type: string, format: date-time}
    span: {type: string, format: duration}
    guid: {type: string, format: uuid}
    bytes: {type: string, format: base64url}
    stream: {type: string, format: base64url, x-graphslice-stream: true}
    int: {type: integer, format: int32}
    long: {type: integer, format: int64}
    short: {type: number, format: int16}
    byte: {type: integer, format: uint8}
    decimal: {type: number, format: decimal}
    double:
      oneOf:
        - {type: number, format: double, nullable: true}
        - {type: string, nullable: true}
        - {$ref: '#/components/schemas/ReferenceNumeric'}
    nothing: {}
ReferenceNumeric: {type: string, enum: ['-INF', INF, NaN]}";
    assert_snapshot!(members(&document("", schemas), "microsoft.graph.device"), @r"
    text: Edm.String null
    list: Collection(Edm.String) null
    date: Edm.Date 
    time: Edm.TimeOfDay 
    moment: Edm.DateTimeOffset 
    span: Edm.Duration 
    guid: Edm.Guid 
    bytes: Edm.Binary 
    stream: Edm.Stream 
    int: Edm.Int32 
    long: Edm.Int64 
    short: Edm.Int16 
    byte: Edm.Byte 
    decimal: Edm.Decimal 
    double: Edm.Double null
    nothing: Edm.Untyped 
    ");
}

#[test]
fn references_lead_to_types_however_they_are_wrapped() {
    let schemas = "
microsoft.graph.status: {type: string, enum: [on, off]}
microsoft.graph.alias: {$ref: '#/components/schemas/microsoft.graph.status'}
microsoft.graph.Json: {type: object}
microsoft.graph.device:
  type: object
  properties:
    status: {$ref: '#/components/schemas/microsoft.graph.status'}
    alias: {$ref: '#/components/schemas/microsoft.graph.alias'}
    described:
      allOf: [{$ref: '#/components/schemas/microsoft.graph.status'}]
      description: It.
    maybe:
      anyOf:
        - $ref: '#/components/schemas/microsoft.graph.status'
        - {type: object, nullable: true}
    any: {$ref: '#/components/schemas/microsoft.graph.Json'}
    owner: {$ref: '#/components/schemas/microsoft.graph.entity'}";
    assert_snapshot!(members(&document("", schemas), "microsoft.graph.device"), @r"
    status: microsoft.graph.status 
    alias: microsoft.graph.status 
    described: microsoft.graph.status 
    maybe: microsoft.graph.status null
    any: Edm.Untyped 
    owner -> microsoft.graph.entity false
    ");
}

#[test]
fn containment_is_what_paths_can_write() {
    let answer = "responses: {2XX: {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/microsoft.graph.device'}}}}}";
    let many = "responses: {2XX: {description: It, content: {application/json: {schema: {type: object, properties: {value: {type: array, items: {$ref: '#/components/schemas/microsoft.graph.device'}}}}}}}}";
    let body =
        "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/microsoft.graph.device'}}}}";
    let paths = format!(
        "
/root: {{get: {{{answer}}}}}
/root/created: {{get: {{{many}}}, post: {{{body}, {answer}}}}}
/root/changed: {{get: {{{many}}}}}
/root/changed/{{id}}: {{patch: {{{body}}}}}
/root/read: {{get: {{{many}}}}}
/root/one: {{get: {{{answer}}}, delete: {{}}}}
/root/other: {{get: {{{answer}}}}}"
    );
    let reference = |name: &str| format!("    {name}: {{$ref: '#/components/schemas/microsoft.graph.device'}}\n");
    let list = |name: &str| {
        format!("    {name}: {{type: array, items: {{$ref: '#/components/schemas/microsoft.graph.device'}}}}\n")
    };
    let schemas = [
        "microsoft.graph.device:\n  type: object\n  properties:\n    id: {type: string}\n",
        &list("created"),
        &list("changed"),
        &list("read"),
        &reference("one"),
        &reference("other"),
    ];
    assert_snapshot!(members(&document(&paths, &schemas.concat()), "microsoft.graph.device"), @r"
    id: Edm.String 
    created -> Collection(microsoft.graph.device) true
    changed -> Collection(microsoft.graph.device) true
    read -> Collection(microsoft.graph.device) false
    one -> microsoft.graph.device true
    other -> microsoft.graph.device false
    ");
}

#[test]
fn parameters_in_paths_have_names() {
    let get = "get: {responses: {200: {content: {application/json: {schema: {type: string}}}}}}";
    let text = document(&format!("/shown(=1): {{{get}}}"), "microsoft.graph.device: {type: object}");
    assert_snapshot!(report(&text), @r"
    api.yaml:3:3: error[bad-name]: a parameter of this function has no name (`#/paths/~1shown(=1)`)
      help: write it like `name={name}`: letters, digits, `_` and `-`
    ");
}

#[test]
fn operations_come_from_paths() {
    let device = "{$ref: '#/components/schemas/microsoft.graph.device'}";
    let answer = |schema: &str| {
        format!("responses: {{200: {{description: It, content: {{application/json: {{schema: {schema}}}}}}}}}")
    };
    let many = format!("{{type: object, properties: {{value: {{type: array, items: {device}}}}}}}");
    let paths = format!(
        "
/devices: {{get: {{{}}}}}
/devices/{{device-id}}: {{get: {{{}}}}}
/devices/{{device-id}}/microsoft.graph.wipe:
  post:
    requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{keep: {{type: boolean, nullable: true, description: Or not.}}}}}}}}}}}}
    responses: {{204: {{description: Done}}}}
/devices/microsoft.graph.sub.find(name='{{name}}',top={{top}}):
  get:
    parameters:
      - {{name: name, in: path, required: true, schema: {{type: string, nullable: true}}, description: \"Usage: name='{{name}}'\"}}
      - {{name: top, in: path, required: true, schema: {{type: integer, format: int32}}}}
    {}
/devices/microsoft.graph.sub.find(name='{{name}}',top={{top}})/$count: {{}}
/devices/{{device-id}}/microsoft.graph.name():
  get: {{{}}}",
        answer(&many),
        answer(device),
        answer(&many),
        answer("{type: object, properties: {value: {type: string, nullable: true}}}"),
    );
    let schemas =
        "microsoft.graph.device:\n  allOf: [{$ref: '#/components/schemas/microsoft.graph.entity'}, {type: object}]";
    let (api, names, report) = lowered(&document(&paths, schemas));
    assert_eq!(report, "");
    let mut out = String::new();
    for operation in &api.operations {
        let parameters = operation.parameters.iter().map(|parameter| {
            let note = parameter.notes.description.as_ref().map(|text| text.value.as_str()).unwrap_or_default();
            format!("{}: {} {} {note}", parameter.name, parameter.ty.full_name(&names), parameter.nullable)
        });
        let parameters: Vec<String> = parameters.collect();
        let result = operation.result.as_ref().map(|result| (result.ty.full_name(&names), result.nullable));
        out += &format!(
            "{:?} {} ({}) {result:?} composable {}\n",
            operation.kind,
            operation.full_name(),
            parameters.join(", "),
            operation.is_composable
        );
    }
    for (name, root) in &api.roots {
        out +=
            &format!("{:?} {name}: {}\n", root.kind, Item::Named(root.ty) == api.operations[0].parameters[0].ty.item);
    }
    assert_snapshot!(out, @r#"
    Action microsoft.graph.wipe (bindingParameter: microsoft.graph.device true , keep: Edm.Boolean true Or not.) None composable false
    Function microsoft.graph.sub.find (bindingParameter: Collection(microsoft.graph.device) true , name: Edm.String true , top: Edm.Int32 false ) Some(("Collection(microsoft.graph.device)", false)) composable true
    Function microsoft.graph.name (bindingParameter: microsoft.graph.device true ) Some(("Edm.String", true)) composable false
    EntitySet devices: true
    "#);
}

#[test]
fn what_is_refused_has_its_place() {
    assert_snapshot!(report("swagger: '2.0'\n"), @r"
    api.yaml:1:10: error[unsupported-version]: Swagger 2.0 is not supported
      help: OpenAPI 3.0 is read: `openapi: 3.0.1`
    ");
    assert_snapshot!(report("{\"openapi\": \"3.1.0\"}"), @r"
    api.yaml:1:13: error[unsupported-version]: OpenAPI 3.1.0 is not supported
      help: OpenAPI 3.0 is read: `openapi: 3.0.1`
    ");
    assert_snapshot!(report("a: b\n"), @r"
    api.yaml:1:1: error[not-openapi]: this is not an OpenAPI document: it has no `openapi`
      help: OpenAPI 3.0 is read: `openapi: 3.0.1`
    ");
    assert_snapshot!(report("openapi: 3.0.0\ncomponents: {schemas: {pet: {type: object}}}\n"), @r#"
    api.yaml:1:1: error[unsupported-openapi]: this document has no schema of the namespace `microsoft.graph`
      help: if it describes another service, say so: `dialect = "plain"` in `[source]`, or `--dialect plain`
    "#);
    assert_snapshot!(report(""), @"api.yaml:1:1: error[malformed-openapi]: this is not well-formed YAML: there is nothing in it");
    assert_snapshot!(report("openapi: [3.0.0"), @"api.yaml:1:16: error[malformed-openapi]: this is not well-formed YAML: while parsing a flow sequence, expected ',' or ']'");
    assert_snapshot!(report("{\"openapi\": \"3.0.0\",\n \"paths\": }"), @"api.yaml:2:11: error[malformed-openapi]: this is not well-formed JSON: expected value");
    assert_snapshot!(report("a: &a [x, x]\nb: [*a, *a]\n"), @"api.yaml:2:5: error[alias]: aliases are refused: they can hide unlimited content");
    assert_snapshot!(report("openapi: 3.0.0\n---\nopenapi: 3.0.0\n"), @"api.yaml:2:1: error[second-document]: a second YAML document begins here");
    // The place of an error is a character, also where one of several bytes is the last.
    assert_snapshot!(report("\u{feff}{\"ä\": \"öä"), @"api.yaml:1:10: error[malformed-openapi]: this is not well-formed JSON: EOF while parsing a string");
    assert_snapshot!(report("? [a]\n: b\n"), @"api.yaml:1:3: error[malformed-openapi]: a key has to be a text");
}

#[test]
fn mistakes_are_reported_together_with_pointers() {
    let paths = "
/a: {gett: {}}
/b: {get: {responses: {200: {$ref: '#/components/responses/none'}}}}
/c: {get: {responses: {200: {description: It, content: {application/json: {schema: {$ref: '#/components/schemas/none'}}}}}}}";
    let schemas = "
microsoft.graph.circle: {$ref: '#/components/schemas/microsoft.graph.circle'}
microsoft.graph.device:
  type: object
  properties:
    unknown: {$ref: '#/components/schemas/microsoft.graph.entty'}
    outside: {$ref: 'other.yaml#/components/schemas/x'}
    circle: {$ref: '#/components/schemas/microsoft.graph.circle'}
    sibling: {$ref: '#/components/schemas/microsoft.graph.entity', description: Lost.}
    wrong: {type: string, nullable: perhaps}
    list: {type: array, items: {type: string, enum: {}}}
    endless: {type: array}
    misspelt: {type: string, x-graphslice-imutable: true}
    twice: {type: string}
    twice: {type: string}
microsoft.graph.status: {type: string, enum: [on, on, 1]}
microsoft.graph.device: {type: object}";
    assert_snapshot!(report(&document(paths, schemas)), @r#"
    api.yaml:29:5: error[duplicate-key]: a second `microsoft.graph.device` (`#/components/schemas/microsoft.graph.device`)
      api.yaml:15:5: the first is here
      help: leave one of them out
    api.yaml:14:29: error[recursive-reference]: this schema leads back to itself (`#/components/schemas/microsoft.graph.circle`)
    api.yaml:27:9: error[duplicate-key]: a second `twice` (`#/components/schemas/microsoft.graph.device/properties/twice`)
      api.yaml:26:9: the first is here
      help: leave one of them out
    api.yaml:18:25: error[unresolved-reference]: `#/components/schemas/microsoft.graph.entty` leads nowhere (`#/components/schemas/microsoft.graph.device/properties/unknown/$ref`)
      help: did you mean `microsoft.graph.entity`?
    api.yaml:19:25: error[external-reference]: references to other documents are not followed: `other.yaml#/components/schemas/x` (`#/components/schemas/microsoft.graph.device/properties/outside/$ref`)
    api.yaml:14:29: error[recursive-reference]: this schema leads back to itself (`#/components/schemas/microsoft.graph.circle`)
    api.yaml:21:72: warning[reference-sibling]: `description` stands beside `$ref` and is ignored (`#/components/schemas/microsoft.graph.device/properties/sibling/description`)
      help: put the reference into `allOf`, as its only entry
    api.yaml:22:16: error[wrong-type]: this is not a schema of OpenAPI 3.0: invalid type: string "perhaps", expected a boolean (`#/components/schemas/microsoft.graph.device/properties/wrong`)
    api.yaml:23:36: error[wrong-type]: this is not a schema of OpenAPI 3.0: invalid type: map, expected a sequence (`#/components/schemas/microsoft.graph.device/properties/list/items`)
    api.yaml:24:18: error[wrong-type]: an array says what its `items` are (`#/components/schemas/microsoft.graph.device/properties/endless`)
    api.yaml:25:34: warning[unknown-extension]: there is no extension `x-graphslice-imutable` (`#/components/schemas/microsoft.graph.device/properties/misspelt/x-graphslice-imutable`)
      help: did you mean `x-graphslice-immutable` or `x-graphslice-countable`?
    api.yaml:28:55: error[duplicate-member]: a second member `on` (`#/components/schemas/microsoft.graph.status/enum/1`)
    api.yaml:28:59: error[wrong-type]: a member of an enumeration is a text (`#/components/schemas/microsoft.graph.status/enum/2`)
    api.yaml:4:8: warning[unknown-method]: `gett` is no method, and ignored (`#/paths/~1a/gett`)
      help: did you mean `get`?
    api.yaml:5:38: error[unresolved-reference]: `#/components/responses/none` leads nowhere (`#/paths/~1b/get/responses/200/$ref`)
    api.yaml:6:93: error[unresolved-reference]: `#/components/schemas/none` leads nowhere (`#/paths/~1c/get/responses/200/content/application~1json/schema/$ref`)
    "#);
}

#[test]
fn json_and_yaml_are_one() {
    let json = r##"{"openapi": "3.0.1", "components": {"schemas": {
"microsoft.graph.a": {"type": "object", "properties": {"caf\u00e9": {"type": "string", "description": "\"quoted\" \\ text"},
"b": {"$ref": "#/components/schemas/microsoft.graph.b"}}}}}}"##;
    let (api, _, report) = lowered(json);
    let TypeKind::Structured(ty) = &api.types[0].kind else { unreachable!() };
    let (name, property) = ty.properties.first().unwrap();
    assert_eq!(name, "café");
    assert_eq!(property.notes.description.as_ref().unwrap().value, "\"quoted\" \\ text");
    assert_snapshot!(report, @"api.yaml:3:15: error[unresolved-reference]: `#/components/schemas/microsoft.graph.b` leads nowhere (`#/components/schemas/microsoft.graph.a/properties/b/$ref`)");
}

#[test]
fn lines_may_end_in_any_way_and_texts_hold_any_letter() {
    let schemas = "
microsoft.graph.device:
  type: object
  properties:
    größe:
      type: string
      description: |-
        Größe – 😀

        in zwei Absätzen
    'it''s': {type: string, description: \"caf\\u00e9\"}
    wrong: {type: strnig}
    after: {$ref: '#/components/schemas/none'}";
    let text = document("", schemas);
    let expected = report(&text);
    assert_snapshot!(expected, @r"
    api.yaml:20:23: error[unknown-type]: there is no type `strnig` (`#/components/schemas/microsoft.graph.device/properties/wrong/type`)
      help: did you mean `string`?
    api.yaml:21:23: error[unresolved-reference]: `#/components/schemas/none` leads nowhere (`#/components/schemas/microsoft.graph.device/properties/after/$ref`)
    ");
    assert_eq!(report(&text.replace('\n', "\r\n")), expected);
    assert_eq!(report(&format!("\u{feff}{text}")), expected);
}

/// Whatever comes in, an answer comes out.
#[test]
fn damaged_documents_do_not_panic() {
    let paths = "/boards:
  get: {responses: {2XX: {content: {application/json: {schema: {$ref: '#/components/schemas/microsoft.graph.boards'}}}}}}
/boards/{id}/microsoft.graph.clean:
  post:
    requestBody: {content: {application/json: {schema: {type: object, properties: {gründlich: {type: boolean}}}}}}
    responses: {'204': {description: Done}}";
    let schemas = "microsoft.graph.boards:
  type: object
  properties: {value: {type: array, items: {$ref: '#/components/schemas/microsoft.graph.board'}}}
microsoft.graph.board:
  allOf:
    - {$ref: '#/components/schemas/microsoft.graph.entity'}
    - type: object
      properties:
        colour: {anyOf: [{$ref: '#/components/schemas/microsoft.graph.colour'}, {type: object, nullable: true}]}
        size: {oneOf: [{type: number, format: double}, {type: string}, {$ref: '#/components/schemas/ReferenceNumeric'}]}
      additionalProperties: true
microsoft.graph.colour: {type: string, enum: [red, green], x-ms-enum: {values: [{name: red, value: red}]}}
ReferenceNumeric: {type: string, enum: ['-INF', INF, NaN]}";
    let yaml = document(paths, schemas);
    let value: serde_json::Value = serde_yaml::from_str(&yaml).unwrap();
    let json = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!((report(&yaml), report(&json)), (String::new(), String::new()));
    for text in [&yaml, &json] {
        for at in (0..text.len()).step_by(29).filter(|at| text.is_char_boundary(*at) && text.is_char_boundary(at + 1)) {
            report(&text[..at]);
            for other in ["\"", "{", "]", ": ", "\n", "&a ", "'", "é"] {
                report(&[&text[..at], other, &text[at + 1..]].concat());
            }
        }
    }
}
