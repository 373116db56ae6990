//! Typed Rust for exactly the part of Microsoft Graph that you use.
//!
//! The [`guide`] has a page for each thing that one does with it.
//!
//! [`generate`] takes texts and gives files; reading and writing is up to the caller, as the `graphslice` command does
//! it. The stages in between are public for those who want to look inside, and may change with every version.

#![warn(unreachable_pub)]

pub mod api;
pub mod bump;
pub mod check;
mod circles;
pub mod cli;
pub mod config;
pub mod csdl;
pub mod diff;
pub mod emit;
pub mod files;
mod format;
pub mod guide;
mod legible;
pub mod name;
mod nearest;
pub mod openapi;
pub mod pages;
pub mod plan;
pub mod report;
pub mod show;
pub mod slice;
pub mod source;
#[cfg(test)]
mod testing;

use check::Checked;
use files::Files;
use report::{Diagnostic, Report};
use source::{SourceId, Sources};

/// The format of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CSDL, in XML.
    Csdl,
    /// OpenAPI 3.0, in YAML or JSON, with the conventions of OData services like Microsoft Graph.
    OpenApi,
    /// OpenAPI 3.0, in YAML or JSON, without conventions.
    PlainOpenApi,
}

/// The documents that describe the service.
#[derive(Debug, Clone)]
pub struct Description {
    /// The document itself.
    pub base: SourceId,
    /// Its format. Supplements are always CSDL.
    pub format: Format,
    /// Those whose elements are merged into it, in order.
    pub supplements: Vec<SourceId>,
    /// Reference pages, under the names by which reports call them.
    pub pages: Vec<SourceId>,
}

impl Description {
    /// One document, with nothing beside it.
    pub fn new(base: SourceId, format: Format) -> Self {
        Self { base, format, supplements: Vec::new(), pages: Vec::new() }
    }
}

/// The whole way: from a description and its supplements to the files of the crate. What there is to say about the input
/// goes to the report; if that has errors, of this run or from reading the configuration, there are no files.
pub fn generate(
    sources: &Sources,
    description: &Description,
    config: &config::Config,
    report: &mut Report,
) -> Option<Files> {
    if description.format == Format::PlainOpenApi {
        let plan = plan_plain(sources, description, config, report)?;
        return files(emit::plain::emit(&plan, &config.package), report);
    }
    let plan = plan(sources, description, config, report)?;
    let root = config.source.service_root.as_deref().unwrap_or(config::Source::SERVICE_ROOT);
    files(emit::emit(&plan, &config.package, root), report)
}

/// The way up to the plan: everything about the crate is decided, and nothing printed.
pub fn plan(
    sources: &Sources,
    description: &Description,
    config: &config::Config,
    report: &mut Report,
) -> Option<plan::Plan> {
    let api = read_for(sources, description, &config.slice, &renamed_types(&config.rename), report)?;
    let slice = slice::slice(&api, &config.slice, report);
    let renames = name::Renames::new(&config.rename, &api, report);
    if report.has_errors() {
        return None;
    }
    let crate_name = config.package.crate_name();
    let pages: Vec<pages::Page> = description.pages.iter().map(|page| pages::read(*page, sources)).collect();
    let root = config.source.service_root.as_deref().unwrap_or(config::Source::SERVICE_ROOT);
    let reference = pages::relate(&pages, &api, &slice, root, sources);
    Some(plan::plan(&api, &slice, &renames, &reference, &crate_name, report))
}

/// The types that renames speak of.
fn renamed_types(renames: &[(config::Text, config::Text)]) -> Vec<&str> {
    renames.iter().map(|(from, _)| from.value.split('/').next().unwrap_or_default()).collect()
}

/// As [`plan()`] for a document without conventions: other models, other requests, the same stages.
pub fn plan_plain(
    sources: &Sources,
    description: &Description,
    config: &config::Config,
    report: &mut Report,
) -> Option<plan::plain::Plan> {
    let service = read_service(sources, description, report)?;
    let slice = slice::plain::slice(&service, &config.slice, report);
    let renames = name::PlainRenames::new(&config.rename, &service, report);
    let root = config.source.service_root.as_deref().or(service.server.as_deref());
    if root.is_none() {
        report.push(
            Diagnostic::error("no-service-root", "the description does not say where the service is")
                .at(config.source.document.span, "this document")
                .help("add `service-root = \"https://…\"` to `[source]`, or give `--service-root`"),
        );
    }
    let root = root.filter(|_| !report.has_errors())?;
    Some(plan::plain::plan(&service, &slice, &renames, &config.package.crate_name(), root))
}

/// Reads a document without conventions.
pub(crate) fn read_service(
    sources: &Sources,
    description: &Description,
    report: &mut Report,
) -> Option<api::plain::Service> {
    if !description.pages.is_empty() {
        let message = "reference pages are read along with descriptions of Graph only";
        report.push(Diagnostic::error("plain-pages", message).help("leave out `pages` in `[source]`, or `--pages`"));
        return None;
    }
    openapi::read_plain(description.base, sources, report)
}

fn files(files: Result<Files, files::FilesError>, report: &mut Report) -> Option<Files> {
    files
        .map_err(|error| report.push(Diagnostic::error("bad-path", error.to_string())))
        .ok()
        .filter(|_| !report.has_errors())
}

/// Reads the documents, merges them and closes every reference. After an error the answer is what could be understood;
/// there is none if a document could not be read at all.
pub fn read(sources: &Sources, description: &Description, report: &mut Report) -> Option<Checked> {
    read_extent(sources, description, openapi::Extent::Whole, report)
}

/// As [`read`], but for one slice and some further types: of a large OpenAPI document only what they need is looked at,
/// and other types are without their members. What comes out of the slice is the same.
pub fn read_for(
    sources: &Sources,
    description: &Description,
    wanted: &config::Slice,
    types: &[&str],
    report: &mut Report,
) -> Option<Checked> {
    let types: Vec<&str> = wanted.types.iter().map(|ty| &*ty.value).chain(types.iter().copied()).collect();
    let extent = openapi::Extent::Part { patterns: &wanted.include, types: &types };
    // Paths may go through what a supplement adds, gates depend on all paths, and pages may speak of any.
    let is_part =
        description.supplements.is_empty() && description.pages.is_empty() && wanted.features == config::Features::None;
    let extent = if is_part { extent } else { openapi::Extent::Whole };
    read_extent(sources, description, extent, report)
}

fn read_extent(
    sources: &Sources,
    description: &Description,
    extent: openapi::Extent<'_>,
    report: &mut Report,
) -> Option<Checked> {
    let mut names = api::Names::default();
    let mut api = match description.format {
        Format::Csdl => csdl::read(description.base, sources, &mut names, report),
        Format::OpenApi => openapi::read(description.base, sources, extent, &mut names, report),
        Format::PlainOpenApi => {
            report.push(
                Diagnostic::error("plain-description", "this cannot be done with plain documents")
                    .help("`graphslice init`, `generate`, `list`, `why`, `show`, `diff` and `bump` read them"),
            );
            return None;
        }
    };
    let mut is_read = api.span.is_some();
    for supplement in &description.supplements {
        let supplement = csdl::read(*supplement, sources, &mut names, report);
        is_read &= supplement.span.is_some();
        api::merge(&mut api, supplement, &names, report);
    }
    is_read.then(|| check::check(api, names, report))
}
