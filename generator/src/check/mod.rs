//! Closes an [`Api`]: every reference leads to a declaration of the right kind.

mod hierarchy;
mod notes;
mod references;
mod repair;

use crate::api::{
    Api, Item, KeyProperty, Map, Names, Navigation, Operation, Property, Structured, Type, TypeId, TypeKind,
};
use crate::report::Report;
use rustc_hash::FxHashSet;

/// An [`Api`] in which every reference is closed, base types form no cycle, and notes are where they belong.
#[derive(Debug, Clone)]
pub struct Checked {
    names: Names,
    api: Api,
    /// The types that name a type as their base.
    subtypes: Map<TypeId, Vec<TypeId>>,
    /// The positions of the operations that are bound to a type, or to a collection of it.
    bound: Map<(TypeId, bool), Vec<usize>>,
    /// The positions of the operations of a name.
    named: Map<String, Vec<usize>>,
    /// Names of paths that are missing because what they lead to is in error.
    missing: FxHashSet<String>,
}

/// Checks a whole description. After errors what is broken is left out of the answer: it is closed all the same.
pub fn check(mut api: Api, names: Names, report: &mut Report) -> Checked {
    crate::api::attach(&mut api, &names, report);
    notes::report_dangling(&api, &names, report);
    references::check(&api, &names, report);
    hierarchy::check(&api, &names, report);
    let missing = if report.has_errors() { repair::repair(&mut api) } else { FxHashSet::default() };
    api.notes.clear();
    let (subtypes, bound, named) = (subtypes(&api), bound(&api), named(&api));
    Checked { names, api, subtypes, bound, named, missing }
}

fn subtypes(api: &Api) -> Map<TypeId, Vec<TypeId>> {
    let mut subtypes: Map<TypeId, Vec<TypeId>> = Map::default();
    for (id, ty) in &api.types {
        if let TypeKind::Structured(Structured { base: Some((base, _)), .. }) = &ty.kind {
            subtypes.entry(*base).or_default().push(*id);
        }
    }
    subtypes
}

fn bound(api: &Api) -> Map<(TypeId, bool), Vec<usize>> {
    let mut bound: Map<(TypeId, bool), Vec<usize>> = Map::default();
    for (at, operation) in api.operations.iter().enumerate() {
        let Some(binding) = operation.binding() else { continue };
        if let Item::Named(id) = binding.ty.item {
            bound.entry((id, binding.ty.collection)).or_default().push(at);
        }
    }
    bound
}

fn named(api: &Api) -> Map<String, Vec<usize>> {
    let mut named: Map<String, Vec<usize>> = Map::default();
    for (at, operation) in api.operations.iter().enumerate() {
        named.entry(operation.name.clone()).or_default().push(at);
    }
    named
}

impl Checked {
    /// The names of the types.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The description itself. Its notes are attached to their elements.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// A declared type.
    ///
    /// # Panics
    /// If `id` comes from elsewhere than a reference inside this description: all of those are declared.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.api.types[&id]
    }

    /// An entity or complex type.
    pub fn structured(&self, id: TypeId) -> Option<&Structured> {
        structured(&self.api, id)
    }

    /// A structured type, its base type, the base type of that, and so on.
    pub fn chain(&self, id: TypeId) -> impl Iterator<Item = (TypeId, &Structured)> {
        chain(&self.api, id)
    }

    /// Whether values may have members beyond the declared ones: the type says so, or one that it is derived from.
    pub fn is_open(&self, id: TypeId) -> bool {
        self.chain(id).any(|(_, ty)| ty.is_open)
    }

    /// Whether an entity is itself a media stream: the type says so, or one that it is derived from.
    pub fn has_stream(&self, id: TypeId) -> bool {
        self.chain(id).any(|(_, ty)| ty.has_stream)
    }

    /// The key of an entity type and the type that declares it, itself or the nearest that it is derived from.
    pub fn key(&self, id: TypeId) -> Option<(TypeId, &[KeyProperty])> {
        self.chain(id).find(|(_, ty)| !ty.key.is_empty()).map(|(owner, ty)| (owner, ty.key.as_slice()))
    }

    /// A structural property, declared or inherited, and the type that declares it.
    pub fn property(&self, id: TypeId, name: &str) -> Option<(TypeId, &Property)> {
        self.chain(id).find_map(|(owner, ty)| Some((owner, ty.properties.get(name)?)))
    }

    /// A navigation property, declared or inherited, and the type that declares it.
    pub fn navigation(&self, id: TypeId, name: &str) -> Option<(TypeId, &Navigation)> {
        self.chain(id).find_map(|(owner, ty)| Some((owner, ty.navigation.get(name)?)))
    }

    /// Whether a type is another, or is derived from it.
    pub fn is_kind_of(&self, id: TypeId, ancestor: TypeId) -> bool {
        id == ancestor || self.chain(id).any(|(id, _)| id == ancestor)
    }

    /// The operations that are bound to exactly this type, or to a collection of it, in the order of the document.
    pub fn bound(&self, id: TypeId, collection: bool) -> impl Iterator<Item = &Operation> {
        self.bound.get(&(id, collection)).into_iter().flatten().map(|at| &self.api.operations[*at])
    }

    /// The operations of a name, without its namespace, in the order of the document.
    pub fn operations_called(&self, name: &str) -> impl Iterator<Item = &Operation> {
        self.named.get(name).into_iter().flatten().map(|at| &self.api.operations[*at])
    }

    /// Whether a path may miss this name only because what it leads to is in error, which is reported already.
    pub fn is_missing(&self, name: &str) -> bool {
        self.missing.contains(name)
    }

    /// The types that name this one as their base.
    pub fn subtypes(&self, id: TypeId) -> &[TypeId] {
        self.subtypes.get(&id).map_or(&[], Vec::as_slice)
    }
}

fn structured(api: &Api, id: TypeId) -> Option<&Structured> {
    match &api.types.get(&id)?.kind {
        TypeKind::Structured(ty) => Some(ty),
        TypeKind::Enumeration(_) | TypeKind::Definition(_) => None,
    }
}

/// Ends where the base type is not declared. Without end if base types form a cycle.
fn chain(api: &Api, id: TypeId) -> impl Iterator<Item = (TypeId, &Structured)> {
    let of = |id: TypeId| structured(api, id).map(|ty| (id, ty));
    std::iter::successors(of(id), move |(_, ty)| of(ty.base?.0))
}

#[cfg(test)]
mod tests;
