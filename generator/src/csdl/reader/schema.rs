use super::{FACETS, Node, Reader, elements};
use crate::api::{OperationKind, RootKind, StructuredKind, is_name};
use crate::csdl::syntax::{
    Annotations, EntityContainer, EnumType, Import, Member, NavigationProperty, Operation, Parameter, Property,
    ReturnType, Root, Schema, SchemaElement, StructuredType, Text, TypeDefinition,
};
use crate::report::Diagnostic;

impl Reader<'_> {
    pub(super) fn schema<'a>(&mut self, node: Node<'a>) -> Option<Schema<'a>> {
        let [namespace, alias] = self.attributes(node, ["Namespace", "Alias"], &[]);
        let namespace = self.require(node, "Namespace", namespace)?;
        if !namespace.value.split('.').all(is_name) {
            let message = format!("`{}` is not a namespace", namespace.value.escape_debug());
            let help = "a namespace is names with dots between them, like `microsoft.graph`";
            self.report.push(Diagnostic::error("bad-name", message).at(namespace.span, "").help(help));
            return None;
        }
        Some(Schema { namespace, alias, node })
    }

    pub(super) fn schema_element<'a>(&mut self, node: Node<'a>) -> Option<SchemaElement<'a>> {
        use SchemaElement as Element;
        match node.tag_name().name() {
            "EntityType" => Some(Element::Structured(self.structured(node, StructuredKind::Entity))),
            "ComplexType" => Some(Element::Structured(self.structured(node, StructuredKind::Complex))),
            "EnumType" => Some(Element::Enumeration(self.enumeration(node))),
            "TypeDefinition" => self.definition(node).map(Element::Definition),
            "Action" => Some(Element::Operation(self.operation(node, OperationKind::Action))),
            "Function" => Some(Element::Operation(self.operation(node, OperationKind::Function))),
            "EntityContainer" => Some(Element::Container(self.container(node))),
            "Annotations" => self.annotations(node).map(Element::Annotations),
            // Vocabularies of the service's own, and what is said about the schema as such.
            "Term" | "Annotation" => None,
            _ => {
                self.unexpected(node);
                None
            }
        }
    }

    fn structured<'a>(&mut self, node: Node<'a>, kind: StructuredKind) -> StructuredType<'a> {
        let [name, base, is_abstract, is_open, has_stream] =
            self.attributes(node, ["Name", "BaseType", "Abstract", "OpenType", "HasStream"], &[]);
        let mut ty = StructuredType {
            kind,
            name: self.name(node, name),
            base,
            is_abstract: self.flag(is_abstract, false),
            is_open: self.flag(is_open, false),
            has_stream: self.flag(has_stream, false),
            key: Vec::new(),
            properties: Vec::new(),
            navigation: Vec::new(),
            annotations: Vec::new(),
        };
        for (child, name) in elements(node) {
            match name {
                "Property" => ty.properties.extend(self.property(child)),
                "NavigationProperty" => ty.navigation.extend(self.navigation(child)),
                "Key" if kind == StructuredKind::Entity => ty.key.extend(self.key(child)),
                "Annotation" => ty.annotations.extend(self.annotation(child, 0)),
                _ => self.unexpected(child),
            }
        }
        ty
    }

    fn key<'a>(&mut self, node: Node<'a>) -> Vec<Text<'a>> {
        let mut key = Vec::new();
        for (child, name) in elements(node) {
            match name {
                "PropertyRef" => {
                    let [name, _alias] = self.attributes(child, ["Name", "Alias"], &[]);
                    key.extend(self.require(child, "Name", name));
                }
                _ => self.unexpected(child),
            }
        }
        key
    }

    fn property<'a>(&mut self, node: Node<'a>) -> Option<Property<'a>> {
        let [name, ty, nullable] = self.attributes(node, ["Name", "Type", "Nullable"], &FACETS);
        Some(Property {
            name: self.name(node, name),
            ty: self.require(node, "Type", ty)?,
            nullable: self.flag(nullable, true),
            annotations: self.only_annotations(node),
        })
    }

    fn navigation<'a>(&mut self, node: Node<'a>) -> Option<NavigationProperty<'a>> {
        let [name, ty, nullable, contains_target] =
            self.attributes(node, ["Name", "Type", "Nullable", "ContainsTarget"], &["Partner"]);
        let mut navigation = NavigationProperty {
            name: self.name(node, name),
            ty: self.require(node, "Type", ty)?,
            nullable: self.flag(nullable, true),
            contains_target: self.flag(contains_target, false),
            annotations: Vec::new(),
        };
        for (child, name) in elements(node) {
            match name {
                "Annotation" => navigation.annotations.extend(self.annotation(child, 0)),
                // How the service keeps both ends consistent.
                "ReferentialConstraint" | "OnDelete" => {}
                _ => self.unexpected(child),
            }
        }
        Some(navigation)
    }

    fn enumeration<'a>(&mut self, node: Node<'a>) -> EnumType<'a> {
        let [name, is_flags] = self.attributes(node, ["Name", "IsFlags"], &["UnderlyingType"]);
        let mut ty = EnumType {
            name: self.name(node, name),
            is_flags: self.flag(is_flags, false),
            members: Vec::new(),
            annotations: Vec::new(),
        };
        for (child, name) in elements(node) {
            match name {
                "Member" => ty.members.push(self.member(child)),
                "Annotation" => ty.annotations.extend(self.annotation(child, 0)),
                _ => self.unexpected(child),
            }
        }
        ty
    }

    fn member<'a>(&mut self, node: Node<'a>) -> Member<'a> {
        let [name, value] = self.attributes(node, ["Name", "Value"], &[]);
        let value = value.and_then(|text| {
            let value = text.value.parse().ok();
            if value.is_none() {
                let message = format!("`{}` is not a whole number", text.value.escape_debug());
                self.report.push(Diagnostic::error("bad-attribute", message).at(text.span, ""));
            }
            value
        });
        Member { name: self.name(node, name), value, annotations: self.only_annotations(node) }
    }

    fn definition<'a>(&mut self, node: Node<'a>) -> Option<TypeDefinition<'a>> {
        let [name, underlying] = self.attributes(node, ["Name", "UnderlyingType"], &FACETS);
        Some(TypeDefinition {
            name: self.name(node, name),
            underlying: self.require(node, "UnderlyingType", underlying)?,
            annotations: self.only_annotations(node),
        })
    }

    fn operation<'a>(&mut self, node: Node<'a>, kind: OperationKind) -> Operation<'a> {
        let [name, is_bound, is_composable] =
            self.attributes(node, ["Name", "IsBound", "IsComposable"], &["EntitySetPath"]);
        let mut operation = Operation {
            kind,
            name: self.name(node, name),
            is_bound: self.flag(is_bound, false),
            is_composable: self.flag(is_composable, false),
            parameters: Vec::new(),
            result: None,
            annotations: Vec::new(),
        };
        for (child, name) in elements(node) {
            match name {
                "Parameter" => operation.parameters.extend(self.parameter(child)),
                "ReturnType" => operation.result = self.result(child),
                "Annotation" => operation.annotations.extend(self.annotation(child, 0)),
                _ => self.unexpected(child),
            }
        }
        operation
    }

    fn parameter<'a>(&mut self, node: Node<'a>) -> Option<Parameter<'a>> {
        let [name, ty, nullable] = self.attributes(node, ["Name", "Type", "Nullable"], &FACETS);
        Some(Parameter {
            name: self.name(node, name),
            ty: self.require(node, "Type", ty)?,
            nullable: self.flag(nullable, true),
            annotations: self.only_annotations(node),
        })
    }

    fn result<'a>(&mut self, node: Node<'a>) -> Option<ReturnType<'a>> {
        let [ty, nullable] = self.attributes(node, ["Type", "Nullable"], &FACETS);
        Some(ReturnType { ty: self.require(node, "Type", ty)?, nullable: self.flag(nullable, true) })
    }

    fn container<'a>(&mut self, node: Node<'a>) -> EntityContainer<'a> {
        let [name] = self.attributes(node, ["Name"], &["Extends"]);
        let mut container = EntityContainer { name: self.name(node, name), roots: Vec::new(), imports: Vec::new() };
        for (child, name) in elements(node) {
            match name {
                "EntitySet" => container.roots.extend(self.root(child, RootKind::EntitySet, "EntityType")),
                "Singleton" => container.roots.extend(self.root(child, RootKind::Singleton, "Type")),
                "ActionImport" => container.imports.extend(self.import(child, OperationKind::Action, "Action")),
                "FunctionImport" => container.imports.extend(self.import(child, OperationKind::Function, "Function")),
                "Annotation" => {}
                _ => self.unexpected(child),
            }
        }
        container
    }

    fn root<'a>(&mut self, node: Node<'a>, kind: RootKind, type_attribute: &str) -> Option<Root<'a>> {
        let [name, ty] = self.attributes(node, ["Name", type_attribute], &["IncludeInServiceDocument", "Nullable"]);
        let mut root = Root {
            kind,
            name: self.name(node, name),
            ty: self.require(node, type_attribute, ty)?,
            annotations: Vec::new(),
        };
        for (child, name) in elements(node) {
            match name {
                "Annotation" => root.annotations.extend(self.annotation(child, 0)),
                "NavigationPropertyBinding" => {}
                _ => self.unexpected(child),
            }
        }
        Some(root)
    }

    fn import<'a>(&mut self, node: Node<'a>, kind: OperationKind, attribute: &str) -> Option<Import<'a>> {
        let [name, operation] = self.attributes(node, ["Name", attribute], &["EntitySet", "IncludeInServiceDocument"]);
        Some(Import {
            kind,
            name: self.name(node, name),
            operation: self.require(node, attribute, operation)?,
            annotations: self.only_annotations(node),
        })
    }

    fn annotations<'a>(&mut self, node: Node<'a>) -> Option<Annotations<'a>> {
        let [target, qualifier] = self.attributes(node, ["Target", "Qualifier"], &[]);
        let target = self.require(node, "Target", target)?;
        let annotations = self.only_annotations(node);
        qualifier.is_none().then_some(Annotations { target, annotations })
    }
}
