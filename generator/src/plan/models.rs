//! Types of a slice as modules below `models`.

use std::collections::BTreeMap;

use super::{
    RustType,
    data::{Child, Derivation, Docs, Enumeration, Item, Member, Module, Structure, Variant, Visibility},
    docs,
    types::{self, Form},
};
use crate::{
    api::{self, Notes, Primitive, Structured, StructuredKind, TypeId, TypeKind},
    check::Checked,
    circles::Circles,
    name::{OF_EVERY_STRUCT, Renames, TypeNames, case, distinct},
    slice::{Slice, is_sent},
};

/// What the functions of this file look at.
pub(super) struct Models<'p, 'a> {
    pub(super) api: &'a Checked,
    pub(super) slice: &'p Slice<'a>,
    pub(super) names: &'p TypeNames,
    pub(super) renames: &'p Renames,
    pub(super) circles: &'p Circles<TypeId>,
}

impl Models<'_, '_> {
    /// The whole of `models`.
    pub(super) fn module(&self) -> Module {
        let mut root = Module::default();
        root.docs.markdown(
            "The types of the API: what answers hold, and, with `Body` at the end of the name, what requests send.",
        );
        let mut types: Vec<TypeId> = self.slice.types.keys().copied().collect();
        types.sort_by_key(|id| self.api.names().full(*id));
        for id in types {
            let items = self.items(id);
            if items.is_empty() {
                continue;
            }
            let name = self.names.of(id);
            let mut docs = Docs::default();
            docs.markdown(format!("`{}`", docs::code(self.api.names().full(id))));
            let module = Module { docs, items, ..Module::default() };
            let namespace = name.modules.iter().fold(&mut root, |parent, module| {
                let child = parent.children.entry(module.clone()).or_insert_with(|| {
                    let (full, _) = self.api.names().split(id);
                    let mut docs = Docs::default();
                    docs.markdown(format!("Namespace `{}`.", docs::code(full)));
                    Child { visibility: Visibility::Public, module: Module { docs, ..Module::default() } }
                });
                &mut child.module
            });
            namespace.children.insert(name.file.clone(), Child { visibility: Visibility::Reexported, module });
        }
        root
    }

    fn items(&self, id: TypeId) -> Vec<Item> {
        let Some(kept) = self.slice.types.get(&id) else { return Vec::new() };
        match &self.api.ty(id).kind {
            TypeKind::Definition(_) => Vec::new(),
            TypeKind::Enumeration(enumeration) => vec![Item::Enumeration(self.enumeration(id, enumeration))],
            TypeKind::Structured(structured) => {
                let mut items = Vec::new();
                if kept.read {
                    items.push(Item::Structure(self.read_form(id, structured)));
                    items.extend(self.derivation(id, Form::Read).map(Item::Derivation));
                }
                if kept.body {
                    items.push(Item::Structure(self.body_form(id, structured)));
                    items.extend(self.derivation(id, Form::Body).map(Item::Derivation));
                }
                items
            }
        }
    }

    fn read_form(&self, id: TypeId, structured: &Structured) -> Structure {
        let notes = &self.api.ty(id).notes;
        let mut docs = docs::told(notes);
        docs.markdown(self.origin(id, structured));
        docs::link(&mut docs, notes);
        self.structure(id, Form::Read, docs)
    }

    fn body_form(&self, id: TypeId, structured: &Structured) -> Structure {
        let name = self.names.of(id);
        let mut docs = Docs::default();
        if self.slice.types.get(&id).is_some_and(|kept| kept.read) {
            docs.markdown(format!(
                "What to send for [`{0}`](crate::models::{0}): only what is set travels.",
                self.path(id, &name.read)
            ));
        } else {
            docs.0.extend(docs::told(&self.api.ty(id).notes).0);
            docs.markdown("What to send: only what is set travels.");
        }
        docs.markdown(self.origin(id, structured));
        self.structure(id, Form::Body, docs)
    }

    fn path(&self, id: TypeId, own: &str) -> String {
        self.names.of(id).modules.iter().map(String::as_str).chain([own]).collect::<Vec<_>>().join("::")
    }

    fn origin(&self, id: TypeId, structured: &Structured) -> String {
        let kind = match (structured.kind, structured.is_abstract) {
            (StructuredKind::Entity, false) => "Entity type",
            (StructuredKind::Complex, false) => "Complex type",
            (StructuredKind::Entity, true) => "Abstract entity type",
            (StructuredKind::Complex, true) => "Abstract complex type",
        };
        let full = |id| docs::code(self.api.names().full(id));
        let base = structured.base.map(|(base, _)| format!(", derived from `{}`", full(base))).unwrap_or_default();
        format!("{kind} `{}`{base}.", full(id))
    }

    fn structure(&self, id: TypeId, form: Form, docs: Docs) -> Structure {
        Structure {
            form,
            docs,
            deprecated: docs::deprecated(docs::revisions(&self.api.ty(id).notes)),
            name: types::own_name(self.names, id, form).to_owned(),
            full_name: Some(self.api.names().full(id).to_owned()),
            // Any body can send more than is declared.
            is_open: form == Form::Read && self.api.is_open(id),
            members: self.members(id, form),
        }
    }

    /// The bases and subtypes of a type that the slice has in this form, too; nothing if it has no base.
    fn derivation(&self, id: TypeId, form: Form) -> Option<Derivation> {
        let has_form =
            |id| self.slice.types.get(&id).is_some_and(|kept| if form == Form::Read { kept.read } else { kept.body });
        let bases = self.api.chain(id).skip(1).map(|(base, _)| base).filter(|base| has_form(*base));
        let bases: Vec<RustType> = bases.map(|base| types::model(self.names, base, form)).collect();
        if bases.is_empty() {
            return None;
        }
        // Only what is read can turn out to be of a subtype.
        let mut subtypes = Vec::new();
        let mut open = if form == Form::Read { self.api.subtypes(id).to_vec() } else { Vec::new() };
        while let Some(ty) = open.pop() {
            subtypes.extend(has_form(ty).then(|| self.api.names().full(ty).to_owned()));
            open.extend(self.api.subtypes(ty));
        }
        subtypes.sort();
        Some(Derivation { form, name: types::own_name(self.names, id, form).to_owned(), bases, subtypes })
    }

    /// The members of a type, those of its base types first, so that a reader finds the key at the top. What one type
    /// declares stands by name: descriptions change the order, and it means nothing.
    fn members(&self, id: TypeId, form: Form) -> Vec<Member> {
        let mut chain: Vec<_> = self.api.chain(id).collect();
        chain.reverse();
        let names = self.field_names(&chain);
        let mut members = Vec::new();
        let mut add = |wire: &str, member: Option<Member>| {
            let name = names.get(wire).cloned().unwrap_or_default();
            members.extend(member.map(|member| Member { constant: case::screaming(&name), name, ..member }));
        };
        for (owner, declared) in &chain {
            for (wire, property) in by_name(&declared.properties) {
                if form == Form::Read || is_sent(self.api, id, wire, property) {
                    add(wire, self.property(id, *owner, wire, property, form));
                }
            }
            for (wire, navigation) in by_name(&declared.navigation) {
                add(wire, self.navigation(id, *owner, wire, navigation, form));
            }
        }
        members
    }

    /// The names of the members of a type by those on the wire. All that are declared have one, also those that one of the
    /// forms or the slice leaves out: so a member is called the same in both forms, and in every slice.
    fn field_names<'m>(&self, chain: &[(TypeId, &'m Structured)]) -> BTreeMap<&'m str, String> {
        let mut names: Vec<(&str, String)> = Vec::new();
        for (owner, declared) in chain {
            let properties = declared.properties.iter().filter(|(_, property)| !is_stream(property));
            let wires = properties.map(|(wire, _)| wire).chain(declared.navigation.keys());
            let full_name = self.api.names().full(*owner);
            names.extend(wires.map(|wire| (wire.as_str(), self.field(full_name, wire))));
        }
        distinct(&mut names);
        names.into_iter().collect()
    }

    fn property(&self, id: TypeId, owner: TypeId, wire: &str, property: &api::Property, form: Form) -> Option<Member> {
        if is_stream(property) {
            return None;
        }
        let mut ty = types::reference(self.api, self.names, &property.ty, form);
        if let (api::Item::Named(target), false) = (property.ty.item, property.ty.collection)
            && self.circles.holds(target, id)
        {
            ty = RustType::Boxed(Box::new(ty));
        }
        let mut facts = docs::edm(self.api, &property.ty);
        if self.api.key(id).is_some_and(|(_, key)| key.iter().any(|part| part.name == wire)) {
            facts += ", key";
        }
        if property.notes.computed.as_ref().is_some_and(|computed| computed.value) {
            facts += ", set by the service";
        }
        if property.notes.immutable.as_ref().is_some_and(|immutable| immutable.value) {
            facts += ", cannot be changed later";
        }
        Some(self.member(id, owner, wire, &property.notes, &facts, ty))
    }

    /// A navigation property is a member where its target is in the slice anyway: read with `$expand`, and sent if the
    /// target lives inside. What lives elsewhere is referred to by its address, whether it is in the slice or not.
    fn navigation(
        &self,
        id: TypeId,
        owner: TypeId,
        wire: &str,
        navigation: &api::Navigation,
        form: Form,
    ) -> Option<Member> {
        let api::Item::Named(target) = navigation.ty.item else { return None };
        let kept = self.slice.types.get(&target);
        let refers = form == Form::Body && !navigation.contains_target;
        if !refers && self.slice.gates.as_ref().is_some_and(|gates| !gates.is_there_with(target, id)) {
            return None;
        }
        let (present, facts) = match form {
            Form::Read => (kept.is_some_and(|kept| kept.read), "navigation property, present with `$expand`"),
            _ if refers => (true, "navigation property, by reference to what exists"),
            Form::Body | Form::Options => (kept.is_some_and(|kept| kept.body), "navigation property, created along"),
        };
        if !present {
            return None;
        }
        let one = if refers {
            RustType::Runtime("EntityId")
        } else {
            types::item(self.api, self.names, navigation.ty.item, form)
        };
        let ty = match navigation.ty.collection {
            true => RustType::Vec(Box::new(one)),
            false if refers => one,
            false => RustType::Boxed(Box::new(one)),
        };
        let facts = format!("{}, {facts}", docs::edm(self.api, &navigation.ty));
        let mut member = self.member(id, owner, wire, &navigation.notes, &facts, ty);
        member.is_navigation = true;
        if refers {
            member.wire += "@odata.bind";
        }
        Some(member)
    }

    fn member(&self, id: TypeId, owner: TypeId, wire: &str, notes: &Notes, facts: &str, ty: RustType) -> Member {
        let mut docs = docs::told(notes);
        let from =
            if owner == id { String::new() } else { format!(", from `{}`", docs::code(self.api.names().full(owner))) };
        docs.markdown(format!("`{}`: {facts}{from}.", docs::code(wire)));
        docs::link(&mut docs, notes);
        Member {
            docs,
            deprecated: docs::deprecated(docs::revisions(notes)),
            name: String::new(),
            constant: String::new(),
            is_navigation: false,
            wire: wire.to_owned(),
            ty,
        }
    }

    fn field(&self, full_name: &str, wire: &str) -> String {
        if let Some(name) = self.renames.of_member(full_name, wire) {
            return name.to_owned();
        }
        let name = case::snake(wire);
        if OF_EVERY_STRUCT.contains(&name.as_str()) { name + "_" } else { name }
    }

    fn enumeration(&self, id: TypeId, enumeration: &api::Enumeration) -> Enumeration {
        let notes = &self.api.ty(id).notes;
        let full = self.api.names().full(id);
        let mut docs = docs::told(notes);
        let kind = if enumeration.is_flags { "Flags" } else { "Enumeration" };
        docs.markdown(format!("{kind} `{}`.", docs::code(full)));
        docs::link(&mut docs, notes);
        let mut names: Vec<(&str, String)> = enumeration
            .members
            .keys()
            .map(|wire| (wire.as_str(), self.variant(full, wire, enumeration.is_flags)))
            .collect();
        distinct(&mut names);
        let variants = enumeration
            .members
            .iter()
            .zip(&names)
            .map(|((wire, member), (_, name))| variant(wire, member, name))
            .collect();
        Enumeration {
            is_flags: enumeration.is_flags,
            docs,
            deprecated: docs::deprecated(docs::revisions(notes)),
            name: self.names.of(id).read.clone(),
            full_name: full.to_owned(),
            variants,
        }
    }

    fn variant(&self, full_name: &str, wire: &str, is_flag: bool) -> String {
        if let Some(name) = self.renames.of_member(full_name, wire) {
            return name.to_owned();
        }
        let name = if is_flag { case::screaming(wire) } else { case::pascal(wire) };
        // The variant that keeps what this version does not know.
        if name == "Unrecognized" { name + "Member" } else { name }
    }
}

/// A stream is not part of the JSON: it has a path of its own.
fn is_stream(property: &api::Property) -> bool {
    property.ty.item == api::Item::Primitive(Primitive::Stream)
}

fn by_name<T>(declared: &api::Map<String, T>) -> Vec<(&String, &T)> {
    let mut members: Vec<_> = declared.iter().collect();
    members.sort_by(|(one, _), (other, _)| case::alphabetical(one, other));
    members
}

fn variant(wire: &str, member: &api::Member, name: &str) -> Variant {
    let mut docs = docs::told(&member.notes);
    let number = member.value.map(|value| format!(" ({value})")).unwrap_or_default();
    docs.markdown(format!("`{}`{number}.", docs::code(wire)));
    Variant {
        docs,
        deprecated: docs::deprecated(docs::revisions(&member.notes)),
        name: name.to_owned(),
        wire: wire.to_owned(),
    }
}
