//! The terms that are used, to [`Notes`]. All others are none of our business.

use super::Lower;
use crate::api::{Notes, Revision, RevisionKind, Spanned, fill};
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
            match vocabulary {
                CORE => self.core(&mut notes, term, annotation),
                CAPABILITIES => self.capability(&mut notes, term, annotation.term, annotation.value.as_ref()),
                _ => {}
            }
        }
        notes
    }

    fn core(&mut self, notes: &mut Notes, name: &str, Annotation { term, value }: &Annotation<'_>) {
        let (value, term) = (value.as_ref(), *term);
        match name {
            "Description" => self.fill_text(&mut notes.description, term, value),
            "LongDescription" => self.fill_text(&mut notes.long_description, term, value),
            "Computed" => self.fill_boolean(&mut notes.computed, term, value),
            "Immutable" => self.fill_boolean(&mut notes.immutable, term, value),
            // Its record gives a default value, which the service applies by itself.
            "OptionalParameter" => {
                let optional = Spanned { value: true, span: term.span };
                fill(&mut notes.optional, Some(optional), term.value, self.report);
            }
            "Permissions" => {
                let members = value.and_then(|value| self.members(value, term)).unwrap_or_default();
                // What can only be read is as good as computed.
                if members == ["Read"] && !notes.computed.as_ref().is_some_and(|computed| computed.value) {
                    notes.computed = Some(Spanned { value: true, span: term.span });
                }
            }
            "Revisions" => {
                let mut new = Notes::default();
                new.revisions = self.revisions(value, term);
                notes.absorb(new, self.report);
            }
            "Links" => {
                let link = value.and_then(|value| self.link(value, term));
                fill(&mut notes.link, link, term.value, self.report);
            }
            _ => {}
        }
    }

    fn fill_text(&mut self, slot: &mut Option<Spanned<String>>, term: Text<'_>, value: Option<&Expression<'_>>) {
        if let Some(text) = value.and_then(|value| self.text(value, term)) {
            let text = Spanned { value: text.to_owned(), span: term.span };
            fill(slot, Some(text), term.value, self.report);
        }
    }

    pub(super) fn fill_boolean(
        &mut self,
        slot: &mut Option<Spanned<bool>>,
        term: Text<'_>,
        value: Option<&Expression<'_>>,
    ) {
        let value = self.boolean(value, term).map(|value| Spanned { value, span: term.span });
        fill(slot, value, term.value, self.report);
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

    /// The first of `Collection(Core.Link)` that leads somewhere.
    fn link(&mut self, value: &Expression<'_>, term: Text<'_>) -> Option<Spanned<String>> {
        let records = self.records(value, term);
        let href =
            records.iter().flat_map(|(record, _)| &record.properties).find(|property| property.name.value == "href")?;
        let address = self.text(href.value.as_ref()?, href.name)?;
        Some(Spanned { value: address.to_owned(), span: term.span })
    }
}
