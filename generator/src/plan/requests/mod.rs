//! Calls of a slice as functions below `requests`, in modules that mirror the paths.

mod describe;
mod names;
mod url;

use indexmap::IndexMap;

use super::{
    data::{Answer, Child, Docs, Function, Item, Member, Module, RustType, Structure, Visibility},
    docs, example,
    models::name_members,
    types::{self, Form},
};
use crate::{
    api::{self, Operation, OperationKind, ResultType},
    check::Checked,
    name::{TypeNames, case},
    pages::Reference,
    report::Report,
    slice::{Call, CallKind, Segment, path::path_text},
};

/// What the functions of this file look at.
pub(super) struct Requests<'p, 'a> {
    pub(super) api: &'a Checked,
    pub(super) calls: &'p [Call<'a>],
    pub(super) names: &'p TypeNames,
    pub(super) reference: &'p Reference,
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
            let module = family.modules.iter().fold(&mut root, |parent, name| {
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
        let names = names::function_names(self.api, &calls);
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
            deprecated: describe::deprecated(call),
            name,
            method: call.method,
            path: path_text(&call.path, self.api),
            template,
            arguments,
            body,
            answer: self.answer(call),
        };
        function.docs.example(example::lines(&function, modules, self.crate_name));
        Some(function)
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
            api::Item::Named(id) => self.api.structured(id).is_some(),
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

    /// The body of an action: its parameters.
    fn parameters(&self, operation: &Operation, name: &str) -> Structure {
        let mut docs = Docs::default();
        docs.markdown(format!("The parameters of `{}`: only what is set travels.", docs::code(&operation.full_name())));
        let mut members: Vec<Member> =
            operation.parameters.iter().skip(1).map(|parameter| self.parameter(parameter)).collect();
        name_members(&mut members);
        Structure {
            form: Form::Body,
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

fn field(wire: &str) -> String {
    let name = case::snake(wire);
    // What every body has beside its parameters.
    let taken = matches!(name.as_str(), "new" | "odata_type");
    if taken { name + "_" } else { name }
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
    let name = match segment {
        Segment::Root(name, _) | Segment::Navigation(name, _) => case::snake(name),
        Segment::Cast(ty) => case::snake(api.names().split(*ty).1),
        Segment::Operation(operation) => case::snake(&operation.name),
        Segment::Key(_) | Segment::Count => return None,
    };
    // What the file that declares the module uses by these names.
    Some(if matches!(name.as_str(), "http" | "models" | "serde_json") { name + "_" } else { name })
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

/// A module that only holds others says where it stands, too.
fn describe_parents(root: &mut Module) {
    for (name, child) in &mut root.children {
        if child.module.docs.is_empty() {
            child.module.docs.markdown(format!("Requests below `{name}`."));
        }
        describe_parents(&mut child.module);
    }
}
