//! The words of an old description for the elements of a new one.

use crate::{
    api::{Api, Names, Notes, Operation, Restriction, Spanned, TypeKind},
    check::Checked,
};

/// Gives each element the words that the old description has for it; the answer is what has none, because it is new.
/// Facts, as what the service sets, are those of the new one; deprecations are, too, if it has any of the element.
pub(super) fn keep(api: &mut Api, names: &Names, old: &Checked) -> Vec<String> {
    let mut words = Words { wanted: Vec::new() };
    for (id, ty) in &mut api.types {
        let full_name = names.full(*id);
        let before = old.names().find(full_name).and_then(|id| old.api().types.get(&id));
        words.take(full_name, &mut ty.notes, before.map(|before| &before.notes));
        words.members(full_name, &mut ty.kind, before.map(|before| &before.kind));
    }
    for operation in &mut api.operations {
        let before = counterpart(operation, names, old);
        let full_name = operation.full_name();
        words.take(&full_name, &mut operation.notes, before.map(|before| &before.notes));
        // What an operation is called on needs no words.
        for parameter in operation.parameters.iter_mut().skip(usize::from(operation.is_bound)) {
            let old = before.and_then(|before| before.parameters.iter().find(|other| other.name == parameter.name));
            words.take(&format!("{full_name}/{}", parameter.name), &mut parameter.notes, old.map(|old| &old.notes));
        }
    }
    for (name, root) in &mut api.roots {
        words.take(name, &mut root.notes, old.api().roots.get(name).map(|old| &old.notes));
    }
    words.wanted
}

struct Words {
    wanted: Vec<String>,
}

impl Words {
    fn take(&mut self, target: &str, notes: &mut Notes, old: Option<&Notes>) {
        if old.is_none() {
            self.wanted.push(target.to_owned());
        }
        replace(notes, old.unwrap_or(&Notes::default()));
    }

    fn members(&mut self, owner: &str, kind: &mut TypeKind, before: Option<&TypeKind>) {
        let target = |name: &str| format!("{owner}/{name}");
        match kind {
            TypeKind::Structured(ty) => {
                let before = before.and_then(|kind| match kind {
                    TypeKind::Structured(before) => Some(before),
                    _ => None,
                });
                for (name, property) in &mut ty.properties {
                    let old = before.and_then(|before| before.properties.get(name));
                    self.take(&target(name), &mut property.notes, old.map(|old| &old.notes));
                }
                for (name, navigation) in &mut ty.navigation {
                    let old = before.and_then(|before| before.navigation.get(name));
                    self.take(&target(name), &mut navigation.notes, old.map(|old| &old.notes));
                }
            }
            TypeKind::Enumeration(ty) => {
                for (name, member) in &mut ty.members {
                    let old = before.and_then(|kind| match kind {
                        TypeKind::Enumeration(before) => before.members.get(name),
                        _ => None,
                    });
                    self.take(&target(name), &mut member.notes, old.map(|old| &old.notes));
                }
            }
            TypeKind::Definition(_) => {}
        }
    }
}

/// The operation of the same name that is bound to the same type. If there are overloads, the one with most of its
/// parameters.
fn counterpart<'o>(operation: &Operation, names: &Names, old: &'o Checked) -> Option<&'o Operation> {
    let binding = |operation: &Operation, names: &Names| operation.binding().map(|binding| binding.ty.full_name(names));
    let alike = old.api().operations.iter().filter(|other| {
        other.kind == operation.kind
            && other.full_name() == operation.full_name()
            && binding(other, old.names()) == binding(operation, names)
    });
    alike.max_by_key(|other| {
        let has = |name: &str| other.parameters.iter().any(|parameter| parameter.name == name);
        operation.parameters.iter().filter(|parameter| has(&parameter.name)).count()
    })
}

fn replace(notes: &mut Notes, old: &Notes) {
    if *notes == Notes::default() && *old == Notes::default() {
        return;
    }
    notes.description.clone_from(&old.description);
    notes.long_description.clone_from(&old.long_description);
    notes.link.clone_from(&old.link);
    if notes.revisions.is_empty() {
        notes.revisions.clone_from(&old.revisions);
    }
    let fields = &mut **notes;
    let of_old = &old.restrictions;
    let restrictions = &mut fields.restrictions;
    restriction(&mut restrictions.read, of_old.read.as_deref());
    restriction(&mut restrictions.read_by_key, of_old.read_by_key.as_deref());
    restriction(&mut restrictions.insert, of_old.insert.as_deref());
    restriction(&mut restrictions.update, of_old.update.as_deref());
    restriction(&mut restrictions.delete, of_old.delete.as_deref());
    restriction(&mut fields.operation, old.operation.as_deref());
}

/// Permissions are facts, but published descriptions rarely have them: what was put down by hand stays until they do.
fn restriction(new: &mut Option<Box<Spanned<Restriction>>>, old: Option<&Spanned<Restriction>>) {
    if let (None, Some(old)) = (&new, old) {
        *new = Some(Box::new(Spanned { value: Restriction::default(), span: old.span }));
    }
    let Some(new) = new else { return };
    new.value.description = old.and_then(|old| old.value.description.clone());
    new.value.long_description = old.and_then(|old| old.value.long_description.clone());
    if let (true, Some(old)) = (new.value.permissions.is_empty(), old) {
        new.value.permissions.clone_from(&old.value.permissions);
    }
}
