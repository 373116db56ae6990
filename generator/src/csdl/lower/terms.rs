//! The terms that are used, to [`Notes`]. All others are none of our business.

use super::Lower;
use crate::api::{AlternateKey, Notes, Revision, RevisionKind, Spanned};
use crate::csdl::syntax::{Annotation, Expression, Record, Text};
use crate::source::Span;

const CORE: &str = "Org.OData.Core.V1";
const CAPABILITIES: &str = "Org.OData.Capabilities.V1";

impl<'a> Lower<'a, '_> {
    pub(super) fn notes(&mut self, annotations: &[Annotation<'_>]) -> Notes {
        let mut notes = Notes::default();
        for annotation in annotations {
            let Some((vocabulary, term)) = annotation.term.value.rsplit_once('.') else { continue };
            let vocabulary = self.aliases.get(vocabulary).map_or(vocabulary, |namespace| namespace.value);
            let mut stated = Notes::default();
            match vocabulary {
                CORE => self.core(&mut stated, term, annotation),
                CAPABILITIES => self.capability(&mut stated, term, annotation.term, annotation.value.as_ref()),
                _ => {}
            }
            notes.absorb(stated, self.report);
        }
        notes
    }

    fn core(&mut self, notes: &mut Notes, name: &str, Annotation { term, value }: &Annotation<'_>) {
        let (value, term) = (value.as_ref(), *term);
        match name {
            "Description" => notes.description = self.stated_text(value, term),
            "LongDescription" => notes.long_description = self.stated_text(value, term),
            "Computed" => notes.computed = self.stated(value, term),
            "Immutable" => notes.immutable = self.stated(value, term),
            // Its record gives a default value, which the service applies by itself.
            "OptionalParameter" => notes.optional = Some(Spanned { value: true, span: term.span }),
            "Permissions" => {
                // What can only be read is as good as computed.
                let members = value.and_then(|value| self.members(value, term)).unwrap_or_default();
                notes.computed = (members == ["Read"]).then_some(Spanned { value: true, span: term.span });
            }
            "AlternateKeys" => {
                notes.alternate_keys = value.map(|value| self.alternate_keys(value, term)).unwrap_or_default()
            }
            "Revisions" => notes.revisions = self.revisions(value, term),
            "Links" => notes.link = value.and_then(|value| self.link(value, term)),
            _ => {}
        }
    }

    fn stated_text(&mut self, value: Option<&Expression<'_>>, term: Text<'_>) -> Option<Spanned<String>> {
        let text = self.text(value?, term)?;
        Some(Spanned { value: text.to_owned(), span: term.span })
    }

    /// A truth value, at the place of its term.
    pub(super) fn stated(&mut self, value: Option<&Expression<'_>>, term: Text<'_>) -> Option<Spanned<bool>> {
        Some(Spanned { value: self.boolean(value, term)?, span: term.span })
    }

    /// `Collection(Core.RevisionType)`
    pub(super) fn revisions(&mut self, value: Option<&Expression<'_>>, term: Text<'_>) -> Vec<Spanned<Revision>> {
        let records = value.map(|value| self.records(value, term)).unwrap_or_default();
        let revisions = records.into_iter();
        revisions
            .filter_map(|(record, span)| Some(Spanned { value: self.revision(record, span, term)?, span }))
            .collect()
    }

    fn revision(&mut self, record: &Record<'_>, span: Span, term: Text<'_>) -> Option<Revision> {
        let mut kind = None;
        let [mut version, mut date, mut removal_date, mut description] = [const { None }; 4];
        for property in &record.properties {
            let Some(value) = &property.value else { continue };
            let text = match property.name.value {
                "Kind" => {
                    kind = match self.members(value, property.name).as_deref() {
                        Some(["Added"]) => Some(RevisionKind::Added),
                        Some(["Modified"]) => Some(RevisionKind::Modified),
                        Some(["Deprecated"]) => Some(RevisionKind::Deprecated),
                        _ => return self.malformed(value.span, property.name, "`Added`, `Modified` or `Deprecated`"),
                    };
                    continue;
                }
                "Version" => &mut version,
                // Not in the vocabulary; Graph writes both.
                "Date" => &mut date,
                "RemovalDate" => &mut removal_date,
                "Description" => &mut description,
                _ => {
                    self.unknown_property(property.name, term);
                    continue;
                }
            };
            *text = self.text(value, property.name).map(str::to_owned);
        }
        match kind {
            Some(kind) => Some(Revision { kind, version, date, removal_date, description }),
            None => self.malformed(span, term, "a record with a `Kind`"),
        }
    }

    /// `Collection(Core.AlternateKey)`
    fn alternate_keys(&mut self, value: &Expression<'_>, term: Text<'_>) -> Vec<AlternateKey> {
        let mut keys = Vec::new();
        for (record, span) in self.records(value, term) {
            let mut parts = Vec::new();
            for property in record.properties.iter().filter(|property| property.name.value == "Key") {
                let Some(value) = &property.value else { continue };
                for (part, _) in self.records(value, property.name) {
                    parts.extend(self.key_part(part));
                }
            }
            if !parts.is_empty() {
                keys.push(AlternateKey { parts, span });
            }
        }
        keys
    }

    /// `Core.PropertyRef`: what the path calls the property, by default its own name, and the property.
    fn key_part(&mut self, record: &Record<'_>) -> Option<(String, String)> {
        let [mut alias, mut name] = [None; 2];
        for property in &record.properties {
            let Some(value) = &property.value else { continue };
            match property.name.value {
                "Alias" => alias = self.text(value, property.name),
                "Name" => name = self.text(value, property.name),
                _ => {}
            }
        }
        let name = name?;
        Some((alias.unwrap_or(name).to_owned(), name.to_owned()))
    }

    /// The first of `Collection(Core.Link)` that leads somewhere.
    fn link(&mut self, value: &Expression<'_>, term: Text<'_>) -> Option<Spanned<String>> {
        let records = self.records(value, term);
        let href =
            records.iter().flat_map(|(record, _)| &record.properties).find(|property| property.name.value == "href")?;
        let address = self.text(href.value.as_ref()?, href.name)?;
        Some(Spanned { value: address.to_owned(), span: term.span })
    }
}
