//! After errors: what is broken goes, so that the later stages find a description in which everything is closed and can
//! report their errors in the same run. Nothing is generated from it.

use rustc_hash::FxHashSet;

use super::structured;
use crate::api::{Api, DEEPEST, Item, Operation, StructuredKind, TypeId, TypeKind, TypeRef};

/// Takes out what is not closed. The answer are the names that paths may miss for it.
pub(super) fn repair(api: &mut Api) -> FxHashSet<String> {
    let mut missing = FxHashSet::default();
    bases(api);
    let declared: FxHashSet<TypeId> = api.types.keys().copied().collect();
    let entities: FxHashSet<TypeId> = declared
        .iter()
        .copied()
        .filter(|id| structured(api, *id).is_some_and(|ty| ty.kind == StructuredKind::Entity))
        .collect();
    let is_closed = |ty: &TypeRef| match ty.item {
        Item::Named(id) => declared.contains(&id),
        Item::Primitive(_) => true,
    };
    let is_entity = |ty: &TypeRef| matches!(ty.item, Item::Named(id) if entities.contains(&id));
    let mut keep = |name: &str, is: bool| {
        if !is {
            missing.insert(name.to_owned());
        }
        is
    };
    for ty in api.types.values_mut() {
        if let TypeKind::Structured(ty) = &mut ty.kind {
            ty.properties.retain(|_, property| is_closed(&property.ty));
            ty.navigation.retain(|name, navigation| keep(name, is_entity(&navigation.ty)));
        }
    }
    api.roots.retain(|name, root| keep(name, entities.contains(&root.ty)));
    let whole = |operation: &Operation| {
        let types = operation.parameters.iter().map(|parameter| &parameter.ty);
        types.chain(operation.result.as_ref().map(|result| &result.ty)).all(is_closed)
            && (!operation.is_bound || !operation.parameters.is_empty())
    };
    api.operations.retain(|operation| keep(&operation.name, whole(operation)));
    missing
}

/// Base types that are not declared, are of the wrong kind, lead back, or are too many.
fn bases(api: &mut Api) {
    let ids: Vec<TypeId> = api.types.keys().copied().collect();
    for id in ids {
        let mut seen = FxHashSet::default();
        let mut at = Some(id);
        while let Some(ty) = at {
            let is_endless = !seen.insert(ty) || seen.len() > DEEPEST;
            let Some(kind) = structured(api, ty).map(|ty| ty.kind) else { break };
            let base = structured(api, ty).and_then(|ty| ty.base).map(|(base, _)| base);
            at = base.filter(|base| !is_endless && structured(api, *base).is_some_and(|base| base.kind == kind));
            if at.is_none()
                && let Some(TypeKind::Structured(ty)) = api.types.get_mut(&ty).map(|ty| &mut ty.kind)
            {
                ty.base = None;
            }
        }
    }
}
