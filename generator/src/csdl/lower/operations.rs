use super::{Import, Lower};
use crate::api::{Notes, Operation, OperationKind, Parameter, ResultType, Root};
use crate::csdl::syntax;
use crate::report::Diagnostic;

impl<'a> Lower<'a, '_> {
    /// One whose name or types cannot be read is left out: the report says why.
    pub(super) fn operation(&mut self, namespace: &str, operation: &syntax::Operation<'a>) {
        let lowered = self.lower_operation(namespace, operation);
        self.api.operations.extend(lowered.filter(|operation| !operation.name.is_empty()));
    }

    fn lower_operation(&mut self, namespace: &str, operation: &syntax::Operation<'a>) -> Option<Operation> {
        let mut parameters = Vec::with_capacity(operation.parameters.len());
        for parameter in &operation.parameters {
            parameters.push(Parameter {
                name: parameter.name.value.to_owned(),
                ty: self.type_ref(parameter.ty)?,
                nullable: parameter.nullable,
                is_optional: false,
                notes: self.notes(&parameter.annotations),
                span: parameter.name.span,
            });
        }
        let result = match &operation.result {
            Some(result) => Some(ResultType { ty: self.type_ref(result.ty)?, nullable: result.nullable }),
            None => None,
        };
        Some(Operation {
            kind: operation.kind,
            namespace: namespace.to_owned(),
            name: operation.name.value.to_owned(),
            is_bound: operation.is_bound,
            import: None,
            is_composable: operation.is_composable,
            parameters,
            result,
            notes: self.notes(&operation.annotations),
            span: operation.name.span,
        })
    }

    pub(super) fn container(&mut self, namespace: &str, container: &syntax::EntityContainer<'a>) {
        self.api.namespace = namespace.to_owned();
        self.api.containers.push(format!("{namespace}.{}", container.name.value));
        for root in &container.roots {
            let Some(ty) = self.type_id(root.ty) else { continue };
            let notes = self.notes(&root.annotations);
            let name = root.name.value;
            match self.api.roots.get(name) {
                _ if name.is_empty() => {}
                Some(first) => {
                    let first = first.span;
                    self.duplicate(
                        "duplicate-root",
                        &format!("entity set or singleton `{name}`"),
                        root.name.span,
                        first,
                    );
                }
                None => {
                    let lowered = Root { kind: root.kind, ty, ty_span: root.ty.span, notes, span: root.name.span };
                    self.api.roots.insert(name.to_owned(), lowered);
                }
            }
        }
        for import in &container.imports {
            let notes = self.notes(&import.annotations);
            let (kind, name, operation) = (import.kind, import.name, import.operation);
            if let Some(first) = self.imports.iter().find(|first| first.name.value == name.value) {
                let first = first.name.span;
                self.duplicate("duplicate-root", &format!("operation import `{}`", name.value), name.span, first);
            } else if !name.value.is_empty() {
                self.imports.push(Import { kind, name, operation, notes });
            }
        }
    }

    /// Unbound operations are called by their imports, all overloads of a function by the same one.
    pub(super) fn name_imports(&mut self) {
        for Import { kind, name, operation, notes } in std::mem::take(&mut self.imports) {
            let full_name = self.full_name(operation.value).into_owned();
            let is_meant = |operation: &Operation| {
                operation.kind == kind && !operation.is_bound && operation.full_name() == full_name
            };
            if let Some(first) = self.api.roots.get(name.value).map(|root| root.span) {
                self.duplicate("duplicate-root", &format!("`{}` in the container", name.value), name.span, first);
            } else if !self.api.operations.iter().any(is_meant) {
                let what = if kind == OperationKind::Action { "action" } else { "function" };
                let message = format!("there is no unbound {what} `{}`", full_name.escape_debug());
                let help = "an import names an operation of the same document that is not bound";
                self.report.push(Diagnostic::error("unknown-operation", message).at(operation.span, "").help(help));
            } else {
                self.import(name.value, is_meant, &notes);
            }
        }
    }

    /// Gives the operations that are meant their import; those that have one already stand once more.
    fn import(&mut self, name: &str, is_meant: impl Fn(&Operation) -> bool, notes: &Notes) {
        let meant = self.api.operations.iter_mut().filter(|operation| is_meant(operation));
        let (named, unnamed): (Vec<_>, Vec<_>) = meant.partition(|operation| operation.import.is_some());
        let first = named.first().and_then(|operation| operation.import.clone());
        let again = named.into_iter().filter(|operation| operation.import == first).map(|operation| operation.clone());
        let mut again: Vec<Operation> = again.collect();
        for operation in unnamed.into_iter().chain(&mut again) {
            operation.import = Some(name.to_owned());
            operation.notes.absorb(notes.clone(), self.report);
        }
        self.api.operations.extend(again);
    }
}
