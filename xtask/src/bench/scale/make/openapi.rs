//! The description as OpenAPI. All entries are made as JSON, and YAML is written from that.

use std::{
    error::Error,
    io::{self, Write},
};

use super::{COMPLEX, ENUMERATIONS, MEMBERS, PARTS, PROPERTIES, UNITS, unit, words};

/// The entries of the document but its paths and schemas.
const HEAD: &str = r#""openapi":"3.0.1","info":{"title":"made up","version":"1"},"servers":[{"url":"https://graph.microsoft.com/beta"}]"#;
const RESPONSES: &str =
    r#""responses":{"error":{"description":"error","content":{"application/json":{"schema":{"type":"object"}}}}}"#;
const FAILURES: &str =
    r##""4XX":{"$ref":"#/components/responses/error"},"5XX":{"$ref":"#/components/responses/error"}"##;
const ENTITY: &str = r#""microsoft.graph.entity":{"properties":{"id":{"type":"string"}},"type":"object"}"#;

/// Writes the document as JSON, in one line.
pub(super) fn json(areas: usize, out: &mut impl Write) -> io::Result<()> {
    write!(out, r#"{{{HEAD},"paths":{{"#)?;
    for area in 0..areas {
        let comma = if area > 0 { "," } else { "" };
        write!(out, "{comma}{}", paths(area, areas))?;
    }
    write!(out, r#"}},"components":{{{RESPONSES},"schemas":{{{ENTITY}"#)?;
    for area in 0..areas {
        write!(out, ",{}", schemas(area, areas))?;
    }
    write!(out, "}}}}}}")
}

/// Writes the document as YAML, in blocks.
pub(super) fn yaml(areas: usize, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    block("", HEAD, out)?;
    writeln!(out, "paths:")?;
    for area in 0..areas {
        block("  ", &paths(area, areas), out)?;
    }
    writeln!(out, "components:")?;
    block("  ", RESPONSES, out)?;
    writeln!(out, "  schemas:")?;
    block("    ", ENTITY, out)?;
    for area in 0..areas {
        block("    ", &schemas(area, areas), out)?;
    }
    Ok(())
}

fn block(indent: &str, entries: &str, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    // JSON is YAML.
    let value: serde_yaml::Value = serde_yaml::from_str(&format!("{{{entries}}}"))?;
    for line in serde_yaml::to_string(&value)?.lines() {
        writeln!(out, "{indent}{line}")?;
    }
    Ok(())
}

/// The schemas of an area.
fn schemas(area: usize, areas: usize) -> String {
    let mut entries = vec![schema(&format!("area{area}"), Some("entity"), &units(area))];
    for at in 0..UNITS {
        let (unit, related) = (unit(area, at), unit((area + 1) % areas, at));
        for name in ENUMERATIONS {
            let values = MEMBERS.map(|member| format!(r#"{{"name":"{member}","value":"{member}"}}"#)).join(",");
            entries.push(format!(
                r#""microsoft.graph.{unit}{name}":{{"title":"{unit}{name}","type":"string","enum":{MEMBERS:?},"x-ms-enum":{{"name":"{unit}{name}","modelAsString":false,"values":[{values}]}}}}"#
            ));
        }
        for (name, base, properties) in COMPLEX {
            let base = base.map(|base| format!("{unit}{base}"));
            let text = |name: &&str| property(name, r#""nullable":true,"type":"string""#);
            let properties: Vec<_> = properties.iter().map(text).collect();
            entries.push(schema(&format!("{unit}{name}"), base.as_deref(), &properties));
        }
        let own = PROPERTIES
            .map(|(name, _, schema)| property(name, &schema.replace("ns.%", &format!("microsoft.graph.{unit}"))));
        for (_, end) in PARTS {
            entries.push(schema(&format!("{unit}{end}"), Some("entity"), &own));
        }
        let targets = PARTS.map(|(name, end)| (name, format!("{unit}{end}")));
        let targets = targets.into_iter().chain([("related", related)]);
        let own: Vec<_> = own.into_iter().chain(targets.map(|(name, target)| navigation(name, &target))).collect();
        entries.push(schema(&unit, Some("entity"), &own));
        entries.push(schema(&format!("{unit}Special"), Some(&unit), &[property("reason", r#""type":"string""#)]));
    }
    entries.join(",")
}

fn units(area: usize) -> Vec<String> {
    (0..UNITS).map(|at| navigation(&format!("units{at}"), &unit(area, at))).collect()
}

fn schema(name: &str, base: Option<&str>, properties: &[String]) -> String {
    let own = format!(
        r#"{{"title":"{name}","description":"{}","type":"object","properties":{{{}}}}}"#,
        words(name),
        properties.join(",")
    );
    match base {
        Some(base) => format!(r#""microsoft.graph.{name}":{{"allOf":[{},{own}]}}"#, reference(base)),
        None => format!(r#""microsoft.graph.{name}":{own}"#),
    }
}

fn property(name: &str, schema: &str) -> String {
    format!(r#""{name}":{{{schema},"description":"{}"}}"#, words(name))
}

fn navigation(name: &str, target: &str) -> String {
    format!(r#""{name}":{{"type":"array","items":{},"x-ms-navigationProperty":true}}"#, reference(target))
}

fn reference(name: &str) -> String {
    format!(r##"{{"$ref":"#/components/schemas/microsoft.graph.{name}"}}"##)
}

/// The paths of an area: below its singleton, and below its entity set.
fn paths(area: usize, areas: usize) -> String {
    let mut paths = Paths::default();
    let (set, singleton) = (format!("/area{area}s"), format!("/area{area}"));
    paths.collection(&set, &format!("area{area}"));
    paths.item(&singleton, [read(&reference(&format!("area{area}"))), update(&format!("area{area}"))]);
    for root in [format!("{set}/{{area{area}-id}}"), singleton] {
        for at in 0..UNITS {
            let (unit, related) = (unit(area, at), unit((area + 1) % areas, at));
            paths.unit(&format!("{root}/units{at}"), &unit, &related);
        }
    }
    paths.entries.join(",")
}

/// Path items, as entries of a mapping.
#[derive(Default)]
struct Paths {
    entries: Vec<String>,
}

impl Paths {
    fn unit(&mut self, path: &str, unit: &str, related: &str) {
        self.collection(path, unit);
        let path = format!("{path}/{{{unit}-id}}");
        for (name, end) in PARTS {
            self.collection(&format!("{path}/{name}"), &format!("{unit}{end}"));
        }
        let state = reference(&format!("{unit}State"));
        self.item(&format!("{path}/related"), [list(related)]);
        self.item(&format!("{path}/microsoft.graph.{unit}Special"), [read(&reference(&format!("{unit}Special")))]);
        let approve = format!(
            r#""requestBody":{{"content":{{"application/json":{{"schema":{{"type":"object","properties":{{"comment":{{"nullable":true,"type":"string"}},"kind":{{"anyOf":[{},{{"nullable":true,"type":"object"}}]}}}}}}}}}}}},"responses":{{"204":{{"description":"Success"}},{FAILURES}}},"x-ms-docs-operation-type":"action""#,
            reference(&format!("{unit}Kind"))
        );
        self.item(&format!("{path}/microsoft.graph.approve"), [format!(r#""post":{{{approve}}}"#)]);
        let summarize = format!(
            r#""parameters":[{{"name":"period","in":"path","required":true,"schema":{{"nullable":true,"type":"string"}}}}],{},"x-ms-docs-operation-type":"function""#,
            answers(&state)
        );
        self.item(
            &format!("{path}/microsoft.graph.summarize(period='{{period}}')"),
            [format!(r#""get":{{{summarize}}}"#)],
        );
    }

    /// A collection that is contained, its count and its members.
    fn collection(&mut self, path: &str, ty: &str) {
        let create = format!(r#""post":{{{},{},{}}}"#, about("Create", path), body(ty), answers(&reference(ty)));
        self.item(path, [list(ty), create]);
        let count = answers(r#"{"type":"integer"}"#);
        self.item(&format!("{path}/$count"), [format!(r#""get":{{{},{count}}}"#, about("Count", path))]);
        let delete = format!(
            r#""delete":{{{},"parameters":[{{"name":"If-Match","in":"header","description":"ETag","schema":{{"type":"string"}}}}],"responses":{{"204":{{"description":"Success"}},{FAILURES}}}}}"#,
            about("Delete", path)
        );
        let key = format!(
            r#""parameters":[{{"name":"{ty}-id","in":"path","description":"key: id of {ty}","required":true,"schema":{{"type":"string"}},"x-ms-docs-key-type":"{ty}"}}]"#
        );
        self.item(&format!("{path}/{{{ty}-id}}"), [read(&reference(ty)), update(ty), delete, key]);
    }

    fn item<const N: usize>(&mut self, path: &str, entries: [String; N]) {
        self.entries.push(format!(
            r#""{path}":{{"description":"Provides operations to manage what is at this path.",{}}}"#,
            entries.join(",")
        ));
    }
}

fn list(ty: &str) -> String {
    let schema =
        format!(r#"{{"type":"object","properties":{{"value":{{"type":"array","items":{}}}}}}}"#, reference(ty));
    let options = ["$orderby", "$select", "$expand"].map(option).join(",");
    format!(r#""get":{{{},"parameters":[{options}],{}}}"#, about("List", ty), answers(&schema))
}

fn read(schema: &str) -> String {
    let options = ["$select", "$expand"].map(option).join(",");
    format!(r#""get":{{{},"parameters":[{options}],{}}}"#, about("Get", "one"), answers(schema))
}

fn update(ty: &str) -> String {
    format!(r#""patch":{{{},{},{}}}"#, about("Update", ty), body(ty), answers(&reference(ty)))
}

/// Published documents list the properties with each option, which is half of their size.
fn option(name: &str) -> String {
    let names = PROPERTIES.map(|(name, ..)| name);
    format!(
        r#"{{"name":"{name}","in":"query","description":"Which properties","style":"form","explode":false,"schema":{{"uniqueItems":true,"type":"array","items":{{"enum":{names:?},"type":"string"}}}}}}"#
    )
}

fn about(verb: &str, of: &str) -> String {
    format!(
        r#""tags":["{of}"],"summary":"{verb} {of}","description":"{}","operationId":"{verb}.{of}","x-ms-docs-operation-type":"operation""#,
        words(of)
    )
}

fn body(ty: &str) -> String {
    format!(
        r#""requestBody":{{"description":"New values","required":true,"content":{{"application/json":{{"schema":{}}}}}}}"#,
        reference(ty)
    )
}

fn answers(schema: &str) -> String {
    format!(
        r#""responses":{{"2XX":{{"description":"Retrieved","content":{{"application/json":{{"schema":{schema}}}}}}},{FAILURES}}}"#
    )
}
