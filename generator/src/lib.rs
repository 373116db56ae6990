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

/// What a run came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// What there is to say about the input.
    pub report: Report,
    /// The files of the crate by path; none if the report has errors.
    pub files: Option<Files>,
}

/// The whole way: from a description and its supplements to the files of the crate.
pub fn generate(sources: &Sources, description: &Description, config: &config::Config) -> Outcome {
    let mut report = Report::default();
    let files = files(sources, description, config, &mut report).filter(|_| !report.has_errors());
    Outcome { report, files }
}

/// The documents that describe the service.
#[derive(Debug, Clone)]
pub struct Description {
    /// The document itself.
    pub base: SourceId,
    /// Those whose elements are merged into it, in order.
    pub supplements: Vec<SourceId>,
}

fn files(sources: &Sources, description: &Description, config: &config::Config, report: &mut Report) -> Option<Files> {
    let api = read(sources, description, report)?;
    let slice = slice::slice(&api, &config.slice, report);
    let renames = name::Renames::new(&config.rename, &api, report);
    if report.has_errors() {
        return None;
    }
    let plan = plan::plan(&api, &slice, &renames, &config.package.name.value.replace('-', "_"), report);
    emit::emit(&plan, &config.package, &config.source.service_root)
        .map_err(|error| report.push(Diagnostic::error("bad-path", error.to_string())))
        .ok()
}

/// Reads the documents, merges them and closes every reference.
pub fn read(sources: &Sources, description: &Description, report: &mut Report) -> Option<Checked> {
    let mut names = api::Names::default();
    let mut api = csdl::read(description.base, sources, &mut names, report);
    for supplement in &description.supplements {
        let supplement = csdl::read(*supplement, sources, &mut names, report);
        api::merge(&mut api, supplement, &names, report);
    }
    check::check(api, names, report)
}
