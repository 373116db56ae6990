//! `oneOf` and `anyOf`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Lower, Place, object::Members, object::is_restriction};
use crate::api::Map;
use crate::api::plain::{ProblemId, Shape, TypeKind, Union, Variant};
use crate::openapi::text::{LONGEST_NAME, Part, Value};

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
        let shape = if beside.into_iter().any(|key| part.get(key).is_some()) {
            let mut members = Members::default();
            self.collect_own(part, place, &mut members, 0);
            self.alternatives(part, choices, Some(members), place)
        } else if let [one] = choices.as_slice() {
            self.shape(*one, &place.within("value"))
        } else {
            self.alternatives(part, choices, None, place)
        };
        Some(if nullable { shape.or_null() } else { shape })
    }

    /// A union. Members beside the alternatives are members of each.
    pub(super) fn alternatives(
        &mut self,
        part: Part<'a>,
        choices: Vec<Part<'a>>,
        members: Option<Members<'a>>,
        place: &Place,
    ) -> Shape {
        if let Some(problem) = members.as_ref().and_then(Members::problem) {
            return Shape::Unsupported(problem);
        }
        let members = members.map(Members::without_others);
        let inside = part.get("allOf").map(Part::items).unwrap_or_default();
        let told = inside.into_iter().chain([part]).find(|part| part.get("discriminator").is_some());
        let discriminator = match told.map(|part| self.discriminator(part)).transpose() {
            Ok(discriminator) => discriminator.flatten(),
            Err(problem) => return Shape::Unsupported(problem),
        };
        // By value only references can be told apart: what is declared here has no name to tell it by.
        let is_named = choices.iter().all(|choice| component_name(*choice).is_some());
        let discriminator = discriminator.filter(|_| is_named);
        let mapping = told.map(mapping).unwrap_or_default();
        let place = place.clone();
        self.declare(part, &place.clone(), move |lower| {
            let mut variants: Map<Shape, Variant> = Map::default();
            for (at, choice) in choices.into_iter().enumerate() {
                let title = choice.text_of("title");
                let title = title.filter(|title| !title.trim().is_empty() && title.len() <= LONGEST_NAME);
                let name = component_name(choice).or_else(|| title.map(|title| title.into_owned()));
                let place = place.within(&name.clone().unwrap_or_else(|| format!("option {}", at + 1)));
                let shape = match &members {
                    None => lower.shape(choice, &place),
                    Some(members) => lower.alternative(choice, members.clone(), &place),
                };
                let named = name.as_deref().filter(|_| discriminator.is_some());
                let tags = named.map(|name| mapping.tags(name)).unwrap_or_default();
                let new = || Variant { name, shape: shape.clone(), tags: Vec::new() };
                variants.entry(shape.clone()).or_insert_with(new).tags.extend(tags);
            }
            TypeKind::Union(Union { discriminator, variants: variants.into_values().collect() })
        })
    }

    /// The property that tells alternatives apart.
    pub(super) fn discriminator(&mut self, part: Part<'a>) -> Result<Option<String>, ProblemId> {
        let name = part.at(&["discriminator", "propertyName"]).filter(|name| name.text().is_some());
        name.map(|name| self.name(name)).transpose()
    }

    /// An alternative with members that it does not declare itself.
    fn alternative(&mut self, choice: Part<'a>, mut members: Members<'a>, place: &Place) -> Shape {
        self.collect(choice, place, &mut members, 0);
        match members.not_an_object() {
            Some(other) => Shape::Unsupported(self.unsupported(other, "what is no object beside members")),
            None => self.declare_object(choice, place, members),
        }
    }
}

/// The values of a discriminator, and the schemas that they stand for.
#[derive(Default)]
pub(super) struct Mapping {
    values: FxHashSet<String>,
    by_schema: FxHashMap<String, Vec<String>>,
}

/// The mapping of a discriminator.
pub(super) fn mapping(part: Part<'_>) -> Mapping {
    let mut mapping = Mapping::default();
    for entry in part.at(&["discriminator", "mapping"]).map(Part::entries).unwrap_or_default() {
        let Some(target) = entry.value.text() else { continue };
        let name = target.strip_prefix("#/components/schemas/").map_or_else(|| target.to_string(), super::step_name);
        let value = entry.key.into_owned();
        mapping.values.insert(value.clone());
        mapping.by_schema.entry(name).or_default().push(value);
    }
    mapping
}

impl Mapping {
    /// The values that stand for a schema: those of the mapping, and its name.
    pub(super) fn tags(&self, name: &str) -> Vec<String> {
        let mut tags = self.by_schema.get(name).cloned().unwrap_or_default();
        if !self.values.contains(name) {
            tags.push(name.to_owned());
        }
        tags
    }
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
