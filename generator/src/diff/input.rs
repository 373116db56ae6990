//! From two descriptions to their changes.

use std::{num::NonZero, panic::resume_unwind, thread};

use super::{Change, diff, plain};
use crate::{
    Description, Format,
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

impl Input<'_> {
    /// The description, as far as its slice needs it.
    pub(crate) fn read(self, sources: &Sources, report: &mut Report) -> Option<Checked> {
        let Config { slice, rename, .. } = self.config;
        crate::read_for(sources, self.description, slice, &crate::renamed_types(rename), report)
    }
}

/// A description that was read, and the crate that would come out of it.
#[derive(Debug)]
pub struct Side<'a> {
    /// What the service has.
    pub(super) api: &'a Checked,
    /// What of it was asked for.
    pub(crate) slice: Slice<'a>,
    /// The crate.
    pub(super) plan: Plan,
    /// What was found on the way.
    pub(crate) findings: Report,
    config: &'a Config,
}

impl<'a> Side<'a> {
    /// Selects and plans. `crate_name` is what examples in the documentation call the crate; that two crates have
    /// different names is no change.
    pub fn new(api: &'a Checked, config: &'a Config, crate_name: &str) -> Self {
        let mut findings = Report::default();
        let slice = slice::slice(api, &config.slice, &mut findings);
        let renames = Renames::new(&config.rename, api, &mut findings);
        // What pages say is no part of the description, and of the crate's surface only the documentation.
        let plan = plan(api, &slice, &renames, &Reference::default(), crate_name, &mut findings);
        Self { api, slice, plan, findings, config }
    }
}

/// Compares the crates that would come out.
pub fn compare(sources: &Sources, old: Input<'_>, new: Input<'_>, report: &mut Report) -> Option<Vec<Change>> {
    let is_plain = |input: Input<'_>| input.description.format == Format::PlainOpenApi;
    match (is_plain(old), is_plain(new)) {
        (false, false) => compare_graph(sources, old, new, report),
        (true, true) => plain::compare(sources, old, new, report),
        _ => {
            report.push(
                Diagnostic::error("plain-description", "one side is a plain document, and the other is not")
                    .help("what is compared has to be of one dialect"),
            );
            None
        }
    }
}

fn compare_graph(sources: &Sources, old: Input<'_>, new: Input<'_>, report: &mut Report) -> Option<Vec<Change>> {
    let (mut of_old, mut of_new) = (Report::default(), Report::default());
    let (before, after) = both(|| old.read(sources, &mut of_old), || new.read(sources, &mut of_new));
    report.append(of_old);
    report.append(of_new);
    let (before, after) = (before?, after?);
    if report.has_errors() {
        return None;
    }
    let crate_name = new.config.package.crate_name();
    let (old, new) =
        both(|| Side::new(&before, old.config, &crate_name), || Side::new(&after, new.config, &crate_name));
    compare_sides(&old, &new, report)
}

/// Compares what was read already.
pub(crate) fn compare_sides(old: &Side<'_>, new: &Side<'_>, report: &mut Report) -> Option<Vec<Change>> {
    settle((&old.findings, old.config), (&new.findings, new.config), report);
    (!report.has_errors()).then(|| diff(old, new))
}

/// Tells what was found on the two sides, once. Where one configuration is for both, a pattern, type or rename that only
/// one of the two descriptions knows is no mistake: the service had it, or has it by now.
pub(super) fn settle(old: (&Report, &Config), new: (&Report, &Config), report: &mut Report) {
    let is_shared = std::ptr::eq(old.1, new.1);
    for ((side, _), (other, _), is_second) in [(old, new, false), (new, old, true)] {
        for finding in side.diagnostics() {
            let same = |other: &Diagnostic| other.code == finding.code && other.labels == finding.labels;
            let twice = other.diagnostics().iter().any(same);
            let is_excused = is_shared && !twice && finding.severity == Severity::Error;
            let is_told = is_second && twice || report.diagnostics().contains(finding);
            if !(is_excused || is_told) {
                report.push(finding.clone());
            }
        }
    }
}

/// The same work for both sides, which have nothing in common: at once, where there are processors for it.
pub(super) fn both<A: Send, B>(old: impl FnOnce() -> A + Send, new: impl FnOnce() -> B) -> (A, B) {
    if thread::available_parallelism().map_or(1, NonZero::get) < 2 {
        return (old(), new());
    }
    thread::scope(|scope| {
        let old = scope.spawn(old);
        let new = new();
        (old.join().unwrap_or_else(|panic| resume_unwind(panic)), new)
    })
}
