use super::Lower;
use crate::api::{Operation, Parameter, ResultType, Root};
use crate::csdl::syntax;

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
    }
}
