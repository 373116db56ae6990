//! What stands beside the shape of things: descriptions, deprecations and the extensions of our own.

use super::Lower;
use crate::api::{
    AlternateKey, CustomParameter, Map, Method, Notes, Permission, Restriction, Revision, RevisionKind, Spanned,
};
use crate::nearest::did_you_mean;
use crate::openapi::text::{Entry, LONGEST_NAME, Part, Value};
use crate::source::Span;

/// The extensions of our own; what they mean stands in the guide `openapi`.
const EXTENSIONS: [&str; 18] = [
    "x-graphslice-abstract",
    "x-graphslice-alternate-keys",
    "x-graphslice-composable",
    "x-graphslice-contains-target",
    "x-graphslice-countable",
    "x-graphslice-immutable",
    "x-graphslice-indexable-by-key",
    "x-graphslice-key",
    "x-graphslice-long-description",
    "x-graphslice-media-stream",
    "x-graphslice-navigable",
    "x-graphslice-number",
    "x-graphslice-optional",
    "x-graphslice-permissions",
    "x-graphslice-referenceable",
    "x-graphslice-revisions",
    "x-graphslice-stream",
    "x-graphslice-upsertable",
];

impl<'a> Lower<'a, '_> {
    /// The notes of a schema, a property or an operation.
    pub(super) fn notes(&mut self, part: Part<'a>) -> Notes {
        let mut notes = Notes::default();
        for entry in part.entries() {
            let (value, span) = (entry.value, entry.key_span);
            match entry.key.as_ref() {
                // Published documents write an empty description where there is none.
                "description" => {
                    if let Some(text) = text(&entry).filter(|text| !text.value.is_empty()) {
                        notes.description = Some(text);
                    }
                }
                "externalDocs" => {
                    let link = value.text_of("url").map(|url| Spanned { value: url.into_owned(), span });
                    if link.is_some() {
                        notes.link = link;
                    }
                }
                "readOnly" => {
                    if let Some(stated) = stated(&entry).filter(|stated| stated.value) {
                        notes.computed = Some(stated);
                    }
                }
                "x-ms-deprecation" | "x-graphslice-revisions" => notes.revisions.extend(revisions(&entry.key, value)),
                key if key.starts_with("x-graphslice-") => self.extension(&mut notes, &entry),
                _ => {}
            }
        }
        notes
    }

    /// What an extension of our own says.
    fn extension(&mut self, notes: &mut Notes, entry: &Entry<'a>) {
        match entry.key.as_ref() {
            "x-graphslice-long-description" => notes.long_description = text(entry),
            "x-graphslice-alternate-keys" => notes.alternate_keys = alternate_keys(entry.value),
            "x-graphslice-immutable" => notes.immutable = stated(entry),
            "x-graphslice-optional" => notes.optional = stated(entry),
            "x-graphslice-indexable-by-key" => notes.restrictions.indexable_by_key = stated(entry),
            "x-graphslice-countable" => notes.restrictions.countable = stated(entry),
            "x-graphslice-referenceable" => notes.restrictions.referenceable = stated(entry),
            "x-graphslice-navigable" => {
                let stated = stated(entry).map(|stated| Spanned { value: !stated.value, ..stated });
                notes.restrictions.not_navigable = stated;
            }
            key if !EXTENSIONS.contains(&key) => self.unknown_extension(key, entry.key_span),
            _ => {}
        }
    }

    fn unknown_extension(&mut self, key: &str, span: Span) {
        let message = format!("there is no extension `{}`", key.escape_debug());
        let unknown = self.root.document().warning("unknown-extension", span, &message);
        self.report.push(unknown.guess(did_you_mean(key, EXTENSIONS)));
    }

    /// What the operation of a path item says about this kind of access.
    pub(super) fn restriction(
        &mut self,
        item: Part<'a>,
        key: &str,
        method: Option<Method>,
    ) -> Option<Box<Spanned<Restriction>>> {
        let operation = item.get(key)?;
        let notes = self.notes(operation);
        let declared = self.declared_parameters(item, operation);
        let restriction = Restriction {
            allowed: None,
            description: notes.description.as_ref().map(|text| text.value.clone()),
            long_description: notes.long_description.as_ref().map(|text| text.value.clone()),
            link: notes.link.as_ref().map(|link| link.value.clone()),
            permissions: self.permissions(operation),
            revisions: notes.revisions.iter().map(|revision| revision.value.clone()).collect(),
            method,
            upsertable: operation.is_true("x-graphslice-upsertable"),
            query: self.custom_parameters(&declared, "query"),
            headers: self.custom_parameters(&declared, "header"),
        };
        (restriction != Restriction::default())
            .then(|| Box::new(Spanned { value: restriction, span: operation.span() }))
    }

    /// What calling an action or function takes; its documentation is that of the operation itself.
    pub(super) fn call_restriction(
        &mut self,
        operation: Part<'a>,
        declared: &[Part<'a>],
    ) -> Option<Box<Spanned<Restriction>>> {
        let restriction = Restriction {
            permissions: self.permissions(operation),
            query: self.custom_parameters(declared, "query"),
            headers: self.custom_parameters(declared, "header"),
            ..Restriction::default()
        };
        (restriction != Restriction::default())
            .then(|| Box::new(Spanned { value: restriction, span: operation.span() }))
    }

    /// The parameters of an operation, those of its path item after its own.
    pub(super) fn declared_parameters(&self, item: Part<'a>, operation: Part<'a>) -> Vec<Part<'a>> {
        let lists = [operation, item].into_iter().filter_map(|part| part.get("parameters"));
        lists.flat_map(Part::items).filter_map(|part| self.index.resolve("parameters", part)).collect()
    }

    /// Parameters that are no system query options, and no aliases. What an operation says again counts as it says it.
    fn custom_parameters(&mut self, declared: &[Part<'a>], place: &str) -> Vec<CustomParameter> {
        let mut custom: Map<String, CustomParameter> = Map::default();
        for part in declared.iter().filter(|part| part.text_of("in").is_some_and(|own| own == place)) {
            let name = part.get("name").and_then(|name| self.name(name)).unwrap_or_default();
            if !name.is_empty() && !name.starts_with(['$', '@']) {
                let description = part.text_of("description").map(|text| text.into_owned());
                let description = description.filter(|text| !text.is_empty());
                let required = part.is_true("required");
                custom.entry(name.clone()).or_insert(CustomParameter { name, description, required });
            }
        }
        custom.into_values().collect()
    }

    /// `x-graphslice-permissions`: the scopes by scheme.
    fn permissions(&mut self, operation: Part<'a>) -> Vec<Permission> {
        let schemes = operation.get("x-graphslice-permissions").map(Part::entries).unwrap_or_default();
        let permission = |entry: Entry<'a>| {
            let scopes = entry.value.items().into_iter().filter_map(|scope| self.name(scope)).collect();
            Permission { scheme: entry.key.into_owned(), scopes }
        };
        schemes.into_iter().map(permission).collect()
    }

    /// A text that names something. Of one that is too long there is nothing to go on with.
    pub(super) fn name(&mut self, part: Part<'a>) -> Option<String> {
        let name = part.text()?;
        if name.len() <= LONGEST_NAME {
            return Some(name.into_owned());
        }
        let message = format!("this name has {} bytes, and may have {LONGEST_NAME}", name.len());
        self.error("long-name", part, &message);
        None
    }
}

fn text(entry: &Entry<'_>) -> Option<Spanned<String>> {
    entry.value.text().map(|text| Spanned { value: text.into_owned(), span: entry.key_span })
}

fn stated(entry: &Entry<'_>) -> Option<Spanned<bool>> {
    match entry.value.value() {
        Value::Bool(value) => Some(Spanned { value, span: entry.key_span }),
        _ => None,
    }
}

/// `x-graphslice-alternate-keys`: for each key the properties by what paths call them.
fn alternate_keys(value: Part<'_>) -> Vec<AlternateKey> {
    let part = |entry: Entry<'_>| Some((entry.key.into_owned(), entry.value.text()?.into_owned()));
    let parts = |key: Part<'_>| key.entries().into_iter().filter_map(part).collect();
    let keys = value.items().into_iter().map(|key| AlternateKey { parts: parts(key), span: key.span() });
    keys.filter(|key| !key.parts.is_empty()).collect()
}

/// `x-ms-deprecation` is one deprecation, `x-graphslice-revisions` a list of revisions with their kinds.
fn revisions(key: &str, value: Part<'_>) -> Vec<Spanned<Revision>> {
    let parts = if key == "x-ms-deprecation" { vec![value] } else { value.items() };
    let revision = |part: Part<'_>| {
        let text = |key: &str| part.text_of(key).map(|text| text.into_owned());
        let kind = match part.text_of("kind").as_deref() {
            Some("added") => RevisionKind::Added,
            Some("modified") => RevisionKind::Modified,
            _ => RevisionKind::Deprecated,
        };
        let value = Revision {
            kind,
            version: text("version"),
            date: text("date").map(date),
            removal_date: text("removalDate").map(date),
            description: text("description").filter(|text| !text.is_empty()),
        };
        Spanned { value, span: part.span() }
    };
    parts.into_iter().map(revision).collect()
}

/// Published documents give a time of the day as well: `2022-09-30T00:00:00.0000000`.
fn date(text: String) -> String {
    match text.split_once('T') {
        Some((date, _)) => date.to_owned(),
        None => text,
    }
}
