//! Schemas as types.

use indexmap::IndexSet;

use super::{Known, Lower, Place};
use crate::api::plain::{ProblemId, Scalar, Shape, Type, TypeKind};
use crate::name::case;
use crate::openapi::text::{Part, Value};

/// Deeper than any schema goes, references aside; a document must not be able to exhaust the stack.
const DEPTH_LIMIT: usize = 64;

/// As many components may be nested that are not types of their own: arrays and maps of one another. A chain of thousands
/// must not exhaust the stack.
const OPEN_LIMIT: usize = 32;

impl<'a> Lower<'a> {
    /// What a reference to a component means.
    pub(super) fn component(&mut self, name: &str) -> Shape {
        match self.components.get(name) {
            Some(Known::Shape(shape)) => return shape.clone(),
            // A type without a name of its own, such as an array, that holds itself: there is no such type in Rust.
            Some(Known::Open) => {
                let Some(part) = self.schemas.get(name).copied() else { return Shape::Scalar(Scalar::Any) };
                let id = self.unsupported(part, "an array or map that holds itself");
                return Shape::Unsupported(id);
            }
            None => {}
        }
        let Some(part) = self.schemas.get(name).copied() else { return Shape::Scalar(Scalar::Any) };
        self.components.insert(name.to_owned(), Known::Open);
        if self.open == OPEN_LIMIT {
            return Shape::Unsupported(self.unsupported(part, "an array or map inside so many others"));
        }
        // Whoever refers to a component is not around it: its schemas are as deep as they stand.
        let depth = std::mem::take(&mut self.depth);
        self.open += 1;
        let shape = self.shape(part, &Place::Component(name.to_owned()));
        self.open -= 1;
        self.depth = depth;
        self.components.insert(name.to_owned(), Known::Shape(shape.clone()));
        shape
    }

    /// The type of a schema.
    pub(super) fn shape(&mut self, part: Part<'a>, place: &Place) -> Shape {
        if let Some(reference) = part.get("$ref").filter(|part| part.text().is_some()) {
            return self.reference(reference, place);
        }
        if let Some(known) = self.inline.get(&part.span()) {
            return known.clone();
        }
        if self.depth == DEPTH_LIMIT {
            return Shape::Unsupported(self.unsupported(part, "a schema that is nested so deeply"));
        }
        self.depth += 1;
        let shape = self.plain_shape(part, place);
        self.depth -= 1;
        let shape = if part.is_true("nullable") || has_null(part) { shape.or_null() } else { shape };
        if matches!(place, Place::Inline(_)) && matches!(shape.without_null().0, Shape::Named(_)) {
            self.inline.insert(part.span(), shape.clone());
        }
        shape
    }

    fn reference(&mut self, reference: Part<'a>, place: &Place) -> Shape {
        let text = reference.text().unwrap_or_default();
        if let Some(name) = text.strip_prefix("#/components/schemas/").map(super::step_name)
            && self.schemas.contains_key(&name)
        {
            return self.component(&name);
        }
        match self.target(reference) {
            Err(problem) => Shape::Unsupported(problem),
            // A reference into the middle of something: what is there may refer to itself, which ends at some depth.
            Ok(part) => {
                if self.depth == DEPTH_LIMIT {
                    return Shape::Unsupported(self.unsupported(reference, "a reference that leads to itself"));
                }
                self.depth += 1;
                let shape = self.shape(part, place);
                self.depth -= 1;
                shape
            }
        }
    }

    fn plain_shape(&mut self, part: Part<'a>, place: &Place) -> Shape {
        if part.value() == Value::Bool(true) {
            return Shape::Scalar(Scalar::Any);
        }
        if part.value() != Value::Mapping {
            let id = self.problem(
                "wrong-type",
                part.span(),
                "this is not a schema",
                "a schema is an object, like `type: string`",
            );
            return Shape::Unsupported(id);
        }
        if let Some(not) = part.get("not") {
            return Shape::Unsupported(self.unsupported(not, "`not`"));
        }
        if let Some(ty) = part.get("type").filter(|ty| ty.text().is_none()) {
            let help = "OpenAPI 3.0 has one type, and `nullable: true`";
            let id = self.problem("wrong-type", ty.span(), "this is not a type of OpenAPI 3.0", help);
            return Shape::Unsupported(id);
        }
        if let Some(shape) = self.union(part, place) {
            return shape;
        }
        if part.get("allOf").is_some_and(|all| !all.items().is_empty()) {
            return self.all_of(part, place);
        }
        match part.text_of("type").as_deref() {
            Some("array") => self.array(part, place),
            Some("object") => self.object(part, place),
            Some("string") => self.text(part, place),
            Some("integer") => Shape::Scalar(integer(part)),
            Some("number") => Shape::Scalar(number(part)),
            Some("boolean") => Shape::Scalar(Scalar::Boolean),
            Some(_) => {
                let ty = part.get("type").unwrap_or(part);
                let help = "the types are array, boolean, integer, number, object and string";
                let id = self.problem("wrong-type", ty.span(), "this is not a type of OpenAPI 3.0", help);
                Shape::Unsupported(id)
            }
            None if part.get("properties").is_some() || part.get("additionalProperties").is_some() => {
                self.object(part, place)
            }
            None if part.get("items").is_some() => self.array(part, place),
            None if part.get("enum").is_some() => self.untyped_enumeration(part, place),
            None => Shape::Scalar(Scalar::Any),
        }
    }

    fn array(&mut self, part: Part<'a>, place: &Place) -> Shape {
        let item = match part.get("items") {
            Some(items) => self.shape(items, &place.within("item")),
            None => Shape::Scalar(Scalar::Any),
        };
        Shape::Array(Box::new(item))
    }

    fn text(&mut self, part: Part<'a>, place: &Place) -> Shape {
        match self.members(part) {
            Err(problem) => return Shape::Unsupported(problem),
            Ok(members) if members.is_empty() => {}
            Ok(members) => return self.declare(part, place, |_| TypeKind::Enumeration(members)),
        }
        Shape::Scalar(match part.text_of("format").as_deref() {
            Some("date") => Scalar::Date,
            Some("date-time") => Scalar::DateTime,
            Some("time") => Scalar::Time,
            Some("duration") => Scalar::Duration,
            Some("uuid") => Scalar::Uuid,
            Some("byte" | "base64" | "base64url") => Scalar::Base64,
            Some("binary") => Scalar::Binary,
            _ => Scalar::Text,
        })
    }

    /// The members of an enumeration of texts, each once. YAML reads some as numbers or truth values.
    fn members(&mut self, part: Part<'a>) -> Result<Vec<String>, ProblemId> {
        let items = part.get("enum").map(Part::items).unwrap_or_default().into_iter();
        let members = items.filter(|item| !matches!(item.value(), Value::Null | Value::Sequence | Value::Mapping));
        let members: IndexSet<String> = members.map(|item| self.name(item)).collect::<Result<_, _>>()?;
        Ok(members.into_iter().collect())
    }

    /// Members without a type: texts make an enumeration, anything else is what it is.
    fn untyped_enumeration(&mut self, part: Part<'a>, place: &Place) -> Shape {
        let items = part.get("enum").map(Part::items).unwrap_or_default();
        let is_text = items.iter().all(|item| matches!(item.value(), Value::Text(_) | Value::Null));
        if is_text { self.text(part, place) } else { Shape::Scalar(Scalar::Any) }
    }

    /// Gives a type its name; its content is read later, since it may refer to itself.
    pub(super) fn declare(
        &mut self,
        part: Part<'a>,
        place: &Place,
        content: impl FnOnce(&mut Self) -> TypeKind + 'a,
    ) -> Shape {
        let key = match place {
            Place::Component(name) => name.clone(),
            Place::Inline(words) => self.free_name(words),
        };
        let shape = Shape::Named(key.clone());
        match place {
            Place::Component(name) => drop(self.components.insert(name.clone(), Known::Shape(shape.clone()))),
            Place::Inline(_) => drop(self.inline.insert(part.span(), shape.clone())),
        }
        let notes = super::notes(part);
        let pointer = self.pointer(part.span());
        // It keeps its place among the types, whatever its content declares.
        let kind = TypeKind::Enumeration(Vec::new());
        self.service.types.insert(key.clone(), Type { kind, notes, pointer });
        self.pending.push((key, Box::new(content)));
        shape
    }

    /// Reads the contents of all types that have none yet.
    pub(super) fn finish(&mut self) {
        while let Some((key, content)) = self.pending.pop() {
            let kind = content(self);
            if let Some(ty) = self.service.types.get_mut(&key) {
                ty.kind = kind;
            }
        }
    }

    /// A name for a type that has none, after its place.
    pub(super) fn free_name(&mut self, words: &str) -> String {
        let name = case::pascal(words);
        let is_free = |name: &str| !self.schemas.contains_key(name) && !self.service.types.contains_key(name);
        let mut free = name.clone();
        while !is_free(&free) {
            // All numbers below are taken.
            let number = self.numbers.entry(name.clone()).or_insert(2);
            free = format!("{name}{number}");
            *number += 1;
        }
        free
    }
}

/// Null among the members of an enumeration.
fn has_null(part: Part<'_>) -> bool {
    part.get("enum").is_some_and(|members| members.items().iter().any(|member| member.value() == Value::Null))
}

fn integer(part: Part<'_>) -> Scalar {
    match part.text_of("format").as_deref() {
        Some("int8" | "uint8" | "int16" | "uint16" | "int32") => Scalar::Int32,
        Some("uint64") => Scalar::UInt64,
        _ => Scalar::Int64,
    }
}

fn number(part: Part<'_>) -> Scalar {
    match part.text_of("format").as_deref() {
        Some("float") => Scalar::Float,
        Some("int32") => Scalar::Int32,
        Some("int64") => Scalar::Int64,
        _ => Scalar::Double,
    }
}
