//! The elements of a CSDL document, close to the XML: names are not resolved, annotations not interpreted. Elements
//! that have no bearing on generated code are left out, as are those of other XML namespaces.

use std::borrow::Cow;

use crate::api::{OperationKind, StructuredKind};
use crate::source::Span;

/// An attribute's value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) value: &'a str,
    pub(super) span: Span,
}

/// `edmx:Edmx`
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub(super) includes: Vec<Include<'a>>,
    pub(super) schemas: Vec<Schema<'a>>,
    pub(super) span: Span,
}

/// `edmx:Include`, where it gives an alias.
#[derive(Debug)]
pub(super) struct Include<'a> {
    pub(super) namespace: Text<'a>,
    pub(super) alias: Text<'a>,
}

/// `Schema`. Its elements are read one at a time, since a document holds thousands.
#[derive(Debug)]
pub(super) struct Schema<'a> {
    pub(super) namespace: Text<'a>,
    pub(super) alias: Option<Text<'a>>,
    pub(super) node: roxmltree::Node<'a, 'a>,
}

/// A child of `Schema`.
#[derive(Debug)]
pub(super) enum SchemaElement<'a> {
    Structured(StructuredType<'a>),
    Enumeration(EnumType<'a>),
    Definition(TypeDefinition<'a>),
    Operation(Operation<'a>),
    Container(EntityContainer<'a>),
    Annotations(Annotations<'a>),
}

/// `EntityType`, `ComplexType`
#[derive(Debug)]
pub(super) struct StructuredType<'a> {
    pub(super) kind: StructuredKind,
    pub(super) name: Text<'a>,
    pub(super) base: Option<Text<'a>>,
    pub(super) is_abstract: bool,
    pub(super) is_open: bool,
    pub(super) has_stream: bool,
    pub(super) key: Vec<Text<'a>>,
    pub(super) properties: Vec<Property<'a>>,
    pub(super) navigation: Vec<NavigationProperty<'a>>,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `Property`
#[derive(Debug)]
pub(super) struct Property<'a> {
    pub(super) name: Text<'a>,
    pub(super) ty: Text<'a>,
    pub(super) nullable: bool,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `NavigationProperty`
#[derive(Debug)]
pub(super) struct NavigationProperty<'a> {
    pub(super) name: Text<'a>,
    pub(super) ty: Text<'a>,
    pub(super) nullable: bool,
    pub(super) contains_target: bool,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `EnumType`
#[derive(Debug)]
pub(super) struct EnumType<'a> {
    pub(super) name: Text<'a>,
    pub(super) is_flags: bool,
    pub(super) members: Vec<Member<'a>>,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `Member`
#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) name: Text<'a>,
    pub(super) value: Option<i64>,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `TypeDefinition`
#[derive(Debug)]
pub(super) struct TypeDefinition<'a> {
    pub(super) name: Text<'a>,
    pub(super) underlying: Text<'a>,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `Action`, `Function`
#[derive(Debug)]
pub(super) struct Operation<'a> {
    pub(super) kind: OperationKind,
    pub(super) name: Text<'a>,
    pub(super) is_bound: bool,
    pub(super) is_composable: bool,
    pub(super) parameters: Vec<Parameter<'a>>,
    pub(super) result: Option<ReturnType<'a>>,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `Parameter`
#[derive(Debug)]
pub(super) struct Parameter<'a> {
    pub(super) name: Text<'a>,
    pub(super) ty: Text<'a>,
    pub(super) nullable: bool,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `ReturnType`
#[derive(Debug)]
pub(super) struct ReturnType<'a> {
    pub(super) ty: Text<'a>,
    pub(super) nullable: bool,
}

/// `EntityContainer`
#[derive(Debug)]
pub(super) struct EntityContainer<'a> {
    pub(super) name: Text<'a>,
    pub(super) roots: Vec<Root<'a>>,
    pub(super) imports: Vec<Import<'a>>,
}

/// `ActionImport`, `FunctionImport`
#[derive(Debug)]
pub(super) struct Import<'a> {
    pub(super) kind: crate::api::OperationKind,
    pub(super) name: Text<'a>,
    pub(super) operation: Text<'a>,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `EntitySet`, `Singleton`
#[derive(Debug)]
pub(super) struct Root<'a> {
    pub(super) kind: crate::api::RootKind,
    pub(super) name: Text<'a>,
    pub(super) ty: Text<'a>,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `Annotations`
#[derive(Debug)]
pub(super) struct Annotations<'a> {
    pub(super) target: Text<'a>,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `Annotation` without a qualifier. (One with a qualifier speaks to special readers only, and is left out.)
#[derive(Debug)]
pub(super) struct Annotation<'a> {
    pub(super) term: Text<'a>,
    /// Absent: the default value of the term.
    pub(super) value: Option<Expression<'a>>,
}

/// The value of an annotation or of a record's property, written as an attribute or as a child element.
#[derive(Debug)]
pub(super) struct Expression<'a> {
    pub(super) kind: ExpressionKind<'a>,
    pub(super) span: Span,
}

/// What is in an [`Expression`].
#[derive(Debug)]
pub(super) enum ExpressionKind<'a> {
    /// `String`, `Bool`, `Date`, `EnumMember`, `PropertyPath` …
    Constant(Cow<'a, str>),
    /// `Record`
    Record(Record<'a>),
    /// `Collection`
    Collection(Vec<Expression<'a>>),
    /// What has to be computed: `Path`, `If`, `Apply` …
    Dynamic,
}

/// `Record`
#[derive(Debug)]
pub(super) struct Record<'a> {
    pub(super) properties: Vec<PropertyValue<'a>>,
    pub(super) annotations: Vec<Annotation<'a>>,
}

/// `PropertyValue`
#[derive(Debug)]
pub(super) struct PropertyValue<'a> {
    pub(super) name: Text<'a>,
    pub(super) value: Option<Expression<'a>>,
}
