//! OpenAPI 3.0, in YAML or JSON, as the OData services of Microsoft Graph publish it (by Microsoft.OpenApi.OData), and
//! below `plain` as all others do.
//!
//! `text` knows where everything stands, `index` what there is by name and where paths lead, `lower` turns both into an
//! [`Api`] that cannot be told from one of CSDL. What the format cannot say may stand in extensions, `x-graphslice-…`.
//!
//! Of a large document only the parts are lowered that were asked for; the other types are declared without members.

mod index;
mod lower;
mod plain;
mod text;

use crate::api::{Api, Names, plain::Service};
use crate::report::{Diagnostic, Report};
use crate::source::{SourceId, Sources, Span};
use index::Index;
use text::{Document, Part, Value};

/// What has to be lowered.
#[derive(Debug, Clone, Copy)]
pub enum Extent<'a> {
    /// Everything.
    Whole,
    /// What these patterns and types need. All other types are there, but without members.
    Part {
        /// Patterns of paths.
        patterns: &'a [crate::config::Text],
        /// Full names of types.
        types: &'a [&'a str],
    },
}

/// Reads one document. What is wrong with it goes to the report; what could be read is in the answer, in which
/// references may still be open.
pub fn read(source: SourceId, sources: &Sources, extent: Extent<'_>, names: &mut Names, report: &mut Report) -> Api {
    let Some(document) = parse(source, sources, report) else { return Api::default() };
    let root = document.root();
    if !is_supported(root, report) {
        return Api::default();
    }
    let components = root.get("components");
    lower::unique_entries(Some(root), report);
    let schemas = lower::unique_entries(root.at(&["components", "schemas"]), report);
    let paths = lower::unique_entries(root.get("paths"), report);
    if !schemas.iter().any(|schema| schema.key.starts_with(&format!("{}.", index::NAMESPACE))) {
        let message = "this document has no schema of the namespace `microsoft.graph`";
        let help = "if it describes another service, say so: `dialect = \"plain\"` in `[source]`, or `--dialect plain`";
        report.push(Diagnostic::error("unsupported-openapi", message).at(root.span(), "").help(help));
        return Api::default();
    }
    let size = sources.get(source).text.len();
    Api { size, ..lower::lower(root, Index::new(schemas, paths, components), extent, names, report) }
}

/// Reads a document that follows no convention but the specification's. What is not supported is noted in the answer, and
/// concerns only the operations that need it; there is no answer if the document cannot be read at all.
pub fn read_plain(source: SourceId, sources: &Sources, report: &mut Report) -> Option<Service> {
    let document = parse(source, sources, report)?;
    let root = document.root();
    is_supported(root, report).then(|| plain::lower(root, report))
}

/// XML could be read as YAML, of a kind.
fn parse<'s>(id: SourceId, sources: &'s Sources, report: &mut Report) -> Option<Document<'s>> {
    let source = sources.get(id);
    if !source.is_xml() {
        return Document::parse(id, &source.text, report);
    }
    let help = match source.is_web_page() {
        true => "this is a web page, such as one to sign in: save the description itself",
        false => "this is XML: CSDL is given by `--csdl`, or `csdl` in `[source]`",
    };
    let first = Span::new(id, 0..source.text.find('\n').unwrap_or(source.text.len()));
    report.push(Diagnostic::error("not-openapi", "this is not an OpenAPI document").at(first, "").help(help));
    None
}

/// Whether this is OpenAPI 3.0; everything else is refused with its name.
fn is_supported(root: Part<'_>, report: &mut Report) -> bool {
    let text = |part: Part<'_>| match part.value() {
        Value::Text(text) | Value::Number(text) => text.into_owned(),
        _ => String::new(),
    };
    let help = "OpenAPI 3.0 is read: `openapi: 3.0.1`";
    let problem = if let Some(version) = root.get("openapi") {
        if text(version).starts_with("3.0") {
            return true;
        }
        let message = format!("OpenAPI {} is not supported", text(version).escape_debug());
        Diagnostic::error("unsupported-version", message).at(version.span(), "")
    } else if let Some(version) = root.get("swagger") {
        let message = format!("Swagger {} is not supported", text(version).escape_debug());
        Diagnostic::error("unsupported-version", message).at(version.span(), "")
    } else {
        Diagnostic::error("not-openapi", "this is not an OpenAPI document: it has no `openapi`").at(root.span(), "")
    };
    report.push(problem.help(help));
    false
}

#[cfg(test)]
mod limits_tests;
#[cfg(test)]
mod tests;
