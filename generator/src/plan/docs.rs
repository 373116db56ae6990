//! What the documentation of an item says; how it looks is decided in `emit`.

use super::data::{Docs, Paragraph};
use crate::{
    api::{Item, LONGEST_TEXT, Notes, Permission, Primitive, Revision, RevisionKind, TypeRef},
    check::Checked,
    legible::{beginning, is_deceptive},
    pages::Header,
};

/// The paragraphs that the description itself has for an element.
pub(super) fn told(notes: &Notes) -> Docs {
    let mut docs = Docs::default();
    for text in [&notes.description, &notes.long_description].into_iter().flatten() {
        if !text.value.trim().is_empty() {
            docs.told(text.value.trim());
        }
    }
    docs
}

/// A link to the reference page.
pub(super) fn link(docs: &mut Docs, notes: &Notes) {
    link_to(docs, notes.link.as_ref().map(|link| link.value.as_str()));
}

/// The same, for an address that is known already.
pub(super) fn link_to(docs: &mut Docs, link: Option<&str>) {
    if let Some(link) = link.filter(|link| link.starts_with("https://") || link.starts_with("http://")) {
        let address: String = link.chars().filter(|c| c.is_ascii_graphic() && !"<>".contains(*c)).collect();
        docs.markdown(format!("Reference: <{address}>"));
    }
}

/// The note of `#[deprecated]`, from the latest deprecation. Announced removals pass while the element is still there,
/// so they are told and never acted upon.
pub(super) fn deprecated<'r>(revisions: impl IntoIterator<Item = &'r Revision>) -> Option<String> {
    let latest = revisions
        .into_iter()
        .filter(|revision| revision.kind == RevisionKind::Deprecated)
        .max_by(|one, other| one.date.cmp(&other.date))?;
    let said = |text: &Option<String>| text.as_deref().map(unlinked).filter(|text| !text.is_empty());
    let mut note = match (said(&latest.version), said(&latest.date)) {
        (Some(version), Some(date)) => format!("since {version} ({date})"),
        (Some(since), None) | (None, Some(since)) => format!("since {since}"),
        (None, None) => String::new(),
    };
    if let Some(removal) = said(&latest.removal_date) {
        note += &format!("{}removal announced for {removal}", if note.is_empty() { "" } else { "; " });
    }
    if let Some(text) = said(&latest.description) {
        note += &format!("{}{text}", if note.is_empty() { "" } else { ": " });
    }
    Some(if note.is_empty() { "deprecated by the service".to_owned() } else { note })
}

/// The deprecations of an element.
pub(super) fn revisions(notes: &Notes) -> impl Iterator<Item = &Revision> {
    notes.revisions.iter().map(|revision| &revision.value)
}

/// Which permissions a call needs, least privileged first.
pub(super) fn permissions(docs: &mut Docs, permissions: &[Permission]) {
    if permissions.is_empty() {
        return;
    }
    let mut table = "| Permission type | Permissions, least privileged first |\n|---|---|".to_owned();
    for permission in permissions {
        let scheme = match permission.scheme.as_str() {
            "DelegatedWork" => "Delegated (work or school account)",
            "DelegatedPersonal" => "Delegated (personal Microsoft account)",
            other => other,
        };
        let scopes: Vec<_> = permission.scopes.iter().map(|scope| format!("`{}`", code(scope))).collect();
        let scopes = if scopes.is_empty() { "not supported".to_owned() } else { scopes.join(", ") };
        table += &format!("\n| {} | {scopes} |", cell(scheme));
    }
    docs.markdown("# Permissions");
    docs.markdown(table);
}

/// The request headers that reference pages name.
pub(super) fn headers(headers: &[Header]) -> String {
    let names: Vec<String> = headers
        .iter()
        .map(|header| format!("`{}`{}", code(&header.name), if header.required { " (required)" } else { "" }))
        .collect();
    format!("Request headers: {}.", names.join(", "))
}

/// A type as EDM writes it, in backticks.
pub(crate) fn edm(api: &Checked, ty: &TypeRef) -> String {
    let item = match ty.item {
        Item::Primitive(primitive) => format!("Edm.{}", primitive_name(primitive)),
        Item::Named(id) => api.names().full(id).to_owned(),
    };
    if ty.collection { format!("`Collection({item})`") } else { format!("`{item}`") }
}

fn primitive_name(primitive: Primitive) -> String {
    format!("{primitive:?}")
}

/// Safe inside backticks and table cells, on one line.
pub(super) fn code(text: &str) -> String {
    one_line(text).replace(['`', '|'], "")
}

fn one_line(text: &str) -> String {
    let words: String = text.chars().filter(|c| c.is_whitespace() || !is_deceptive(*c)).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of the description in a cell of a table: on one line, and no markup.
pub(super) fn cell(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        if c.is_ascii_punctuation() && !".,;()'\"".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text that documentation shows as Markdown and the compiler as it is: nothing in it is a link or HTML.
fn unlinked(text: &str) -> String {
    one_line(&beginning(text, LONGEST_TEXT)).replace('\\', "\\\\").replace('[', "\\[").replace('<', "\\<")
}

impl Docs {
    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds code that compiles.
    pub(super) fn example(&mut self, lines: Vec<String>) {
        self.markdown("# Example");
        self.0.push(Paragraph::Example(lines));
    }
}
