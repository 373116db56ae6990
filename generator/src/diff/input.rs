//! From two descriptions to their changes.

use std::{num::NonZero, panic::resume_unwind, thread};

use super::{Change, Side, diff};
use crate::{
    Description,
    check::Checked,
    config::Config,
    name::Renames,
    pages::Reference,
    plan::{Plan, plan},
    report::{Diagnostic, Report, Severity},
    slice::{self, Slice},
    source::Sources,
};

/// A description, and what is wanted of it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The documents.
    pub description: &'a Description,
    /// The slice, and the names in the crate.
    pub config: &'a Config,
}

/// Compares the crates that would come out. Where one configuration is for both, a pattern, type or rename that only one
/// of the two descriptions knows is no mistake: the service had it, or has it by now.
pub fn compare(sources: &Sources, old: Input<'_>, new: Input<'_>, report: &mut Report) -> Option<Vec<Change>> {
    let (mut of_old, mut of_new) = (Report::default(), Report::default());
    let (before, after) = both(|| read(sources, old, &mut of_old), || read(sources, new, &mut of_new));
    for finding in of_old.diagnostics().iter().chain(of_new.diagnostics()) {
        report.push(finding.clone());
    }
    let (before, after) = (before?, after?);
    if report.has_errors() {
        return None;
    }
    let crate_name = new.config.package.name.value.replace('-', "_");
    let (mut of_old, mut of_new) = (Report::default(), Report::default());
    let ((old_slice, old_plan), (new_slice, new_plan)) = both(
        || cut(&before, old.config, &crate_name, &mut of_old),
        || cut(&after, new.config, &crate_name, &mut of_new),
    );
    let is_shared = std::ptr::eq(old.config, new.config);
    let is_told_by = |found: &Report, finding: &Diagnostic| {
        found.diagnostics().iter().any(|other| other.code == finding.code && other.labels == finding.labels)
    };
    for (found, other, is_second) in [(&of_old, &of_new, false), (&of_new, &of_old, true)] {
        for finding in found.diagnostics() {
            let twice = is_told_by(other, finding);
            let is_excused = is_shared && !twice && finding.severity == Severity::Error;
            if !(is_excused || is_second && twice) {
                report.push(finding.clone());
            }
        }
    }
    let old = Side { api: &before, slice: &old_slice, plan: &old_plan };
    let new = Side { api: &after, slice: &new_slice, plan: &new_plan };
    (!report.has_errors()).then(|| diff(old, new))
}

/// The same work for both sides, which have nothing in common: at once, where there are processors for it.
fn both<A: Send, B>(old: impl FnOnce() -> A + Send, new: impl FnOnce() -> B) -> (A, B) {
    if thread::available_parallelism().map_or(1, NonZero::get) < 2 {
        return (old(), new());
    }
    thread::scope(|scope| {
        let old = scope.spawn(old);
        let new = new();
        (old.join().unwrap_or_else(|panic| resume_unwind(panic)), new)
    })
}

fn read(sources: &Sources, input: Input<'_>, report: &mut Report) -> Option<Checked> {
    let Config { slice, rename, .. } = input.config;
    crate::read_for(sources, input.description, slice, &crate::renamed_types(rename), report)
}

fn cut<'a>(api: &'a Checked, config: &Config, crate_name: &str, report: &mut Report) -> (Slice<'a>, Plan) {
    let slice = slice::slice(api, &config.slice, report);
    let renames = Renames::new(&config.rename, api, report);
    // What pages say is no part of the description, and of the crate's surface only the documentation.
    let plan = plan(api, &slice, &renames, &Reference::default(), crate_name, report);
    (slice, plan)
}
