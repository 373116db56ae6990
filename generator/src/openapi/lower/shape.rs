//! Schemas of values, to types.

use openapiv3::{
    IntegerFormat, NumberFormat, ReferenceOr, Schema, SchemaKind as Kind, StringFormat, Type, VariantOrUnknownOrEmpty,
};

use super::Lower;
use crate::api::{Item, Primitive, TypeRef};
use crate::nearest::did_you_mean;
use crate::openapi::index::{SchemaKind, schema_name};
use crate::openapi::text::Part;
use crate::source::Span;

/// An empty schema by which Graph means any JSON value.
const JSON: &str = "microsoft.graph.Json";
/// The types of OpenAPI 3.0.
const TYPES: [&str; 6] = ["string", "boolean", "integer", "number", "object", "array"];
/// How many names may stand for one another.
const HOPS: usize = 16;
/// What may stand beside `$ref` without a word: the generator of published documents writes it, and OpenAPI 3.0 says that
/// it is ignored.
const HARMLESS_SIBLINGS: [&str; 1] = ["x-ms-navigationProperty"];

/// What a schema of a value says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) item: Item,
    pub(super) collection: bool,
    pub(super) nullable: bool,
    pub(super) span: Span,
}

impl Shape {
    pub(super) fn reference(self) -> TypeRef {
        TypeRef { item: self.item, collection: self.collection, span: self.span }
    }
}

impl<'a, 'r> Lower<'a, 'r> {
    /// The type of a value. What cannot be understood is reported, and has none.
    pub(super) fn shape(&mut self, part: Part<'a>) -> Option<Shape> {
        self.shape_within(part, HOPS)
    }

    fn shape_within(&mut self, part: Part<'a>, hops: usize) -> Option<Shape> {
        let Some(hops) = hops.checked_sub(1) else {
            self.error("recursive-reference", part, "this schema leads back to itself");
            return None;
        };
        if let Some(reference) = part.get("$ref") {
            self.siblings(part);
            return self.reference(reference, hops);
        }
        let schema = match part.read::<ReferenceOr<Schema>>() {
            Ok(ReferenceOr::Item(schema)) => schema,
            Ok(ReferenceOr::Reference { .. }) => return None,
            Err(problem) => {
                self.misread(part, &problem);
                return None;
            }
        };
        let span = part.span();
        let primitive =
            |primitive| Shape { item: Item::Primitive(primitive), collection: false, nullable: false, span };
        let shape = match &schema.schema_kind {
            Kind::Type(Type::Array(_)) => self.array(part, hops)?,
            Kind::Type(ty) => primitive(scalar(ty)),
            Kind::AnyOf { .. } => self.choice(part, "anyOf", hops)?,
            Kind::OneOf { .. } => self.choice(part, "oneOf", hops)?,
            Kind::AllOf { .. } => self.choice(part, "allOf", hops)?,
            Kind::Any(any) if any.one_of.len() + any.any_of.len() + any.all_of.len() > 0 => {
                let key = ["anyOf", "oneOf", "allOf"].into_iter().find(|key| part.get(key).is_some())?;
                self.choice(part, key, hops)?
            }
            Kind::Any(any) if any.typ.as_deref().is_some_and(|ty| !TYPES.contains(&ty)) => {
                self.unknown_type(part);
                return None;
            }
            Kind::Not { .. } | Kind::Any(_) => primitive(Primitive::Untyped),
        };
        Some(Shape { nullable: shape.nullable || schema.schema_data.nullable, ..shape })
    }

    fn unknown_type(&mut self, part: Part<'a>) {
        let (ty, name) = (part.get("type").unwrap_or(part), part.text_of("type").unwrap_or_default());
        let message = format!("there is no type `{}`", name.escape_debug());
        let unknown = ty.document().error("unknown-type", ty.span(), &message);
        self.report.push(unknown.guess(did_you_mean(&name, TYPES)));
    }

    fn array(&mut self, part: Part<'a>, hops: usize) -> Option<Shape> {
        let Some(items) = part.get("items") else {
            self.error("wrong-type", part, "an array says what its `items` are");
            return None;
        };
        let item = self.shape_within(items, hops)?;
        let untyped = Item::Primitive(Primitive::Untyped);
        // OData has no collections of collections.
        let item = if item.collection { Shape { item: untyped, ..item } } else { item };
        Some(Shape { collection: true, span: part.span(), ..item })
    }

    /// `anyOf`, `oneOf`, `allOf` around a value: one schema and perhaps null, or a number and the texts for those numbers
    /// that JSON cannot write.
    fn choice(&mut self, part: Part<'a>, key: &str, hops: usize) -> Option<Shape> {
        let choices = part.get(key).map(Part::items).unwrap_or_default();
        let is_null = |choice: &Part<'a>| {
            choice.is_true("nullable")
                && choice.text_of("type").is_none_or(|ty| ty == "object")
                && choice.get("properties").is_none()
        };
        let nullable = choices.iter().any(is_null);
        let mut rest = choices.into_iter().filter(|choice| !is_null(choice));
        let first = match (rest.next(), rest.next()) {
            (Some(only), None) => self.shape_within(only, hops)?,
            (Some(number), Some(_)) if matches!(number.text_of("type").as_deref(), Some("number" | "integer")) => {
                let nullable =
                    part.get(key).map(Part::items).unwrap_or_default().iter().any(|choice| choice.is_true("nullable"));
                Shape { nullable, ..self.shape_within(number, hops)? }
            }
            _ => Shape {
                item: Item::Primitive(Primitive::Untyped),
                collection: false,
                nullable: false,
                span: part.span(),
            },
        };
        Some(Shape { nullable: first.nullable || nullable, ..first })
    }

    /// A reference to a schema of this document.
    fn reference(&mut self, reference: Part<'a>, hops: usize) -> Option<Shape> {
        let Some(text) = reference.text() else {
            self.error("wrong-type", reference, "a `$ref` is a text");
            return None;
        };
        if !text.starts_with('#') {
            let message = format!("references to other documents are not followed: `{}`", text.escape_debug());
            self.error("external-reference", reference, &message);
            return None;
        }
        let index = self.index;
        let name = schema_name(text.as_ref());
        let span = reference.span();
        let shape = |item| Some(Shape { item, collection: false, nullable: false, span });
        match name.as_ref().and_then(|name| index.schemas.get_key_value(name.as_ref())) {
            Some((name, _)) if name == JSON => shape(Item::Primitive(Primitive::Untyped)),
            Some((_, schema)) if schema.kind == SchemaKind::Other => self.shape_within(schema.part, hops),
            Some((_, schema)) if schema.kind == SchemaKind::Envelope => match index.items(schema.part) {
                Some(items) => Some(Shape { collection: true, ..self.shape_within(items, hops)? }),
                None => shape(Item::Primitive(Primitive::Untyped)),
            },
            Some((name, _)) => shape(Item::Named(self.names.id(name))),
            None => {
                let message = format!("`{}` leads nowhere", text.escape_debug());
                let unresolved = self.root.document().error("unresolved-reference", span, &message);
                let near = || did_you_mean(&name.unwrap_or_default(), index.schemas.keys().map(AsRef::as_ref));
                let guess = if self.report.is_long() { None } else { near() };
                self.report.push(unresolved.guess(guess));
                None
            }
        }
    }

    /// OpenAPI 3.0 ignores what stands beside `$ref`.
    fn siblings(&mut self, part: Part<'a>) {
        for entry in part.entries() {
            if entry.key != "$ref" && !HARMLESS_SIBLINGS.contains(&entry.key.as_ref()) {
                let message = format!("`{}` stands beside `$ref` and is ignored", entry.key.escape_debug());
                let ignored = part.document().warning("reference-sibling", entry.key_span, &message);
                self.report.push(ignored.help("put the reference into `allOf`, as its only entry"));
            }
        }
    }

    /// A schema that the specification does not admit: the innermost part that is to blame.
    fn misread(&mut self, part: Part<'a>, problem: &str) {
        let mut inner: Vec<Part<'a>> = part.get("items").into_iter().collect();
        for key in ["anyOf", "oneOf", "allOf"] {
            inner.extend(part.get(key).map(Part::items).unwrap_or_default());
        }
        inner
            .extend(part.get("properties").map(Part::entries).unwrap_or_default().into_iter().map(|entry| entry.value));
        let culprit = inner.into_iter().find_map(|inner| Some((inner, inner.read::<ReferenceOr<Schema>>().err()?)));
        match culprit {
            Some((inner, problem)) => self.misread(inner, &problem),
            None => {
                let problem = problem.split(" at line ").next().unwrap_or_default();
                self.error("wrong-type", part, &format!("this is not a schema of OpenAPI 3.0: {problem}"));
            }
        }
    }
}

/// The primitive type of a value that is neither an array nor a reference.
fn scalar(ty: &Type) -> Primitive {
    use VariantOrUnknownOrEmpty::{Item, Unknown};
    match ty {
        Type::Boolean(_) => Primitive::Boolean,
        Type::String(text) => match &text.format {
            Item(StringFormat::Date) => Primitive::Date,
            Item(StringFormat::DateTime) => Primitive::DateTimeOffset,
            Item(StringFormat::Byte | StringFormat::Binary) => Primitive::Binary,
            Unknown(format) => match format.as_str() {
                "base64url" => Primitive::Binary,
                "duration" => Primitive::Duration,
                "time" => Primitive::TimeOfDay,
                "uuid" => Primitive::Guid,
                "decimal" => Primitive::Decimal,
                _ => Primitive::String,
            },
            _ => Primitive::String,
        },
        Type::Number(number) => match &number.format {
            Item(NumberFormat::Float) => Primitive::Single,
            Item(NumberFormat::Double) => Primitive::Double,
            Unknown(format) => sized(format).unwrap_or(Primitive::Double),
            _ => Primitive::Double,
        },
        Type::Integer(number) => match &number.format {
            Item(IntegerFormat::Int32) => Primitive::Int32,
            Item(IntegerFormat::Int64) => Primitive::Int64,
            Unknown(format) => sized(format).unwrap_or(Primitive::Int64),
            _ => Primitive::Int64,
        },
        Type::Object(_) | Type::Array(_) => Primitive::Untyped,
    }
}

/// Formats that stand with both kinds of numbers.
fn sized(format: &str) -> Option<Primitive> {
    Some(match format {
        "int8" => Primitive::SByte,
        "uint8" => Primitive::Byte,
        "int16" => Primitive::Int16,
        "int32" => Primitive::Int32,
        "int64" => Primitive::Int64,
        "decimal" => Primitive::Decimal,
        _ => return None,
    })
}
