//! Annotations that stand apart go to what they annotate.

use super::{Api, Map, Names, Notes, Operation, OperationKind, Parameter, Target, TypeKind};
use crate::report::Report;

/// Attaches [`Api::notes`] to their elements. What remains there has no element.
pub(crate) fn attach(api: &mut Api, names: &Names, report: &mut Report) {
    let apart = std::mem::take(&mut api.notes);
    let mut elements = Elements::new(api, names);
    let mut dangling = Vec::new();
    for (target, notes) in apart {
        let mut found = elements.find(&target);
        match found.pop() {
            Some(last) => {
                found.into_iter().for_each(|element| element.absorb(notes.value.clone(), report));
                last.absorb(notes.value, report);
            }
            None => dangling.push((target, notes)),
        }
    }
    api.notes.extend(dangling);
    for parameter in api.operations.iter_mut().flat_map(|operation| &mut operation.parameters) {
        parameter.is_optional |= parameter.notes.optional.as_ref().is_some_and(|optional| optional.value);
    }
}

/// The elements of an [`Api`], to be found by target.
struct Elements<'a> {
    api: &'a mut Api,
    names: &'a Names,
    /// The positions of the operations of a full name.
    overloads: Map<String, Vec<usize>>,
}

impl<'a> Elements<'a> {
    fn new(api: &'a mut Api, names: &'a Names) -> Self {
        let mut overloads: Map<String, Vec<usize>> = Map::default();
        for (at, operation) in api.operations.iter().enumerate() {
            overloads.entry(operation.full_name()).or_default().push(at);
        }
        Self { api, names, overloads }
    }

    /// The notes of what a target speaks of: one element, or all overloads of an operation.
    ///
    /// `ns.name` may be a type or an operation, and `ns.name/part` a member, a parameter or, if `ns.name` is the
    /// container, a root. A supplement cannot tell which, since it need not declare what it annotates.
    fn find(&mut self, target: &Target) -> Vec<&mut Notes> {
        match target {
            Target::Type(id) => match self.api.types.get_index_of(id) {
                Some(at) => vec![&mut self.api.types[at].notes],
                None => self.operations(self.names.full(*id), None).map(|found| &mut found.notes).collect(),
            },
            Target::Member(id, name) => {
                let owner = self.names.full(*id);
                if let Some(at) = self.api.types.get_index_of(id) {
                    member(&mut self.api.types[at].kind, name).into_iter().collect()
                } else if self.api.containers.iter().any(|container| container == owner) {
                    self.api.roots.get_mut(name).map(|root| &mut root.notes).into_iter().collect()
                } else {
                    self.parameters(owner, None, name)
                }
            }
            Target::Operation(full_name, types) => {
                self.operations(full_name, types.as_deref()).map(|found| &mut found.notes).collect()
            }
            Target::Parameter(full_name, types, name) => self.parameters(full_name, types.as_deref(), name),
        }
    }

    fn parameters(&mut self, full_name: &str, types: Option<&[String]>, name: &str) -> Vec<&mut Notes> {
        let parameters = self.operations(full_name, types).flat_map(|operation| &mut operation.parameters);
        parameters.filter(|parameter| parameter.name == name).map(|parameter| &mut parameter.notes).collect()
    }

    /// The overloads with these types of parameters; all without them.
    fn operations(&mut self, full_name: &str, types: Option<&[String]>) -> impl Iterator<Item = &mut Operation> {
        let overloads = self.overloads.get(full_name).map_or(&[][..], Vec::as_slice);
        let choose = |is_chosen: &dyn Fn(&Operation) -> bool| -> Vec<usize> {
            overloads.iter().copied().filter(|at| is_chosen(&self.api.operations[*at])).collect()
        };
        let chosen = match types {
            None => overloads.to_vec(),
            Some(types) => {
                let ty = |parameter: &Parameter| parameter.ty.full_name(self.names);
                let exact = choose(&|operation| operation.parameters.iter().map(ty).eq(types.iter().cloned()));
                // An action may be named by its binding parameter alone.
                let by_binding = |operation: &Operation| {
                    operation.kind == OperationKind::Action && operation.binding().map(ty).as_slice() == types
                };
                if exact.is_empty() { choose(&by_binding) } else { exact }
            }
        };
        // They are in the order of the document: what is between them is passed over.
        let (mut rest, mut behind) = (self.api.operations.as_mut_slice(), 0);
        chosen.into_iter().filter_map(move |at| {
            let (operation, more) = std::mem::take(&mut rest).get_mut(at - behind..)?.split_first_mut()?;
            (rest, behind) = (more, at + 1);
            Some(operation)
        })
    }
}

fn member<'a>(kind: &'a mut TypeKind, name: &str) -> Option<&'a mut Notes> {
    match kind {
        TypeKind::Structured(ty) => match ty.properties.get_mut(name) {
            Some(property) => Some(&mut property.notes),
            None => ty.navigation.get_mut(name).map(|navigation| &mut navigation.notes),
        },
        TypeKind::Enumeration(ty) => ty.members.get_mut(name).map(|member| &mut member.notes),
        TypeKind::Definition(_) => None,
    }
}
