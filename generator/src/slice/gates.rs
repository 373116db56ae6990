//! Which top-level segments need which types, for a crate that has a feature for each segment.
//!
//! What a type is compiled for depends on the whole description, not on the slice: on the segments below which a
//! wildcard reaches it. So a slice that grows moves no type to another feature and takes no navigation property away.

use std::collections::BTreeSet;

use super::{Slice, closure::close, path::Segment, select};
use crate::{
    api::{Item, Map, TypeId},
    check::Checked,
    report::Report,
};

/// A type that more segments need than this is compiled always: nearly every choice of features would need it.
const MOST: usize = 8;

/// When something is compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate<'a> {
    /// Always.
    Always,
    /// With any of these segments.
    Segments(BTreeSet<&'a str>),
}

/// The segments of a slice, and the gates of its types.
#[derive(Debug, Clone)]
pub struct Gates<'a> {
    segments: BTreeSet<&'a str>,
    types: Map<TypeId, Gate<'a>>,
    everywhere: Map<TypeId, Gate<'a>>,
}

impl<'a> Gates<'a> {
    /// Works out the gates of a slice; `named` are the types that the user named. None if the description has too many
    /// paths, which is reported.
    pub fn new(api: &'a Checked, slice: &Slice<'a>, named: &[TypeId], report: &mut Report) -> Option<Self> {
        let everywhere = reached(api, select::everything(api, report).ok()?.iter());
        let own = reached(api, slice.calls.iter());
        let segments: BTreeSet<&str> = slice.calls.iter().filter_map(|call| segment(&call.path)).collect();
        let gate = |ty: &TypeId| {
            let (all, own) = (everywhere.get(ty), own.get(ty));
            let mut reached: BTreeSet<&str> = all.into_iter().chain(own).flatten().copied().collect();
            if reached.len() > MOST {
                return Gate::Always;
            }
            reached.retain(|segment| segments.contains(segment));
            Gate::Segments(reached)
        };
        let types = slice.types.keys().map(|ty| (*ty, gate(ty))).collect();
        let everywhere = everywhere.into_iter().map(|(ty, reached)| (ty, Gate::of(reached))).collect();
        let mut gates = Self { segments, types, everywhere };
        gates.close(api, slice, named);
        Some(gates)
    }

    /// The segments of the slice, in the order of their names.
    pub fn segments(&self) -> impl Iterator<Item = &'a str> {
        self.segments.iter().copied()
    }

    /// When a type of the slice is compiled.
    pub fn of(&self, ty: TypeId) -> &Gate<'a> {
        self.types.get(&ty).unwrap_or(&Gate::Always)
    }

    /// Whether one type is there whenever another is: then the other can have a navigation property to it.
    pub fn is_there_with(&self, target: TypeId, owner: TypeId) -> bool {
        const NEVER: &Gate<'_> = &Gate::Segments(BTreeSet::new());
        match (self.everywhere.get(&target).unwrap_or(NEVER), self.everywhere.get(&owner).unwrap_or(NEVER)) {
            (Gate::Always, _) => true,
            (Gate::Segments(_), Gate::Always) => false,
            (Gate::Segments(target), Gate::Segments(owner)) => target.is_superset(owner),
        }
    }

    /// Whatever a type needs is there whenever the type is.
    fn close(&mut self, api: &Checked, slice: &Slice<'_>, named: &[TypeId]) {
        let mut open: Vec<TypeId> = slice.types.keys().copied().collect();
        loop {
            while let Some(ty) = open.pop() {
                let Some(gate) = self.types.get(&ty).cloned() else { continue };
                for needed in self.needs(api, slice, named, ty) {
                    if self.types.get_mut(&needed).is_some_and(|other| other.widen(&gate)) {
                        open.push(needed);
                    }
                }
            }
            // What was named, and what it needs, belongs to no segment if its bases do not.
            let Some((ty, gate)) = self.types.iter_mut().find(|(_, gate)| gate.is_never()) else { break };
            *gate = Gate::Always;
            open.push(*ty);
        }
    }

    fn needs(&self, api: &Checked, slice: &Slice<'_>, named: &[TypeId], ty: TypeId) -> Vec<TypeId> {
        let mut needs = held(api, ty);
        let navigation = api.chain(ty).flat_map(|(_, declared)| declared.navigation.values());
        needs.extend(navigation.filter_map(|navigation| match navigation.ty.item {
            Item::Named(target) if self.is_there_with(target, ty) => Some(target),
            _ => None,
        }));
        // A named type goes with its bases, so that values can be read as what they are.
        if slice.types.get(&ty).is_some_and(|kept| kept.read || kept.body) {
            needs.extend(named.iter().copied().filter(|derived| *derived != ty && api.is_kind_of(*derived, ty)));
        }
        needs
    }
}

impl<'a> Gate<'a> {
    fn of(segments: BTreeSet<&'a str>) -> Self {
        if segments.len() > MOST { Self::Always } else { Self::Segments(segments) }
    }

    fn is_never(&self) -> bool {
        matches!(self, Self::Segments(segments) if segments.is_empty())
    }

    /// Opens for what another opens for, too; whether that is new.
    fn widen(&mut self, other: &Self) -> bool {
        let (mine, theirs) = match (&mut *self, other) {
            (Self::Always, _) => return false,
            (Self::Segments(_), Self::Always) => {
                *self = Self::Always;
                return true;
            }
            (Self::Segments(mine), Self::Segments(theirs)) => (mine, theirs),
        };
        let before = mine.len();
        mine.extend(theirs);
        let after = mine.len();
        if after > MOST {
            *self = Self::Always;
        }
        after > before
    }
}

/// The first segment of a path.
fn segment<'a>(path: &[Segment<'a>]) -> Option<&'a str> {
    match path.first() {
        Some(Segment::Root(name, _)) => Some(name),
        _ => None,
    }
}

/// The types that calls need, in either form, each with the segments of the calls.
fn reached<'a, 'c>(api: &'a Checked, calls: impl Iterator<Item = &'c super::Call<'a>>) -> Map<TypeId, BTreeSet<&'a str>>
where
    'a: 'c,
{
    let mut by_segment: Map<&str, Vec<_>> = Map::default();
    for call in calls {
        by_segment.entry(segment(&call.path).unwrap_or_default()).or_default().push(call);
    }
    let mut reached: Map<TypeId, BTreeSet<&str>> = Map::default();
    for (segment, calls) in by_segment {
        let mut open: Vec<TypeId> = close(api, calls, &[]).into_keys().collect();
        while let Some(ty) = open.pop() {
            if reached.entry(ty).or_default().insert(segment) {
                open.extend(held(api, ty));
            }
        }
    }
    reached
}

/// The types of a type's properties, and its bases.
fn held(api: &Checked, ty: TypeId) -> Vec<TypeId> {
    let mut held = Vec::new();
    for (owner, declared) in api.chain(ty) {
        held.push(owner);
        held.extend(declared.properties.values().filter_map(|property| match property.ty.item {
            Item::Named(target) => Some(target),
            Item::Primitive(_) => None,
        }));
    }
    held
}
