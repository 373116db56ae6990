//! Calls of a slice as functions below `requests`, in modules that mirror the paths.

mod describe;
pub(super) mod names;
mod parameters;
mod part;
mod url;

use indexmap::IndexMap;

use super::{
    RustType,
    data::{Answer, Child, Docs, Function, Item, Module, Paragraph, Visibility},
    docs, example,
    types::{self, Form},
};
use crate::{
    api::{self, Operation, OperationKind, ResultType},
    check::Checked,
    name::TypeNames,
    pages::Reference,
    report::Report,
    slice::{Call, CallKind, Segment, call::is_download, path::path_text},
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
        self.check_keys(report);
        let mut root = Module::default();
        root.docs.markdown("The requests of the API, in modules that mirror its paths.");
        let mut families: IndexMap<Vec<String>, Family<'p, 'a>> = IndexMap::new();
        // What is reached by the key itself comes first, and names its module.
        let mut calls: Vec<_> = self.calls.iter().collect();
        calls.sort_by_key(|call| call.path.iter().any(|segment| matches!(segment, Segment::AlternateKey(..))));
        for call in calls {
            let set = set_path(call);
            let modules: Vec<String> = set.iter().filter_map(|segment| names::module_name(self.api, segment)).collect();
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
            // What is called at the top of the service stands beside the modules, in the one that has its docs.
            if !family.modules.is_empty() {
                let told = family.calls.first().and_then(|call| call.notes().next()).map(docs::told);
                module.docs = Docs::default();
                module.docs.markdown(format!("`{}`", docs::code(&family.path)));
                module.docs.0.extend(told.unwrap_or_default().0);
            }
            self.family(family, module);
        }
        describe_parents(&mut root);
        root
    }

    fn family(&self, family: &Family<'p, 'a>, module: &mut Module) {
        let mut calls = family.calls.clone();
        calls.sort_by_key(|call| (rank(call), operation_of(call).map(|operation| operation.name.as_str())));
        let names = names::function_names(self.api, &calls);
        let structures = names::structure_names(&names);
        for ((call, name), structure) in calls.into_iter().zip(names.clone()).zip(structures) {
            let body_name = format!("{structure}Body");
            let parameters = operation_of(call)
                .filter(|operation| operation.kind == OperationKind::Action)
                .and_then(|operation| self.parameters(operation, body_name));
            let body = match call.kind {
                CallKind::Create(ty) | CallKind::Update(ty) => Some(types::model(self.names, ty, Form::Body)),
                CallKind::AddReference | CallKind::SetReference => Some(RustType::Runtime("EntityId")),
                _ => parameters.as_ref().map(|parameters| RustType::Local(parameters.name.clone())),
            };
            let function = self.function(call, name, body, &family.modules);
            let options = function.as_ref().and_then(|function| {
                self.with_options(call, function, format!("{structure}Options"), &names, &family.modules)
            });
            let with_content =
                function.as_ref().and_then(|function| self.with_content(call, function, &family.modules));
            let module = match operation_of(call).and_then(|operation| part::part(self.api, operation)) {
                Some(part) => part::module(module, &part),
                None => &mut *module,
            };
            module.items.extend(parameters.map(Item::Structure));
            module.items.extend(function.into_iter().chain(with_content).map(Item::Function));
            module.items.extend(
                options
                    .into_iter()
                    .flat_map(|(structure, function)| [Item::Structure(structure), Item::Function(function)]),
            );
        }
    }

    fn function(&self, call: &Call<'a>, name: String, body: Option<RustType>, modules: &[String]) -> Option<Function> {
        let (template, arguments) = self.template(call)?;
        let mut function = Function {
            docs: self.describe(call),
            deprecated: describe::deprecated(call),
            name,
            method: call.method,
            path: path_text(&call.path, self.api),
            template,
            arguments,
            options: None,
            body,
            answer: self.answer(call),
        };
        function.docs.example(example::lines(&function, modules, self.crate_name));
        Some(function)
    }

    /// A second function that creates a media entity: by its content, with which the service begins (OData 4.01 Part 1:
    /// Protocol, "Create a Media Entity").
    fn with_content(&self, call: &Call<'a>, function: &Function, modules: &[String]) -> Option<Function> {
        let CallKind::Create(ty) = call.kind else { return None };
        if !self.api.has_stream(ty) {
            return None;
        }
        let mut function = Function {
            name: names::FROM_CONTENT.to_owned(),
            body: None,
            answer: Answer::Upload(types::model(self.names, ty, Form::Read)),
            ..function.clone()
        };
        let note = "What is sent is the content, as bytes of a media type such as `image/jpeg`.";
        function.docs.0.insert(1, Paragraph::Markdown(note.to_owned()));
        example::replace(&mut function, modules, self.crate_name);
        Some(function)
    }

    fn answer(&self, call: &Call<'a>) -> Answer {
        let read = |ty| types::model(self.names, ty, Form::Read);
        match call.kind {
            CallKind::List(ty) => Answer::List(read(ty)),
            CallKind::Count => Answer::Count,
            CallKind::Get(ty) => Answer::Get(read(ty)),
            CallKind::GetProperty(property) => self.property(property),
            CallKind::Create(ty) => Answer::Entity(read(ty)),
            CallKind::Update(ty) => Answer::Optional(read(ty)),
            CallKind::Delete
            | CallKind::DeleteContent
            | CallKind::AddReference
            | CallKind::SetReference
            | CallKind::RemoveReference => Answer::Nothing,
            CallKind::Download => Answer::Download,
            CallKind::Upload(ty) => Answer::Upload(read(ty)),
            CallKind::ListReferences => Answer::List(RustType::Runtime("EntityId")),
            CallKind::GetReference => Answer::Entity(RustType::Runtime("EntityId")),
            CallKind::Invoke(operation) if is_download(operation) => Answer::Download,
            CallKind::Invoke(operation) => {
                operation.result.as_ref().map_or(Answer::Nothing, |result| self.result(operation, result))
            }
        }
    }

    /// As in a model there may be no value, whatever the description says of null.
    fn property(&self, property: &api::Property) -> Answer {
        let ty = types::item(self.api, self.names, property.ty.item, Form::Read);
        match property.ty.item {
            _ if property.ty.collection => Answer::List(ty),
            item if self.is_structured(item) => Answer::Optional(ty),
            _ => Answer::OptionalValue(ty),
        }
    }

    fn is_structured(&self, item: api::Item) -> bool {
        match item {
            api::Item::Named(id) => self.api.structured(id).is_some(),
            api::Item::Primitive(_) => false,
        }
    }

    fn result(&self, operation: &Operation, result: &ResultType) -> Answer {
        let ty = types::item(self.api, self.names, result.ty.item, Form::Read);
        let structured = self.is_structured(result.ty.item);
        match (result.ty.collection, operation.kind) {
            (true, OperationKind::Function) => Answer::List(ty),
            (true, OperationKind::Action) => Answer::Page(ty),
            (false, _) if structured && result.nullable => Answer::Optional(ty),
            (false, _) if structured => Answer::Entity(ty),
            (false, _) if result.nullable => Answer::OptionalValue(ty),
            (false, _) => Answer::Value(ty),
        }
    }
}

/// The path up to the set, single entity or property that the call belongs to: without the last key, `$count`, `$value`,
/// `$ref`, and the operation that is called.
fn set_path<'c, 'a>(call: &'c Call<'a>) -> &'c [Segment<'a>] {
    let path = match call.path.split_last() {
        Some((Segment::Count | Segment::Value | Segment::Ref, rest)) => rest,
        Some((Segment::Operation(_), rest)) if operation_of(call).is_some() => rest,
        _ => &call.path,
    };
    match path.split_last() {
        Some((Segment::Key(_) | Segment::AlternateKey(..), rest)) => rest,
        _ => path,
    }
}

/// The place of a call in its module: reading before changing, what belongs to the resource before its operations.
fn rank(call: &Call<'_>) -> u8 {
    match call.kind {
        CallKind::List(_) => 0,
        CallKind::Count => 1,
        CallKind::Get(_) | CallKind::GetProperty(_) => 2,
        CallKind::Create(_) => 3,
        CallKind::Update(_) => 4,
        CallKind::Delete => 5,
        CallKind::Download => 6,
        CallKind::Upload(_) => 7,
        CallKind::DeleteContent => 8,
        CallKind::ListReferences | CallKind::GetReference => 9,
        CallKind::AddReference | CallKind::SetReference => 10,
        CallKind::RemoveReference => 11,
        CallKind::Invoke(_) => 12,
    }
}

fn operation_of<'a>(call: &Call<'a>) -> Option<&'a Operation> {
    match call.kind {
        CallKind::Invoke(operation) => Some(operation),
        _ => None,
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
