//! Schemas that are derived by `allOf` from one with a discriminator: where that one is named, a value is any of them.

use super::{
    HOPS, Lower, Place,
    compose::{component_name, mapping, tags},
    object::Members,
};
use crate::api::plain::{Object, Service, Shape, TypeKind, Union, Variant};
use crate::openapi::text::Part;

impl<'a> Lower<'a> {
    /// Finds what is derived from each schema with a discriminator, over others, too.
    pub(super) fn find_children(&mut self) {
        let parents: Vec<(String, Vec<String>)> =
            self.schemas.iter().map(|(name, part)| (name.clone(), self.ancestors(*part))).collect();
        for (name, ancestors) in parents {
            for ancestor in ancestors {
                let family = self.schemas.get(&ancestor);
                let has_discriminator =
                    family.is_some_and(|part| part.get("discriminator").is_some() && part.get("oneOf").is_none());
                if has_discriminator && ancestor != name {
                    self.children.entry(ancestor).or_default().push(name.clone());
                }
            }
        }
    }

    fn ancestors(&self, part: Part<'a>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut open = vec![part];
        let mut steps = 0;
        while let Some(part) = open.pop() {
            steps += 1;
            for base in part.get("allOf").map(Part::items).unwrap_or_default() {
                match component_name(base).filter(|name| !found.contains(name)) {
                    Some(name) => {
                        open.extend(self.schemas.get(&name).copied());
                        found.push(name);
                    }
                    None if base.get("$ref").is_none() && steps < HOPS => open.push(base),
                    None => {}
                }
            }
        }
        found
    }

    /// Whether a schema is derived from one with a discriminator: then it is a type of its own, even if it adds nothing.
    pub(super) fn is_child(&self, place: &Place) -> bool {
        matches!(place, Place::Component(name) if self.children.values().flatten().any(|child| child == name))
    }

    /// The type that the name of the base stands for: one of the derived types, or an object that is only the base.
    pub(super) fn family(&mut self, part: Part<'a>, name: &str, members: Members<'a>) -> Shape {
        let discriminator =
            part.at(&["discriminator", "propertyName"]).and_then(Part::text).map(|name| name.into_owned());
        let mapping = mapping(part);
        let children = self.children.get(name).cloned().unwrap_or_default();
        let place = Place::Component(name.to_owned());
        let base_place = place.within("base");
        let name = name.to_owned();
        self.declare(part, &place, move |lower| {
            let mut variants = Vec::new();
            for child in children {
                let shape = lower.component(&child);
                let tags = if discriminator.is_some() { tags(&mapping, &child) } else { Vec::new() };
                if !variants.iter().any(|known: &Variant| known.shape == shape) {
                    variants.push(Variant { name: Some(child), shape, tags });
                }
            }
            let base = lower.declare(part, &base_place, |lower| lower.object_of(members));
            let tags = if discriminator.is_some() { tags(&mapping, &name) } else { Vec::new() };
            variants.push(Variant { name: Some("Base".to_owned()), shape: base, tags });
            TypeKind::Union(Union { discriminator, variants })
        })
    }
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
