//! What is said of elements.

use super::{
    Writer,
    xml::{Attribute, start},
};
use crate::api::{
    AlternateKey, CustomParameter, Method, Notes, Operation, Permission, Restriction, Revision, RevisionKind, Spanned,
    Type, TypeKind,
};

const CORE: &str = "Org.OData.Core.V1";
const CAPABILITIES: &str = "Org.OData.Capabilities.V1";

impl Writer<'_> {
    pub(super) fn notes_of_type(&mut self, namespace: &str, name: &str, ty: &Type) {
        let full_name = format!("{namespace}.{name}");
        self.notes(&full_name, &ty.notes);
        let member = |name: &str| format!("{full_name}/{name}");
        match &ty.kind {
            TypeKind::Definition(_) => {}
            TypeKind::Enumeration(enumeration) => {
                for (name, declared) in &enumeration.members {
                    self.notes(&member(name), &declared.notes);
                }
            }
            TypeKind::Structured(structured) => {
                for (name, property) in &structured.properties {
                    self.notes(&member(name), &property.notes);
                }
                for (name, navigation) in &structured.navigation {
                    self.notes(&member(name), &navigation.notes);
                }
            }
        }
    }

    pub(super) fn notes_of_operation(&mut self, operation: &Operation) {
        let types: Vec<String> =
            operation.parameters.iter().map(|parameter| parameter.ty.full_name(self.names)).collect();
        let target = format!("{}({})", operation.full_name(), types.join(", "));
        self.notes(&target, &operation.notes);
        for parameter in &operation.parameters {
            self.notes(&format!("{target}/{}", parameter.name), &parameter.notes);
        }
    }

    pub(super) fn notes_of_roots(&mut self, container: &str) {
        let mut roots: Vec<_> = self.api.roots.iter().collect();
        roots.sort_by_key(|(name, _)| *name);
        for (name, root) in roots {
            self.notes(&format!("{container}/{name}"), &root.notes);
        }
    }

    fn notes(&mut self, target: &str, notes: &Notes) {
        if *notes == Notes::default() {
            return;
        }
        self.xml.open("Annotations", &[("Target", Some(target))]);
        self.core(notes);
        self.capabilities(notes);
        self.xml.close("Annotations");
    }

    fn core(&mut self, notes: &Notes) {
        for (term, text) in [("Description", &notes.description), ("LongDescription", &notes.long_description)] {
            if let Some(text) = text {
                self.term(CORE, term, &[("String", Some(&text.value))]);
            }
        }
        if let Some(link) = &notes.link {
            self.open_term(CORE, "Links");
            self.xml.open("Collection", &[]);
            self.xml.open("Record", &[]);
            self.value("rel", "String", "describedby");
            self.value("href", "String", &link.value);
            self.close_all(&["Record", "Collection", "Annotation"]);
        }
        let flags = [("Computed", &notes.computed), ("Immutable", &notes.immutable)];
        for (term, flag) in flags {
            if let Some(flag) = flag {
                self.term(CORE, term, &[("Bool", Some(bool_text(flag.value)))]);
            }
        }
        if notes.optional.as_ref().is_some_and(|optional| optional.value) {
            self.term(CORE, "OptionalParameter", &[]);
        }
        self.alternate_keys(&notes.alternate_keys);
        let revisions: Vec<&Revision> = notes.revisions.iter().map(|revision| &revision.value).collect();
        self.revisions(&revisions);
    }

    fn alternate_keys(&mut self, keys: &[AlternateKey]) {
        if keys.is_empty() {
            return;
        }
        self.open_term(CORE, "AlternateKeys");
        self.xml.open("Collection", &[]);
        for key in keys {
            self.xml.open("Record", &[]);
            self.xml.open("PropertyValue", &[("Property", Some("Key"))]);
            self.xml.open("Collection", &[]);
            for (alias, name) in &key.parts {
                self.xml.open("Record", &[]);
                self.value("Alias", "String", alias);
                self.value("Name", "PropertyPath", name);
                self.xml.close("Record");
            }
            self.close_all(&["Collection", "PropertyValue", "Record"]);
        }
        self.close_all(&["Collection", "Annotation"]);
    }

    fn capabilities(&mut self, notes: &Notes) {
        let restrictions = &notes.restrictions;
        if let Some(flag) = &restrictions.indexable_by_key {
            self.term(CAPABILITIES, "IndexableByKey", &[("Bool", Some(bool_text(flag.value)))]);
        }
        if let Some(flag) = &restrictions.countable {
            self.open_term(CAPABILITIES, "CountRestrictions");
            self.xml.open("Record", &[]);
            self.value("Countable", "Bool", bool_text(flag.value));
            self.close_all(&["Record", "Annotation"]);
        }
        let is_dead_end = restrictions.not_navigable.as_ref().is_some_and(|flag| flag.value);
        if is_dead_end || restrictions.referenceable.is_some() {
            self.open_term(CAPABILITIES, "NavigationRestrictions");
            self.xml.open("Record", &[]);
            if is_dead_end {
                self.value("Navigability", "EnumMember", "Org.OData.Capabilities.V1.NavigationType/None");
            }
            if let Some(flag) = &restrictions.referenceable {
                self.value("Referenceable", "Bool", bool_text(flag.value));
            }
            self.close_all(&["Record", "Annotation"]);
        }
        self.read(restrictions.read.as_deref(), restrictions.read_by_key.as_deref());
        self.restriction("InsertRestrictions", "Insertable", restrictions.insert.as_deref());
        self.restriction("UpdateRestrictions", "Updatable", restrictions.update.as_deref());
        self.restriction("DeleteRestrictions", "Deletable", restrictions.delete.as_deref());
        self.restriction("OperationRestrictions", "", notes.operation.as_deref());
    }

    /// What is said of reading one entity by its key stands inside what is said of reading the collection.
    fn read(&mut self, whole: Option<&Spanned<Restriction>>, by_key: Option<&Spanned<Restriction>>) {
        if whole.is_none() && by_key.is_none() {
            return;
        }
        self.open_term(CAPABILITIES, "ReadRestrictions");
        self.xml.open("Record", &[]);
        if let Some(whole) = whole {
            self.properties("Readable", &whole.value);
        }
        if let Some(by_key) = by_key {
            self.xml.open("PropertyValue", &[("Property", Some("ReadByKeyRestrictions"))]);
            self.record("Readable", &by_key.value);
            self.xml.close("PropertyValue");
        }
        if let Some(whole) = whole {
            self.revisions(&whole.value.revisions.iter().collect::<Vec<_>>());
        }
        self.close_all(&["Record", "Annotation"]);
    }

    fn restriction(&mut self, term: &str, allowed: &str, restriction: Option<&Spanned<Restriction>>) {
        if let Some(restriction) = restriction {
            self.open_term(CAPABILITIES, term);
            self.record(allowed, &restriction.value);
            self.xml.close("Annotation");
        }
    }

    fn record(&mut self, allowed: &str, restriction: &Restriction) {
        self.xml.open("Record", &[]);
        self.properties(allowed, restriction);
        self.revisions(&restriction.revisions.iter().collect::<Vec<_>>());
        self.xml.close("Record");
    }

    fn properties(&mut self, allowed: &str, restriction: &Restriction) {
        if let Some(yes) = restriction.allowed.filter(|_| !allowed.is_empty()) {
            self.value(allowed, "Bool", bool_text(yes));
        }
        let method = match restriction.method {
            Some(Method::Put) => Some("PUT"),
            Some(Method::Patch) => Some("PATCH"),
            _ => None,
        };
        if let Some(method) = method {
            self.value("UpdateMethod", "EnumMember", &format!("{CAPABILITIES}.HttpMethod/{method}"));
        }
        if restriction.upsertable {
            self.value("Upsertable", "Bool", "true");
        }
        let texts = [("Description", &restriction.description), ("LongDescription", &restriction.long_description)];
        for (name, text) in texts {
            if let Some(text) = text {
                self.value(name, "String", text);
            }
        }
        self.permissions(&restriction.permissions);
        self.custom_parameters("CustomHeaders", &restriction.headers);
        self.custom_parameters("CustomQueryOptions", &restriction.query);
    }

    fn custom_parameters(&mut self, property: &str, parameters: &[CustomParameter]) {
        if parameters.is_empty() {
            return;
        }
        self.xml.open("PropertyValue", &[("Property", Some(property))]);
        self.xml.open("Collection", &[]);
        for CustomParameter { name, description, required } in parameters {
            self.xml.open("Record", &[]);
            self.value("Name", "String", name);
            if let Some(text) = description {
                self.value("Description", "String", text);
            }
            self.value("Required", "Bool", bool_text(*required));
            self.xml.close("Record");
        }
        self.close_all(&["Collection", "PropertyValue"]);
    }

    fn permissions(&mut self, permissions: &[Permission]) {
        if permissions.is_empty() {
            return;
        }
        self.xml.open("PropertyValue", &[("Property", Some("Permissions"))]);
        self.xml.open("Collection", &[]);
        for Permission { scheme, scopes } in permissions {
            self.xml.open("Record", &[]);
            self.value("SchemeName", "String", scheme);
            if scopes.is_empty() {
                self.xml.line("<PropertyValue Property=\"Scopes\"><Collection /></PropertyValue>");
            } else {
                self.xml.open("PropertyValue", &[("Property", Some("Scopes"))]);
                self.xml.open("Collection", &[]);
                for scope in scopes {
                    let value = start("PropertyValue", &[("Property", Some("Scope")), ("String", Some(scope))]);
                    self.xml.line(&format!("<Record><{value} /></Record>"));
                }
                self.close_all(&["Collection", "PropertyValue"]);
            }
            self.xml.close("Record");
        }
        self.close_all(&["Collection", "PropertyValue"]);
    }

    fn revisions(&mut self, revisions: &[&Revision]) {
        if revisions.is_empty() {
            return;
        }
        self.open_term(CORE, "Revisions");
        self.xml.open("Collection", &[]);
        for revision in revisions {
            self.xml.open("Record", &[]);
            let kind = match revision.kind {
                RevisionKind::Added => "Added",
                RevisionKind::Modified => "Modified",
                RevisionKind::Deprecated => "Deprecated",
            };
            self.value("Kind", "EnumMember", &format!("{CORE}.RevisionKind/{kind}"));
            let texts = [
                ("Version", "String", &revision.version),
                ("Date", "Date", &revision.date),
                ("RemovalDate", "Date", &revision.removal_date),
                ("Description", "String", &revision.description),
            ];
            for (name, ty, text) in texts {
                if let Some(text) = text {
                    self.value(name, ty, text);
                }
            }
            self.xml.close("Record");
        }
        self.close_all(&["Collection", "Annotation"]);
    }

    fn term(&mut self, vocabulary: &str, term: &str, value: &[Attribute<'_>]) {
        let term = format!("{vocabulary}.{term}");
        self.xml.empty("Annotation", &[&[("Term", Some(term.as_str()))], value].concat());
    }

    fn open_term(&mut self, vocabulary: &str, term: &str) {
        self.xml.open("Annotation", &[("Term", Some(&format!("{vocabulary}.{term}")))]);
    }

    fn value(&mut self, property: &str, ty: &str, text: &str) {
        self.xml.empty("PropertyValue", &[("Property", Some(property)), (ty, Some(text))]);
    }

    fn close_all(&mut self, elements: &[&str]) {
        for element in elements {
            self.xml.close(element);
        }
    }
}

fn bool_text(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}
