//! Types of the service as types in Rust.

use std::collections::BTreeSet;

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
fn held(shape: &Shape) -> Option<&str> {
    match shape.without_null().0 {
        Shape::Named(name) => Some(name),
        _ => None,
    }
}

/// Whether a value of `target` can hold a value of `owner`: then it has to be boxed. All types that `target` holds belong
/// to every slice that it belongs to, so the answer is always the same.
pub(super) fn holds(service: &Service, target: &Shape, owner: &str) -> bool {
    reaches(service, target, owner, |kind| !matches!(kind, TypeKind::Enumeration(_)))
}

/// Whether it does over unions alone: members of objects are boxed already.
pub(super) fn holds_by_unions(service: &Service, target: &Shape, owner: &str) -> bool {
    reaches(service, target, owner, |kind| matches!(kind, TypeKind::Union(_)))
}

fn reaches(service: &Service, target: &Shape, owner: &str, through: impl Fn(&TypeKind) -> bool) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = held(target).into_iter().collect();
    while let Some(name) = open.pop() {
        if name == owner {
            return true;
        }
        if !seen.insert(name) {
            continue;
        }
        let Some(ty) = service.types.get(name).filter(|ty| through(&ty.kind)) else { continue };
        match &ty.kind {
            TypeKind::Object(object) => {
                open.extend(object.properties.values().filter_map(|property| held(&property.shape)));
            }
            TypeKind::Union(union) => open.extend(union.variants.iter().filter_map(|variant| held(&variant.shape))),
            TypeKind::Enumeration(_) => {}
        }
    }
    false
}
