//! The URL of a call: its path, and what the arguments of its function are called.

use super::{Requests, set_path};
use crate::{
    api::{self, OperationKind, TypeKind},
    name::{case, distinct},
    plan::{
        data::{Argument, RustType},
        types::{self, Form},
    },
    report::{Diagnostic, Report},
    slice::{Call, Segment},
};

impl<'a> Requests<'_, 'a> {
    /// The path with a `{}` for each argument, and the arguments.
    pub(super) fn template(&self, call: &Call<'a>, report: &mut Report) -> Option<(String, Vec<Argument>)> {
        let mut template = String::new();
        let mut arguments = Vec::new();
        let own = set_path(&call.path).len();
        for (at, segment) in call.path.iter().enumerate() {
            template.push('/');
            match segment {
                Segment::Key(ty) => {
                    let set = call.path[..at].iter().rev().find_map(set_name);
                    let name = if at == own {
                        "id".to_owned()
                    } else {
                        format!("{}_id", case::singular_of_last_word(set.unwrap_or("parent")))
                    };
                    arguments.push(Argument { name, ty: self.key(*ty, report)?, alias: None });
                    template.push_str("{}");
                }
                Segment::Operation(operation) if operation.kind == OperationKind::Function => {
                    template += &format!("{}.{}(", operation.namespace, operation.name);
                    for (index, parameter) in operation.parameters.iter().skip(1).enumerate() {
                        let argument = self.parameter_argument(parameter);
                        let comma = if index > 0 { "," } else { "" };
                        template += &match &argument.alias {
                            Some(alias) => format!("{comma}{}={alias}", parameter.name),
                            None if self.is_quoted(parameter) => format!("{comma}{}='{{}}'", parameter.name),
                            None => format!("{comma}{}={{}}", parameter.name),
                        };
                        arguments.push(argument);
                    }
                    template.push(')');
                }
                Segment::Operation(operation) => template += &format!("{}.{}", operation.namespace, operation.name),
                other => template += &other.text(self.api),
            }
        }
        let names: Vec<String> = arguments.iter().map(|argument| argument_name(&argument.name)).collect();
        let mut names: Vec<(&str, String)> = names.iter().map(|name| (name.as_str(), name.clone())).collect();
        distinct(&mut names);
        let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
        for (argument, name) in arguments.iter_mut().zip(names) {
            argument.name = name;
        }
        Some((template, arguments))
    }

    /// The type of the one property that is the key.
    fn key(&self, ty: api::TypeId, report: &mut Report) -> Option<RustType> {
        let (owner, key) = self.api.key(ty)?;
        let property = match key {
            [one] => self.api.property(owner, &one.name),
            _ => None,
        };
        if let Some((_, property)) = property {
            return Some(types::item(self.api, self.names, property.ty.item, Form::Read));
        }
        let full = self.api.names().full(ty);
        let mut diagnostic = Diagnostic::error(
            "unsupported-key",
            format!("the key of `{full}` has several parts, which is not supported yet"),
        )
        .help("leave out the paths that go through it");
        for part in key {
            diagnostic = diagnostic.at(part.span, "a part of the key");
        }
        report.push(diagnostic);
        None
    }

    /// A single primitive value is a literal in the path; anything else has no literal there and goes through an alias.
    fn parameter_argument(&self, parameter: &api::Parameter) -> Argument {
        let structured = match parameter.ty.item {
            api::Item::Named(id) => matches!(self.api.ty(id).kind, TypeKind::Structured(_)),
            api::Item::Primitive(primitive) => primitive == api::Primitive::Untyped,
        };
        let by_alias = structured || parameter.ty.collection;
        Argument {
            name: case::snake(&parameter.name),
            ty: types::reference(self.api, self.names, &parameter.ty, Form::Body),
            alias: by_alias.then(|| format!("@{}", parameter.name)),
        }
    }

    /// Whether a literal of this type stands in quotes (OData URL Conventions, primitive literals).
    fn is_quoted(&self, parameter: &api::Parameter) -> bool {
        match parameter.ty.item {
            api::Item::Primitive(primitive) => matches!(primitive, api::Primitive::String | api::Primitive::Duration),
            api::Item::Named(id) => matches!(self.api.ty(id).kind, TypeKind::Enumeration(_)),
        }
    }
}

/// The functions have names of their own for these.
fn argument_name(name: &str) -> String {
    if matches!(name, "body" | "path") { format!("{name}_") } else { name.to_owned() }
}

fn set_name<'a>(segment: &Segment<'a>) -> Option<&'a str> {
    match segment {
        Segment::Root(name, _) | Segment::Navigation(name, _) => Some(name),
        _ => None,
    }
}
