//! Types of the API as types in Rust.

use super::RustType;
pub(super) use super::data::StructureForm as Form;
use crate::{
    api::{Item, Primitive, TypeId, TypeKind, TypeRef},
    check::Checked,
    name::TypeNames,
};

/// The type of one value.
pub(super) fn item(api: &Checked, names: &TypeNames, item: Item, form: Form) -> RustType {
    match item {
        Item::Primitive(primitive_type) => primitive(primitive_type),
        Item::Named(id) => match &api.ty(id).kind {
            TypeKind::Definition(underlying) => primitive(*underlying),
            TypeKind::Enumeration(_) => model(names, id, Form::Read),
            TypeKind::Structured(_) => model(names, id, form),
        },
    }
}

/// The type of a value or a collection of values.
pub(super) fn reference(api: &Checked, names: &TypeNames, ty: &TypeRef, form: Form) -> RustType {
    let one = item(api, names, ty.item, form);
    if ty.collection { RustType::Vec(Box::new(one)) } else { one }
}

/// A type below `models`.
pub(super) fn model(names: &TypeNames, id: TypeId, form: Form) -> RustType {
    let own = own_name(names, id, form);
    let modules = names.of(id).modules.iter().map(String::as_str);
    RustType::Model(modules.chain([own]).collect::<Vec<_>>().join("::"))
}

/// The name of a type's form, without its modules.
pub(super) fn own_name(names: &TypeNames, id: TypeId, form: Form) -> &str {
    let name = names.of(id);
    match form {
        Form::Read => &name.read,
        Form::Body | Form::Options => &name.body,
    }
}

fn primitive(primitive: Primitive) -> RustType {
    use RustType::{Plain, Runtime};
    match primitive {
        Primitive::Binary => Runtime("Binary"),
        Primitive::Boolean => Plain("bool"),
        Primitive::Byte => Plain("u8"),
        Primitive::Date => Runtime("Date"),
        Primitive::DateTimeOffset => Runtime("DateTimeOffset"),
        Primitive::Decimal => Runtime("Decimal"),
        Primitive::Double => Plain("f64"),
        Primitive::Duration => Runtime("Duration"),
        Primitive::Guid => Runtime("Guid"),
        Primitive::Int16 => Plain("i16"),
        Primitive::Int32 => Plain("i32"),
        Primitive::Int64 => Plain("i64"),
        Primitive::SByte => Plain("i8"),
        Primitive::Single => Plain("f32"),
        Primitive::Stream | Primitive::String => Plain("String"),
        Primitive::TimeOfDay => Runtime("TimeOfDay"),
        Primitive::Untyped => Plain("serde_json::Value"),
    }
}

/// The types of the values that a type holds without a collection in between, inherited ones included.
pub(super) fn held(api: &Checked, id: TypeId) -> impl Iterator<Item = TypeId> {
    let properties = api.chain(id).flat_map(|(_, declared)| declared.properties.values());
    properties.filter_map(|property| match property.ty.item {
        Item::Named(held) if !property.ty.collection => Some(held),
        _ => None,
    })
}
