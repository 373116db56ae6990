//! The URL of a call: its path, and what the arguments of its function are called.

use std::collections::BTreeSet;

use super::{Requests, set_path};
use crate::{
    api::{self, OperationKind, TypeKind},
    name::{case, distinct},
    plan::{
        RustType,
        data::{Argument, Place},
        types::{self, Form},
    },
    report::{Diagnostic, Report},
    slice::{Call, Segment},
    source::Span,
};

impl<'a> Requests<'_, 'a> {
    /// The path with a `{}` for each argument, and the arguments.
    pub(super) fn template(&self, call: &Call<'a>) -> Option<(String, Vec<Argument>)> {
        let mut template = String::new();
        let mut arguments = Vec::new();
        let own = set_path(call).len();
        for (at, segment) in call.path.iter().enumerate() {
            let prefix = || {
                let set = call.path[..at].iter().rev().find_map(set_name).filter(|_| at != own);
                set.map(|set| format!("{}_", case::singular_of_last_word(set))).unwrap_or_default()
            };
            template.push('/');
            match segment {
                Segment::Key(ty) => self.key(*ty, &prefix(), &mut template, &mut arguments)?,
                Segment::AlternateKey(ty, key) => {
                    let parts = self.alternate_key_parts(*ty, key)?;
                    self.named_key(parts, &prefix(), &mut template, &mut arguments);
                }
                Segment::Operation(operation) if operation.kind == OperationKind::Function => {
                    template += &format!("{}(", operation.call_name());
                    let positional = operation.passed().iter().filter(|parameter| !self.is_option(parameter));
                    for (index, parameter) in positional.enumerate() {
                        let argument = self.parameter_argument(parameter);
                        template += if index > 0 { "," } else { "" };
                        template += &match &argument.place {
                            Place::Alias(alias) => format!("{}={alias}", parameter.name),
                            _ => self.named_place(&parameter.name, &parameter.ty),
                        };
                        arguments.push(argument);
                    }
                    template.push(')');
                }
                Segment::Operation(operation) => template += &operation.call_name(),
                other => template += &other.text(self.api),
            }
        }
        arguments.extend(call.query_options().iter().filter(|option| option.required).map(|option| Argument {
            name: case::snake(&option.name),
            ty: RustType::Plain("String"),
            place: Place::Query(option.name.clone()),
        }));
        let names: Vec<String> = arguments.iter().map(|argument| argument_name(&argument.name)).collect();
        let mut names: Vec<(&str, String)> = names.iter().map(|name| (name.as_str(), name.clone())).collect();
        distinct(&mut names);
        let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
        for (argument, name) in arguments.iter_mut().zip(names) {
            argument.name = name;
        }
        Some((template, arguments))
    }

    /// Appends a key. One property is a segment of its own and goes by the name of `id`; several stand in parentheses
    /// behind the set, each with its name (OData URL Conventions, canonical URL and key-as-segment convention).
    fn key(&self, ty: api::TypeId, prefix: &str, template: &mut String, arguments: &mut Vec<Argument>) -> Option<()> {
        let parts = self.own_key_parts(ty)?;
        if let [(_, property)] = parts.as_slice() {
            template.push_str("{}");
            arguments.push(self.key_argument(format!("{prefix}id"), property));
        } else {
            self.named_key(parts, prefix, template, arguments);
        }
        Some(())
    }

    /// Reports the keys that cannot be written, each once: the calls with such a key have no template.
    pub(super) fn check_keys(&self, report: &mut Report) {
        let mut seen = BTreeSet::new();
        for segment in self.calls.iter().flat_map(|call| &call.path) {
            let (ty, spans) = match segment {
                Segment::Key(ty) if seen.insert((*ty, None)) && self.own_key_parts(*ty).is_none() => {
                    let key = self.api.key(*ty).map_or(&[][..], |(_, key)| key);
                    (*ty, key.iter().map(|part| part.span).collect())
                }
                Segment::AlternateKey(ty, key)
                    if seen.insert((*ty, Some(key.span))) && self.alternate_key_parts(*ty, key).is_none() =>
                {
                    (*ty, vec![key.span])
                }
                _ => continue,
            };
            report.push(unsupported_key(self.api.names().full(ty), spans));
        }
    }

    fn own_key_parts(&self, ty: api::TypeId) -> Option<Vec<(&'a String, &'a api::Property)>> {
        let (owner, key) = self.api.key(ty)?;
        self.key_parts(key.iter().map(|part| (&part.name, self.api.property(owner, &part.name))))
    }

    fn alternate_key_parts(
        &self,
        ty: api::TypeId,
        key: &'a api::AlternateKey,
    ) -> Option<Vec<(&'a String, &'a api::Property)>> {
        self.key_parts(key.parts.iter().map(|(alias, name)| (alias, self.api.property(ty, name))))
    }

    /// The properties of a key by what paths call them; none unless all can stand in a path.
    fn key_parts<'k>(
        &self,
        parts: impl Iterator<Item = (&'k String, Option<(api::TypeId, &'a api::Property)>)>,
    ) -> Option<Vec<(&'k String, &'a api::Property)>> {
        let parts = parts.map(|(name, property)| Some((name, property?.1)));
        let parts: Option<Vec<_>> = parts.collect();
        parts.filter(|parts| parts.iter().all(|(_, property)| self.has_literal(&property.ty)))
    }

    /// Appends a key in parentheses, each part with its name. The slash before it belongs to keys that are segments.
    fn named_key(
        &self,
        parts: Vec<(&String, &api::Property)>,
        prefix: &str,
        template: &mut String,
        arguments: &mut Vec<Argument>,
    ) {
        template.pop();
        for (index, (name, property)) in parts.into_iter().enumerate() {
            template.push(if index == 0 { '(' } else { ',' });
            *template += &self.named_place(name, &property.ty);
            arguments.push(self.key_argument(format!("{prefix}{}", case::snake(name)), property));
        }
        template.push(')');
    }

    fn key_argument(&self, name: String, property: &api::Property) -> Argument {
        Argument { name, ty: types::item(self.api, self.names, property.ty.item, Form::Read), place: Place::Path }
    }

    /// A single primitive value is a literal in the path; anything else has no literal there and goes through an alias.
    fn parameter_argument(&self, parameter: &api::Parameter) -> Argument {
        let in_path = self.has_literal(&parameter.ty);
        Argument {
            name: case::snake(&parameter.name),
            ty: types::reference(self.api, self.names, &parameter.ty, Form::Body),
            place: if in_path { Place::Path } else { Place::Alias(format!("@{}", parameter.name)) },
        }
    }

    /// Whether a parameter is passed apart from those that every call has.
    pub(super) fn is_option(&self, parameter: &api::Parameter) -> bool {
        parameter.is_optional && self.has_literal(&parameter.ty)
    }

    /// A name, and the place for its value.
    pub(super) fn named_place(&self, name: &str, ty: &api::TypeRef) -> String {
        if self.is_quoted(ty) { format!("{name}='{{}}'") } else { format!("{name}={{}}") }
    }

    /// Whether a value can stand in a path.
    fn has_literal(&self, ty: &api::TypeRef) -> bool {
        use api::Primitive::{Binary, Stream, Untyped};
        !ty.collection
            && match ty.item {
                api::Item::Primitive(primitive) => !matches!(primitive, Binary | Stream | Untyped),
                api::Item::Named(id) => self.api.structured(id).is_none(),
            }
    }

    /// Whether a literal of this type stands in quotes (OData URL Conventions, primitive literals).
    fn is_quoted(&self, ty: &api::TypeRef) -> bool {
        match ty.item {
            api::Item::Primitive(primitive) => matches!(primitive, api::Primitive::String | api::Primitive::Duration),
            api::Item::Named(id) => matches!(self.api.ty(id).kind, TypeKind::Enumeration(_)),
        }
    }
}

/// A key that is not of primitive values, or is inside of a complex property.
fn unsupported_key(full_name: &str, key: Vec<Span>) -> Diagnostic {
    let message = format!("the key of `{full_name}` cannot be written in a path");
    let help = "parts of a key are properties of the entity itself, of primitive types or enumerations; leave out the paths that go through it";
    let diagnostic = Diagnostic::error("unsupported-key", message).help(help);
    key.into_iter().fold(diagnostic, |diagnostic, span| diagnostic.at(span, "a part of the key"))
}

/// The functions have names of their own for these.
fn argument_name(name: &str) -> String {
    if matches!(name, "body" | "content_type" | "options" | "path" | "target") {
        format!("{name}_")
    } else {
        name.to_owned()
    }
}

fn set_name<'a>(segment: &Segment<'a>) -> Option<&'a str> {
    match segment {
        Segment::Root(name, _) | Segment::Navigation(name, _) => Some(name),
        Segment::Operation(operation) => Some(&operation.name),
        _ => None,
    }
}
