//! Paths of the service, as the description allows them: what a segment is, where it leads, what can be called there.

use crate::{
    api::{Method, Navigation, Notes, Operation, OperationKind, Permission, Restriction, Root, RootKind, TypeId},
    check::Checked,
};

/// One segment of a path.
#[derive(Debug, Clone, Copy)]
pub enum Segment<'a> {
    /// An entity set or singleton: its name, and what is said of it.
    Root(&'a str, &'a Notes),
    /// The key of an entity in the collection before it.
    Key(TypeId),
    /// A navigation property and its name.
    Navigation(&'a str, &'a Navigation),
    /// A cast to a derived type.
    Cast(TypeId),
    /// `$count`.
    Count,
    /// A bound action or function.
    Operation(&'a Operation),
}

/// What a path leads to.
#[derive(Debug, Clone, Copy)]
pub struct Location<'a> {
    /// The kind of thing.
    pub kind: LocationKind<'a>,
    /// What is said of the entity set, singleton or navigation property that leads there.
    pub notes: Option<&'a Notes>,
    /// Whether the entities live here: they are created and deleted through this path.
    pub contained: bool,
}

/// The kinds of things at the end of a path.
#[derive(Debug, Clone, Copy)]
pub enum LocationKind<'a> {
    /// The service itself.
    Service,
    /// Many entities.
    Collection(TypeId),
    /// One entity of a collection.
    Member(TypeId),
    /// One entity by itself: a singleton or a single-valued navigation property.
    Single(TypeId),
    /// The number of entities in a collection.
    Count,
    /// The call of a bound operation.
    Operation(&'a Operation),
}

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
    /// Creates an entity in a collection.
    Create(TypeId),
    /// Changes an entity.
    Update(TypeId),
    /// Deletes an entity.
    Delete,
    /// Calls an action or function.
    Invoke(&'a Operation),
}

impl<'a> Location<'a> {
    /// Where every path begins.
    pub const SERVICE: Self = Self { kind: LocationKind::Service, notes: None, contained: true };

    fn root(root: &'a Root) -> Self {
        let kind = match root.kind {
            RootKind::EntitySet => LocationKind::Collection(root.ty),
            RootKind::Singleton => LocationKind::Single(root.ty),
        };
        Self { kind, notes: Some(&root.notes), contained: true }
    }

    fn navigation(navigation: &'a Navigation) -> Option<Self> {
        let crate::api::Item::Named(target) = navigation.ty.item else { return None };
        let kind =
            if navigation.ty.collection { LocationKind::Collection(target) } else { LocationKind::Single(target) };
        Some(Self { kind, notes: Some(&navigation.notes), contained: navigation.contains_target })
    }

    /// The entity type of what is here, and whether it is the whole collection of them.
    pub fn entity(&self) -> Option<(TypeId, bool)> {
        match self.kind {
            LocationKind::Collection(ty) => Some((ty, true)),
            LocationKind::Member(ty) | LocationKind::Single(ty) => Some((ty, false)),
            LocationKind::Service | LocationKind::Count | LocationKind::Operation(_) => None,
        }
    }

    /// The segments that may follow, casts aside, and where each leads.
    pub fn children(&self, api: &'a Checked) -> Vec<(Segment<'a>, Self)> {
        let mut out = Vec::new();
        match self.kind {
            LocationKind::Service => {
                out.extend(
                    api.api().roots.iter().map(|(name, root)| (Segment::Root(name, &root.notes), Self::root(root))),
                );
            }
            LocationKind::Collection(ty) => {
                if api.key(ty).is_some() {
                    out.push((Segment::Key(ty), Self { kind: LocationKind::Member(ty), ..*self }));
                }
                out.push((Segment::Count, Self { kind: LocationKind::Count, ..*self }));
                self.operations(api, &mut out);
            }
            LocationKind::Member(ty) | LocationKind::Single(ty) => {
                let mut navigation: Vec<_> = api.chain(ty).flat_map(|(_, declared)| &declared.navigation).collect();
                navigation.sort_by_key(|(name, _)| *name);
                for (name, property) in navigation {
                    out.extend(
                        Self::navigation(property).map(|location| (Segment::Navigation(name, property), location)),
                    );
                }
                self.operations(api, &mut out);
            }
            LocationKind::Count | LocationKind::Operation(_) => {}
        }
        out
    }

    /// The operations bound to what is here. One bound to a base type works for every derived type, unless the derived
    /// type has the same one itself.
    fn operations(&self, api: &'a Checked, out: &mut Vec<(Segment<'a>, Self)>) {
        let Some((ty, collection)) = self.entity() else { return };
        let mut seen: Vec<&Operation> = Vec::new();
        for (owner, _) in api.chain(ty) {
            let nearer = seen.len();
            for operation in api.bound(owner, collection) {
                if !seen[..nearer].iter().any(|other| same_call(other, operation)) {
                    seen.push(operation);
                }
            }
        }
        let location = |operation| Self { kind: LocationKind::Operation(operation), ..*self };
        out.extend(seen.into_iter().map(|operation| (Segment::Operation(operation), location(operation))));
    }

    /// The calls that can be made here.
    pub fn calls(&self, path: &[Segment<'a>]) -> Vec<Call<'a>> {
        let call = |method, kind| Call { path: path.to_vec(), method, kind };
        match self.kind {
            LocationKind::Service => Vec::new(),
            LocationKind::Collection(ty) => {
                let mut calls = vec![call(Method::Get, CallKind::List(ty))];
                if self.contained {
                    calls.push(call(Method::Post, CallKind::Create(ty)));
                }
                calls
            }
            LocationKind::Member(ty) | LocationKind::Single(ty) => {
                let mut calls = vec![call(Method::Get, CallKind::Get(ty))];
                if self.contained {
                    calls.push(call(self.update_method(), CallKind::Update(ty)));
                    if !matches!(path, [Segment::Root(..)]) {
                        calls.push(call(Method::Delete, CallKind::Delete));
                    }
                }
                calls
            }
            LocationKind::Count => vec![call(Method::Get, CallKind::Count)],
            LocationKind::Operation(operation) => {
                let method = match operation.kind {
                    OperationKind::Action => Method::Post,
                    OperationKind::Function => Method::Get,
                };
                vec![call(method, CallKind::Invoke(operation))]
            }
        }
    }

    fn update_method(&self) -> Method {
        let update = self.notes.and_then(|notes| notes.restrictions.update.as_ref());
        update.and_then(|update| update.value.method).unwrap_or(Method::Patch)
    }
}

/// Whether two operations are called in the same way: one of them hides the other.
fn same_call(one: &Operation, other: &Operation) -> bool {
    let names = |operation: &'_ Operation| -> Vec<String> {
        let mut names: Vec<_> = operation.parameters.iter().skip(1).map(|parameter| parameter.name.clone()).collect();
        names.sort();
        names
    };
    one.kind == other.kind && one.name == other.name && one.namespace == other.namespace && names(one) == names(other)
}

impl Segment<'_> {
    /// As in a list of paths: `{id}` for a key.
    pub fn text(&self, api: &Checked) -> String {
        match self {
            Self::Root(name, _) | Self::Navigation(name, _) => (*name).to_owned(),
            Self::Key(ty) => {
                let names = api.key(*ty).map_or(&[][..], |(_, key)| key);
                let parts: Vec<_> = names.iter().map(|part| format!("{{{}}}", part.name)).collect();
                parts.join(",")
            }
            Self::Cast(ty) => api.names().full(*ty).to_owned(),
            Self::Count => "$count".to_owned(),
            Self::Operation(operation) => operation_text(operation),
        }
    }
}

/// `ns.name` for an action, `ns.name(a={a},b={b})` for a function.
fn operation_text(operation: &Operation) -> String {
    let name = operation.full_name();
    match operation.kind {
        OperationKind::Action => name,
        OperationKind::Function => {
            let arguments: Vec<_> =
                operation.parameters.iter().skip(1).map(|parameter| format!("{0}={{{0}}}", parameter.name)).collect();
            format!("{name}({})", arguments.join(","))
        }
    }
}

/// A whole path, as in a list of paths.
pub fn path_text(path: &[Segment<'_>], api: &Checked) -> String {
    path.iter().map(|segment| format!("/{}", segment.text(api))).collect()
}

impl<'a> Segment<'a> {
    /// What is said of an entity set, singleton or navigation property.
    pub fn notes(&self) -> Option<&'a Notes> {
        match self {
            Self::Root(_, notes) => Some(notes),
            Self::Navigation(_, property) => Some(&property.notes),
            Self::Key(_) | Self::Cast(_) | Self::Count | Self::Operation(_) => None,
        }
    }
}

impl<'a> Call<'a> {
    /// What is said of the entity sets, singletons and navigation properties on the path, the last one first.
    pub fn notes(&self) -> impl Iterator<Item = &'a Notes> {
        self.path.iter().rev().filter_map(Segment::notes)
    }

    /// What the description says about exactly this kind of access.
    pub fn restriction(&self) -> Option<&'a Restriction> {
        let restrictions = self.notes().next().map(|notes| &notes.restrictions);
        let found = match self.kind {
            CallKind::Get(_) if matches!(self.path.last(), Some(Segment::Key(_))) => restrictions?.read_by_key.as_ref(),
            CallKind::List(_) | CallKind::Get(_) => restrictions?.read.as_ref(),
            CallKind::Create(_) => restrictions?.insert.as_ref(),
            CallKind::Update(_) => restrictions?.update.as_ref(),
            CallKind::Delete => restrictions?.delete.as_ref(),
            CallKind::Count => None,
            CallKind::Invoke(operation) => operation.notes.operation.as_ref(),
        };
        found.map(|restriction| &restriction.value)
    }

    /// The permissions that the call takes: those to read a collection are enough to count it, and to read one of it
    /// unless that has its own.
    pub fn permissions(&self) -> &'a [Permission] {
        let own = self
            .restriction()
            .map(|restriction| &restriction.permissions[..])
            .filter(|permissions| !permissions.is_empty());
        let reads = matches!(self.kind, CallKind::Get(_) | CallKind::Count);
        let collection = || {
            self.notes().next().filter(|_| reads)?.restrictions.read.as_ref().map(|read| &read.value.permissions[..])
        };
        own.or_else(collection).unwrap_or_default()
    }
}
