//! The capability terms that are used, to [`Restrictions`](crate::api::Restrictions).

use super::Lower;
use crate::api::{Method, Notes, Permission, Restriction, Spanned, fill};
use crate::csdl::syntax::{Expression, Record, Text};
use crate::report::Diagnostic;
use crate::source::Span;

/// Properties of the records that the vocabulary knows and that say nothing about generated code.
const OTHER_PROPERTIES: [&str; 22] = [
    "CustomHeaders",
    "CustomQueryOptions",
    "DeepInsertSupport",
    "DeepUpdateSupport",
    "DeltaUpdateSupported",
    "ErrorResponses",
    "FilterSegmentSupported",
    "MaxLevels",
    "NonCountableNavigationProperties",
    "NonCountableProperties",
    "NonDeletableNavigationProperties",
    "NonInsertableNavigationProperties",
    "NonInsertableProperties",
    "NonUpdatableNavigationProperties",
    "NonUpdatableProperties",
    "QueryOptions",
    "RequiredProperties",
    "TypecastSegmentSupported",
    "FilterRestrictions",
    "SearchRestrictions",
    "SortRestrictions",
    "OptimisticConcurrencyControl",
];

impl<'a> Lower<'a, '_> {
    /// What a term of the capabilities vocabulary says of an element, or a property of the same name says inside
    /// `RestrictedProperties`.
    pub(super) fn capability(&mut self, notes: &mut Notes, name: &str, term: Text<'_>, value: Option<&Expression<'_>>) {
        match name {
            "ReadRestrictions" => self.read_restrictions(notes, term, value),
            "InsertRestrictions" => self.fill_restriction(&mut notes.restrictions.insert, "Insertable", term, value),
            "UpdateRestrictions" => self.fill_restriction(&mut notes.restrictions.update, "Updatable", term, value),
            "DeleteRestrictions" => self.fill_restriction(&mut notes.restrictions.delete, "Deletable", term, value),
            "OperationRestrictions" => self.fill_restriction(&mut notes.operation, "", term, value),
            "IndexableByKey" => self.fill_boolean(&mut notes.restrictions.indexable_by_key, term, value),
            "CountRestrictions" | "NavigationRestrictions" => self.navigation_restrictions(notes, term, value),
            _ => {}
        }
    }

    /// `ReadRestrictions`, which speak of the collection, and may speak apart of access by key.
    fn read_restrictions(&mut self, notes: &mut Notes, term: Text<'_>, value: Option<&Expression<'_>>) {
        let Some(record) = value.and_then(|value| self.record(value, term)) else { return };
        let by_key = record.properties.iter().find(|property| property.name.value == "ReadByKeyRestrictions");
        if let Some(by_key) = by_key {
            let value = by_key.value.as_ref();
            self.fill_restriction(&mut notes.restrictions.read_by_key, "Readable", by_key.name, value);
        }
        let speaks_of_collection = record.properties.len() > usize::from(by_key.is_some());
        if speaks_of_collection || !record.annotations.is_empty() {
            self.fill_restriction(&mut notes.restrictions.read, "Readable", term, value);
        }
    }

    /// `NavigationRestrictions` and `CountRestrictions`, which state single facts.
    fn navigation_restrictions(&mut self, notes: &mut Notes, term: Text<'_>, value: Option<&Expression<'_>>) {
        let Some(record) = value.and_then(|value| self.record(value, term)) else { return };
        for property in &record.properties {
            let (name, value) = (property.name, property.value.as_ref());
            match name.value {
                "Countable" => self.fill_boolean(&mut notes.restrictions.countable, name, value),
                "Referenceable" => self.fill_boolean(&mut notes.restrictions.referenceable, name, value),
                "Navigability" => self.navigability(notes, name, value),
                "RestrictedProperties" => {
                    let records = value.map(|value| self.records(value, name)).unwrap_or_default();
                    for (record, _) in records {
                        self.restricted_property(notes, record);
                    }
                }
                _ => self.unknown_property(name, term),
            }
        }
    }

    /// An entry of `RestrictedProperties`. Graph leaves the path out to mean the annotated navigation property
    /// itself. Restrictions of other paths hold for one way to an entity, which an API description cannot say here.
    fn restricted_property(&mut self, notes: &mut Notes, record: &Record<'_>) {
        if record.properties.iter().any(|property| property.name.value == "NavigationProperty") {
            return;
        }
        for property in &record.properties {
            match property.name.value {
                "Navigability" => self.navigability(notes, property.name, property.value.as_ref()),
                name => self.capability(notes, name, property.name, property.value.as_ref()),
            }
        }
    }

    fn navigability(&mut self, notes: &mut Notes, name: Text<'_>, value: Option<&Expression<'_>>) {
        let Some(members) = value.and_then(|value| self.members(value, name)) else { return };
        let not_navigable = Spanned { value: members == ["None"], span: name.span };
        fill(&mut notes.restrictions.not_navigable, Some(not_navigable), name.value, self.report);
    }

    fn fill_restriction(
        &mut self,
        slot: &mut Option<Box<Spanned<Restriction>>>,
        allowed: &str,
        term: Text<'_>,
        value: Option<&Expression<'_>>,
    ) {
        let Some(record) = value.and_then(|value| self.record(value, term)) else { return };
        let value = self.restriction(record, allowed, term);
        fill(slot, Some(Box::new(Spanned { value, span: term.span })), term.value, self.report);
    }

    fn restriction(&mut self, record: &Record<'_>, allowed: &str, term: Text<'_>) -> Restriction {
        let mut restriction = Restriction::default();
        for property in &record.properties {
            let (name, value) = (property.name, property.value.as_ref());
            match (name.value, value) {
                (known, _) if known == allowed => restriction.allowed = self.boolean(value, name),
                ("Upsertable", _) => restriction.upsertable = self.boolean(value, name).unwrap_or_default(),
                ("Description", Some(value)) => restriction.description = self.text(value, name).map(str::to_owned),
                ("LongDescription", Some(value)) => {
                    restriction.long_description = self.text(value, name).map(str::to_owned);
                }
                ("Permissions", Some(value)) => restriction.permissions = self.permissions(value, name),
                ("UpdateMethod", Some(value)) => restriction.method = self.method(value, name),
                ("ReadByKeyRestrictions", _) => {}
                _ => self.unknown_property(name, term),
            }
        }
        for annotation in &record.annotations {
            if self.full_name(annotation.term.value) == "Org.OData.Core.V1.Revisions" {
                let revisions = self.revisions(annotation.value.as_ref(), annotation.term).into_iter();
                restriction.revisions.extend(revisions.map(|revision| revision.value));
            }
        }
        restriction
    }

    /// `Collection(Capabilities.PermissionType)`
    fn permissions(&mut self, value: &Expression<'_>, name: Text<'_>) -> Vec<Permission> {
        let records = self.records(value, name).into_iter();
        records.filter_map(|(record, span)| self.permission(record, span, name)).collect()
    }

    fn permission(&mut self, record: &Record<'_>, span: Span, term: Text<'_>) -> Option<Permission> {
        let mut scheme = None;
        let mut scopes = Vec::new();
        for property in &record.properties {
            let (name, Some(value)) = (property.name, &property.value) else { continue };
            match name.value {
                "SchemeName" => scheme = self.text(value, name),
                "Scopes" => {
                    for (scope, _) in self.records(value, name) {
                        let named = scope.properties.iter().find(|property| property.name.value == "Scope");
                        let Some((name, Some(value))) = named.map(|scope| (scope.name, &scope.value)) else { continue };
                        scopes.extend(self.text(value, name).map(str::to_owned));
                    }
                }
                _ => self.unknown_property(name, term),
            }
        }
        match scheme {
            Some(scheme) => Some(Permission { scheme: scheme.to_owned(), scopes }),
            None => self.malformed(span, term, "records with a `SchemeName`"),
        }
    }

    fn method(&mut self, value: &Expression<'_>, name: Text<'_>) -> Option<Method> {
        match self.members(value, name).as_deref() {
            Some(["PATCH"]) => Some(Method::Patch),
            Some(["PUT"]) => Some(Method::Put),
            // Flags: both work, and PATCH is what OData prefers.
            Some(methods) if methods.contains(&"PATCH") => Some(Method::Patch),
            _ => self.malformed(value.span, name, "`PATCH` or `PUT`"),
        }
    }

    /// Records of published documents have properties that no vocabulary knows: worth a look, no more.
    pub(super) fn unknown_property(&mut self, name: Text<'_>, term: Text<'_>) {
        if OTHER_PROPERTIES.contains(&name.value) {
            return;
        }
        let message = format!("`{}` has no property `{}`", term.value.escape_debug(), name.value.escape_debug());
        self.report.push(Diagnostic::warning("unknown-record-property", message).at(name.span, ""));
    }
}
