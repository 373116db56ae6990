//! Calls of a slice as functions below `requests`, in modules that mirror the paths.

use indexmap::IndexMap;

use super::{
    data::{
        Answer, Argument, Child, Docs, Function, Item, Member, Module, RustType, Structure, StructureForm, Visibility,
    },
    docs, example,
    models::name_members,
    types::{self, Form},
};
use crate::{
    api::{self, Operation, OperationKind, ResultType, TypeKind},
    check::Checked,
    name::{TypeNames, case, distinct},
    report::{Diagnostic, Report},
    slice::{Call, CallKind, Segment, path::path_text},
};

/// What the functions of this file look at.
pub(super) struct Requests<'p, 'a> {
    pub(super) api: &'a Checked,
    pub(super) calls: &'p [Call<'a>],
    pub(super) names: &'p TypeNames,
    /// The crate as code names it.
    pub(super) crate_name: &'p str,
}

/// The calls of one module, by the kind that decides their place in it.
struct Family<'p, 'a> {
    /// The segments that have become modules.
    modules: Vec<String>,
    /// The path without its last key and operation, as documentation shows it.
    path: String,
    calls: Vec<&'p Call<'a>>,
}

impl<'p, 'a> Requests<'p, 'a> {
    /// The whole of `requests`.
    pub(super) fn module(&self, report: &mut Report) -> Module {
        let mut root = Module::default();
        root.docs.markdown("The requests of the API, in modules that mirror its paths.");
        let mut families: IndexMap<Vec<String>, Family<'p, 'a>> = IndexMap::new();
        for call in self.calls {
            let set = set_path(&call.path);
            let modules: Vec<String> = set.iter().filter_map(|segment| module_name(segment, self.api)).collect();
            let family = families.entry(modules.clone()).or_insert_with(|| Family {
                modules,
                path: path_text(set, self.api),
                calls: Vec::new(),
            });
            family.calls.push(call);
        }
        families.sort_unstable_keys();
        for family in families.values() {
            let mut path = String::new();
            let module = family.modules.iter().fold(&mut root, |parent, name| {
                path += &format!("::{name}");
                let new = || Child { visibility: Visibility::Public, module: Module::default() };
                &mut parent.children.entry(name.clone()).or_insert_with(new).module
            });
            module.docs = Docs::default();
            module.docs.markdown(format!("`{}`", docs::code(&family.path)));
            module.docs.0.extend(
                family.calls.first().and_then(|call| call.notes().next()).map(docs::told).unwrap_or_default().0,
            );
            module.items = self.family(family, report);
        }
        describe_parents(&mut root);
        root
    }

    fn family(&self, family: &Family<'p, 'a>, report: &mut Report) -> Vec<Item> {
        let mut calls = family.calls.clone();
        calls.sort_by_key(|call| (rank(call), operation_of(call).map(|operation| operation.name.as_str())));
        let names = function_names(&calls);
        let mut items = Vec::new();
        for (call, name) in calls.into_iter().zip(names) {
            let body_name = format!("{}Body", case::pascal(&name));
            let parameters = operation_of(call)
                .filter(|operation| has_parameters(operation))
                .map(|operation| self.parameters(operation, &body_name));
            let body = match call.kind {
                CallKind::Create(ty) | CallKind::Update(ty) => Some(types::model(self.names, ty, Form::Body)),
                _ => parameters.as_ref().map(|parameters| RustType::Local(parameters.name.clone())),
            };
            let function = self.function(call, name, body, &family.modules, report);
            items.extend(parameters.map(Item::Structure));
            items.extend(function.map(Item::Function));
        }
        items
    }

    fn function(
        &self,
        call: &Call<'a>,
        name: String,
        body: Option<RustType>,
        modules: &[String],
        report: &mut Report,
    ) -> Option<Function> {
        let (template, arguments) = self.template(call, report)?;
        let mut function = Function {
            docs: self.describe(call),
            deprecated: deprecated(call),
            name,
            method: call.method,
            template,
            arguments,
            body,
            answer: self.answer(call),
        };
        function.docs.example(example::lines(&function, modules, self.crate_name));
        Some(function)
    }

    fn describe(&self, call: &Call<'a>) -> Docs {
        let mut docs = Docs::default();
        let restriction = call.restriction();
        let operation = operation_of(call);
        let mut told = operation.map(|operation| docs::told(&operation.notes)).unwrap_or_default().0.into_iter();
        match restriction.and_then(|restriction| restriction.description.as_deref()) {
            Some(text) => docs.told(text.trim()),
            None => match told.next() {
                Some(summary) => docs.0.push(summary),
                None => docs.markdown(self.summary(call)),
            },
        }
        docs.markdown(format!("`{} {}`", call.method.as_str(), docs::code(&path_text(&call.path, self.api))));
        docs.0.extend(told);
        if let Some(text) = restriction.and_then(|restriction| restriction.long_description.as_deref()) {
            docs.told(text.trim());
        }
        if restriction.is_some_and(|restriction| restriction.allowed == Some(false)) {
            docs.markdown("The description of the service says that it does not support this call.");
        }
        if let Some(operation) = operation {
            docs::link(&mut docs, &operation.notes);
        }
        docs::permissions(&mut docs, call.permissions());
        docs
    }

    /// What a call does, where the description has no words for it.
    fn summary(&self, call: &Call<'a>) -> String {
        let full = |ty| docs::code(self.api.names().full(ty));
        match call.kind {
            CallKind::List(ty) => format!("Lists the entities of type `{}`.", full(ty)),
            CallKind::Count => "Counts the entities of the collection.".to_owned(),
            CallKind::Get(ty) => format!("Reads one `{}`.", full(ty)),
            CallKind::Create(ty) => format!("Creates one `{}`.", full(ty)),
            CallKind::Update(ty) => format!("Changes one `{}`: what the body does not set stays as it is.", full(ty)),
            CallKind::Delete => "Deletes the entity.".to_owned(),
            CallKind::Invoke(operation) => {
                let kind = if operation.kind == OperationKind::Action { "action" } else { "function" };
                format!("Calls the {kind} `{}`.", docs::code(&format!("{}.{}", operation.namespace, operation.name)))
            }
        }
    }

    fn answer(&self, call: &Call<'a>) -> Answer {
        let read = |ty| types::model(self.names, ty, Form::Read);
        match call.kind {
            CallKind::List(ty) => Answer::List(read(ty)),
            CallKind::Count => Answer::Count,
            CallKind::Get(ty) => Answer::Get(read(ty)),
            CallKind::Create(ty) => Answer::Entity(read(ty)),
            CallKind::Update(ty) => Answer::Optional(read(ty)),
            CallKind::Delete => Answer::Nothing,
            CallKind::Invoke(operation) => {
                operation.result.as_ref().map_or(Answer::Nothing, |result| self.result(operation, result))
            }
        }
    }

    fn result(&self, operation: &Operation, result: &ResultType) -> Answer {
        let ty = types::item(self.api, self.names, result.ty.item, Form::Read);
        let structured = match result.ty.item {
            api::Item::Named(id) => matches!(self.api.ty(id).kind, TypeKind::Structured(_)),
            api::Item::Primitive(_) => false,
        };
        match (result.ty.collection, operation.kind) {
            (true, OperationKind::Function) => Answer::List(ty),
            (true, OperationKind::Action) => Answer::Page(ty),
            (false, _) if structured && result.nullable => Answer::Optional(ty),
            (false, _) if structured => Answer::Entity(ty),
            (false, _) if result.nullable => Answer::OptionalValue(ty),
            (false, _) => Answer::Value(ty),
        }
    }

    /// The path with a `{}` for each argument, and the arguments.
    fn template(&self, call: &Call<'a>, report: &mut Report) -> Option<(String, Vec<Argument>)> {
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

    /// The body of an action: its parameters.
    fn parameters(&self, operation: &Operation, name: &str) -> Structure {
        let mut docs = Docs::default();
        docs.markdown(format!(
            "The parameters of `{}`: only what is set travels.",
            docs::code(&format!("{}.{}", operation.namespace, operation.name))
        ));
        let mut members: Vec<Member> =
            operation.parameters.iter().skip(1).map(|parameter| self.parameter(parameter)).collect();
        name_members(&mut members);
        Structure {
            form: StructureForm::Body,
            docs,
            deprecated: None,
            name: name.to_owned(),
            full_name: None,
            is_open: false,
            members,
        }
    }

    fn parameter(&self, parameter: &api::Parameter) -> Member {
        let mut docs = docs::told(&parameter.notes);
        let optional = if parameter.is_optional { ", optional" } else { "" };
        docs.markdown(format!("`{}`: {}{optional}.", docs::code(&parameter.name), docs::edm(self.api, &parameter.ty)));
        Member {
            docs,
            deprecated: docs::deprecated(docs::revisions(&parameter.notes)),
            name: field(&parameter.name),
            constant: String::new(),
            wire: parameter.name.clone(),
            ty: types::reference(self.api, self.names, &parameter.ty, Form::Body),
        }
    }
}

/// Why a call should not be made any more: what is said of this kind of access comes first, then of the operation, then
/// of what is on the path, the nearest first.
fn deprecated(call: &Call<'_>) -> Option<String> {
    docs::deprecated(call.restriction().into_iter().flat_map(|restriction| &restriction.revisions))
        .or_else(|| docs::deprecated(docs::revisions(&operation_of(call)?.notes)))
        .or_else(|| call.notes().find_map(|notes| docs::deprecated(docs::revisions(notes))))
}

/// The functions have names of their own for these.
fn argument_name(name: &str) -> String {
    if matches!(name, "body" | "path") { format!("{name}_") } else { name.to_owned() }
}

fn field(wire: &str) -> String {
    let name = case::snake(wire);
    if name == "new" { name + "_" } else { name }
}

/// The path up to the set or single entity that the call belongs to: without the last key, `$count` and operation.
fn set_path<'c, 'a>(path: &'c [Segment<'a>]) -> &'c [Segment<'a>] {
    let path = match path.split_last() {
        Some((Segment::Operation(_) | Segment::Count, rest)) => rest,
        _ => path,
    };
    match path.split_last() {
        Some((Segment::Key(_), rest)) => rest,
        _ => path,
    }
}

fn module_name(segment: &Segment<'_>, api: &Checked) -> Option<String> {
    match segment {
        Segment::Root(name, _) | Segment::Navigation(name, _) => Some(case::snake(name)),
        Segment::Cast(ty) => Some(case::snake(api.names().split(*ty).1)),
        Segment::Operation(operation) => Some(case::snake(&operation.name)),
        Segment::Key(_) | Segment::Count => None,
    }
}

fn set_name<'a>(segment: &Segment<'a>) -> Option<&'a str> {
    match segment {
        Segment::Root(name, _) | Segment::Navigation(name, _) => Some(name),
        _ => None,
    }
}

/// The place of a call in its module: reading before changing, what belongs to the resource before its operations.
fn rank(call: &Call<'_>) -> u8 {
    match call.kind {
        CallKind::List(_) => 0,
        CallKind::Count => 1,
        CallKind::Get(_) => 2,
        CallKind::Create(_) => 3,
        CallKind::Update(_) => 4,
        CallKind::Delete => 5,
        CallKind::Invoke(_) => 6,
    }
}

fn operation_of<'a>(call: &Call<'a>) -> Option<&'a Operation> {
    match call.kind {
        CallKind::Invoke(operation) => Some(operation),
        _ => None,
    }
}

fn has_parameters(operation: &Operation) -> bool {
    operation.kind == OperationKind::Action && operation.parameters.len() > 1
}

fn function_names(calls: &[&Call<'_>]) -> Vec<String> {
    let plain: Vec<String> = calls.iter().map(|call| function_name(call)).collect();
    let mut keys = Vec::new();
    let mut names = Vec::new();
    for (call, name) in calls.iter().zip(&plain) {
        let overloaded = plain.iter().filter(|other| *other == name).count() > 1;
        let parameters: Vec<_> = operation_of(call)
            .into_iter()
            .flat_map(|operation| operation.parameters.iter().skip(1))
            .map(|p| case::snake(&p.name))
            .collect();
        let suffix = if overloaded && !parameters.is_empty() {
            format!("_with_{}", parameters.join("_and_"))
        } else {
            String::new()
        };
        names.push(format!("{name}{suffix}"));
        keys.push(format!("{name}{suffix}"));
    }
    let mut distinct_names: Vec<(&str, String)> = keys.iter().map(String::as_str).zip(names).collect();
    distinct(&mut distinct_names);
    distinct_names.into_iter().map(|(_, name)| name).collect()
}

fn function_name(call: &Call<'_>) -> String {
    let operation = match call.kind {
        CallKind::List(_) => return "list".to_owned(),
        CallKind::Count => return "count".to_owned(),
        CallKind::Get(_) => return "get".to_owned(),
        CallKind::Create(_) => return "create".to_owned(),
        CallKind::Update(_) => return "update".to_owned(),
        CallKind::Delete => return "delete".to_owned(),
        CallKind::Invoke(operation) => operation,
    };
    let name = case::snake(&operation.name);
    match (name.as_str(), operation.kind) {
        ("list" | "count" | "get" | "create" | "update" | "delete", OperationKind::Action) => name + "_action",
        ("list" | "count" | "get" | "create" | "update" | "delete", OperationKind::Function) => name + "_function",
        _ => name,
    }
}

/// A module that only holds others says where it stands, too.
fn describe_parents(root: &mut Module) {
    for (name, child) in &mut root.children {
        if child.module.docs.is_empty() {
            child.module.docs.markdown(format!("Requests below `{name}`."));
        }
        describe_parents(&mut child.module);
    }
}
