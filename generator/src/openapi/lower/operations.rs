//! Actions and functions, from the paths that call them.

use super::Lower;
use crate::api::{Item, Notes, Operation, OperationKind, Parameter, Primitive, ResultType, TypeRef, is_name};
use crate::openapi::index::{Path, Target};
use crate::openapi::text::{Part, Value};
use crate::source::Span;

/// What the parameter that an operation is bound to is called throughout Graph. OpenAPI does not name it.
const BINDING: &str = "bindingParameter";

impl<'a, 'r> Lower<'a, 'r> {
    /// The operation at the end of a path, and the types that it needs. One that is bound to the base type as well is not
    /// a second one: paths show it for each derived type that they lead to.
    pub(super) fn operation(&mut self, at: usize) {
        let index = self.index;
        let path = &index.paths[at];
        let target = index.by_template(path.split().0).and_then(|before| before.target.as_ref());
        let is_known = self.operations.contains_key(&at);
        if is_known || !target.map_or(path.is_at_top(), |target| !self.is_inherited(target, path.split().1)) {
            return;
        }
        if let Some(operation) = self.lower_operation(at, path, target) {
            let types = operation.parameters.iter().map(|parameter| parameter.ty.item);
            let types: Vec<Item> = types.chain(operation.result.as_ref().map(|result| result.ty.item)).collect();
            self.operations.insert(at, operation);
            types.into_iter().for_each(|item| self.need_item(item));
        }
    }

    fn is_inherited(&self, target: &Target<'a>, segment: &str) -> bool {
        let mut bases = self.chain(&target.ty).into_iter().skip(1);
        bases.any(|base| self.called.contains(&(base, target.collection, segment)))
    }

    fn lower_operation(&mut self, at: usize, path: &Path<'a>, target: Option<&Target<'a>>) -> Option<Operation> {
        let (kind, operation) = match (path.item.get("post"), path.item.get("get")) {
            (Some(post), _) => (OperationKind::Action, post),
            (None, get) => (OperationKind::Function, get?),
        };
        let (full_name, template) = path.split().1.split_once('(').unwrap_or((path.split().1, ""));
        let (namespace, name) = full_name.rsplit_once('.').unwrap_or((crate::openapi::index::NAMESPACE, full_name));
        let binding = target.map(|target| {
            let item = Item::Named(self.names.id(&target.ty));
            let ty = TypeRef { item, collection: target.collection, span: path.span };
            parameter(BINDING.to_owned(), ty, true, Notes::default(), path.span)
        });
        let mut declared = self.declared_parameters(path.item, operation);
        let mut parameters: Vec<Parameter> = binding.into_iter().collect();
        match kind {
            OperationKind::Action => self.body_parameters(operation, &mut parameters),
            OperationKind::Function => self.path_parameters(path, template, &mut declared, &mut parameters),
        }
        let mut notes = self.notes(operation);
        notes.operation = self.call_restriction(operation, &declared);
        Some(Operation {
            kind,
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            is_bound: target.is_some(),
            // The path tells what the import is called, and nothing of the operation behind it.
            import: target.is_none().then(|| full_name.to_owned()),
            is_composable: operation.is_true("x-graphslice-composable")
                || kind == OperationKind::Function && self.composed.contains(&at),
            parameters,
            result: self.result(operation),
            notes,
            span: path.span,
        })
    }

    /// The parameters of an action are the members of its body.
    fn body_parameters(&mut self, operation: Part<'a>, parameters: &mut Vec<Parameter>) {
        let Some(body) = self.index.body(operation) else { return };
        for entry in super::unique_entries(body.get("properties"), self.report) {
            let Some(shape) = self.shape(entry.value) else { continue };
            let notes = self.notes(entry.value);
            parameters.push(parameter(
                entry.key.into_owned(),
                shape.reference(),
                shape.nullable,
                notes,
                entry.key_span,
            ));
        }
    }

    /// The parameters of a function stand in the path: `(from={from},name='{name}')`. What is declared of them is taken
    /// out of the list.
    fn path_parameters(
        &mut self,
        path: &Path<'a>,
        template: &str,
        declared: &mut Vec<Part<'a>>,
        parameters: &mut Vec<Parameter>,
    ) {
        for (name, variable) in template.trim_end_matches(')').split(',').filter_map(|pair| pair.split_once('=')) {
            if !is_name(name) {
                let unnamed = "a parameter of this function has no name";
                let unnamed = self.root.document().error("bad-name", path.span, unnamed);
                self.report.push(unnamed.help("write it like `name={name}`: letters, digits, `_` and `-`"));
                continue;
            }
            let variable = variable.trim_matches(['{', '}', '\'', '@']);
            let is_it =
                |part: &Part<'_>| part.text_of("name").is_some_and(|name| name.trim_start_matches('@') == variable);
            let found = declared.iter().position(is_it).map(|at| declared.remove(at));
            let shape = found.and_then(|part| self.shape(part.get("schema")?));
            let text = TypeRef { item: Item::Primitive(Primitive::String), collection: false, span: path.span };
            let ty = shape.map_or(text, |shape| shape.reference());
            let mut notes = found.map(|part| self.notes(part)).unwrap_or_default();
            // All that published documents say of them is how they are written in the path.
            if notes.description.as_ref().is_some_and(|text| text.value.starts_with("Usage: ")) {
                notes.description = None;
            }
            let span = found.map_or(path.span, |part| part.span());
            let nullable = shape.is_some_and(|shape| shape.nullable);
            parameters.push(parameter(name.to_owned(), ty, nullable, notes, span));
        }
    }

    /// What a call answers with: the value itself, or the `value` of an object that wraps it.
    fn result(&mut self, operation: Part<'a>) -> Option<ResultType> {
        if let Some(response) = self.index.good_response(operation)
            && let Some(content) = response.get("content")
            && content.get("application/octet-stream").is_some()
        {
            let ty = TypeRef { item: Item::Primitive(Primitive::Stream), collection: false, span: content.span() };
            return Some(ResultType { ty, nullable: false });
        }
        let answer = self.index.answer(operation)?;
        if let Some(items) = self.index.items(answer) {
            let shape = self.shape(items)?;
            let ty = TypeRef { collection: true, ..shape.reference() };
            return Some(ResultType { ty, nullable: shape.nullable });
        }
        let wrapped = answer.at(&["properties", "value"]);
        let shape = self.shape(wrapped.unwrap_or(answer))?;
        Some(ResultType {
            ty: shape.reference(),
            nullable: shape.nullable || answer.get("nullable").map(Part::value) == Some(Value::Bool(true)),
        })
    }
}

fn parameter(name: String, ty: TypeRef, nullable: bool, notes: Notes, span: Span) -> Parameter {
    Parameter { name, ty, nullable, is_optional: false, notes, span }
}
