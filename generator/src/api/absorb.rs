//! Two sets of notes on one element become one.

use super::{NoteFields, Notes, Restrictions, Spanned};
use crate::report::{Diagnostic, Report};
use crate::source::Span;

impl Notes {
    /// Takes in what another set says. What both say is a finding, and stays as it was: a repetition inside one
    /// document is harmless, a supplement that speaks against what it supplements is a clash.
    pub(crate) fn absorb(&mut self, other: Self, report: &mut Report) {
        match (&mut self.0, other.0) {
            (_, None) => {}
            (Some(fields), Some(other)) => fields.absorb(*other, report),
            (none, other) => *none = other,
        }
    }
}

impl NoteFields {
    fn absorb(&mut self, other: Self, report: &mut Report) {
        fill(&mut self.description, other.description, "description", report);
        fill(&mut self.long_description, other.long_description, "long description", report);
        fill(&mut self.link, other.link, "link", report);
        // That a property is computed and that it can only be read are two terms and one fact.
        let is_repeated = |first: &Spanned<bool>, second: &Spanned<bool>| {
            first.value == second.value && first.span.source == second.span.source
        };
        if !self
            .computed
            .as_ref()
            .zip(other.computed.as_ref())
            .is_some_and(|(first, second)| is_repeated(first, second))
        {
            fill(&mut self.computed, other.computed, "statement on being computed", report);
        }
        fill(&mut self.immutable, other.immutable, "statement on being immutable", report);
        fill(&mut self.optional, other.optional, "statement on being optional", report);
        fill(&mut self.operation, other.operation, "restriction of calling", report);
        self.alternate_keys.extend(other.alternate_keys);
        self.restrictions.absorb(other.restrictions, report);
        match (self.revisions.first(), other.revisions.first()) {
            (Some(first), Some(second)) => clash("list of revisions", first.span, second.span, report),
            _ => self.revisions.extend(other.revisions),
        }
    }
}

impl Restrictions {
    fn absorb(&mut self, other: Self, report: &mut Report) {
        fill(&mut self.read, other.read, "restriction of reading", report);
        fill(&mut self.read_by_key, other.read_by_key, "restriction of reading by key", report);
        fill(&mut self.insert, other.insert, "restriction of inserting", report);
        fill(&mut self.update, other.update, "restriction of updating", report);
        fill(&mut self.delete, other.delete, "restriction of deleting", report);
        fill(&mut self.not_navigable, other.not_navigable, "statement on navigability", report);
        fill(&mut self.referenceable, other.referenceable, "statement on references", report);
        fill(&mut self.indexable_by_key, other.indexable_by_key, "statement on keys", report);
        fill(&mut self.countable, other.countable, "statement on counting", report);
    }
}

/// Something that knows where it is stated.
trait Placed {
    /// Where.
    fn span(&self) -> Span;
}

impl<T> Placed for Spanned<T> {
    fn span(&self) -> Span {
        self.span
    }
}

impl<T> Placed for Box<Spanned<T>> {
    fn span(&self) -> Span {
        self.span
    }
}

/// Puts a statement where none is yet; a second one is a finding.
fn fill<T: Placed>(slot: &mut Option<T>, new: Option<T>, what: &str, report: &mut Report) {
    match (slot.as_ref(), new) {
        (_, None) => {}
        (None, new) => *slot = new,
        (Some(first), Some(second)) => clash(what, first.span(), second.span(), report),
    }
}

fn clash(what: &str, mut first: Span, mut second: Span, report: &mut Report) {
    let diagnostic = if first.source == second.source {
        Diagnostic::warning("duplicate-annotation", format!("a second {what} of the same element is ignored"))
    } else {
        // Which of them stood apart, and comes later, says nothing about which is the supplement.
        (first, second) = (first.min(second), first.max(second));
        Diagnostic::error("supplement-clash", format!("the element that is supplemented has a {what} already"))
            .help("leave it out of the supplement: a supplement adds, and contradicts nothing")
    };
    report.push(diagnostic.at(second, "").at(first, "the first is here"));
}
