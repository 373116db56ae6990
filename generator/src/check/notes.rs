//! Annotations without an element.

use crate::api::{Api, Names, Target, TypeId, TypeKind};
use crate::nearest::did_you_mean;
use crate::report::{Diagnostic, Report};

/// Warns of each target that no element has. Published descriptions have some: their elements went, or never came.
pub(super) fn report_dangling(api: &Api, names: &Names, report: &mut Report) {
    for (target, notes) in &api.notes {
        let what = match target {
            Target::Type(id) => format!("type or operation `{}`", names.full(*id)),
            Target::Member(id, name) if is_container(api, names, *id) => format!("entity set or singleton `{name}`"),
            Target::Member(id, name) => format!("member `{name}` of `{}`", names.full(*id)),
            Target::Operation(name, Some(types)) => format!("operation `{name}({})`", types.join(", ")),
            Target::Operation(name, None) => format!("operation `{name}`"),
            Target::Parameter(operation, _, name) => format!("parameter `{name}` of an operation `{operation}`"),
        };
        let guess = if report.is_long() { None } else { guess(api, names, target) };
        let unknown = Diagnostic::warning("unknown-target", format!("there is no {what} to annotate"));
        report.push(unknown.at(notes.span, "").guess(guess));
    }
}

fn is_container(api: &Api, names: &Names, id: TypeId) -> bool {
    api.containers.iter().any(|container| container == names.full(id))
}

fn guess(api: &Api, names: &Names, target: &Target) -> Option<String> {
    match target {
        Target::Type(id) => did_you_mean(names.full(*id), api.types.keys().map(|id| names.full(*id))),
        Target::Member(id, name) if is_container(api, names, *id) => {
            did_you_mean(name, api.roots.keys().map(String::as_str))
        }
        Target::Member(id, name) => did_you_mean(name, members(&api.types.get(id)?.kind)),
        Target::Operation(..) | Target::Parameter(..) => None,
    }
}

fn members(kind: &TypeKind) -> Vec<&str> {
    let names: Vec<&String> = match kind {
        TypeKind::Structured(ty) => ty.properties.keys().chain(ty.navigation.keys()).collect(),
        TypeKind::Enumeration(ty) => ty.members.keys().collect(),
        TypeKind::Definition(_) => Vec::new(),
    };
    names.into_iter().map(String::as_str).collect()
}
