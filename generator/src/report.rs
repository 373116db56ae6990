//! What is wrong with the input, as data: the stages collect, the command renders.

use std::borrow::Cow;

use crate::{
    legible::{beginning, is_deceptive},
    source::{Sources, Span},
};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; the output is right all the same.
    Warning,
    /// Nothing is generated.
    Error,
}

/// A place that a diagnostic speaks of, and what is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words beside it; may be empty.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable kebab-case name of the kind of finding, as `unknown-type`.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where: the place itself first, then others that belong to it.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding that stops generation.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, message: readable(message.into()), labels: Vec::new(), help: None }
    }

    /// A finding that does not.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: readable(text.into()) });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(readable(text.into()));
        self
    }

    /// A paragraph of plain text: `file:line:column: error[code]: message`, the other places, the help.
    pub fn to_text(&self, sources: &Sources) -> String {
        let mut out = String::new();
        let mut labels = self.labels.iter();
        let place = |span: Span| format!("{}:{}", sources.get(span.source).name, sources.position(span));
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        if let Some(first) = labels.next() {
            out += &format!("{}: ", place(first.span));
        }
        out += &format!("{severity}[{}]: {}\n", self.code, self.message);
        for label in labels {
            out += &format!("  {}: {}\n", place(label.span), label.text);
        }
        if let Some(help) = &self.help {
            out += &format!("  help: {help}\n");
        }
        out
    }

    /// Says what was perhaps meant, if there is a guess.
    #[must_use]
    pub(crate) fn guess(mut self, text: Option<String>) -> Self {
        self.help = text.map(readable);
        self
    }
}

/// A sentence that a person can read to its end, whatever it quotes.
fn readable(text: String) -> String {
    const LONGEST: usize = 2000;
    match beginning(&text, LONGEST) {
        Cow::Borrowed(_) => text,
        Cow::Owned(beginning) => beginning,
    }
}

fn is_misleading(c: char) -> bool {
    is_deceptive(c) && c != '\n'
}

/// So many findings may guess at what was meant: to compare thousands of names with thousands takes longer than all the
/// rest.
pub(crate) const GUESSES: usize = 100;

/// All findings of a run, in the order in which they were made.
#[derive(Debug, Clone, Default)]
pub struct Report(Vec<Diagnostic>);

impl Report {
    /// Adds a finding. Nothing that it quotes moves the cursor of a terminal, or hides.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        let labels = diagnostic.labels.iter_mut().map(|label| &mut label.text);
        for text in labels.chain(&mut diagnostic.help).chain([&mut diagnostic.message]) {
            if text.contains(is_misleading) {
                *text = text.replace(is_misleading, "\u{fffd}");
            }
        }
        self.0.push(diagnostic);
    }

    /// Adds the findings of another report.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Whether there are so many findings that none needs a guess at what was meant.
    pub(crate) fn is_long(&self) -> bool {
        self.0.len() > GUESSES
    }

    /// Whether anything stops generation.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The findings.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }

    /// The findings as plain text, a paragraph each.
    pub fn to_text(&self, sources: &Sources) -> String {
        self.0.iter().map(|diagnostic| diagnostic.to_text(sources)).collect()
    }
}
