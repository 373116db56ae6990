//! Descriptions in the likeness of Graph beta, of any size: made up, and the same in each run.
//!
//! An area has a singleton and an entity set, which lead to the same units, as `/me` and `/users` do. A unit is an entity
//! type with contained collections, a derived type, references to a unit of the next area, complex types with
//! inheritance, enumerations and operations, all with words.

mod csdl;
mod openapi;

use std::{
    error::Error,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

/// Areas of a description as large as Graph beta: 8 MB of CSDL, 60 MB of OpenAPI, 2,200 entity types.
pub(super) const BETA: usize = 44;
/// Units of an area.
const UNITS: usize = 10;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Csdl,
    Json,
    Yaml,
}

impl Form {
    pub(super) fn flag(self) -> &'static str {
        if self == Self::Csdl { "--csdl" } else { "--openapi" }
    }
}

/// The properties of an entity type: name, type in CSDL, schema in OpenAPI. `%` is the name of the unit.
const PROPERTIES: [(&str, &str, &str); 9] = [
    ("createdDateTime", "Edm.DateTimeOffset", r#""format":"date-time","nullable":true,"type":"string""#),
    ("displayName", "Edm.String", r#""nullable":true,"type":"string""#),
    ("history", "Collection(graph.%State)", r##""type":"array","items":{"$ref":"#/components/schemas/ns.%State"}"##),
    ("isEnabled", "Edm.Boolean", r#""nullable":true,"type":"boolean""#),
    ("ownerName", "Edm.String", r#""nullable":true,"type":"string""#),
    (
        "settings",
        "graph.%MoreSettings",
        r##""anyOf":[{"$ref":"#/components/schemas/ns.%MoreSettings"},{"nullable":true,"type":"object"}]"##,
    ),
    (
        "status",
        "graph.%Status",
        r##""anyOf":[{"$ref":"#/components/schemas/ns.%Status"},{"nullable":true,"type":"object"}]"##,
    ),
    ("tags", "Collection(Edm.String)", r#""type":"array","items":{"nullable":true,"type":"string"}"#),
    (
        "version",
        "Edm.Int32",
        r#""format":"int32","maximum":2147483647,"minimum":-2147483648,"nullable":true,"type":"number""#,
    ),
];
/// What a unit contains: the property and the end of the type's name.
const PARTS: [(&str, &str); 3] = [("events", "Event"), ("parts", "Part"), ("rules", "Rule")];
/// The complex types: name, base, properties.
const COMPLEX: [(&str, Option<&str>, &[&str]); 3] = [
    ("State", None, &["code", "detail", "lastAction", "source"]),
    ("Settings", None, &["mode", "profile", "region"]),
    ("MoreSettings", Some("Settings"), &["channel", "window"]),
];
const ENUMERATIONS: [&str; 2] = ["Kind", "Status"];
const MEMBERS: [&str; 7] = ["unknown", "pending", "running", "paused", "complete", "error", "unknownFutureValue"];

/// Writes a description of so many areas.
pub(super) fn write(form: Form, areas: usize, path: &Path) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    match form {
        Form::Csdl => csdl::write(areas, &mut out)?,
        Form::Json => openapi::json(areas, &mut out)?,
        Form::Yaml => openapi::yaml(areas, &mut out)?,
    }
    Ok(out.flush()?)
}

fn unit(area: usize, at: usize) -> String {
    format!("area{area}Unit{at}")
}

/// Sixty characters, as long as the descriptions of Graph are on average.
fn words(of: &str) -> String {
    format!("What the service knows of the {of} here; empty until it is set.")
}
