//! `oneOf` and `anyOf`.

use super::{Lower, Place, object::Members, object::is_restriction};
use crate::api::plain::{Shape, TypeKind, Union, Variant};
use crate::openapi::text::{Part, Value};

impl<'a> Lower<'a> {
    /// What a schema with alternatives is; nothing if it has none that are types of their own.
    pub(super) fn union(&mut self, part: Part<'a>, place: &Place) -> Option<Shape> {
        let key = ["oneOf", "anyOf"].into_iter().find(|key| part.get(key).is_some())?;
        let mut choices = part.get(key).map(Part::items).unwrap_or_default();
        let nullable = choices.iter().any(|choice| is_null(*choice));
        choices.retain(|choice| !is_null(*choice) && !is_restriction(*choice));
        if choices.is_empty() {
            return None;
        }
        if let Some(other) = ["items", "enum"].into_iter().find_map(|key| part.get(key)) {
            return Some(Shape::Unsupported(self.unsupported(other, &format!("this beside `{key}`"))));
        }
        if ["oneOf", "anyOf"].into_iter().filter(|key| part.get(key).is_some()).count() > 1 {
            return Some(Shape::Unsupported(self.unsupported(part, "`oneOf` beside `anyOf`")));
        }
        let beside = ["properties", "allOf", "additionalProperties"];
        if beside.into_iter().any(|key| part.get(key).is_some()) {
            let mut members = Members::default();
            self.collect_own(part, place, &mut members, 0);
            let shape = self.distribute(part, choices, members, place);
            return Some(if nullable { shape.or_null() } else { shape });
        }
        let shape = match choices.as_slice() {
            [one] => self.shape(*one, &place.within("value")),
            _ => self.declare_union(part, &choices, place),
        };
        Some(if nullable { shape.or_null() } else { shape })
    }

    /// Members and alternatives: alternatives that all have these members, too.
    pub(super) fn distribute(
        &mut self,
        part: Part<'a>,
        choices: Vec<Part<'a>>,
        members: Members<'a>,
        place: &Place,
    ) -> Shape {
        if let Some(problem) = members.problem() {
            return Shape::Unsupported(problem);
        }
        let members = members.without_others();
        let holder = part.get("allOf").map(Part::items).unwrap_or_default();
        let discriminated = holder.into_iter().chain([part]).find(|part| part.get("discriminator").is_some());
        let tag = discriminated.and_then(|part| part.at(&["discriminator", "propertyName"])?.text());
        let mapping = discriminated.map(mapping).unwrap_or_default();
        let named = choices.iter().all(|choice| component_name(*choice).is_some());
        let discriminator = tag.map(|name| name.into_owned()).filter(|_| named);
        let place = place.clone();
        self.declare(part, &place.clone(), move |lower| {
            let mut variants = Vec::new();
            for (at, choice) in choices.into_iter().enumerate() {
                let title = choice.text_of("title").map(|title| title.into_owned());
                let name = component_name(choice).or(title);
                let word = name.clone().unwrap_or_else(|| format!("option {}", at + 1));
                let mut all = members.clone();
                let place = place.within(&word);
                lower.collect(choice, &place, &mut all, 0);
                let shape = match all.not_an_object() {
                    Some(other) => Shape::Unsupported(lower.unsupported(other, "what is no object beside members")),
                    None => lower.declare_object(choice, &place, all),
                };
                let is_told = discriminator.is_some();
                let tags = if is_told { tags(&mapping, name.as_deref().unwrap_or_default()) } else { Vec::new() };
                variants.push(Variant { name, shape, tags });
            }
            TypeKind::Union(Union { discriminator, variants })
        })
    }

    fn declare_union(&mut self, part: Part<'a>, choices: &[Part<'a>], place: &Place) -> Shape {
        let discriminator =
            part.at(&["discriminator", "propertyName"]).and_then(Part::text).map(|name| name.into_owned());
        // By value only references can be told apart: what is declared here has no name to tell it by.
        let discriminator = discriminator.filter(|_| choices.iter().all(|choice| component_name(*choice).is_some()));
        let mapping = mapping(part);
        let choices = choices.to_vec();
        let words = place.clone();
        self.declare(part, place, move |lower| {
            let mut variants: Vec<Variant> = Vec::new();
            for (at, choice) in choices.iter().enumerate() {
                let title = choice.text_of("title").filter(|title| !title.trim().is_empty());
                let name = component_name(*choice).or_else(|| title.map(|title| title.into_owned()));
                let word = name.clone().unwrap_or_else(|| format!("option {}", at + 1));
                let shape = lower.shape(*choice, &words.within(&word));
                let tags = match &discriminator {
                    Some(_) => tags(&mapping, name.as_deref().unwrap_or_default()),
                    None => Vec::new(),
                };
                match variants.iter_mut().find(|variant| variant.shape == shape) {
                    Some(known) => known.tags.extend(tags),
                    None => variants.push(Variant { name, shape, tags }),
                }
            }
            TypeKind::Union(Union { discriminator, variants })
        })
    }
}

/// The values of a discriminator with the names of the schemas that they stand for.
pub(super) fn mapping(part: Part<'_>) -> Vec<(String, String)> {
    let entries = part.at(&["discriminator", "mapping"]).map(Part::entries).unwrap_or_default();
    let named = entries.into_iter().filter_map(|entry| {
        let target = entry.value.text()?;
        let name =
            target.strip_prefix("#/components/schemas/").map_or_else(|| target.clone().into_owned(), super::step_name);
        Some((entry.key.into_owned(), name))
    });
    named.collect()
}

/// The values that stand for a schema: those of the mapping, and its name.
pub(super) fn tags(mapping: &[(String, String)], name: &str) -> Vec<String> {
    let mapped = mapping.iter().filter(|(_, target)| target == name).map(|(tag, _)| tag.clone());
    let mut tags: Vec<String> = mapped.collect();
    let is_taken = mapping.iter().any(|(tag, _)| tag == name);
    if !is_taken {
        tags.push(name.to_owned());
    }
    tags
}

pub(super) fn component_name(part: Part<'_>) -> Option<String> {
    Some(super::step_name(part.text_of("$ref")?.strip_prefix("#/components/schemas/")?))
}

/// The alternative that stands for null: OpenAPI 3.0 has no type for it.
fn is_null(part: Part<'_>) -> bool {
    let entries = part.entries();
    let only_null = |value: Part<'_>| {
        let items = value.items();
        !items.is_empty() && items.iter().all(|item| item.value() == Value::Null)
    };
    if part.get("enum").is_some_and(only_null) || part.text_of("type").as_deref() == Some("null") {
        return true;
    }
    part.is_true("nullable")
        && entries.iter().all(|entry| match entry.key.as_ref() {
            "type" => entry.value.text().as_deref() == Some("object"),
            "nullable" | "description" | "title" | "example" => true,
            _ => false,
        })
}
