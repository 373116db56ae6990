//! What types inherit: base types without cycles, keys that exist, members declared once.

use rustc_hash::FxHashMap;

use super::{chain, structured};
use crate::api::{Api, DEEPEST, Item, Names, Structured, TypeId, TypeKind};
use crate::report::{Diagnostic, Report};
use crate::source::Span;

pub(super) fn check(api: &Api, names: &Names, report: &mut Report) {
    if are_endless(api, names, report) {
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

/// Whether base types form cycles, or chains that are too long. Each is reported once.
fn are_endless(api: &Api, names: &Names, report: &mut Report) -> bool {
    let mut found = false;
    // How many base types those have whose chains are known to end, or to have been reported.
    let mut depths: FxHashMap<TypeId, usize> = FxHashMap::default();
    for id in api.types.keys() {
        let mut path: Vec<(TypeId, Span)> = Vec::new();
        let mut places: FxHashMap<TypeId, usize> = FxHashMap::default();
        let mut at = Some(*id);
        while let Some(id) = at.filter(|id| !depths.contains_key(id)) {
            if let Some(start) = places.insert(id, path.len()) {
                found = true;
                report.push(cycle(names, &path[start..]));
                depths.extend(path.drain(..).map(|(id, _)| (id, 0)));
                break;
            }
            let base = structured(api, id).and_then(|ty| ty.base);
            path.extend(base.map(|(_, span)| (id, span)));
            at = base.map(|(base, _)| base);
        }
        let mut depth = at.and_then(|known| depths.get(&known)).copied().unwrap_or_default();
        for (id, span) in path.into_iter().rev() {
            depth += 1;
            if depth == DEEPEST + 1 {
                found = true;
                report.push(too_deep(names, id, span));
            }
            depths.insert(id, depth);
        }
    }
    found
}

fn too_deep(names: &Names, id: TypeId, span: Span) -> Diagnostic {
    let message = format!("`{}` has more than {DEEPEST} base types, one derived from the other", names.full(id));
    Diagnostic::error("deep-hierarchy", message)
        .at(span, "this is one too many")
        .help("declare the members where they are used: each derived type has those of all its base types")
}

fn cycle(names: &Names, path: &[(TypeId, Span)]) -> Diagnostic {
    /// As many types of a cycle as anybody reads.
    const SHOWN: usize = 20;
    let mut list: Vec<String> = path.iter().take(SHOWN).map(|(id, _)| format!("`{}`", names.full(*id))).collect();
    match path.len().checked_sub(SHOWN) {
        Some(more @ 1..) => list.push(format!("{more} others")),
        _ => list.extend(list.first().cloned()),
    }
    let message = format!("a type cannot be derived from itself: {}", list.join(" from "));
    let help = "give one of them another base type, or none";
    let diagnostic = Diagnostic::error("base-cycle", message).help(help);
    path.iter().take(SHOWN).fold(diagnostic, |diagnostic, (id, span)| {
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
