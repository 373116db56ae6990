//! What types inherit: base types without cycles, keys that exist, members declared once.

use rustc_hash::FxHashSet;

use super::{chain, structured};
use crate::api::{Api, Item, Names, Structured, TypeId, TypeKind};
use crate::report::{Diagnostic, Report};
use crate::source::Span;

pub(super) fn check(api: &Api, names: &Names, report: &mut Report) {
    if cycles(api, names, report) {
        // Every walk along base types would be endless.
        return;
    }
    for (id, ty) in &api.types {
        if let TypeKind::Structured(ty) = &ty.kind {
            key(api, names, *id, ty, report);
            inherited(api, names, *id, ty, report);
        }
    }
}

/// Whether base types form cycles. Each is reported once.
fn cycles(api: &Api, names: &Names, report: &mut Report) -> bool {
    let mut found = false;
    // Types whose base types are known to end, or to have been reported.
    let mut done = FxHashSet::default();
    for id in api.types.keys() {
        if structured(api, *id).is_none_or(|ty| ty.base.is_none()) {
            continue;
        }
        let mut path: Vec<(TypeId, Span)> = Vec::new();
        let mut at = Some(*id);
        while let Some(id) = at.filter(|id| !done.contains(id)) {
            if let Some(start) = path.iter().position(|(on_path, _)| *on_path == id) {
                found = true;
                report.push(cycle(names, &path[start..]));
                break;
            }
            let base = structured(api, id).and_then(|ty| ty.base);
            path.extend(base.map(|(_, span)| (id, span)));
            at = base.map(|(base, _)| base);
        }
        done.extend(path.iter().map(|(id, _)| *id));
    }
    found
}

fn cycle(names: &Names, path: &[(TypeId, Span)]) -> Diagnostic {
    let list: Vec<String> = path.iter().chain(path.first()).map(|(id, _)| format!("`{}`", names.full(*id))).collect();
    let message = format!("a type cannot be derived from itself: {}", list.join(" from "));
    let help = "give one of them another base type, or none";
    path.iter().fold(Diagnostic::error("base-cycle", message).help(help), |diagnostic, (id, span)| {
        diagnostic.at(*span, format!("the base type of `{}`", names.full(*id)))
    })
}

/// A key names structural properties, declared or inherited, or a path through complex ones. Without their types no
/// path to an entity can be built.
fn key(api: &Api, names: &Names, id: TypeId, ty: &Structured, report: &mut Report) {
    for part in &ty.key {
        let mut owner = Some(id);
        for name in part.name.split('/') {
            let property = owner.and_then(|owner| chain(api, owner).find_map(|(_, ty)| ty.properties.get(name)));
            let Some(property) = property else {
                let owner = owner.map_or_else(|| "a primitive type".to_owned(), |id| format!("`{}`", names.full(id)));
                let message = format!("the key names a property `{name}`, which {owner} does not have");
                report.push(Diagnostic::error("unknown-key-property", message).at(part.span, ""));
                break;
            };
            owner = match property.ty.item {
                Item::Named(id) => Some(id),
                Item::Primitive(_) => None,
            };
        }
    }
}

/// Members that a base type has already. OData forbids it; in JSON it is one member, so it is only a warning.
fn inherited(api: &Api, names: &Names, id: TypeId, ty: &Structured, report: &mut Report) {
    if ty.base.is_none() {
        return;
    }
    let ancestors: Vec<(TypeId, &Structured)> = chain(api, id).skip(1).collect();
    let own = ty.properties.iter().map(|(name, property)| (name, property.span));
    let own = own.chain(ty.navigation.iter().map(|(name, navigation)| (name, navigation.span)));
    for (name, span) in own {
        let above = ancestors.iter().find_map(|(owner, ty)| Some((*owner, member(ty, name)?)));
        if let Some((owner, first)) = above {
            let message = format!("`{}` inherits `{name}` from `{}` already", names.full(id), names.full(owner));
            report.push(Diagnostic::warning("redeclared-member", message).at(span, "").at(first, "it is inherited"));
        }
    }
}

fn member(ty: &Structured, name: &str) -> Option<Span> {
    let property = ty.properties.get(name).map(|property| property.span);
    property.or_else(|| ty.navigation.get(name).map(|navigation| navigation.span))
}
