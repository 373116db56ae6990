//! Types of a slice as modules below `models`.

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    data::{Item, Member, Module, Object, Union, Variant},
    docs, types,
};
use crate::{
    api::plain::{Object as Declared, Scalar, Service, Shape, Type, TypeKind, Union as DeclaredUnion},
    circles::Circles,
    name::{PlainNames, PlainRenames, case, distinct},
    plan::{self, Docs, Enumeration, RustType},
    slice::plain::Slice,
};

/// What the functions of this file look at.
pub(super) struct Models<'p, 'a> {
    service: &'a Service,
    slice: &'p Slice<'a>,
    names: &'p PlainNames,
    renames: &'p PlainRenames,
    /// The types that can hold one another.
    circles: Circles<&'a str>,
    /// Those that can over unions alone: members of objects are boxed already.
    circles_of_unions: Circles<&'a str>,
}

impl<'p, 'a> Models<'p, 'a> {
    pub(super) fn new(
        service: &'a Service,
        slice: &'p Slice<'a>,
        names: &'p PlainNames,
        renames: &'p PlainRenames,
    ) -> Self {
        let types = || slice.types.keys().copied();
        let circles = Circles::new(types(), |ty| types::held_by(service, ty));
        let circles_of_unions = Circles::new(types(), |ty| types::held_by_union(service, ty));
        Self { service, slice, names, renames, circles, circles_of_unions }
    }

    /// The whole of `models`.
    pub(super) fn module(&self) -> Module {
        let mut root = Module::default();
        root.docs.markdown("The types of the API.");
        let mut keys: Vec<&str> = self.slice.types.keys().copied().collect();
        keys.sort_unstable_by_key(|key| self.names.file(key));
        for key in keys {
            let Some(ty) = self.service.types.get(key) else { continue };
            let mut docs = Docs::default();
            docs.markdown(format!("`{}`", docs::code(key)));
            let module = Module { docs, items: vec![self.item(key, ty)], is_reexported: true, ..Module::default() };
            root.children.insert(self.names.file(key).to_owned(), module);
        }
        root
    }

    fn item(&self, key: &str, ty: &Type) -> Item {
        let mut docs = docs::told(&ty.notes);
        docs.markdown(format!("`{}` of the description.", docs::code(&ty.pointer)));
        docs::link(&mut docs, &ty.notes);
        match &ty.kind {
            TypeKind::Object(object) => Item::Object(self.object(key, ty, object, docs)),
            TypeKind::Union(union) => Item::Union(self.union(key, ty, union, docs)),
            TypeKind::Enumeration(members) => Item::Enumeration(self.enumeration(key, ty, members, docs)),
        }
    }

    fn object(&self, key: &str, ty: &Type, object: &Declared, docs: Docs) -> Object {
        let mut planned = Object {
            docs,
            deprecated: ty.notes.deprecated,
            name: self.names.of(key).to_owned(),
            full_name: key.to_owned(),
            required: Vec::new(),
            fixed: Vec::new(),
            optional: Vec::new(),
            additional: object.additional.as_ref().map(|shape| types::shape(self.names, shape)),
        };
        let mut fields: Vec<(&str, String)> =
            object.properties.keys().map(|wire| (wire.as_str(), field(wire))).collect();
        distinct(&mut fields);
        for ((wire, property), (_, name)) in object.properties.iter().zip(fields) {
            let name = self.renames.of_member(key, wire).map_or(name, str::to_owned);
            let (shape, nullable) = property.shape.without_null();
            let mut value = types::shape(self.names, shape);
            if types::held(shape).is_some_and(|held| self.circles.holds(held, key)) {
                value = RustType::Boxed(Box::new(value));
            }
            let fixed = self.only_value(shape).filter(|_| property.required && !nullable);
            let ty = match (property.required, nullable) {
                (true, false) => value,
                (true, true) | (false, false) => RustType::Option(Box::new(value)),
                (false, true) => RustType::Field(Box::new(value)),
            };
            let mut docs = docs::told(&property.notes);
            let declared = describe(&property.shape);
            docs.markdown(format!("`{}`: {declared}.", docs::code(wire)));
            let deprecated = property.notes.deprecated;
            let member = Member { docs, deprecated, name, wire: wire.clone(), ty, declared };
            match fixed {
                Some(variant) => planned.fixed.push((member, variant)),
                None if property.required => planned.required.push(member),
                None => planned.optional.push(member),
            }
        }
        planned
    }

    /// The only member of an enumeration, as a path.
    fn only_value(&self, shape: &Shape) -> Option<String> {
        let Shape::Named(name) = shape else { return None };
        match &self.service.types.get(name)?.kind {
            TypeKind::Enumeration(members) if members.len() == 1 => {
                let variant = variants(members).into_iter().next()?;
                let variant = self.renames.of_member(name, &members[0]).map_or(variant, str::to_owned);
                Some(format!("models::{}::{variant}", self.names.of(name)))
            }
            _ => None,
        }
    }

    fn enumeration(&self, key: &str, ty: &Type, members: &[String], docs: Docs) -> Enumeration {
        let variants = members.iter().zip(variants(members)).map(|(wire, name)| {
            let mut docs = Docs::default();
            docs.markdown(if wire.is_empty() {
                "The empty text".to_owned()
            } else {
                format!("`{}`", docs::code(wire))
            });
            let name = self.renames.of_member(key, wire).map_or(name, str::to_owned);
            plan::Variant { docs, deprecated: None, name, wire: wire.clone() }
        });
        Enumeration {
            is_flags: false,
            docs,
            deprecated: ty.notes.deprecated.then(|| "deprecated by the service".to_owned()),
            name: self.names.of(key).to_owned(),
            full_name: key.to_owned(),
            variants: variants.collect(),
        }
    }

    fn union(&self, key: &str, ty: &Type, union: &DeclaredUnion, docs: Docs) -> Union {
        let mut variants: IndexMap<RustType, Variant> = IndexMap::new();
        for variant in &union.variants {
            let shape = variant.shape.without_null().0;
            let mut value = types::shape(self.names, shape);
            if types::held(shape).is_some_and(|held| self.circles_of_unions.holds(held, key)) {
                value = RustType::Boxed(Box::new(value));
            }
            let tags = variant.tags.clone();
            // Two that are the same in Rust cannot be told apart.
            if let Some(known) = variants.get_mut(&value) {
                known.tags.extend(tags);
                continue;
            }
            let name = variant.name.as_deref().map_or_else(|| kind_name(shape, self.names), case::pascal);
            let renamed = variant.name.as_deref().and_then(|name| self.renames.of_member(key, name));
            let name = renamed.map_or(name, str::to_owned);
            let mut docs = Docs::default();
            let declared = describe(shape);
            docs.markdown(format!("{declared}."));
            let name = if name == "Unrecognized" { "UnrecognizedValue".to_owned() } else { name };
            variants.insert(value.clone(), Variant { docs, name, ty: value, declared, tags });
        }
        let mut variants: Vec<Variant> = variants.into_values().collect();
        number(&mut variants);
        Union {
            docs,
            deprecated: ty.notes.deprecated,
            name: self.names.of(key).to_owned(),
            full_name: key.to_owned(),
            discriminator: union.discriminator.clone(),
            variants,
        }
    }
}

/// A type in the words of the description.
pub(super) fn describe(shape: &Shape) -> String {
    match shape {
        Shape::Named(name) => format!("`{}`", docs::code(name)),
        Shape::Array(item) => format!("array of {}", describe(item)),
        Shape::Map(item) => format!("map of {}", describe(item)),
        Shape::Nullable(inner) => format!("{} or null", describe(inner)),
        Shape::Unsupported(_) => "something".to_owned(),
        Shape::Scalar(scalar) => match scalar {
            Scalar::Boolean => "boolean",
            Scalar::Int32 => "integer (`int32`)",
            Scalar::Int64 => "integer",
            Scalar::UInt64 => "integer (`uint64`)",
            Scalar::Float => "number (`float`)",
            Scalar::Double => "number",
            Scalar::Text => "string",
            Scalar::Date => "string (`date`)",
            Scalar::DateTime => "string (`date-time`)",
            Scalar::Time => "string (`time`)",
            Scalar::Duration => "string (`duration`)",
            Scalar::Uuid => "string (`uuid`)",
            Scalar::Base64 => "string (`byte`)",
            Scalar::Binary => "string (`binary`)",
            Scalar::Any => "any JSON",
        }
        .to_owned(),
    }
}

/// The field of a member. `new` and `additional` are what structs have beside their members.
pub(super) fn field(wire: &str) -> String {
    let name = case::snake(wire);
    if matches!(name.as_str(), "new" | "additional") { name + "_" } else { name }
}

/// The variants of an enumeration.
fn variants(members: &[String]) -> Vec<String> {
    let name = |wire: &String| {
        let signed = wire.strip_prefix('-').filter(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
        let name = signed.map_or_else(|| case::pascal(wire), |rest| case::pascal(&format!("minus {rest}")));
        if name == "Unrecognized" { "UnrecognizedValue".to_owned() } else { name }
    };
    let mut names: Vec<(&str, String)> = members.iter().map(|wire| (wire.as_str(), name(wire))).collect();
    distinct(&mut names);
    names.into_iter().map(|(_, name)| name).collect()
}

/// What an alternative without a name is called.
fn kind_name(shape: &Shape, names: &PlainNames) -> String {
    match shape {
        Shape::Named(name) => names.of(name).to_owned(),
        Shape::Array(_) => "Array".to_owned(),
        Shape::Map(_) => "Object".to_owned(),
        Shape::Nullable(inner) => kind_name(inner, names),
        Shape::Unsupported(_) => "Other".to_owned(),
        Shape::Scalar(scalar) => match scalar {
            Scalar::Boolean => "Boolean",
            Scalar::Int32 | Scalar::Int64 | Scalar::UInt64 => "Integer",
            Scalar::Float | Scalar::Double => "Number",
            Scalar::Text | Scalar::Binary => "Text",
            Scalar::Date => "Date",
            Scalar::DateTime => "DateTime",
            Scalar::Time => "Time",
            Scalar::Duration => "Duration",
            Scalar::Uuid => "Uuid",
            Scalar::Base64 => "Bytes",
            Scalar::Any => "Any",
        }
        .to_owned(),
    }
}

/// Makes the names of alternatives distinct, in their order.
fn number(variants: &mut [Variant]) {
    let mut taken = FxHashSet::default();
    // All numbers below are taken.
    let mut next: FxHashMap<String, usize> = FxHashMap::default();
    for variant in variants {
        let plain = variant.name.clone();
        while !taken.insert(variant.name.clone()) {
            let number = next.entry(plain.clone()).or_insert(2);
            variant.name = format!("{plain}{number}");
            *number += 1;
        }
    }
}
