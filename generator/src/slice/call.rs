//! Calls: what can be done with what a path leads to.

use super::path::{Location, LocationKind, Referenced, Segment};
use crate::{
    api::{
        CustomParameter, Item, Method, Notes, Operation, OperationKind, Parameter, Permission, Primitive, Property,
        Restriction, TypeId,
    },
    check::Checked,
};

/// A call that can be made: a path, a method, and what they mean.
#[derive(Debug, Clone)]
pub struct Call<'a> {
    /// The path.
    pub path: Vec<Segment<'a>>,
    /// The method.
    pub method: Method,
    /// What it means.
    pub kind: CallKind<'a>,
}

/// What a call does.
#[derive(Debug, Clone, Copy)]
pub enum CallKind<'a> {
    /// Reads a collection.
    List(TypeId),
    /// Counts a collection.
    Count,
    /// Reads one entity.
    Get(TypeId),
    /// Reads the value of a structural property.
    GetProperty(&'a Property),
    /// Creates an entity in a collection.
    Create(TypeId),
    /// Changes an entity, or a complex property.
    Update(TypeId),
    /// Deletes an entity.
    Delete,
    /// Reads the bytes of a stream, or a value without JSON around it.
    Download,
    /// Writes the bytes of a stream of an entity, which may come back.
    Upload(TypeId),
    /// Deletes the bytes of a stream.
    DeleteContent,
    /// Reads the references of a collection.
    ListReferences,
    /// Reads one reference.
    GetReference,
    /// Adds a reference to a collection.
    AddReference,
    /// Sets the one reference.
    SetReference,
    /// Removes a reference.
    RemoveReference,
    /// Calls an action or function.
    Invoke(&'a Operation),
}

impl<'a> Location<'a> {
    /// The calls that can be made here.
    pub fn calls(&self, path: &[Segment<'a>], api: &Checked) -> Vec<Call<'a>> {
        let call = |(method, kind)| Call { path: path.to_vec(), method, kind };
        self.kinds(path, api).into_iter().map(call).collect()
    }

    fn kinds(&self, path: &[Segment<'a>], api: &Checked) -> Vec<(Method, CallKind<'a>)> {
        use Method::{Delete, Get, Post, Put};
        match self.kind {
            LocationKind::Service => Vec::new(),
            LocationKind::Collection(ty) => {
                let mut calls = vec![(Get, CallKind::List(ty))];
                calls.extend(self.contained.then_some((Post, CallKind::Create(ty))));
                calls
            }
            LocationKind::Member(ty) | LocationKind::Single(ty) => {
                let mut calls = vec![(Get, CallKind::Get(ty))];
                if self.contained {
                    calls.push((self.update_method(), CallKind::Update(ty)));
                    if !matches!(path, [Segment::Root(..)]) {
                        calls.push((Delete, CallKind::Delete));
                    }
                }
                calls
            }
            LocationKind::Count => vec![(Get, CallKind::Count)],
            LocationKind::Stream(ty) => {
                let mut calls = vec![(Get, CallKind::Download)];
                if self.contained {
                    calls.extend([(Put, CallKind::Upload(ty)), (Delete, CallKind::DeleteContent)]);
                }
                calls
            }
            LocationKind::Property(property) => {
                let mut calls = vec![(Get, CallKind::GetProperty(property))];
                // Values of other types are changed with the entity: nothing in Graph takes them alone.
                if let Item::Named(ty) = property.ty.item
                    && self.contained
                    && !property.ty.collection
                    && api.structured(ty).is_some()
                {
                    calls.push((Method::Patch, CallKind::Update(ty)));
                }
                calls
            }
            LocationKind::RawValue => vec![(Get, CallKind::Download)],
            LocationKind::Reference(Referenced::Many) => {
                vec![(Get, CallKind::ListReferences), (Post, CallKind::AddReference)]
            }
            LocationKind::Reference(Referenced::OneOfMany) => vec![(Delete, CallKind::RemoveReference)],
            LocationKind::Reference(Referenced::One) => {
                vec![(Get, CallKind::GetReference), (Put, CallKind::SetReference), (Delete, CallKind::RemoveReference)]
            }
            LocationKind::Operation(operation) => {
                let method = if operation.kind == OperationKind::Action { Post } else { Get };
                let mut calls = vec![(method, CallKind::Invoke(operation))];
                if let LocationKind::Single(ty) = self.behind(api).kind {
                    calls.push((Method::Patch, CallKind::Update(ty)));
                }
                calls
            }
        }
    }

    fn update_method(&self) -> Method {
        let update = self.notes.and_then(|notes| notes.restrictions.update.as_ref());
        update.and_then(|update| update.value.method).unwrap_or(Method::Patch)
    }
}

impl<'a> Call<'a> {
    /// Whether only whoever names the method wants it. That an entity which a function answers with can be changed
    /// under the URL of the function is true of cells of a workbook, and of little else; no description says so.
    pub fn is_unusual(&self) -> bool {
        matches!((self.kind, self.path.last()), (CallKind::Update(_), Some(Segment::Operation(_))))
    }

    /// What is said of the entity sets, singletons and properties on the path, the last one first.
    pub fn notes(&self) -> impl Iterator<Item = &'a Notes> {
        self.path.iter().rev().filter_map(Segment::notes)
    }

    /// What the description says about exactly this kind of access.
    pub fn restriction(&self) -> Option<&'a Restriction> {
        let restrictions = self.notes().next().map(|notes| &notes.restrictions);
        let found = match self.kind {
            CallKind::Get(_) if matches!(self.path.last(), Some(Segment::Key(_) | Segment::AlternateKey(..))) => {
                restrictions?.read_by_key.as_ref()
            }
            CallKind::Update(_) if self.is_unusual() => None,
            CallKind::List(_) | CallKind::Get(_) | CallKind::GetProperty(_) => restrictions?.read.as_ref(),
            CallKind::Create(_) | CallKind::AddReference => restrictions?.insert.as_ref(),
            CallKind::Update(_) | CallKind::SetReference => restrictions?.update.as_ref(),
            CallKind::Delete | CallKind::RemoveReference => restrictions?.delete.as_ref(),
            CallKind::Count
            | CallKind::Download
            | CallKind::Upload(_)
            | CallKind::DeleteContent
            | CallKind::ListReferences
            | CallKind::GetReference => None,
            CallKind::Invoke(operation) => operation.notes.operation.as_ref(),
        };
        found.map(|restriction| &restriction.value)
    }

    /// Bytes of the description's texts that are written with the call, and with what it passes: wherever it is, once more.
    pub(super) fn told(&self) -> usize {
        let restriction = self.restriction().map_or(0, Restriction::told);
        let operation = match self.kind {
            CallKind::Invoke(operation) => {
                let passed = operation.passed().iter().map(|parameter| parameter.name.len() + parameter.notes.told());
                operation.notes.told() + passed.sum::<usize>()
            }
            _ => 0,
        };
        restriction + operation
    }

    /// The query options that the call has beside those of the system; those to read a collection are needed to count it.
    pub fn query_options(&self) -> &'a [CustomParameter] {
        let own = match self.kind {
            CallKind::Count => self.notes().next().and_then(|notes| Some(&notes.restrictions.read.as_ref()?.value)),
            _ => self.restriction(),
        };
        own.map(|own| &own.query[..]).unwrap_or_default()
    }

    /// The permissions that the call takes: those to read a collection are enough to count it, to read what refers to it,
    /// and to read one of it or its bytes unless that has its own.
    pub fn permissions(&self) -> &'a [Permission] {
        let own = self
            .restriction()
            .map(|restriction| &restriction.permissions[..])
            .filter(|permissions| !permissions.is_empty());
        let reads = matches!(
            self.kind,
            CallKind::Get(_) | CallKind::Count | CallKind::Download | CallKind::ListReferences | CallKind::GetReference
        );
        let collection = || {
            self.notes().next().filter(|_| reads)?.restrictions.read.as_ref().map(|read| &read.value.permissions[..])
        };
        own.or_else(collection).unwrap_or_default()
    }
}

/// The parameters that a call of an operation may send, without the one that it is bound to. Overloads of an action have
/// one URL and one body between them.
pub fn parameters<'a>(api: &'a Checked, operation: &'a Operation) -> Vec<&'a Parameter> {
    let bound = operation.binding().map(|binding| (binding.ty.item, binding.ty.collection));
    let overloads = match bound {
        Some((Item::Named(ty), collection)) if operation.kind == OperationKind::Action => {
            let is_alike = |other: &&Operation| {
                (other.kind, &other.name, &other.namespace) == (operation.kind, &operation.name, &operation.namespace)
            };
            api.bound(ty, collection).filter(is_alike).collect()
        }
        _ => vec![operation],
    };
    let mut parameters: Vec<&Parameter> = Vec::new();
    for overload in overloads {
        for parameter in overload.passed() {
            if !parameters.iter().any(|known| known.name == parameter.name) {
                parameters.push(parameter);
            }
        }
    }
    parameters
}

/// Whether an operation answers with bytes.
pub fn is_download(operation: &Operation) -> bool {
    operation
        .result
        .as_ref()
        .is_some_and(|result| result.ty.item == Item::Primitive(Primitive::Stream) && !result.ty.collection)
}
