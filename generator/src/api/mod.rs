//! What exists in the service. Knows neither CSDL nor OpenAPI nor Rust.
//!
//! A front end lowers one document into one [`Api`]. It may leave references open: a type that is only
//! mentioned has an id and no declaration. [`merge`] puts supplements in, [`crate::check`] closes everything.

mod absorb;
mod attach;
mod merge;
mod names;
mod notes;
mod operation;
pub mod plain;
mod types;

pub(crate) use attach::attach;
pub use merge::merge;
pub(crate) use names::is_name;
pub use names::{Names, TypeId};
pub use notes::{
    AlternateKey, CustomParameter, LONGEST_TEXT, Method, NoteFields, Notes, Permission, Restriction, Restrictions,
    Revision, RevisionKind, Spanned,
};
pub use operation::{Operation, OperationKind, Parameter, ResultType, Root, RootKind};
pub use types::{
    DEEPEST, Enumeration, Item, KeyProperty, Member, Navigation, Primitive, Property, Structured, StructuredKind, Type,
    TypeKind, TypeRef,
};

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::source::Span;

/// A map in the order of insertion, with a hash that is cheap and the same in every run. (What it does not withstand
/// is an attacker who chooses the keys; whoever writes the description only slows down their own run.)
pub type Map<K, V> = IndexMap<K, V, FxBuildHasher>;

/// One document, or several that were merged.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// The namespace that the API is known by: that of the entity container, or the first one. Its types stand at the
    /// top of the generated models.
    pub namespace: String,
    /// The declared types, in the order of the document.
    pub types: Map<TypeId, Type>,
    /// Actions and functions, overloads included, in the order of the document.
    pub operations: Vec<Operation>,
    /// Entity sets and singletons by name: the first segments of paths.
    pub roots: Map<String, Root>,
    /// The full names of the containers that hold the roots. They are no part of paths, but annotations name them.
    pub containers: Vec<String>,
    /// Annotations that stand apart from what they annotate, until [`crate::check`] puts them there, and where
    /// they name it.
    pub notes: Map<Target, Spanned<Notes>>,
    /// Where the document begins; that of the first, if several were merged.
    pub span: Option<Span>,
    /// Bytes of the documents.
    pub size: usize,
}

/// What an annotation speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A type.
    Type(TypeId),
    /// A property, navigation property or enumeration member of a type; an entity set or singleton of a container.
    Member(TypeId, String),
    /// An action or function: its full name, and the types of its parameters if they are given (full names,
    /// `Collection(…)` included); without them, every overload.
    Operation(String, Option<Vec<String>>),
    /// A parameter of an action or function.
    Parameter(String, Option<Vec<String>>, String),
}
