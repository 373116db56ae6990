//! The same for the crates of plain documents.
//!
//! An item is known by what it stands for on the wire: an operation by method and path, a type by the name of its schema,
//! a property or parameter by its own, an answer by its status.

mod answers;
mod calls;
mod members;
mod parameters;
mod schemes;
mod surface;
mod types;

use super::{
    Change, in_order,
    input::{Input, both, settle},
    types::Known,
};
use crate::{
    api::plain::Service,
    config::Config,
    name::PlainRenames,
    plan::plain::{Plan, plan},
    report::{Diagnostic, Report},
    slice::plain::{Slice, explain, slice},
    source::{SourceId, Sources},
};
use surface::Surface;

/// A document that was read, and the crate that would come out of it.
struct Side<'a> {
    service: &'a Service,
    slice: Slice<'a>,
    plan: Plan,
}

impl<'a> Side<'a> {
    fn new(service: &'a Service, config: &Config, crate_name: &str, findings: &mut Report) -> Self {
        let slice = slice(service, &config.slice, findings);
        let renames = PlainRenames::new(&config.rename, service, findings);
        let root = config.source.service_root.as_deref().or(service.server.as_deref());
        let plan = plan(service, &slice, &renames, crate_name, root.unwrap_or_default());
        Self { service, slice, plan }
    }
}

impl Known for Side<'_> {
    fn has(&self, full_name: &str) -> bool {
        self.service.types.contains_key(full_name)
    }

    fn chain(&self, full_name: &str) -> Option<Vec<String>> {
        explain(&self.slice, self.service, full_name)
    }
}

/// Compares the crates that would come out of two plain documents.
pub(super) fn compare(sources: &Sources, old: Input<'_>, new: Input<'_>, report: &mut Report) -> Option<Vec<Change>> {
    let read = |input: Input<'_>| {
        let mut found = Report::default();
        (crate::read_service(sources, input.description, &mut found), found)
    };
    let ((before, of_old), (after, of_new)) = both(|| read(old), || read(new));
    report.append(of_old);
    report.append(of_new);
    let (before, after) = (before?, after?);
    if report.has_errors() {
        return None;
    }
    let crate_name = new.config.package.crate_name();
    let side = |service, input: Input<'_>| {
        let mut findings = Report::default();
        (Side::new(service, input.config, &crate_name, &mut findings), findings)
    };
    let ((before, of_old), (after, of_new)) = both(|| side(&before, old), || side(&after, new));
    let of_old = words_only(of_old, old.description.base, report);
    let of_new = words_only(of_new, new.description.base, report);
    settle((&of_old, old.config), (&of_new, new.config), report);
    (!report.has_errors()).then(|| diff(&before, &after))
}

/// What is not supported in a document is told whatever the other one has; what remains is about the user's words.
fn words_only(findings: Report, document: SourceId, report: &mut Report) -> Report {
    let mut words = Report::default();
    for finding in findings.diagnostics() {
        let is_of_document = |finding: &Diagnostic| finding.labels.iter().any(|label| label.span.source == document);
        let list = if is_of_document(finding) { &mut *report } else { &mut words };
        list.push(finding.clone());
    }
    words
}

fn diff(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let (before, after) = (Surface::new(&old.plan), Surface::new(&new.plan));
    let mut changes = Vec::new();
    types::compare((old, new), &before, &after, &mut changes);
    calls::compare(&before, &after, &mut changes);
    schemes::compare(old, new, &mut changes);
    in_order(changes)
}

/// Text of a description inside backticks: nothing in it ends them.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

/// Why something should not be used any more: documents say that it is so, and no more.
fn note(deprecated: bool) -> Option<&'static str> {
    deprecated.then_some("deprecated by the service")
}
