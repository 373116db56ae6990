//! Typed access to the tables of a TOML document. Nothing stops at the first mistake.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::Text;
use crate::{
    nearest::did_you_mean,
    report::Diagnostic,
    source::{SourceId, Span},
};

/// A table that is read key by key; what nobody asked for is unknown.
pub(super) struct Table<'a> {
    source: SourceId,
    text: &'a str,
    /// `[name]`, or empty for the document itself.
    title: String,
    place: Span,
    entries: &'a DeTable<'a>,
    asked: Vec<&'static str>,
}

impl<'a> Table<'a> {
    /// The document itself. What is missing in it is shown at its beginning.
    pub(super) fn document(source: SourceId, text: &'a str, entries: &'a DeTable<'a>) -> Self {
        Self { source, text, title: String::new(), place: Span::new(source, 0..0), entries, asked: Vec::new() }
    }

    /// Where its header is.
    pub(super) fn place(&self) -> Span {
        self.place
    }

    /// A table of this one, if it is there.
    pub(super) fn table(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Option<Table<'a>> {
        let value = self.value(key)?;
        let DeValue::Table(entries) = value.get_ref() else {
            problems.push(self.wrong_type(&format!("`{key}`"), "a table", value));
            return None;
        };
        let place = Span::new(self.source, value.span());
        Some(Table { title: format!("[{key}]"), place, entries, asked: Vec::new(), ..*self })
    }

    /// A table that has to be there.
    pub(super) fn required_table(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Option<Table<'a>> {
        if !self.entries.contains_key(key) {
            self.asked.push(key);
            let help = "a `slice.toml` has `[package]`, `[source]` and `[slice]`; `graphslice init` writes one";
            let message = format!("the table `[{key}]` is missing");
            problems.push(Diagnostic::error("missing-key", message).at(self.place, "").help(help));
            return None;
        }
        self.table(key, problems)
    }

    /// A string, if it is there.
    pub(super) fn string(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Option<Text> {
        let value = self.value(key)?;
        let text = self.as_text(value);
        if text.is_none() {
            problems.push(self.wrong_type(&format!("`{key}`"), "a string", value));
        }
        text
    }

    /// A string that has to be there.
    pub(super) fn required_string(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Option<Text> {
        if !self.entries.contains_key(key) {
            self.asked.push(key);
            let message = format!("`{key}` is missing in `{}`", self.title);
            problems.push(
                Diagnostic::error("missing-key", message).at(self.place, "").help(format!("add `{key} = \"…\"`")),
            );
            return None;
        }
        self.string(key, problems)
    }

    /// A boolean; false if it is not there.
    pub(super) fn boolean(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> bool {
        let Some(value) = self.value(key) else { return false };
        let boolean = value.get_ref().as_bool();
        if boolean.is_none() {
            problems.push(self.wrong_type(&format!("`{key}`"), "true or false", value));
        }
        boolean.unwrap_or_default()
    }

    /// A list of strings; empty if it is not there.
    pub(super) fn strings(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Vec<Text> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            let help = format!("write `{key} = [\"…\"]`, even for one");
            problems.push(self.wrong_type(&format!("`{key}`"), "a list of strings", value).help(help));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match self.as_text(item) {
                Some(text) => texts.push(text),
                None => problems.push(self.wrong_type(&format!("every item of `{key}`"), "a string", item)),
            }
        }
        texts
    }

    /// All entries as pairs of strings, in the order of the document.
    pub(super) fn pairs(self, problems: &mut Vec<Diagnostic>) -> Vec<(Text, Text)> {
        let mut pairs = Vec::new();
        for (key, value) in self.entries {
            let name = key.get_ref();
            match self.as_text(value) {
                Some(text) => pairs.push((self.text(name, key.span()), text)),
                None => {
                    let mut problem = self.wrong_type(&format!("`{name}`"), "a string", value);
                    if value.get_ref().is_table() {
                        problem =
                            problem.help("put the whole name in quotes: a name without them ends at its first dot");
                    }
                    problems.push(problem);
                }
            }
        }
        pairs.sort_by_key(|(key, _)| key.span);
        pairs
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self, problems: &mut Vec<Diagnostic>) {
        for (key, value) in self.entries {
            let name: &str = key.get_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let what = if self.title.is_empty() && value.get_ref().is_table() { "table" } else { "key" };
            let inside = if self.title.is_empty() { String::new() } else { format!(" in `{}`", self.title) };
            let help = did_you_mean(name, self.asked.iter().copied()).unwrap_or_else(|| {
                let known: Vec<String> = self.asked.iter().map(|key| format!("`{key}`")).collect();
                format!("known are {}", known.join(", "))
            });
            problems.push(
                Diagnostic::error("unknown-key", format!("unknown {what} `{name}`{inside}"))
                    .at(Span::new(self.source, key.span()), "")
                    .help(help),
            );
        }
    }

    fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.asked.push(key);
        self.entries.get(key)
    }

    fn as_text(&self, value: &Spanned<DeValue<'_>>) -> Option<Text> {
        value.get_ref().as_str().map(|content| self.text(content, value.span()))
    }

    fn text(&self, content: &str, literal: std::ops::Range<usize>) -> Text {
        let inner = literal.start + 1..literal.end.saturating_sub(1);
        let plain = self.text.get(inner.clone()) == Some(content);
        Text { value: content.to_owned(), span: Span::new(self.source, if plain { inner } else { literal }) }
    }

    fn wrong_type(&self, what: &str, wanted: &str, found: &Spanned<DeValue<'_>>) -> Diagnostic {
        let found_type = match found.get_ref() {
            DeValue::Array(_) => "a list",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Float(_) | DeValue::Integer(_) => "a number",
            DeValue::String(_) => "a string",
            DeValue::Table(_) => "a table",
        };
        Diagnostic::error("wrong-type", format!("{what} has to be {wanted}, not {found_type}"))
            .at(Span::new(self.source, found.span()), "")
    }
}
