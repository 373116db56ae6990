//! From an [`Api`] to a CSDL document: elements by kind and name, members in the order of the description, and what is
//! said of them behind, element by element, so that shape and words can be reviewed apart.
//!
//! What an [`Api`] does not hold, as the length of texts, is not written.

mod notes;
mod xml;

use std::collections::BTreeMap;

use crate::api::{
    Api, Enumeration, Item, Names, Navigation, Operation, OperationKind, Parameter, Property, RootKind, Structured,
    StructuredKind, Type, TypeId, TypeKind, TypeRef,
};
use xml::Xml;

/// The namespace that Graph gives a short name to.
const ALIASED: (&str, &str) = ("microsoft.graph", "graph");

/// Writes a description whose notes are attached to their elements.
pub fn write(api: &Api, names: &Names) -> String {
    let mut schemas: BTreeMap<&str, Schema<'_>> = BTreeMap::new();
    for (id, ty) in &api.types {
        schemas.entry(names.split(*id).0).or_default().types.push((names.split(*id).1, ty));
    }
    for operation in &api.operations {
        schemas.entry(&operation.namespace).or_default().operations.push(operation);
    }
    let container = api.containers.first().and_then(|full_name| full_name.rsplit_once('.'));
    if let Some((namespace, _)) = container {
        schemas.entry(namespace).or_default();
    }
    let mut writer = Writer { api, names, xml: Xml::new() };
    for (namespace, schema) in &mut schemas {
        // Overloads stay in order.
        schema.types.sort_by_key(|(name, ty)| (rank(ty), *name));
        schema.operations.sort_by_key(|operation| (operation.kind, operation.name.as_str()));
        let own = container.filter(|(owner, _)| owner == namespace).map(|(_, name)| name);
        writer.schema(namespace, schema, own);
    }
    writer.xml.finish()
}

#[derive(Default)]
struct Schema<'a> {
    types: Vec<(&'a str, &'a Type)>,
    operations: Vec<&'a Operation>,
}

fn rank(ty: &Type) -> u8 {
    match &ty.kind {
        TypeKind::Definition(_) => 0,
        TypeKind::Enumeration(_) => 1,
        TypeKind::Structured(Structured { kind: StructuredKind::Complex, .. }) => 2,
        TypeKind::Structured(Structured { kind: StructuredKind::Entity, .. }) => 3,
    }
}

struct Writer<'a> {
    api: &'a Api,
    names: &'a Names,
    xml: Xml,
}

impl<'a> Writer<'a> {
    fn schema(&mut self, namespace: &str, schema: &Schema<'a>, container: Option<&str>) {
        let alias = if namespace == ALIASED.0 { Some(ALIASED.1) } else { None };
        let attributes = [
            ("Namespace", Some(namespace)),
            ("Alias", alias),
            ("xmlns", Some("http://docs.oasis-open.org/odata/ns/edm")),
        ];
        self.xml.open("Schema", &attributes);
        for (name, ty) in &schema.types {
            self.ty(name, ty);
        }
        for operation in &schema.operations {
            self.operation(operation);
        }
        if let Some(name) = container {
            self.container(name);
        }
        for (name, ty) in &schema.types {
            self.notes_of_type(namespace, name, ty);
        }
        for operation in &schema.operations {
            self.notes_of_operation(operation);
        }
        if let Some(name) = container {
            self.notes_of_roots(&format!("{namespace}.{name}"));
        }
        self.xml.close("Schema");
    }

    fn ty(&mut self, name: &str, ty: &Type) {
        match &ty.kind {
            TypeKind::Structured(structured) => self.structured(name, structured),
            TypeKind::Enumeration(enumeration) => self.enumeration(name, enumeration),
            TypeKind::Definition(primitive) => {
                let attributes = [("Name", Some(name)), ("UnderlyingType", Some(primitive.name()))];
                self.xml.empty("TypeDefinition", &attributes);
            }
        }
    }

    fn enumeration(&mut self, name: &str, Enumeration { is_flags, members }: &Enumeration) {
        self.xml.open("EnumType", &[("Name", Some(name)), ("IsFlags", is_flags.then_some("true"))]);
        for (name, member) in members {
            let value = member.value.map(|value| value.to_string());
            self.xml.empty("Member", &[("Name", Some(name)), ("Value", value.as_deref())]);
        }
        self.xml.close("EnumType");
    }

    fn structured(&mut self, name: &str, ty: &Structured) {
        let element = match ty.kind {
            StructuredKind::Entity => "EntityType",
            StructuredKind::Complex => "ComplexType",
        };
        let base = ty.base.map(|(base, _)| self.type_name(base));
        let attributes = [
            ("Name", Some(name)),
            ("BaseType", base.as_deref()),
            ("Abstract", ty.is_abstract.then_some("true")),
            ("OpenType", ty.is_open.then_some("true")),
            ("HasStream", ty.has_stream.then_some("true")),
        ];
        self.xml.open(element, &attributes);
        if !ty.key.is_empty() {
            self.xml.open("Key", &[]);
            for part in &ty.key {
                self.xml.empty("PropertyRef", &[("Name", Some(&part.name))]);
            }
            self.xml.close("Key");
        }
        for (name, Property { ty, nullable, .. }) in &ty.properties {
            let ty = self.reference(ty);
            self.xml.empty("Property", &[("Name", Some(name)), ("Type", Some(&ty)), ("Nullable", never(*nullable))]);
        }
        for (name, Navigation { ty, nullable, contains_target, .. }) in &ty.navigation {
            let ty = self.reference(ty);
            let attributes = [
                ("Name", Some(name.as_str())),
                ("Type", Some(&ty)),
                ("Nullable", never(*nullable)),
                ("ContainsTarget", contains_target.then_some("true")),
            ];
            self.xml.empty("NavigationProperty", &attributes);
        }
        self.xml.close(element);
    }

    fn operation(&mut self, operation: &Operation) {
        let element = match operation.kind {
            OperationKind::Action => "Action",
            OperationKind::Function => "Function",
        };
        let attributes = [
            ("Name", Some(operation.name.as_str())),
            ("IsBound", operation.is_bound.then_some("true")),
            ("IsComposable", operation.is_composable.then_some("true")),
        ];
        self.xml.open(element, &attributes);
        for Parameter { name, ty, nullable, .. } in &operation.parameters {
            let ty = self.reference(ty);
            self.xml.empty("Parameter", &[("Name", Some(name)), ("Type", Some(&ty)), ("Nullable", never(*nullable))]);
        }
        if let Some(result) = &operation.result {
            let ty = self.reference(&result.ty);
            self.xml.empty("ReturnType", &[("Type", Some(&ty)), ("Nullable", never(result.nullable))]);
        }
        self.xml.close(element);
    }

    fn container(&mut self, name: &str) {
        self.xml.open("EntityContainer", &[("Name", Some(name))]);
        let mut roots: Vec<_> = self.api.roots.iter().collect();
        roots.sort_by_key(|(name, _)| *name);
        for (name, root) in roots {
            let ty = self.names.full(root.ty);
            let (element, attribute) = match root.kind {
                RootKind::EntitySet => ("EntitySet", "EntityType"),
                RootKind::Singleton => ("Singleton", "Type"),
            };
            self.xml.empty(element, &[("Name", Some(name)), (attribute, Some(ty))]);
        }
        self.xml.close("EntityContainer");
    }

    fn type_name(&self, id: TypeId) -> String {
        match self.names.split(id) {
            (namespace, name) if namespace == ALIASED.0 => format!("{}.{name}", ALIASED.1),
            _ => self.names.full(id).to_owned(),
        }
    }

    fn reference(&self, ty: &TypeRef) -> String {
        let item = match ty.item {
            Item::Primitive(primitive) => primitive.name().to_owned(),
            Item::Named(id) => self.type_name(id),
        };
        if ty.collection { format!("Collection({item})") } else { item }
    }
}

fn never(nullable: bool) -> Option<&'static str> {
    (!nullable).then_some("false")
}
