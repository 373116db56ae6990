//! Where the entities of a type live, as far as a description tells it.
//!
//! Containment should tell: an entity lives inside one other. But descriptions say of references that they contain, too
//! (a page's notebook, an event's calendar, the drive of a user), and a wildcard that went on behind all of them would
//! come from everywhere to everywhere: hundreds of thousands of paths, none of which leads to an entity that the others
//! do not lead to. So a wildcard goes on where entities are at home.

use std::{cell::RefCell, cmp::Reverse, collections::VecDeque, rc::Rc};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    api::{Item, Navigation, TypeId, TypeKind},
    check::Checked,
    circles::Circles,
};

/// Where a wildcard stands: below the entity type at which it began, or the set that it crossed into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Territory {
    owner: TypeId,
    /// Whether this is the entity itself, with no navigation property in between.
    at_owner: bool,
    /// Whether the wildcard began at another entity.
    crossed: bool,
}

impl Territory {
    pub(super) fn new(owner: TypeId) -> Self {
        Self { owner, at_owner: true, crossed: false }
    }
}

/// The containment of an API. What is asked more than once is remembered.
pub(super) struct Containment<'a> {
    api: &'a Checked,
    /// The types of entity sets and singletons.
    roots: FxHashSet<TypeId>,
    circles: Circles<TypeId>,
    homes: RefCell<Option<Rc<Homes>>>,
    steps: RefCell<FxHashMap<TypeId, Rc<FxHashMap<TypeId, usize>>>>,
}

/// What the containment as a whole says of types.
#[derive(Default)]
struct Homes {
    /// Those that something inside of them claims to contain: so containment is not only said of their home.
    claimed: FxHashSet<TypeId>,
    /// Those that are in a collection of another type.
    collected: FxHashSet<TypeId>,
}

/// A navigation property that contains.
#[derive(Clone, Copy)]
struct Step<'a> {
    name: &'a str,
    target: TypeId,
    collection: bool,
}

impl<'a> Containment<'a> {
    pub(super) fn new(api: &'a Checked) -> Self {
        let roots = api.api().roots.values().map(|root| root.ty).collect();
        let circles = circles(api);
        Self { api, roots, circles, homes: RefCell::default(), steps: RefCell::default() }
    }

    /// Where a wildcard stands behind a navigation property of a type; nowhere if it does not go on there, since
    ///
    /// - the property only refers to its target, or is a way back to an owner;
    /// - the target has an entity set or singleton of its own (one such step is made, the first, since it is there
    ///   that descriptions contain what belongs to a user or group);
    /// - something inside of the target claims to contain it, and this is not its home: that is the nearest collection,
    ///   and of several in one type that with the shortest name.
    pub(super) fn behind(
        &self,
        territory: Territory,
        from: TypeId,
        name: &str,
        navigation: &Navigation,
    ) -> Option<Territory> {
        let Item::Named(target) = navigation.ty.item else { return None };
        let step = Step { name, target, collection: navigation.ty.collection };
        if !navigation.contains_target || self.leads_back(from, step) {
            return None;
        }
        if self.homes().claimed.contains(&target) && !self.is_home(territory, from, step) {
            return None;
        }
        if !self.roots.contains(&target) {
            return Some(Territory { at_owner: false, ..territory });
        }
        (territory.at_owner && !territory.crossed).then_some(Territory { crossed: true, ..Territory::new(target) })
    }

    /// Whether a claimed type is at home behind this step.
    fn is_home(&self, territory: Territory, from: TypeId, step: Step<'_>) -> bool {
        if self.roots.contains(&step.target) || step.target == from || !self.may_be_home(step) {
            return false;
        }
        let steps = self.steps(territory.owner);
        let nearest = match (steps.get(&from), steps.get(&step.target)) {
            (Some(here), Some(nearest)) => here + 1 == *nearest,
            _ => true,
        };
        let alike = self.contained(from).filter(|other| other.target == step.target && self.may_be_home(*other));
        let first = alike.min_by_key(|other| (Reverse(other.collection), other.name.len(), other.name));
        nearest && first.is_some_and(|first| first.name == step.name)
    }

    /// A type that is in a collection somewhere is not at home behind a property for one of it.
    fn may_be_home(&self, step: Step<'_>) -> bool {
        step.collection || !self.homes().collected.contains(&step.target)
    }

    /// Whether a single-valued property leads back to where values of the type live: somewhere inside of the target the
    /// type is contained again.
    fn leads_back(&self, from: TypeId, step: Step<'_>) -> bool {
        !step.collection && self.circles.holds(step.target, from)
    }

    fn contained(&self, ty: TypeId) -> impl Iterator<Item = Step<'a>> {
        contained(self.api, ty)
    }

    fn homes(&self) -> Rc<Homes> {
        if let Some(known) = &*self.homes.borrow() {
            return Rc::clone(known);
        }
        let mut homes = Homes::default();
        let structured = self.api.api().types.iter().filter(|(_, ty)| matches!(ty.kind, TypeKind::Structured(_)));
        for (ty, _) in structured {
            for step in self.contained(*ty).filter(|step| step.target != *ty) {
                if step.collection {
                    homes.collected.insert(step.target);
                } else if self.leads_back(*ty, step) {
                    homes.claimed.insert(step.target);
                }
            }
        }
        let homes = Rc::new(homes);
        self.homes.replace(Some(Rc::clone(&homes)));
        homes
    }

    /// How many steps the types inside a type are away from it, on ways that may lead to their homes.
    fn steps(&self, owner: TypeId) -> Rc<FxHashMap<TypeId, usize>> {
        if let Some(known) = self.steps.borrow().get(&owner) {
            return Rc::clone(known);
        }
        let mut steps = FxHashMap::from_iter([(owner, 0)]);
        let mut open = VecDeque::from([(owner, 0)]);
        while let Some((ty, count)) = open.pop_front() {
            for step in self.contained(ty) {
                let leads_home = !self.homes().claimed.contains(&step.target) || self.may_be_home(step);
                let is_new = !self.roots.contains(&step.target) && !steps.contains_key(&step.target);
                if leads_home && is_new && !self.leads_back(ty, step) {
                    steps.insert(step.target, count + 1);
                    open.push_back((step.target, count + 1));
                }
            }
        }
        let steps = Rc::new(steps);
        self.steps.borrow_mut().insert(owner, Rc::clone(&steps));
        steps
    }
}

/// The navigation properties of a type that contain, inherited ones included.
fn contained(api: &Checked, ty: TypeId) -> impl Iterator<Item = Step<'_>> {
    let declared = api.chain(ty).flat_map(|(_, declared)| &declared.navigation);
    declared.filter(|(_, navigation)| navigation.contains_target).filter_map(|(name, navigation)| {
        let Item::Named(target) = navigation.ty.item else { return None };
        Some(Step { name, target, collection: navigation.ty.collection })
    })
}

/// The types in circles of containment: each of them is somewhere inside of the others.
fn circles(api: &Checked) -> Circles<TypeId> {
    let structured = api.api().types.iter().filter(|(_, ty)| matches!(ty.kind, TypeKind::Structured(_)));
    Circles::new(structured.map(|(ty, _)| *ty), |ty| contained(api, ty).map(|step| step.target).collect::<Vec<_>>())
}
