//! The capability terms that are used, to [`Restrictions`](crate::api::Restrictions).

use super::Lower;
use crate::api::{CustomParameter, Method, Notes, Permission, Restriction, Spanned};
use crate::csdl::syntax::{Expression, Record, Text};
use crate::report::Diagnostic;
use crate::source::Span;

/// Properties of the records that the vocabulary knows and that say nothing about generated code.
const OTHER_PROPERTIES: [&str; 20] = [
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
            "InsertRestrictions" => notes.restrictions.insert = self.restriction(value, "Insertable", term),
            "UpdateRestrictions" => notes.restrictions.update = self.restriction(value, "Updatable", term),
            "DeleteRestrictions" => notes.restrictions.delete = self.restriction(value, "Deletable", term),
            "OperationRestrictions" => notes.operation = self.restriction(value, "", term),
            "IndexableByKey" => notes.restrictions.indexable_by_key = self.stated(value, term),
            "CountRestrictions" | "NavigationRestrictions" => self.navigation_restrictions(notes, term, value),
            _ => {}
        }
    }

    /// `ReadRestrictions`, which speak of the collection, and may speak apart of access by key.
    fn read_restrictions(&mut self, notes: &mut Notes, term: Text<'_>, value: Option<&Expression<'_>>) {
        let Some(record) = value.and_then(|value| self.record(value, term)) else { return };
        let by_key = record.properties.iter().find(|property| property.name.value == "ReadByKeyRestrictions");
        if let Some(by_key) = by_key {
            notes.restrictions.read_by_key = self.restriction(by_key.value.as_ref(), "Readable", by_key.name);
        }
        let speaks_of_collection = record.properties.len() > usize::from(by_key.is_some());
        if speaks_of_collection || !record.annotations.is_empty() {
            notes.restrictions.read = self.restriction(value, "Readable", term);
        }
    }

    /// `NavigationRestrictions` and `CountRestrictions`, which state single facts.
    fn navigation_restrictions(&mut self, notes: &mut Notes, term: Text<'_>, value: Option<&Expression<'_>>) {
        let Some(record) = value.and_then(|value| self.record(value, term)) else { return };
        for property in &record.properties {
            let (name, value) = (property.name, property.value.as_ref());
            match name.value {
                "Countable" => notes.restrictions.countable = self.stated(value, name),
                "Referenceable" => notes.restrictions.referenceable = self.stated(value, name),
                "Navigability" => notes.restrictions.not_navigable = self.not_navigable(value, name),
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
            let (name, value) = (property.name, property.value.as_ref());
            match name.value {
                "Navigability" => notes.restrictions.not_navigable = self.not_navigable(value, name),
                known => self.capability(notes, known, name, value),
            }
        }
    }

    fn not_navigable(&mut self, value: Option<&Expression<'_>>, name: Text<'_>) -> Option<Spanned<bool>> {
        let members = self.members(value?, name)?;
        Some(Spanned { value: members == ["None"], span: name.span })
    }

    /// The record of one kind of access; `allowed` is its property that says whether it works at all.
    fn restriction(
        &mut self,
        value: Option<&Expression<'_>>,
        allowed: &str,
        term: Text<'_>,
    ) -> Option<Box<Spanned<Restriction>>> {
        let record = self.record(value?, term)?;
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
                ("CustomQueryOptions", Some(value)) => restriction.query = self.custom_parameters(value, name),
                ("CustomHeaders", Some(value)) => restriction.headers = self.custom_parameters(value, name),
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
        Some(Box::new(Spanned { value: restriction, span: term.span }))
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
                "SchemeName" => scheme = self.name(value, name),
                "Scopes" => {
                    for (scope, _) in self.records(value, name) {
                        let named = scope.properties.iter().find(|property| property.name.value == "Scope");
                        let Some((name, Some(value))) = named.map(|scope| (scope.name, &scope.value)) else { continue };
                        scopes.extend(self.name(value, name).map(str::to_owned));
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

    /// `Collection(Capabilities.CustomParameter)`
    fn custom_parameters(&mut self, value: &Expression<'_>, name: Text<'_>) -> Vec<CustomParameter> {
        let records = self.records(value, name).into_iter();
        records.filter_map(|(record, span)| self.custom_parameter(record, span, name)).collect()
    }

    /// Beside name, description and whether it is required there are a link and examples, which nobody needs.
    fn custom_parameter(&mut self, record: &Record<'_>, span: Span, term: Text<'_>) -> Option<CustomParameter> {
        let [mut name, mut description] = [None; 2];
        let mut required = false;
        for property in &record.properties {
            match (property.name.value, &property.value) {
                ("Name", Some(value)) => name = self.name(value, property.name),
                ("Description", Some(value)) => description = self.text(value, property.name),
                ("Required", value) => required = self.boolean(value.as_ref(), property.name).unwrap_or_default(),
                ("DocumentationURL" | "ExampleValues", _) => {}
                _ => self.unknown_property(property.name, term),
            }
        }
        // Those with a mark are the system's own, and parameter aliases.
        match name.filter(|name| !name.is_empty() && !name.starts_with(['$', '@'])) {
            Some(name) => {
                Some(CustomParameter { name: name.to_owned(), description: description.map(str::to_owned), required })
            }
            None => self.malformed(span, term, "records with a `Name` that does not begin with `$` or `@`"),
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
