//! Schemas that are derived by `allOf` from one with a discriminator: where that one is named, a value is any of them.

use std::collections::BTreeSet;

use super::{
    HOPS, Lower, Place,
    compose::{component_name, mapping},
    object::Members,
};
use crate::api::Map;
use crate::api::plain::{Object, Service, Shape, TypeKind, Union, Variant};
use crate::openapi::text::Part;

impl<'a> Lower<'a> {
    /// Finds what is derived from each schema with a discriminator, over others, too.
    pub(super) fn find_children(&mut self) {
        let mut derived: Map<String, Vec<usize>> = Map::default();
        for (at, part) in self.schemas.values().enumerate() {
            for base in bases(*part) {
                derived.entry(base).or_default().push(at);
            }
        }
        let is_family = |part: &Part<'a>| part.get("discriminator").is_some() && part.get("oneOf").is_none();
        for (at, (name, _)) in self.schemas.iter().enumerate().filter(|(_, (_, part))| is_family(part)) {
            let mut found = BTreeSet::new();
            let mut open = vec![name];
            while let Some(name) = open.pop() {
                let new = derived.get(name).into_iter().flatten().filter(|child| found.insert(**child));
                open.extend(new.filter_map(|child| self.schemas.get_index(*child)).map(|(name, _)| name));
            }
            found.remove(&at);
            let children = found.into_iter().filter_map(|child| self.schemas.get_index(child));
            let children: Vec<String> = children.map(|(name, _)| name.clone()).collect();
            if !children.is_empty() {
                self.derived.extend(children.iter().cloned());
                self.children.insert(name.clone(), children);
            }
        }
    }

    /// Whether a schema is derived from one with a discriminator: then it is a type of its own, even if it adds nothing.
    pub(super) fn is_child(&self, place: &Place) -> bool {
        matches!(place, Place::Component(name) if self.derived.contains(name))
    }

    /// The type that the name of the base stands for: one of the derived types, or an object that is only the base.
    pub(super) fn family(&mut self, part: Part<'a>, name: &str, members: Members<'a>) -> Shape {
        let discriminator = match self.discriminator(part) {
            Ok(discriminator) => discriminator,
            Err(problem) => return Shape::Unsupported(problem),
        };
        let mapping = mapping(part);
        let children = self.children.get(name).cloned().unwrap_or_default();
        let place = Place::Component(name.to_owned());
        let base_place = place.within("base");
        let name = name.to_owned();
        self.declare(part, &place, move |lower| {
            let mut variants: Map<Shape, Variant> = Map::default();
            for child in children {
                let shape = lower.component(&child);
                let tags = if discriminator.is_some() { mapping.tags(&child) } else { Vec::new() };
                variants.entry(shape.clone()).or_insert(Variant { name: Some(child), shape, tags });
            }
            let mut variants: Vec<Variant> = variants.into_values().collect();
            let base = lower.declare(part, &base_place, |lower| lower.object_of(members));
            let tags = if discriminator.is_some() { mapping.tags(&name) } else { Vec::new() };
            variants.push(Variant { name: Some("Base".to_owned()), shape: base, tags });
            TypeKind::Union(Union { discriminator, variants })
        })
    }
}

/// The components that a schema names in its `allOf`, and in those inside.
fn bases(part: Part<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![part];
    let mut steps = 0;
    while let Some(part) = open.pop() {
        steps += 1;
        for base in part.get("allOf").map(Part::items).unwrap_or_default() {
            match component_name(base) {
                Some(name) => found.push(name),
                None if base.get("$ref").is_none() && steps < HOPS => open.push(base),
                None => {}
            }
        }
    }
    found
}

/// A union writes the discriminator by itself: its alternatives need not be told.
pub(super) fn release_tags(service: &mut Service) {
    let mut tagged = Vec::new();
    for ty in service.types.values() {
        if let TypeKind::Union(Union { discriminator: Some(property), variants }) = &ty.kind {
            tagged.extend(variants.iter().map(|variant| (variant.shape.clone(), property.clone())));
        }
    }
    for (shape, property) in tagged {
        let Shape::Named(name) = shape else { continue };
        if let Some(TypeKind::Object(Object { properties, .. })) = service.types.get_mut(&name).map(|ty| &mut ty.kind)
            && let Some(property) = properties.get_mut(&property)
        {
            property.required = false;
        }
    }
}
