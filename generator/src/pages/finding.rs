//! What of the pages does not fit the description.

use std::{collections::BTreeMap, fmt::Write, ops::Range};

use crate::{
    legible::is_deceptive,
    source::{SourceId, Sources, Span},
};

/// What is wrong with an example, or a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The description has no such path, or no such method there.
    UnresolvedPath,
    /// A word stands where a value has to be.
    Placeholder,
    /// A name is right but for its letter case.
    LetterCase,
    /// One object stands inside `value`, or a collection does not.
    Envelope,
    /// A member belongs to a derived type, and no `@odata.type` says that the value is one.
    MissingDiscriminator,
    /// The type has no such property.
    UnknownProperty,
    /// The enumeration has no such member.
    UnknownMember,
    /// `@odata.type` names a type that is not there, or cannot be there.
    UnknownType,
    /// The value is of another kind than its type.
    WrongKind,
    /// The body is not JSON.
    DamagedJson,
    /// The permissions are not those of the description.
    OtherPermissions,
}

impl Class {
    /// All of them, in the order in which reports show them.
    pub const ALL: [Self; 11] = [
        Self::UnresolvedPath,
        Self::Placeholder,
        Self::LetterCase,
        Self::Envelope,
        Self::MissingDiscriminator,
        Self::UnknownProperty,
        Self::UnknownMember,
        Self::UnknownType,
        Self::WrongKind,
        Self::DamagedJson,
        Self::OtherPermissions,
    ];

    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnresolvedPath => "unresolved path",
            Self::Placeholder => "placeholder",
            Self::LetterCase => "letter case",
            Self::Envelope => "envelope",
            Self::MissingDiscriminator => "missing discriminator",
            Self::UnknownProperty => "unknown property",
            Self::UnknownMember => "unknown enumeration member",
            Self::UnknownType => "unknown type",
            Self::WrongKind => "wrong kind",
            Self::DamagedJson => "damaged JSON",
            Self::OtherPermissions => "other permissions",
        }
    }
}

/// One thing that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub class: Class,
    /// Where.
    pub span: Span,
    /// Why, in a sentence without a full stop.
    pub reason: String,
}

/// What is collected about one body.
#[derive(Debug)]
pub(super) struct Findings {
    source: SourceId,
    pub(super) all: Vec<Finding>,
}

impl Findings {
    pub(super) fn new(source: SourceId) -> Self {
        Self { source, all: Vec::new() }
    }

    pub(super) fn source(&self) -> SourceId {
        self.source
    }

    pub(super) fn push(&mut self, class: Class, range: &Range<usize>, reason: impl Into<String>) {
        let span = Span::new(self.source, range.clone());
        self.all.push(Finding { class, span, reason: reason.into() });
    }
}

/// How many of some kind were compared with the description.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub compared: usize,
    /// Those that are right.
    pub right: usize,
}

impl Tally {
    pub(super) fn count(&mut self, is_right: bool) {
        self.compared += 1;
        self.right += usize::from(is_right);
    }
}

/// How the pages and their examples fared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Pages that speak of calls of the slice.
    pub pages: usize,
    /// Pages that speak of other calls, or of none.
    pub other_pages: usize,
    /// The requests that pages document, as methods and paths.
    pub documented: Tally,
    /// The requests of examples.
    pub requests: Tally,
    /// Bodies of requests.
    pub request_bodies: Tally,
    /// Bodies of answers.
    pub answer_bodies: Tally,
    /// What does not fit, in the order of the pages.
    pub findings: Vec<Finding>,
}

impl Outcome {
    /// The number of findings of each class.
    pub fn counts(&self) -> BTreeMap<Class, usize> {
        let mut counts: BTreeMap<Class, usize> = Class::ALL.into_iter().map(|class| (class, 0)).collect();
        for finding in &self.findings {
            *counts.entry(finding.class).or_default() += 1;
        }
        counts
    }

    /// The counts as tables, in Markdown.
    pub fn summary(&self) -> String {
        let mut out = format!(
            "{} pages speak of this slice, {} of something else.\n\n| | number | right |\n|---|---|---|\n",
            self.pages, self.other_pages
        );
        for (what, tally) in [
            ("documented requests", self.documented),
            ("example requests", self.requests),
            ("their bodies", self.request_bodies),
            ("bodies of their answers", self.answer_bodies),
        ] {
            let _ = writeln!(out, "| {what} | {} | {} |", tally.compared, tally.right);
        }
        out += "\n| finding | number |\n|---|---|\n";
        for (class, number) in self.counts() {
            let _ = writeln!(out, "| {} | {number} |", class.as_str());
        }
        out
    }

    /// The findings, a line each: page, line, class, reason.
    pub fn list(&self, sources: &Sources) -> String {
        let mut out = String::new();
        for finding in &self.findings {
            let page = &sources.get(finding.span.source).name;
            let line = sources.position(finding.span).line;
            let text = format!("{page}:{line}: {}: {}", finding.class.as_str(), finding.reason);
            out.extend(text.chars().map(|c| if is_deceptive(c) { ' ' } else { c }));
            out.push('\n');
        }
        out
    }
}
