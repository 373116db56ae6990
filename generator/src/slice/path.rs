//! Paths of the service, as the description allows them: what a segment is, where it leads, what can be called there.

use rustc_hash::FxHashSet;

pub use super::call::{Call, CallKind};
use crate::{
    api::{
        AlternateKey, Item, Navigation, Notes, Operation, OperationKind, Primitive, Property, Root, RootKind, TypeId,
        TypeRef,
    },
    check::Checked,
};

/// One segment of a path.
#[derive(Debug, Clone, Copy)]
pub enum Segment<'a> {
    /// An entity set or singleton: its name, and what is said of it.
    Root(&'a str, &'a Notes),
    /// The key of an entity in the collection before it.
    Key(TypeId),
    /// Another key of an entity of this type in the collection before it.
    AlternateKey(TypeId, &'a AlternateKey),
    /// A navigation property and its name.
    Navigation(&'a str, &'a Navigation),
    /// A cast to a derived type.
    Cast(TypeId),
    /// `$count`.
    Count,
    /// `$value`: the bytes of a media entity, or a property's value without JSON around it.
    Value,
    /// A structural property that is no stream, and its name.
    Property(&'a str, &'a Property),
    /// A property that is a stream, and its name.
    Stream(&'a str, &'a Property),
    /// `$ref`: the reference, not the entity.
    Ref,
    /// An action or function: one that is bound to what is before it, or at the beginning one that is imported.
    Operation(&'a Operation),
}

/// What a path leads to.
#[derive(Debug, Clone, Copy)]
pub struct Location<'a> {
    /// The kind of thing.
    pub kind: LocationKind<'a>,
    /// What is said of the entity set, singleton or property that leads there.
    pub notes: Option<&'a Notes>,
    /// Whether the entities live here: they are created and deleted through this path. Of a property, whether it can be
    /// changed.
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
    /// The bytes of a media entity of this type, or those of a stream property of it.
    Stream(TypeId),
    /// The value of a structural property.
    Property(&'a Property),
    /// The same without JSON around it.
    RawValue,
    /// References to entities.
    Reference(Referenced),
    /// The call of an operation, bound or imported.
    Operation(&'a Operation),
}

/// Which references a `$ref` stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Referenced {
    /// All of a collection.
    Many,
    /// One of a collection.
    OneOfMany,
    /// That of a single-valued navigation property.
    One,
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
        let Item::Named(target) = navigation.ty.item else { return None };
        let kind =
            if navigation.ty.collection { LocationKind::Collection(target) } else { LocationKind::Single(target) };
        Some(Self { kind, notes: Some(&navigation.notes), contained: navigation.contains_target })
    }

    /// The entity type of what is here, and whether it is the whole collection of them.
    pub fn entity(&self) -> Option<(TypeId, bool)> {
        match self.kind {
            LocationKind::Collection(ty) => Some((ty, true)),
            LocationKind::Member(ty) | LocationKind::Single(ty) => Some((ty, false)),
            LocationKind::Service
            | LocationKind::Count
            | LocationKind::Stream(_)
            | LocationKind::Property(_)
            | LocationKind::RawValue
            | LocationKind::Reference(_)
            | LocationKind::Operation(_) => None,
        }
    }

    /// What a path that goes on behind a function goes on from: its result, if the function is composable. Nothing
    /// lives there: what is created, it does not keep.
    pub fn behind(&self, api: &Checked) -> Self {
        let LocationKind::Operation(Operation { is_composable: true, result: Some(result), .. }) = self.kind else {
            return *self;
        };
        let kind = match result.ty.item {
            Item::Named(ty) if api.structured(ty).is_none() => return *self,
            Item::Primitive(_) => return *self,
            Item::Named(ty) if result.ty.collection => LocationKind::Collection(ty),
            Item::Named(ty) => LocationKind::Single(ty),
        };
        Self { kind, notes: None, contained: false }
    }

    /// The segments that may follow, casts and structural properties aside, and where each leads.
    pub fn children(&self, api: &'a Checked) -> Vec<(Segment<'a>, Self)> {
        let mut out = Vec::new();
        let to = |kind| Self { kind, ..*self };
        match self.kind {
            LocationKind::Service => {
                out.extend(
                    api.api().roots.iter().map(|(name, root)| (Segment::Root(name, &root.notes), Self::root(root))),
                );
                let imported = api.api().operations.iter().filter(|operation| operation.import.is_some());
                out.extend(
                    imported.map(|operation| (Segment::Operation(operation), to(LocationKind::Operation(operation)))),
                );
            }
            LocationKind::Collection(ty) => {
                if api.key(ty).is_some() {
                    out.push((Segment::Key(ty), to(LocationKind::Member(ty))));
                }
                out.push((Segment::Count, to(LocationKind::Count)));
                out.extend(self.reference(Referenced::Many));
                self.operations(api, &mut out);
            }
            LocationKind::Member(ty) => {
                self.members(api, ty, &mut out);
                out.extend(self.reference(Referenced::OneOfMany));
                self.operations(api, &mut out);
            }
            LocationKind::Single(ty) => {
                self.members(api, ty, &mut out);
                out.extend(self.reference(Referenced::One));
                self.operations(api, &mut out);
            }
            LocationKind::Operation(_) => {
                let behind = self.behind(api);
                if !matches!(behind.kind, LocationKind::Operation(_)) {
                    return behind.children(api);
                }
            }
            LocationKind::Property(property) => match property.ty.item {
                _ if property.ty.collection => {}
                Item::Primitive(Primitive::Untyped) => {}
                Item::Named(ty) if api.structured(ty).is_some() => self.members(api, ty, &mut out),
                Item::Named(_) | Item::Primitive(_) => out.push((Segment::Value, to(LocationKind::RawValue))),
            },
            LocationKind::Count | LocationKind::Stream(_) | LocationKind::RawValue | LocationKind::Reference(_) => {}
        }
        out
    }

    /// The structural properties that may follow, and where each leads (OData 4.01 Part 2: URL Conventions, "Addressing a
    /// Property"). They are many, and hardly ever called by themselves: only whoever names one wants it.
    pub fn properties(&self, api: &'a Checked) -> Vec<(Segment<'a>, Self)> {
        let here = self.behind(api);
        let ty = match here.kind {
            LocationKind::Member(ty) | LocationKind::Single(ty) => ty,
            LocationKind::Property(Property {
                ty: TypeRef { item: Item::Named(ty), collection: false, .. }, ..
            }) => *ty,
            _ => return Vec::new(),
        };
        let declared = api.chain(ty).flat_map(|(_, declared)| &declared.properties);
        let mut properties: Vec<_> = declared.filter(|(_, property)| !is_bytes(property)).collect();
        properties.sort_by_key(|(name, _)| *name);
        let to = |(name, property): (&'a String, &'a Property)| {
            let computed = property.notes.computed.as_ref().is_some_and(|computed| computed.value);
            let contained = here.contained && !computed;
            let kind = LocationKind::Property(property);
            (Segment::Property(name, property), Self { kind, notes: Some(&property.notes), contained })
        };
        properties.into_iter().map(to).collect()
    }

    /// The navigation properties and streams of an entity.
    fn members(&self, api: &'a Checked, ty: TypeId, out: &mut Vec<(Segment<'a>, Self)>) {
        let mut members = Vec::new();
        for (_, declared) in api.chain(ty) {
            members.extend(declared.navigation.iter().filter_map(|(name, property)| {
                Some((name, Segment::Navigation(name, property), Self::navigation(property)?))
            }));
            let stream = Self { kind: LocationKind::Stream(ty), ..*self };
            let streams = declared.properties.iter().filter(|(_, property)| is_stream(property));
            members.extend(streams.map(|(name, property)| (name, Segment::Stream(name, property), stream)));
        }
        members.sort_by_key(|(name, ..)| *name);
        out.extend(members.into_iter().map(|(_, segment, location)| (segment, location)));
        if api.has_stream(ty) {
            out.push((Segment::Value, Self { kind: LocationKind::Stream(ty), ..*self }));
        }
    }

    /// `$ref`: what does not live here is referred to from here. The description may say that it works for the rest, too.
    fn reference(&self, referenced: Referenced) -> Option<(Segment<'a>, Self)> {
        let stated = self.notes?.restrictions.referenceable.as_ref();
        let is_reference = !self.contained || stated.is_some_and(|stated| stated.value);
        is_reference.then_some((Segment::Ref, Self { kind: LocationKind::Reference(referenced), ..*self }))
    }

    /// The entities of a collection by another key; `names` is what stands in its parentheses, whatever the values.
    pub fn by_alternate_key(&self, api: &'a Checked, names: &str) -> Option<(Segment<'a>, Self)> {
        let LocationKind::Collection(ty) = self.kind else { return None };
        let wanted = argument_names(names);
        let is_it = |key: &&AlternateKey| {
            let mut own: Vec<&str> = key.parts.iter().map(|(alias, _)| alias.as_str()).collect();
            own.sort_unstable();
            own == wanted
        };
        let key = api.chain(ty).flat_map(|(owner, _)| &api.ty(owner).notes.alternate_keys).find(is_it)?;
        Some((Segment::AlternateKey(ty, key), Self { kind: LocationKind::Member(ty), ..*self }))
    }

    /// The operations bound to what is here. One bound to a base type works for every derived type, unless the derived
    /// type has the same one itself.
    fn operations(&self, api: &'a Checked, out: &mut Vec<(Segment<'a>, Self)>) {
        let Some((ty, collection)) = self.entity() else { return };
        let mut seen: Vec<&Operation> = Vec::new();
        let mut nearer = FxHashSet::default();
        for (owner, _) in api.chain(ty) {
            let before = seen.len();
            seen.extend(api.bound(owner, collection).filter(|operation| !nearer.contains(&way_to_call(operation))));
            nearer.extend(seen[before..].iter().map(|operation| way_to_call(operation)));
        }
        let location = |operation| Self { kind: LocationKind::Operation(operation), ..*self };
        out.extend(seen.into_iter().map(|operation| (Segment::Operation(operation), location(operation))));
    }
}

fn is_stream(property: &Property) -> bool {
    is_bytes(property) && !property.ty.collection
}

fn is_bytes(property: &Property) -> bool {
    property.ty.item == Item::Primitive(Primitive::Stream)
}

/// What tells calls of operations apart: one of two that are called in the same way hides the other.
fn way_to_call(operation: &Operation) -> (OperationKind, &str, &str, Vec<&str>) {
    let mut names: Vec<_> = operation.passed().iter().map(|parameter| parameter.name.as_str()).collect();
    names.sort_unstable();
    (operation.kind, &operation.name, &operation.namespace, names)
}

impl Segment<'_> {
    /// As in a list of paths: `{id}` for a key.
    pub fn text(&self, api: &Checked) -> String {
        match self {
            Self::Root(name, _) | Self::Navigation(name, _) | Self::Stream(name, _) | Self::Property(name, _) => {
                (*name).to_owned()
            }
            Self::Key(ty) => {
                let names = api.key(*ty).map_or(&[][..], |(_, key)| key);
                let parts: Vec<_> = names.iter().map(|part| format!("{{{}}}", part.name)).collect();
                parts.join(",")
            }
            Self::AlternateKey(_, key) => {
                let parts: Vec<_> = key.parts.iter().map(|(alias, _)| format!("{alias}={{{alias}}}")).collect();
                format!("({})", parts.join(","))
            }
            Self::Cast(ty) => api.names().full(*ty).to_owned(),
            Self::Count => "$count".to_owned(),
            Self::Value => "$value".to_owned(),
            Self::Ref => "$ref".to_owned(),
            Self::Operation(operation) => operation_text(operation),
        }
    }
}

/// The names in `a={a},b={b}`, sorted.
pub fn argument_names(text: &str) -> Vec<&str> {
    let names = text.trim_end_matches(')').split(',').filter_map(|one| one.split('=').next());
    let mut names: Vec<_> = names.map(str::trim).filter(|one| !one.is_empty()).collect();
    names.sort_unstable();
    names
}

/// `ns.name` for an action, `ns.name(a={a},b={b})` for a function, without the namespace if it is imported; optional
/// parameters need not be there.
fn operation_text(operation: &Operation) -> String {
    let name = operation.call_name();
    match operation.kind {
        OperationKind::Action => name,
        OperationKind::Function => {
            let required = operation.passed().iter().filter(|parameter| !parameter.is_optional);
            let arguments: Vec<_> = required.map(|parameter| format!("{0}={{{0}}}", parameter.name)).collect();
            format!("{name}({})", arguments.join(","))
        }
    }
}

/// A whole path, as in a list of paths.
pub fn path_text(path: &[Segment<'_>], api: &Checked) -> String {
    let text = |segment: &Segment<'_>| match segment {
        Segment::AlternateKey(..) => segment.text(api),
        _ => format!("/{}", segment.text(api)),
    };
    path.iter().map(text).collect()
}

impl<'a> Segment<'a> {
    /// What is said of an entity set, singleton or property.
    pub fn notes(&self) -> Option<&'a Notes> {
        match self {
            Self::Root(_, notes) => Some(notes),
            Self::Navigation(_, property) => Some(&property.notes),
            Self::Stream(_, property) | Self::Property(_, property) => Some(&property.notes),
            Self::Key(_)
            | Self::AlternateKey(..)
            | Self::Cast(_)
            | Self::Count
            | Self::Value
            | Self::Ref
            | Self::Operation(_) => None,
        }
    }
}
