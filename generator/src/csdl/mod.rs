//! CSDL, the XML in which OData services describe themselves (OData 4.01, Common Schema Definition Language).
//!
//! `syntax` mirrors the elements of a document, `reader` fills it from XML, `lower` turns it into an [`Api`], and
//! `write` goes the other way.
//! Reading is tolerant where published documents need it, and goes on after an error: one run reports all.

mod lower;
mod reader;
mod syntax;
mod write;
mod xml;

pub use write::write;

use crate::api::{Api, Names};
use crate::report::Report;
use crate::source::{SourceId, Sources};

/// Reads one document. What is wrong with it goes to the report; what could be read is in the answer, in which
/// references may still be open.
pub fn read(source: SourceId, sources: &Sources, names: &mut Names, report: &mut Report) -> Api {
    let Some(document) = xml::parse(source, sources.get(source), report) else { return Api::default() };
    let Some(document) = reader::document(source, &document, report) else { return Api::default() };
    let size = sources.get(source).text.len();
    Api { size, ..lower::lower(source, &document, names, report) }
}

#[cfg(test)]
mod limits_tests;
#[cfg(test)]
mod tests;
