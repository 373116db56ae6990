//! Annotations without an element.

use crate::api::{Api, Names, Target, TypeKind};
use crate::nearest::did_you_mean;
use crate::report::{Diagnostic, Report};

/// Warns of each target that no element has. Published descriptions have some: their elements went, or never came.
pub(super) fn report_dangling(api: &Api, names: &Names, report: &mut Report) {
    for (target, notes) in &api.notes {
        let (what, help) = match target {
            Target::Type(id) => (
                format!("type or operation `{}`", names.full(*id)),
                did_you_mean(names.full(*id), api.types.keys().map(|id| names.full(*id))),
            ),
            Target::Member(id, name) if api.containers.iter().any(|container| container == names.full(*id)) => {
                (format!("entity set or singleton `{name}`"), did_you_mean(name, api.roots.keys().map(String::as_str)))
            }
            Target::Member(id, name) => {
                let help = api.types.get(id).and_then(|ty| did_you_mean(name, members(&ty.kind)));
                (format!("member `{name}` of `{}`", names.full(*id)), help)
            }
            Target::Operation(name, Some(types)) => (format!("operation `{name}({})`", types.join(", ")), None),
            Target::Operation(name, None) => (format!("operation `{name}`"), None),
            Target::Parameter(operation, _, name) => {
                (format!("parameter `{name}` of an operation `{operation}`"), None)
            }
        };
        let mut diagnostic = Diagnostic::warning("unknown-target", format!("there is no {what} to annotate"));
        diagnostic.help = help;
        report.push(diagnostic.at(notes.span, ""));
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
