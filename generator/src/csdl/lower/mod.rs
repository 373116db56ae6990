//! From [`syntax`](super::syntax) to an [`Api`].

mod names;
mod operations;
mod restrictions;
mod target;
mod terms;
mod types;
mod values;

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::syntax::{Document, Schema, SchemaElement, Text};
use crate::api::{Api, Names, StructuredKind};
use crate::report::{Diagnostic, Report};
use crate::source::Span;

/// Turns a document into an [`Api`]. References stay open: another document may close them.
pub(super) fn lower(document: &Document<'_>, names: &mut Names, report: &mut Report) -> Api {
    let mut lower = Lower {
        aliases: BTreeMap::new(),
        json: !document.schemas.iter().any(declares_json),
        api: Api { namespace: namespace(document), span: Some(document.span), ..Api::default() },
        names,
        report,
    };
    lower.aliases(document);
    for schema in &document.schemas {
        for element in &schema.elements {
            lower.element(schema, element);
        }
    }
    // Only now is known what the other names of targets may mean.
    for schema in &document.schemas {
        for element in &schema.elements {
            if let SchemaElement::Annotations(annotations) = element {
                lower.annotations(annotations);
            }
        }
    }
    lower.api
}

struct Lower<'a, 'r> {
    /// The namespaces behind aliases, which hold in the whole document.
    aliases: BTreeMap<&'a str, Text<'a>>,
    /// Whether the type `microsoft.graph.Json` means any JSON value.
    json: bool,
    names: &'r mut Names,
    report: &'r mut Report,
    api: Api,
}

impl<'a> Lower<'a, '_> {
    fn aliases(&mut self, document: &Document<'a>) {
        let includes = document.includes.iter().map(|include| (include.alias, include.namespace));
        let schemas = document.schemas.iter().filter_map(|schema| Some((schema.alias?, schema.namespace)));
        for (alias, namespace) in includes.chain(schemas) {
            match self.aliases.insert(alias.value, namespace) {
                Some(other) if other.value != namespace.value => {
                    let message = format!("the alias `{}` stands for two namespaces", alias.value.escape_debug());
                    self.report.push(
                        Diagnostic::error("duplicate-alias", message)
                            .at(alias.span, "")
                            .at(other.span, "the other namespace"),
                    );
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, schema: &Schema<'_>, element: &SchemaElement<'_>) {
        let namespace = schema.namespace.value;
        match element {
            SchemaElement::Structured(ty) => {
                let lowered = self.structured(ty);
                self.declare(namespace, ty.name, lowered);
            }
            SchemaElement::Enumeration(ty) => {
                let lowered = self.enumeration(ty);
                self.declare(namespace, ty.name, lowered);
            }
            SchemaElement::Definition(ty) => {
                if let Some(lowered) = self.definition(ty) {
                    self.declare(namespace, ty.name, lowered);
                }
            }
            SchemaElement::Operation(operation) => self.operation(namespace, operation),
            SchemaElement::Container(container) => self.container(namespace, container),
            SchemaElement::Annotations(_) => {}
        }
    }

    fn declare(&mut self, namespace: &str, name: Text<'_>, ty: crate::api::Type) {
        let full_name = format!("{namespace}.{}", name.value);
        let id = self.names.id(&full_name);
        match self.api.types.get(&id) {
            Some(first) => self.duplicate("duplicate-type", &format!("type `{full_name}`"), name.span, first.span),
            None => {
                self.api.types.insert(id, ty);
            }
        }
    }

    /// Puts a member where none of its name is yet.
    fn insert<M>(&mut self, members: &mut IndexMap<String, M>, name: Text<'_>, member: M, span: impl Fn(&M) -> Span) {
        match members.get(name.value) {
            Some(first) => {
                self.duplicate("duplicate-member", &format!("member `{}`", name.value), name.span, span(first))
            }
            None => {
                members.insert(name.value.to_owned(), member);
            }
        }
    }

    fn duplicate(&mut self, code: &'static str, what: &str, second: Span, first: Span) {
        let message = format!("a second {what}");
        self.report.push(Diagnostic::error(code, message).at(second, "").at(first, "the first is here"));
    }
}

/// The namespace that the API is known by: the one with the entity container.
fn namespace(document: &Document<'_>) -> String {
    let holds =
        |schema: &&Schema<'_>| schema.elements.iter().any(|element| matches!(element, SchemaElement::Container(_)));
    let schema = document.schemas.iter().find(holds).or(document.schemas.first());
    schema.map(|schema| schema.namespace.value.to_owned()).unwrap_or_default()
}

/// Whether `microsoft.graph.Json` is a type like any other. Where it is an empty complex type, or not declared, it
/// is Graph's way to write `Edm.Untyped`.
fn declares_json(schema: &Schema<'_>) -> bool {
    schema.namespace.value == names::GRAPH
        && schema.elements.iter().any(|element| match element {
            SchemaElement::Structured(ty) => {
                ty.name.value == names::JSON
                    && !(ty.kind == StructuredKind::Complex && ty.properties.is_empty() && ty.navigation.is_empty())
            }
            SchemaElement::Enumeration(ty) => ty.name.value == names::JSON,
            SchemaElement::Definition(ty) => ty.name.value == names::JSON,
            _ => false,
        })
}
