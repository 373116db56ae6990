use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    api::{Item, Navigation, TypeId},
    check::Checked,
};

/// Which types live inside which, over any number of containments.
///
/// Some descriptions say of the way back to an owner (a page's notebook, an event's calendar) that it is contained, too.
/// A wildcard that followed it would come from everywhere to everywhere.
pub(super) struct Containment<'a> {
    api: &'a Checked,
    inside: RefCell<BTreeMap<TypeId, BTreeSet<TypeId>>>,
}

impl<'a> Containment<'a> {
    pub(super) fn new(api: &'a Checked) -> Self {
        Self { api, inside: RefCell::default() }
    }

    /// Whether a single-valued navigation property of a type leads back to where values of the type live.
    pub(super) fn leads_back(&self, from: TypeId, navigation: &Navigation) -> bool {
        match navigation.ty.item {
            Item::Named(to) if !navigation.ty.collection => {
                self.inside.borrow_mut().entry(to).or_insert_with(|| self.below(to)).contains(&from)
            }
            _ => false,
        }
    }

    fn below(&self, ty: TypeId) -> BTreeSet<TypeId> {
        let mut found = BTreeSet::new();
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            let navigation = self.api.chain(ty).flat_map(|(_, declared)| declared.navigation.values());
            for property in navigation.filter(|property| property.contains_target) {
                if let Item::Named(target) = property.ty.item
                    && found.insert(target)
                {
                    open.push(target);
                }
            }
        }
        found
    }
}
