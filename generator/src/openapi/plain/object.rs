//! Objects: their own members, and those that `allOf` brings together.

use std::collections::BTreeSet;

use super::{HOPS, Lower, Place};
use crate::api::Map;
use crate::api::plain::{Object, Property, Scalar, Shape, TypeKind};
use crate::openapi::text::{Part, Value};
use crate::source::Span;

/// Members of several schemas that make one object.
#[derive(Clone, Default)]
pub(super) struct Members<'a> {
    /// By name, each with the place that types in it are named after.
    properties: Map<String, (Part<'a>, Place)>,
    required: BTreeSet<String>,
    additional: Option<(Part<'a>, Place)>,
    /// The schemas that references named, and that were taken in: once is enough, and each could name two others.
    taken: BTreeSet<Span>,
    /// What is no object, and cannot be merged with one.
    others: Vec<Part<'a>>,
    /// What of it leads nowhere.
    broken: Option<usize>,
}

impl<'a> Lower<'a> {
    /// An object without `allOf`: a map if it has no members of its own.
    pub(super) fn object(&mut self, part: Part<'a>, place: &Place) -> Shape {
        let has_members = part.get("properties").is_some_and(|properties| !properties.entries().is_empty());
        if has_members {
            let mut members = Members::default();
            self.collect(part, place, &mut members, 0);
            return self.declare_object(part, place, members);
        }
        match part.get("additionalProperties") {
            Some(values) if values.value() == Value::Mapping => {
                let value = self.shape(values, &place.within("value"));
                Shape::Map(Box::new(value))
            }
            Some(values) if values.value() == Value::Bool(false) => {
                self.declare_object(part, place, Members::default())
            }
            _ if matches!(place, Place::Component(name) if self.children.contains_key(name)) => {
                self.declare_object(part, place, Members::default())
            }
            // Whatever is in it: that is all that the description says.
            _ => Shape::Map(Box::new(Shape::Scalar(Scalar::Any))),
        }
    }

    /// `allOf`: one schema with nothing to add is that schema, several are one object.
    pub(super) fn all_of(&mut self, part: Part<'a>, place: &Place) -> Shape {
        let mut members = Members::default();
        self.collect(part, place, &mut members, 0);
        if let Some(problem) = members.broken {
            return Shape::Unsupported(problem);
        }
        if members.properties.is_empty() && members.additional.is_none() {
            let mut meant = part.get("allOf").map(Part::items).unwrap_or_default();
            meant.retain(|part| !says_nothing(*part));
            return match meant.as_slice() {
                [] => Shape::Scalar(Scalar::Any),
                [one] => self.shape(*one, place),
                [first, ..] if members.others.is_empty() => self.shape(*first, place),
                [_, second, ..] => Shape::Unsupported(self.unsupported(*second, "`allOf` of what is no object")),
            };
        }
        if let Some(other) = members.others.first().copied() {
            return match choices(other).filter(|_| members.others.len() == 1) {
                Some(choices) => self.alternatives(part, choices, Some(members), place),
                None => Shape::Unsupported(self.unsupported(other, "`allOf` of an object and something else")),
            };
        }
        // Another name of an object that is there already.
        let own = part.get("properties").is_some() || part.get("additionalProperties").is_some();
        let mut meant = part.get("allOf").map(Part::items).unwrap_or_default();
        meant.retain(|part| !says_nothing(*part));
        match meant.as_slice() {
            [one]
                if !own
                    && (one.get("$ref").is_some() || matches!(place, Place::Inline(_)))
                    && !self.is_child(place) =>
            {
                self.shape(*one, place)
            }
            _ => self.declare_object(part, place, members),
        }
    }

    pub(super) fn declare_object(&mut self, part: Part<'a>, place: &Place, members: Members<'a>) -> Shape {
        if let Some(problem) = members.broken {
            return Shape::Unsupported(problem);
        }
        if let Place::Component(name) = place
            && self.children.contains_key(name)
        {
            return self.family(part, name, members);
        }
        self.declare(part, place, |lower| lower.object_of(members))
    }

    pub(super) fn object_of(&mut self, members: Members<'a>) -> TypeKind {
        let mut object = Object::default();
        for (name, (part, place)) in members.properties {
            let shape = self.shape(part, &place);
            let one_way = part.is_true("readOnly") || part.is_true("writeOnly");
            let required = members.required.contains(&name) && !one_way;
            let mut notes = super::notes(part);
            if part.is_true("readOnly") {
                notes.texts.push("It is only in answers.".to_owned());
            } else if part.is_true("writeOnly") {
                notes.texts.push("It is only in requests.".to_owned());
            }
            object.properties.insert(name, Property { shape, required, notes });
        }
        object.additional = members.additional.map(|(part, place)| {
            if part.value() == Value::Mapping { self.shape(part, &place) } else { Shape::Scalar(Scalar::Any) }
        });
        TypeKind::Object(object)
    }

    /// Takes the members of a schema and of all that its `allOf` names; a later one replaces an earlier one, unless it
    /// says nothing.
    pub(super) fn collect(&mut self, part: Part<'a>, place: &Place, members: &mut Members<'a>, hops: usize) {
        if hops == HOPS {
            let problem = self.unsupported(part, "`allOf` that is nested so deeply, or leads to itself");
            members.broken.get_or_insert(problem);
            return;
        }
        if let Some(reference) = part.get("$ref").filter(|part| part.text().is_some()) {
            let name =
                reference.text().and_then(|text| Some(super::step_name(text.strip_prefix("#/components/schemas/")?)));
            match self.target(reference) {
                Err(problem) => drop(members.broken.get_or_insert(problem)),
                Ok(target) => {
                    let place = name.map_or_else(|| place.clone(), Place::Component);
                    if !members.taken.insert(target.span()) {
                        return;
                    }
                    self.collect(target, &place, members, hops + 1);
                }
            }
            return;
        }
        if is_no_object(part) {
            members.others.push(part);
            return;
        }
        self.collect_own(part, place, members, hops);
    }

    /// The same, without regard to alternatives.
    pub(super) fn collect_own(&mut self, part: Part<'a>, place: &Place, members: &mut Members<'a>, hops: usize) {
        for part in part.get("allOf").map(Part::items).unwrap_or_default() {
            self.collect(part, place, members, hops + 1);
        }
        for entry in part.get("properties").map(Part::entries).unwrap_or_default() {
            let place = place.within(&entry.key);
            let known = members.properties.get(entry.key.as_ref());
            if known.is_none() || !says_nothing(entry.value) {
                members.properties.insert(entry.key.into_owned(), (entry.value, place));
            }
        }
        for name in part.get("required").map(Part::items).unwrap_or_default() {
            members.required.extend(name.text().map(|name| name.into_owned()));
        }
        if let Some(additional) = part.get("additionalProperties")
            && additional.value() != Value::Bool(false)
        {
            members.additional = Some((additional, place.within("value")));
        }
    }
}

/// Whether a schema only describes, or restricts what another one says.
pub(super) fn says_nothing(part: Part<'_>) -> bool {
    const MEANINGFUL: [&str; 11] = [
        "$ref",
        "type",
        "properties",
        "items",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "enum",
        "additionalProperties",
        "format",
    ];
    let entries = part.entries();
    entries.iter().all(|entry| {
        let is_object = entry.key == "type" && entry.value.text().as_deref() == Some("object");
        is_object || !MEANINGFUL.contains(&entry.key.as_ref())
    })
}

/// Whether it only restricts what another schema says, as `required` by itself does: that makes no difference to what a
/// value can be.
pub(super) fn is_restriction(part: Part<'_>) -> bool {
    says_nothing(part) && part.get("type").is_none()
}

/// The alternatives of a schema that are types of their own.
pub(super) fn choices(part: Part<'_>) -> Option<Vec<Part<'_>>> {
    let mut choices = ["oneOf", "anyOf"].into_iter().find_map(|key| part.get(key)).map(Part::items)?;
    choices.retain(|choice| !is_restriction(*choice));
    (!choices.is_empty()).then_some(choices)
}

/// Whether it is a type that cannot be a part of an object.
fn is_no_object(part: Part<'_>) -> bool {
    let typed = part.text_of("type").is_some_and(|ty| ty != "object");
    typed
        || choices(part).is_some()
        || part.get("not").is_some()
        || (part.get("enum").is_some() && part.get("properties").is_none())
}

impl<'a> Members<'a> {
    /// The first part that is no object.
    pub(super) fn not_an_object(&self) -> Option<Part<'a>> {
        self.others.first().copied()
    }

    /// Forgets what is no object.
    pub(super) fn without_others(mut self) -> Self {
        self.others.clear();
        self
    }

    /// What of it leads nowhere.
    pub(super) fn problem(&self) -> Option<usize> {
        self.broken
    }
}
