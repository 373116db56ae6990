use super::{Map, Names, Notes, TypeId};
use crate::source::Span;

/// Base types of a type, one derived from the other; Graph has six. A type has the members of all of them, so that what
/// is written grows with their square.
pub const DEEPEST: usize = 100;

/// A declared type.
#[derive(Debug, Clone)]
pub struct Type {
    /// What kind of type, with its content.
    pub kind: TypeKind,
    /// What is said of it.
    pub notes: Notes,
    /// Where it is declared.
    pub span: Span,
}

/// The kinds of types.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An entity or complex type.
    Structured(Structured),
    /// An enumeration.
    Enumeration(Enumeration),
    /// A type definition: another name of a primitive type.
    Definition(Primitive),
}

/// Whether values have an identity of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructuredKind {
    /// Values that paths can lead to.
    Entity,
    /// Values that live inside others.
    Complex,
}

/// An entity or complex type; what it inherits is not repeated here.
#[derive(Debug, Clone)]
pub struct Structured {
    /// Entity or complex.
    pub kind: StructuredKind,
    /// The base type.
    pub base: Option<(TypeId, Span)>,
    /// Whether only subtypes have values.
    pub is_abstract: bool,
    /// Whether this declaration says that values may have members beyond the declared ones (subtypes inherit it).
    pub is_open: bool,
    /// Whether the entity is itself a media stream (`$value`).
    pub has_stream: bool,
    /// The key, if it is declared here.
    pub key: Vec<KeyProperty>,
    /// The structural properties.
    pub properties: Map<String, Property>,
    /// The navigation properties.
    pub navigation: Map<String, Navigation>,
}

/// A part of an entity's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyProperty {
    /// The property, or a path to one inside a complex property.
    pub name: String,
    /// Where the key says so.
    pub span: Span,
}

/// A structural property.
#[derive(Debug, Clone)]
pub struct Property {
    /// The type of its value.
    pub ty: TypeRef,
    /// Whether the description admits null (for a collection: as an item).
    pub nullable: bool,
    /// What is said of it.
    pub notes: Notes,
    /// Where it is declared.
    pub span: Span,
}

/// A navigation property: a way from one entity to others.
#[derive(Debug, Clone)]
pub struct Navigation {
    /// The type of the entities; always [`Item::Named`] in a well-formed document.
    pub ty: TypeRef,
    /// Whether there may be none.
    pub nullable: bool,
    /// Whether the target lives inside the source, so that paths through it create and delete.
    pub contains_target: bool,
    /// What is said of it.
    pub notes: Notes,
    /// Where it is declared.
    pub span: Span,
}

/// A reference to a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeRef {
    /// The type, or the type of the items.
    pub item: Item,
    /// Whether it is a collection of them.
    pub collection: bool,
    /// Where the reference stands.
    pub span: Span,
}

/// The type of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// A primitive type.
    Primitive(Primitive),
    /// A type of the description.
    Named(TypeId),
}

/// The primitive types of EDM (OData 4.01, Common Schema Definition Language, section 3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum Primitive {
    Binary,
    Boolean,
    Byte,
    Date,
    DateTimeOffset,
    Decimal,
    Double,
    Duration,
    Guid,
    Int16,
    Int32,
    Int64,
    SByte,
    Single,
    Stream,
    String,
    TimeOfDay,
    /// Any JSON value: `Edm.Untyped`, the abstract `Edm` types, geography and geometry.
    Untyped,
}

impl Primitive {
    /// The full name: `Edm.String`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Binary => "Edm.Binary",
            Self::Boolean => "Edm.Boolean",
            Self::Byte => "Edm.Byte",
            Self::Date => "Edm.Date",
            Self::DateTimeOffset => "Edm.DateTimeOffset",
            Self::Decimal => "Edm.Decimal",
            Self::Double => "Edm.Double",
            Self::Duration => "Edm.Duration",
            Self::Guid => "Edm.Guid",
            Self::Int16 => "Edm.Int16",
            Self::Int32 => "Edm.Int32",
            Self::Int64 => "Edm.Int64",
            Self::SByte => "Edm.SByte",
            Self::Single => "Edm.Single",
            Self::Stream => "Edm.Stream",
            Self::String => "Edm.String",
            Self::TimeOfDay => "Edm.TimeOfDay",
            Self::Untyped => "Edm.Untyped",
        }
    }
}

impl TypeRef {
    /// As descriptions write it: `Collection(microsoft.graph.device)`.
    pub fn full_name(&self, names: &Names) -> String {
        let item = match self.item {
            Item::Primitive(primitive) => primitive.name(),
            Item::Named(id) => names.full(id),
        };
        if self.collection { format!("Collection({item})") } else { item.to_owned() }
    }
}

/// An enumeration.
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// Whether a value is a set of members.
    pub is_flags: bool,
    /// The members by name, in the order of the document.
    pub members: Map<String, Member>,
}

/// A member of an enumeration.
#[derive(Debug, Clone)]
pub struct Member {
    /// Its number, if the description gives one.
    pub value: Option<i64>,
    /// What is said of it.
    pub notes: Notes,
    /// Where it is declared.
    pub span: Span,
}
