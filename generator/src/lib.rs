//! Typed Rust for exactly the part of Microsoft Graph that you use.
//!
//! [`generate`] takes texts and gives files; reading and writing is up to the caller, as the `graphslice` command does
//! it. The stages in between are public for those who want to look inside, and may change with every version.

pub mod api;
pub mod check;
pub mod cli;
pub mod config;
pub mod csdl;
pub mod emit;
pub mod files;
mod format;
pub mod name;
mod nearest;
pub mod plan;
pub mod report;
pub mod slice;
pub mod source;
#[cfg(test)]
mod testing;

use check::Checked;
use files::Files;
use report::{Diagnostic, Report};
use source::{SourceId, Sources};

/// The documents that describe the service.
#[derive(Debug, Clone)]
pub struct Description {
    /// The document itself.
    pub base: SourceId,
    /// Those whose elements are merged into it, in order.
    pub supplements: Vec<SourceId>,
}

/// The whole way: from a description and its supplements to the files of the crate. What there is to say about the input
/// goes to the report; if that has errors, of this run or from reading the configuration, there are no files.
pub fn generate(
    sources: &Sources,
    description: &Description,
    config: &config::Config,
    report: &mut Report,
) -> Option<Files> {
    let api = read(sources, description, report)?;
    let slice = slice::slice(&api, &config.slice, report);
    let renames = name::Renames::new(&config.rename, &api, report);
    if report.has_errors() {
        return None;
    }
    let crate_name = config.package.name.value.replace('-', "_");
    let plan = plan::plan(&api, &slice, &renames, &crate_name, report);
    emit::emit(&plan, &config.package, &config.source.service_root)
        .map_err(|error| report.push(Diagnostic::error("bad-path", error.to_string())))
        .ok()
        .filter(|_| !report.has_errors())
}

/// Reads the documents, merges them and closes every reference. After an error the answer is what could be understood;
/// there is none if a document could not be read at all.
pub fn read(sources: &Sources, description: &Description, report: &mut Report) -> Option<Checked> {
    let mut names = api::Names::default();
    let mut api = csdl::read(description.base, sources, &mut names, report);
    let mut is_read = api.span.is_some();
    for supplement in &description.supplements {
        let supplement = csdl::read(*supplement, sources, &mut names, report);
        is_read &= supplement.span.is_some();
        api::merge(&mut api, supplement, &names, report);
    }
    is_read.then(|| check::check(api, names, report))
}
