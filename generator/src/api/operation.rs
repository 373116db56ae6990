use super::{Notes, TypeId, TypeRef};
use crate::source::Span;

/// An action or function.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Action or function.
    pub kind: OperationKind,
    /// The namespace.
    pub namespace: String,
    /// The name without the namespace.
    pub name: String,
    /// Whether the first parameter is what the operation is called on.
    pub is_bound: bool,
    /// Whether a path may go on behind a call (functions only).
    pub is_composable: bool,
    /// The parameters in order, the binding parameter first if there is one.
    pub parameters: Vec<Parameter>,
    /// What a call answers with.
    pub result: Option<ResultType>,
    /// What is said of it.
    pub notes: Notes,
    /// Where it is declared.
    pub span: Span,
}

impl Operation {
    /// The namespace and the name.
    pub fn full_name(&self) -> String {
        [&*self.namespace, ".", &*self.name].concat()
    }

    /// The parameter that stands for what the operation is called on.
    pub fn binding(&self) -> Option<&Parameter> {
        self.parameters.first().filter(|_| self.is_bound)
    }

    /// Whether both are one operation: overloads differ in their parameters, by name or type.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind
            && self.name == other.name
            && self.namespace == other.namespace
            && self.is_bound == other.is_bound
            && self.parameters.len() == other.parameters.len()
            && self.parameters.iter().zip(&other.parameters).all(|(mine, theirs)| {
                mine.name == theirs.name && mine.ty.item == theirs.ty.item && mine.ty.collection == theirs.ty.collection
            })
    }
}

/// The two kinds of operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OperationKind {
    /// May change something: POST.
    Action,
    /// Only reads: GET.
    Function,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: TypeRef,
    /// Whether null is admitted.
    pub nullable: bool,
    /// Whether it may be left out.
    pub is_optional: bool,
    /// What is said of it.
    pub notes: Notes,
    /// Where it is declared.
    pub span: Span,
}

/// What an operation answers with.
#[derive(Debug, Clone)]
pub struct ResultType {
    /// The type.
    pub ty: TypeRef,
    /// Whether the answer may be null, which is then 204 without a body.
    pub nullable: bool,
}

/// An entity set or singleton.
#[derive(Debug, Clone)]
pub struct Root {
    /// Set or singleton.
    pub kind: RootKind,
    /// The entity type.
    pub ty: TypeId,
    /// Where the type is named.
    pub ty_span: Span,
    /// What is said of it.
    pub notes: Notes,
    /// Where it is declared.
    pub span: Span,
}

/// The two kinds of roots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootKind {
    /// Many entities, each with a key.
    EntitySet,
    /// One entity.
    Singleton,
}
