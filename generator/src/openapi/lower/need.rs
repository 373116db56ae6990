//! What of a document is lowered: everything, or what patterns of paths can reach.
//!
//! The patterns are followed as the slice will follow them, and rather too far than not far enough: a type too many
//! costs a moment, a type too few would change the output.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Lower;
use crate::api::{Item, RootKind, StructuredKind, TypeId, TypeKind};
use crate::openapi::Extent;
use crate::openapi::index::Last;
use crate::report::Report;
use crate::slice::pattern::{self, Matcher, Pattern};

/// Where a path leads: an entity, or a collection of them.
type Place = (TypeId, bool);

impl<'a, 'r> Lower<'a, 'r> {
    pub(super) fn extent(&mut self, extent: Extent<'_>) {
        match extent {
            Extent::Whole => {
                let all: Vec<TypeId> = self.api.types.keys().copied().collect();
                all.into_iter().for_each(|id| self.need(id));
                let operations = self.index.paths.iter().enumerate().filter(|(_, path)| path.last == Last::Operation);
                let mut bound: Vec<usize> = self.bound.values().flatten().copied().collect();
                bound.sort_unstable();
                let is_called = |at: &usize| bound.binary_search(at).is_ok() || self.index.paths[*at].is_at_top();
                let called: Vec<usize> = operations.map(|(at, _)| at).filter(is_called).collect();
                for at in called {
                    self.operation(at);
                }
            }
            Extent::Part { patterns, types } => {
                for name in types {
                    if let Some(id) = self.names.find(name) {
                        self.need(id);
                    }
                }
                for text in patterns {
                    // What is wrong with it is said when the slice is cut.
                    if let Some(pattern) = pattern::parse(text, &mut Report::default()) {
                        self.follow(&pattern);
                    }
                }
                self.operations_of_the_same_names();
            }
        }
    }

    /// What else is called like an operation, on the same entities, decides about its name in Rust.
    fn operations_of_the_same_names(&mut self) {
        let index = self.index;
        let target = |at: usize| index.by_template(index.paths[at].split().0).and_then(|path| path.target.as_ref());
        let name = |at: usize| short(index.paths[at].split().1);
        // By name the types that they are bound to, and those that these are derived from.
        let mut named: FxHashMap<&str, [FxHashSet<&str>; 2]> = FxHashMap::default();
        for at in self.operations.keys() {
            if let Some(own) = target(*at) {
                let [own_types, bases] = named.entry(name(*at)).or_default();
                own_types.insert(&own.ty);
                bases.extend(self.chain(&own.ty));
            }
        }
        let mut alike: Vec<usize> = self.bound.values().flatten().copied().collect();
        alike.retain(|other| {
            let Some((theirs, [own, bases])) = target(*other).zip(named.get(name(*other))) else { return false };
            own.contains(&*theirs.ty)
                || bases.contains(&*theirs.ty)
                || self.chain(&theirs.ty).iter().any(|base| own.contains(base))
        });
        alike.sort_unstable();
        alike.into_iter().for_each(|at| self.operation(at));
    }

    pub(super) fn need_item(&mut self, item: Item) {
        if let Item::Named(id) = item {
            self.need(id);
        }
    }

    /// Lowers a type, its base types, and the types of its structural properties.
    fn need(&mut self, id: TypeId) {
        self.open.push(id);
        while let Some(id) = self.open.pop() {
            if !self.done.insert(id) {
                continue;
            }
            self.fill(id);
            if let Some(TypeKind::Structured(ty)) = self.api.types.get(&id).map(|ty| &ty.kind) {
                self.open.extend(ty.base.map(|(base, _)| base));
                self.open.extend(ty.properties.values().filter_map(|property| named(property.ty.item)));
            }
        }
    }

    fn follow(&mut self, pattern: &Pattern) {
        let mut places: Vec<Place> = Vec::new();
        for (depth, segment) in pattern.segments.iter().enumerate() {
            let next = if depth == 0 {
                let wanted = match &segment.matcher {
                    Matcher::Name(name) => Some(name.as_str()),
                    Matcher::Any | Matcher::Key => None,
                };
                let imported = self.imports(wanted);
                self.roots_of(&segment.matcher).into_iter().chain(imported).collect()
            } else {
                places.into_iter().flat_map(|place| self.behind(place, &segment.matcher)).collect()
            };
            places = unique(next);
            places.iter().for_each(|(ty, _)| self.need(*ty));
        }
        if pattern.open_ended {
            if pattern.segments.is_empty() {
                self.imports(None);
                places = self.roots_of(&Matcher::Any);
            }
            self.everything_below(places);
        }
    }

    fn roots_of(&self, matcher: &Matcher) -> Vec<Place> {
        let is_meant = |name: &str| match matcher {
            Matcher::Any => true,
            Matcher::Key => false,
            Matcher::Name(wanted) => wanted == name,
        };
        let roots = self.api.roots.iter().filter(|(name, _)| is_meant(name));
        let mut places: Vec<Place> = roots.map(|(_, root)| (root.ty, root.kind == RootKind::EntitySet)).collect();
        if let Some(set) = keyed(matcher) {
            places.extend(self.roots_of(&set).into_iter().map(|(ty, _)| (ty, false)));
        }
        places
    }

    /// The places one segment behind another; on the way the operations that are called there.
    fn behind(&mut self, place: Place, matcher: &Matcher) -> Vec<Place> {
        let (ty, collection) = place;
        self.need(ty);
        let mut next = Vec::new();
        if collection && matches!(matcher, Matcher::Any | Matcher::Key) {
            next.push((ty, false));
        }
        let wanted = match matcher {
            Matcher::Key => return next,
            Matcher::Any => None,
            Matcher::Name(name) => Some(name.as_str()),
        };
        if let Some(set) = keyed(matcher) {
            next.extend(self.behind(place, &set).into_iter().map(|(ty, _)| (ty, false)));
        }
        next.extend(self.operations_at(place, wanted));
        if !collection {
            next.extend(self.navigation(ty, wanted).into_iter().map(|(place, _)| place));
            next.extend(wanted.and_then(|name| self.complex(ty, name)));
        }
        if let Some(cast) = wanted.and_then(|name| self.names.find(name)).filter(|id| self.is_entity_type(*id)) {
            next.push((cast, collection));
        }
        next
    }

    /// Everything that `**` reaches: through containment, and one step through other navigation properties.
    fn everything_below(&mut self, places: Vec<Place>) {
        let mut seen: FxHashSet<Place> = places.iter().copied().collect();
        let mut open = places;
        while let Some((ty, collection)) = open.pop() {
            self.need(ty);
            let mut next = self.operations_at((ty, collection), None);
            if collection {
                next.push((ty, false));
            } else {
                for (place, contained) in self.navigation(ty, None) {
                    if contained {
                        next.push(place);
                    } else {
                        self.need(place.0);
                        self.operations_at(place, None);
                    }
                }
            }
            open.extend(next.into_iter().filter(|place| seen.insert(*place)));
        }
    }

    /// The navigation properties of a type, inherited ones included: where they lead, and whether it lives inside.
    fn navigation(&self, ty: TypeId, wanted: Option<&str>) -> Vec<(Place, bool)> {
        let mut found = Vec::new();
        for name in self.chain(self.names.full(ty)) {
            let declared = self.names.find(name).and_then(|id| self.api.types.get(&id));
            let Some(TypeKind::Structured(declared)) = declared.map(|ty| &ty.kind) else { continue };
            let navigation = declared.navigation.iter().filter(|(name, _)| wanted.is_none_or(|wanted| wanted == *name));
            found.extend(navigation.filter_map(|(_, navigation)| {
                Some(((named(navigation.ty.item)?, navigation.ty.collection), navigation.contains_target))
            }));
        }
        found
    }

    /// The complex value of a property, which a path may go on behind.
    fn complex(&self, ty: TypeId, name: &str) -> Option<Place> {
        let mut chain = self.chain(self.names.full(ty)).into_iter();
        chain.find_map(|owner| match &self.api.types.get(&self.names.find(owner)?)?.kind {
            TypeKind::Structured(owner) => {
                let property = owner.properties.get(name)?;
                Some((named(property.ty.item)?, property.ty.collection))
            }
            TypeKind::Enumeration(_) | TypeKind::Definition(_) => None,
        })
    }

    /// Lowers the operations that are called at a place; where the answers of functions lead.
    fn operations_at(&mut self, (ty, collection): Place, wanted: Option<&str>) -> Vec<Place> {
        let chain = self.chain(self.names.full(ty));
        let bound = chain.into_iter().filter_map(|name| self.bound.get(&(name, collection))).flatten().copied();
        let bound: Vec<usize> = bound.filter(|at| is_called(self.index.paths[*at].split().1, wanted)).collect();
        self.called(bound)
    }

    /// Lowers the operations that are called at the top of the service; where the answers of functions lead.
    fn imports(&mut self, wanted: Option<&str>) -> Vec<Place> {
        let paths = self.index.paths.iter().enumerate();
        let imported = paths.filter(|(_, path)| path.is_at_top() && path.last == Last::Operation);
        let imported = imported.filter(|(_, path)| is_called(path.split().1, wanted)).map(|(at, _)| at).collect();
        self.called(imported)
    }

    fn called(&mut self, paths: Vec<usize>) -> Vec<Place> {
        let mut next = Vec::new();
        for at in paths {
            self.operation(at);
            let result = self.operations.get(&at).filter(|operation| operation.is_composable);
            let result = result.and_then(|operation| operation.result.as_ref());
            next.extend(result.and_then(|result| Some((named(result.ty.item)?, result.ty.collection))));
        }
        next.retain(|(ty, _)| self.is_entity_type(*ty));
        next
    }

    fn is_entity_type(&self, id: TypeId) -> bool {
        let ty = self.api.types.get(&id).map(|ty| &ty.kind);
        matches!(ty, Some(TypeKind::Structured(ty)) if ty.kind == StructuredKind::Entity)
    }
}

/// The set in `set(key={key})`; it may be a function as well.
fn keyed(matcher: &Matcher) -> Option<Matcher> {
    let Matcher::Name(name) = matcher else { return None };
    name.split_once('(').map(|(set, _)| Matcher::Name(set.to_owned()))
}

/// Whether a pattern's name can mean the operation at the end of a path: with or without namespace and parameters.
fn is_called(segment: &str, wanted: Option<&str>) -> bool {
    wanted.is_none_or(|wanted| short(segment) == short(wanted))
}

/// The name of an operation without namespace and parameters.
fn short(segment: &str) -> &str {
    let name = segment.split('(').next().unwrap_or_default();
    name.rsplit('.').next().unwrap_or_default()
}

fn named(item: Item) -> Option<TypeId> {
    match item {
        Item::Named(id) => Some(id),
        Item::Primitive(_) => None,
    }
}

fn unique(places: Vec<Place>) -> Vec<Place> {
    let mut seen = FxHashSet::default();
    places.into_iter().filter(|place| seen.insert(*place)).collect()
}
