//! What is named exists, and is of the right kind.

use std::collections::BTreeMap;

use super::structured;
use crate::api::{Api, Item, Names, Operation, Primitive, Root, Structured, StructuredKind, TypeId, TypeKind, TypeRef};
use crate::nearest::did_you_mean;
use crate::report::{Diagnostic, Report};
use crate::source::Span;

pub(super) fn check(api: &Api, names: &Names, report: &mut Report) {
    let mut references = References { api, names, report, help: BTreeMap::new() };
    for (id, ty) in &api.types {
        if let TypeKind::Structured(ty) = &ty.kind {
            references.structured(*id, ty);
        }
    }
    references.operations();
    for root in api.roots.values() {
        references.root(root);
    }
}

struct References<'a> {
    api: &'a Api,
    names: &'a Names,
    report: &'a mut Report,
    /// The help for unknown types: to compare one name with thousands once is enough.
    help: BTreeMap<TypeId, Option<String>>,
}

impl References<'_> {
    fn structured(&mut self, id: TypeId, ty: &Structured) {
        if let Some((base, span)) = ty.base {
            self.base(id, ty.kind, base, span);
        }
        for property in ty.properties.values() {
            self.item(&property.ty);
        }
        for navigation in ty.navigation.values() {
            self.entity(&navigation.ty, "a navigation property leads to entities");
        }
    }

    fn base(&mut self, id: TypeId, kind: StructuredKind, base: TypeId, span: Span) {
        if !self.exists(base, span) || structured(self.api, base).is_some_and(|base| base.kind == kind) {
            return;
        }
        let what = |kind| match kind {
            StructuredKind::Entity => "an entity type",
            StructuredKind::Complex => "a complex type",
        };
        let base_is = match &self.api.types[&base].kind {
            TypeKind::Structured(base) => what(base.kind),
            TypeKind::Enumeration(_) => "an enumeration",
            TypeKind::Definition(_) => "a type definition",
        };
        let message = format!(
            "`{}` is {} and cannot be derived from `{}`, which is {base_is}",
            self.names.full(id),
            what(kind),
            self.names.full(base)
        );
        self.report.push(
            Diagnostic::error("wrong-base", message).at(span, "").at(self.api.types[&base].span, "the base type"),
        );
    }

    fn operations(&mut self) {
        // By what tells most of them apart: there may be thousands of one name.
        let mut overloads: BTreeMap<_, Vec<&Operation>> = BTreeMap::new();
        for operation in &self.api.operations {
            let parameters: Vec<_> =
                operation.parameters.iter().map(|parameter| (&*parameter.name, parameter.ty.item)).collect();
            let overloads = overloads.entry((operation.name.as_str(), parameters)).or_default();
            if let Some(first) = overloads.iter().find(|first| first.is_same(operation)) {
                let message = format!("a second `{}` with the same parameters", operation.full_name());
                self.report.push(
                    Diagnostic::error("duplicate-operation", message)
                        .at(operation.span, "")
                        .at(first.span, "the first is here")
                        .help("leave one of them out"),
                );
            }
            overloads.push(operation);
            self.operation(operation);
        }
    }

    fn operation(&mut self, operation: &Operation) {
        if operation.is_bound && operation.parameters.is_empty() {
            let message =
                format!("`{}` is bound to a type, but has no parameter that names the type", operation.full_name());
            self.report.push(Diagnostic::error("no-binding-parameter", message).at(operation.span, ""));
        }
        for (at, parameter) in operation.parameters.iter().enumerate() {
            self.item(&parameter.ty);
            if let Some(first) = operation.parameters[..at].iter().find(|first| first.name == parameter.name) {
                let message = format!("a second parameter `{}`", parameter.name);
                self.report.push(
                    Diagnostic::error("duplicate-parameter", message)
                        .at(parameter.span, "")
                        .at(first.span, "the first is here")
                        .help("leave one of them out"),
                );
            }
        }
        if let Some(result) = &operation.result {
            self.item(&result.ty);
        }
    }

    fn root(&mut self, root: &Root) {
        let ty = TypeRef { item: Item::Named(root.ty), collection: false, span: root.ty_span };
        self.entity(&ty, "an entity set or singleton holds entities");
    }

    fn item(&mut self, ty: &TypeRef) {
        if let Item::Named(id) = ty.item {
            self.exists(id, ty.span);
        }
    }

    fn entity(&mut self, ty: &TypeRef, rule: &str) {
        let is_entity = match ty.item {
            Item::Named(id) if !self.exists(id, ty.span) => return,
            Item::Named(id) => structured(self.api, id).is_some_and(|ty| ty.kind == StructuredKind::Entity),
            Item::Primitive(_) => false,
        };
        if !is_entity {
            let message = match ty.item {
                Item::Primitive(Primitive::Untyped) => format!("{rule} of a declared type"),
                _ => format!("{rule}, and `{}` is no entity type", ty.full_name(self.names)),
            };
            let mut diagnostic = Diagnostic::error("not-an-entity", message).at(ty.span, "");
            if let Item::Named(id) = ty.item {
                diagnostic = diagnostic.at(self.api.types[&id].span, "it is declared here");
            }
            self.report.push(diagnostic);
        }
    }

    fn exists(&mut self, id: TypeId, span: Span) -> bool {
        let exists = self.api.types.contains_key(&id);
        if !exists {
            let name = self.names.full(id);
            let is_long = self.report.is_long();
            let help = self.help.entry(id).or_insert_with(|| {
                let names = self.api.types.keys().map(|id| self.names.full(*id));
                if is_long { None } else { did_you_mean(name, names) }
            });
            let unknown = Diagnostic::error("unknown-type", format!("there is no type `{name}`"));
            self.report.push(unknown.at(span, "").guess(help.clone()));
        }
        exists
    }
}
