//! Types of the service as types in Rust.

use crate::{
    api::plain::{Scalar, Service, Shape, TypeKind},
    name::PlainNames,
    plan::RustType,
};

/// The type of a value. In JSON there are no files: bytes that have no encoding are text.
pub(super) fn shape(names: &PlainNames, shape: &Shape) -> RustType {
    use RustType::{Plain, Runtime};
    match shape {
        Shape::Named(name) => RustType::Model(names.of(name).to_owned()),
        Shape::Array(item) => RustType::Vec(Box::new(self::shape(names, item))),
        Shape::Map(item) => RustType::Map(Box::new(self::shape(names, item))),
        Shape::Nullable(inner) => RustType::Option(Box::new(self::shape(names, inner))),
        // Whoever needs it is not in the slice.
        Shape::Unsupported(_) => Plain("serde_json::Value"),
        Shape::Scalar(scalar) => match scalar {
            Scalar::Boolean => Plain("bool"),
            Scalar::Int32 => Plain("i32"),
            Scalar::Int64 => Plain("i64"),
            Scalar::UInt64 => Plain("u64"),
            Scalar::Float => Plain("f32"),
            Scalar::Double => Plain("f64"),
            Scalar::Text | Scalar::Binary => Plain("String"),
            Scalar::Date => Runtime("Date"),
            Scalar::DateTime => Runtime("DateTime"),
            Scalar::Time => Runtime("TimeOfDay"),
            Scalar::Duration => Runtime("Duration"),
            Scalar::Uuid => Runtime("Uuid"),
            Scalar::Base64 => Runtime("Binary"),
            Scalar::Any => Plain("serde_json::Value"),
        },
    }
}

/// The type of a part of a multipart body, where bytes are files.
pub(super) fn part(names: &PlainNames, shape: &Shape) -> RustType {
    match shape {
        Shape::Scalar(Scalar::Binary) => RustType::Runtime("File"),
        Shape::Array(item) if **item == Shape::Scalar(Scalar::Binary) => {
            RustType::Vec(Box::new(RustType::Runtime("File")))
        }
        other => self::shape(names, other),
    }
}

/// The type that a value holds without a collection in between.
pub(super) fn held(shape: &Shape) -> Option<&str> {
    match shape.without_null().0 {
        Shape::Named(name) => Some(name),
        _ => None,
    }
}

/// What values of a type hold.
pub(super) fn held_by<'a>(service: &'a Service, name: &str) -> Vec<&'a str> {
    match service.types.get(name).map(|ty| &ty.kind) {
        Some(TypeKind::Object(object)) => {
            object.properties.values().filter_map(|property| held(&property.shape)).collect()
        }
        Some(TypeKind::Union(_)) => held_by_union(service, name),
        Some(TypeKind::Enumeration(_)) | None => Vec::new(),
    }
}

/// What values of a union hold; of anything else nothing, since members of objects are boxed already.
pub(super) fn held_by_union<'a>(service: &'a Service, name: &str) -> Vec<&'a str> {
    match service.types.get(name).map(|ty| &ty.kind) {
        Some(TypeKind::Union(union)) => union.variants.iter().filter_map(|variant| held(&variant.shape)).collect(),
        _ => Vec::new(),
    }
}
