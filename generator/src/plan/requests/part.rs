//! Modules of hundreds of operations, in several files.

use crate::{
    api::{Item, Operation},
    check::Checked,
    name::case,
    plan::data::{Child, Docs, Module, Visibility},
};

/// More operations than this on one type fill more than one file. The description counts and not the slice: an operation
/// that comes moves no other.
const MANY: usize = 200;

/// The private module that holds an operation, if those on its type fill several: named by the first letter, with an
/// underscore before it, which no module of a path has.
pub(super) fn part(api: &Checked, operation: &Operation) -> Option<String> {
    let binding = operation.binding()?;
    let Item::Named(ty) = binding.ty.item else { return None };
    if api.bound(ty, binding.ty.collection).count() <= MANY {
        return None;
    }
    let first = case::snake(&operation.name).chars().find(char::is_ascii_alphabetic)?;
    Some(format!("_{first}"))
}

/// That module, in the one that shows what is in it.
pub(super) fn module<'m>(parent: &'m mut Module, part: &str) -> &'m mut Module {
    let new = || {
        let mut docs = Docs::default();
        docs.markdown(format!("Operations with the first letter {}.", part.trim_start_matches('_')));
        Child { visibility: Visibility::Reexported, module: Module { docs, ..Module::default() } }
    };
    &mut parent.children.entry(part.to_owned()).or_insert_with(new).module
}
