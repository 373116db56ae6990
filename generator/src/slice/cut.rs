//! The part of a description that a slice needs, as a description of its own.
//!
//! Of the types that travel everything is kept that the crate shows; of those that paths only lead through, the key and
//! the ways that are gone. What a supplement adds is left out: it stays a supplement.

use std::collections::BTreeSet;

use super::{Call, Segment, Slice};
use crate::{
    api::{Api, Item, Navigation, Notes, Operation, Restrictions, Spanned, Structured, Type, TypeId, TypeKind},
    check::Checked,
    source::{SourceId, Span},
};

/// Whether wildcards are told where they do not go on.
///
/// They go on where entities are at home, which a part of the description does not always tell as the whole does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadEnds {
    /// The part is like the whole.
    Unmarked,
    /// Navigation properties that no path of the slice follows are stated not to be navigable, and types that are at home
    /// in a set or singleton keep it.
    Marked,
}

/// Cuts a slice out of the document that it was selected from.
pub fn cut(api: &Checked, slice: &Slice<'_>, document: SourceId, dead_ends: DeadEnds) -> Api {
    let mut needs =
        Needs { api, dead_ends, ways: BTreeSet::new(), led_through: BTreeSet::new(), operations: Vec::new() };
    let mut roots = BTreeSet::new();
    for call in &slice.calls {
        if let Some(Segment::Root(name, _)) = call.path.first() {
            roots.insert(*name);
        }
        needs.call(call);
    }
    let kept: BTreeSet<TypeId> = slice.types.keys().copied().collect();
    needs.close(&kept);
    let is_own = |span: Span| span.source == document;
    let mut out = Api {
        namespace: api.api().namespace.clone(),
        containers: api.api().containers.clone(),
        span: api.api().span,
        ..Api::default()
    };
    for (id, ty) in api.api().types.iter().filter(|(_, ty)| is_own(ty.span)) {
        if kept.contains(id) || needs.led_through.contains(id) {
            out.types.insert(*id, needs.ty(*id, ty, &kept, document));
        }
    }
    for operation in &api.api().operations {
        if is_own(operation.span) && needs.operations.iter().any(|needed| std::ptr::eq(*needed, operation)) {
            out.operations.push(own_operation(operation, document));
        }
    }
    for (name, root) in &api.api().roots {
        let is_home = dead_ends == DeadEnds::Marked && out.types.contains_key(&root.ty);
        if is_own(root.span) && (is_home || roots.contains(name.as_str())) {
            let mut root = root.clone();
            root.notes = own_notes(&root.notes, document);
            out.roots.insert(name.clone(), root);
        }
    }
    out
}

struct Needs<'a> {
    api: &'a Checked,
    dead_ends: DeadEnds,
    /// The properties on paths, and the types that declare them.
    ways: BTreeSet<(TypeId, &'a str)>,
    /// The types that paths lead through.
    led_through: BTreeSet<TypeId>,
    operations: Vec<&'a Operation>,
}

impl<'a> Needs<'a> {
    fn call(&mut self, call: &Call<'a>) {
        let mut here = None;
        for segment in &call.path {
            here = match segment {
                Segment::Root(name, _) => self.api.api().roots.get(*name).map(|root| root.ty),
                Segment::Key(_) | Segment::Count | Segment::Value | Segment::Ref => here,
                Segment::AlternateKey(ty, key) => {
                    for (_, property) in &key.parts {
                        let owner = self.api.property(*ty, property.split('/').next().unwrap_or(property));
                        self.ways.extend(owner.map(|(owner, _)| (owner, property.as_str())));
                    }
                    here
                }
                Segment::Stream(name, _) => {
                    let owner = here.and_then(|ty| self.api.property(ty, name));
                    self.ways.extend(owner.map(|(owner, _)| (owner, *name)));
                    None
                }
                Segment::Property(name, property) => {
                    let owner = here.and_then(|ty| self.api.property(ty, name));
                    self.ways.extend(owner.map(|(owner, _)| (owner, *name)));
                    named(property.ty.item)
                }
                Segment::Cast(ty) => Some(*ty),
                Segment::Navigation(name, navigation) => {
                    let owner = here.and_then(|ty| self.api.navigation(ty, name));
                    self.ways.extend(owner.map(|(owner, _)| (owner, *name)));
                    named(navigation.ty.item)
                }
                Segment::Operation(operation) => {
                    self.operation(operation);
                    operation.result.as_ref().and_then(|result| named(result.ty.item))
                }
            };
            self.led_through.extend(here);
        }
    }

    /// Operations of one name decide together what each is called in Rust.
    fn operation(&mut self, operation: &'a Operation) {
        let alike = self.api.api().operations.iter().filter(|other| is_alike(self.api, operation, other));
        for other in alike {
            let result = other.result.iter().map(|result| result.ty.item);
            let types = other.parameters.iter().map(|parameter| parameter.ty.item).chain(result);
            self.led_through.extend(types.filter_map(named));
            self.operations.push(other);
        }
    }

    /// Base types, and the targets of the navigation properties that stay.
    fn close(&mut self, kept: &BTreeSet<TypeId>) {
        let mut open: Vec<TypeId> = self.led_through.iter().chain(kept).copied().collect();
        while let Some(ty) = open.pop() {
            let Some(structured) = self.api.structured(ty) else { continue };
            let bases = structured.base.map(|(base, _)| base);
            let targets = structured
                .navigation
                .iter()
                .filter(|(name, navigation)| self.stays(ty, name, navigation, kept))
                .filter_map(|(_, navigation)| named(navigation.ty.item));
            let next: Vec<TypeId> = targets.chain(bases).filter(|next| !kept.contains(next)).collect();
            open.extend(next.into_iter().filter(|next| self.led_through.insert(*next)));
        }
    }

    /// A way is kept if paths go along it, or if the struct has a member for it: both ends travel, or a body can refer to
    /// what is at the other.
    fn stays(&self, owner: TypeId, name: &str, navigation: &Navigation, kept: &BTreeSet<TypeId>) -> bool {
        let target_travels = named(navigation.ty.item).is_some_and(|target| kept.contains(&target));
        (kept.contains(&owner) && (target_travels || !navigation.contains_target)) || self.ways.contains(&(owner, name))
    }

    fn ty(&self, id: TypeId, ty: &Type, kept: &BTreeSet<TypeId>, document: SourceId) -> Type {
        let mut out = ty.clone();
        out.notes = own_notes(&ty.notes, document);
        self.alternate_keys(id, &mut out.notes, kept);
        match &mut out.kind {
            TypeKind::Structured(structured) => self.structured(id, structured, kept, document),
            TypeKind::Enumeration(enumeration) => {
                enumeration.members.retain(|_, member| member.span.source == document);
                for member in enumeration.members.values_mut() {
                    member.notes = own_notes(&member.notes, document);
                }
            }
            TypeKind::Definition(_) => {}
        }
        out
    }

    /// An alternate key stays where its properties do.
    fn alternate_keys(&self, id: TypeId, notes: &mut Notes, kept: &BTreeSet<TypeId>) {
        if !notes.alternate_keys.is_empty() && !kept.contains(&id) {
            let on_path = |name: &str| self.ways.iter().any(|(_, way)| *way == name);
            notes.alternate_keys.retain(|key| key.parts.iter().all(|(_, property)| on_path(property)));
        }
    }

    fn structured(&self, id: TypeId, ty: &mut Structured, kept: &BTreeSet<TypeId>, document: SourceId) {
        let key = self.api.key(id).map_or(&[][..], |(_, key)| key);
        ty.properties.retain(|name, property| {
            let is_key = key.iter().any(|part| part.name.split('/').next() == Some(name));
            let is_way = self.ways.contains(&(id, name.as_str()));
            property.span.source == document && (kept.contains(&id) || is_key || is_way)
        });
        ty.navigation
            .retain(|name, navigation| navigation.span.source == document && self.stays(id, name, navigation, kept));
        for property in ty.properties.values_mut() {
            property.notes = own_notes(&property.notes, document);
        }
        for (name, navigation) in &mut ty.navigation {
            navigation.notes = own_notes(&navigation.notes, document);
            if self.dead_ends == DeadEnds::Marked && !self.ways.contains(&(id, name.as_str())) {
                let stated = Spanned { value: true, span: navigation.span };
                navigation.notes.restrictions.not_navigable = Some(stated);
            }
        }
    }
}

/// Whether two operations of one name can be called on the same entities, or are one import.
pub(crate) fn is_alike(api: &Checked, one: &Operation, other: &Operation) -> bool {
    let binding = |operation: &Operation| operation.binding().map(|binding| binding.ty.item);
    one.name == other.name
        && match (binding(one), binding(other)) {
            (Some(Item::Named(one)), Some(Item::Named(other))) => {
                api.is_kind_of(one, other) || api.is_kind_of(other, one)
            }
            (None, None) => one.import == other.import,
            _ => false,
        }
}

fn named(item: Item) -> Option<TypeId> {
    match item {
        Item::Named(ty) => Some(ty),
        Item::Primitive(_) => None,
    }
}

fn own_operation(operation: &Operation, document: SourceId) -> Operation {
    let mut out = operation.clone();
    out.notes = own_notes(&operation.notes, document);
    for parameter in &mut out.parameters {
        parameter.notes = own_notes(&parameter.notes, document);
    }
    out
}

/// What the document itself says; supplements have their own file.
fn own_notes(notes: &Notes, document: SourceId) -> Notes {
    if *notes == Notes::default() {
        return Notes::default();
    }
    let mut out = notes.clone();
    let fields = &mut *out;
    for text in [&mut fields.description, &mut fields.long_description, &mut fields.link] {
        own(text, document);
    }
    for flag in [&mut fields.computed, &mut fields.immutable, &mut fields.optional] {
        own(flag, document);
    }
    fields.alternate_keys.retain(|key| key.span.source == document);
    fields.revisions.retain(|revision| revision.span.source == document);
    let Restrictions {
        read,
        read_by_key,
        insert,
        update,
        delete,
        not_navigable,
        referenceable,
        indexable_by_key,
        countable,
    } = &mut fields.restrictions;
    for flag in [not_navigable, referenceable, indexable_by_key, countable] {
        own(flag, document);
    }
    for restriction in [read, read_by_key, insert, update, delete, &mut fields.operation] {
        if restriction.as_ref().is_some_and(|stated| stated.span.source != document) {
            *restriction = None;
        }
    }
    out
}

fn own<T>(stated: &mut Option<Spanned<T>>, document: SourceId) {
    if stated.as_ref().is_some_and(|stated| stated.span.source != document) {
        *stated = None;
    }
}
