//! From [`syntax`](super::syntax) to an [`Api`].

mod names;
mod operations;
mod restrictions;
mod target;
mod terms;
mod types;
mod values;

use std::collections::BTreeMap;

use indexmap::map::Entry;
use rustc_hash::FxHashMap;

use super::reader;
use super::syntax::{Document, SchemaElement, StructuredType, Text};
use crate::api::{Api, Item, Map, Names, Notes, OperationKind, Type};
use crate::report::{Diagnostic, Report};
use crate::source::{SourceId, Span};

/// Turns a document into an [`Api`]. References stay open: another document may close them.
pub(super) fn lower<'a>(source: SourceId, document: &Document<'a>, names: &mut Names, report: &mut Report) -> Api {
    let namespace = document.schemas.first().map(|schema| schema.namespace.value.to_owned()).unwrap_or_default();
    let api = Api { namespace, span: Some(document.span), ..Api::default() };
    let mut lower =
        Lower { aliases: BTreeMap::new(), items: FxHashMap::default(), names, report, api, imports: Vec::new() };
    lower.aliases(document);
    for schema in &document.schemas {
        for (node, _) in reader::elements(schema.node) {
            if let Some(element) = reader::element(source, node, lower.report) {
                lower.element(schema.namespace.value, &element);
            }
        }
    }
    lower.name_imports();
    lower.api
}

struct Lower<'a, 'r> {
    /// The namespaces behind aliases, which hold in the whole document.
    aliases: BTreeMap<&'a str, Text<'a>>,
    /// The types that references were found to mean: thousands of references mean few types.
    items: FxHashMap<&'a str, Item>,
    names: &'r mut Names,
    report: &'r mut Report,
    api: Api,
    /// The operation imports, until all operations are there.
    imports: Vec<Import<'a>>,
}

/// An operation import.
struct Import<'a> {
    kind: OperationKind,
    name: Text<'a>,
    operation: Text<'a>,
    notes: Notes,
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

    fn element(&mut self, namespace: &str, element: &SchemaElement<'a>) {
        match element {
            SchemaElement::Structured(ty) => {
                self.warn_of_json(namespace, ty);
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
            SchemaElement::Annotations(annotations) => self.annotations(annotations),
        }
    }

    /// Graph declares a complex type without members where it means `Edm.Untyped`. With members it would mean more.
    fn warn_of_json(&mut self, namespace: &str, ty: &StructuredType<'_>) {
        let has_members = !ty.properties.is_empty() || !ty.navigation.is_empty() || ty.base.is_some();
        if has_members && namespace == names::GRAPH && ty.name.value == names::JSON {
            let message = "`microsoft.graph.Json` stands for any JSON value, and what it declares is not used";
            self.report.push(Diagnostic::warning("json-members", message).at(ty.name.span, ""));
        }
    }

    fn declare(&mut self, namespace: &str, name: Text<'_>, ty: Type) {
        if name.value.is_empty() {
            return;
        }
        let full_name = [namespace, ".", name.value].concat();
        match self.api.types.entry(self.names.id(&full_name)) {
            Entry::Vacant(entry) => {
                entry.insert(ty);
            }
            Entry::Occupied(first) => {
                let first = first.get().span;
                self.duplicate("duplicate-type", &format!("type `{full_name}`"), name.span, first);
            }
        }
    }

    /// Puts a member where none of its name is yet.
    fn insert<M>(&mut self, members: &mut Map<String, M>, name: Text<'_>, member: M, span: impl Fn(&M) -> Span) {
        if name.value.is_empty() {
            return;
        }
        match members.entry(name.value.to_owned()) {
            Entry::Vacant(entry) => {
                entry.insert(member);
            }
            Entry::Occupied(first) => {
                let first = span(first.get());
                self.duplicate("duplicate-member", &format!("member `{}`", name.value), name.span, first);
            }
        }
    }

    fn duplicate(&mut self, code: &'static str, what: &str, second: Span, first: Span) {
        let message = format!("a second {what}");
        self.report.push(
            Diagnostic::error(code, message)
                .at(second, "")
                .at(first, "the first is here")
                .help("leave one of them out"),
        );
    }
}
