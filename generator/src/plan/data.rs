//! The crate as it will be: everything decided, nothing printed.

use std::fmt;

use indexmap::IndexMap;

use super::RustType;
use crate::{
    api::{LONGEST_TEXT, Method},
    legible::beginning,
};

/// A whole crate, apart from the runtime.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The module `models`.
    pub models: Module,
    /// The module `requests`.
    pub requests: Module,
    /// The features that gates name.
    pub features: Vec<String>,
    /// Code for the documentation of the crate.
    pub example: Option<Vec<String>>,
    /// Whether the compiler may meet more types inside one another than it follows by itself.
    pub is_deep: bool,
    /// What reference pages add, if there are any.
    pub pages: Option<Pages>,
}

/// What reference pages add to a crate.
#[derive(Debug, Clone)]
pub struct Pages {
    /// The crate as its tests name it.
    pub crate_name: String,
    /// The tests that their examples have become, a file for each page.
    pub tests: Vec<TestFile>,
    /// What the examples came to, and what of them does not fit: Markdown.
    pub report: String,
}

/// The examples of a page as tests.
#[derive(Debug, Clone)]
pub struct TestFile {
    /// The module, and so the file.
    pub module: String,
    /// The name of the page.
    pub page: String,
    /// The gates of what the tests use: all of them have to be open, each by any of its features.
    pub gates: Vec<Vec<String>>,
    /// The tests in the order of the page.
    pub tests: Vec<Test>,
}

/// The body of an example: it is read as a type of the crate, and written back.
#[derive(Debug, Clone)]
pub struct Test {
    /// The name of the function.
    pub name: String,
    /// The method and the path, in words for a reader.
    pub call: String,
    /// How the body is read.
    pub kind: TestKind,
    /// The type that it is read as.
    pub ty: RustType,
    /// The module of the request function, whose own types may be meant.
    pub module: String,
    /// The body.
    pub json: String,
    /// The members that the type does not have, each as a path of names.
    pub dropped: Vec<String>,
}

/// How the body of an example is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestKind {
    /// As what a request sends.
    Body,
    /// As an answer.
    Answer,
    /// As an answer with a page of a collection.
    Page,
    /// As an answer with one value in it.
    Value,
}

/// A module, and so a file.
#[derive(Debug, Clone, Default)]
pub struct Module {
    /// The documentation.
    pub docs: Docs,
    /// What the file defines.
    pub items: Vec<Item>,
    /// The modules in it by name.
    pub children: IndexMap<String, Child>,
    /// The features any of which compiles it; none if it is compiled always.
    pub gate: Vec<String>,
}

/// A module inside another.
#[derive(Debug, Clone)]
pub struct Child {
    /// Whether users see the module itself, or only what is in it.
    pub visibility: Visibility,
    /// The module.
    pub module: Module,
}

/// How a module is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// `pub mod`.
    Public,
    /// `mod`, and everything in it `pub use`d.
    Reexported,
}

/// What a file defines.
#[derive(Debug, Clone)]
pub enum Item {
    /// A struct.
    Structure(Structure),
    /// Where a struct stands in its hierarchy.
    Derivation(Derivation),
    /// An enumeration, or a set of flags.
    Enumeration(Enumeration),
    /// A request function.
    Function(Function),
}

/// A struct that travels as a JSON object.
#[derive(Debug, Clone)]
pub struct Structure {
    /// The direction.
    pub form: StructureForm,
    /// The documentation.
    pub docs: Docs,
    /// Whether it should not be used any more, and why.
    pub deprecated: Option<String>,
    /// The name.
    pub name: String,
    /// The full name in the description; action parameters have none.
    pub full_name: Option<String>,
    /// Whether what is read keeps members that are not declared.
    pub is_open: bool,
    /// The members.
    pub members: Vec<Member>,
}

/// The place of a derived type in its hierarchy: only what the slice has of it, in this form.
#[derive(Debug, Clone)]
pub struct Derivation {
    /// The form that is meant.
    pub form: StructureForm,
    /// The struct, of the same file.
    pub name: String,
    /// What it is derived from, the nearest first.
    pub bases: Vec<RustType>,
    /// The full names of what is derived from it; none where it is sent.
    pub subtypes: Vec<String>,
}

/// The direction in which a struct travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StructureForm {
    /// In answers: every member may be absent.
    Read,
    /// In request bodies: every member may be absent, null or a value.
    Body,
    /// In the URL, as optional parameters of a function.
    Options,
}

/// A member of a struct.
#[derive(Debug, Clone)]
pub struct Member {
    /// The documentation.
    pub docs: Docs,
    /// Whether it should not be used any more, and why.
    pub deprecated: Option<String>,
    /// The field, or setter.
    pub name: String,
    /// The constant that stands for the property.
    pub constant: String,
    /// Whether it leads to other entities.
    pub is_navigation: bool,
    /// The name in JSON; of an optional parameter, how it stands in the URL, with `{}` for the value.
    pub wire: String,
    /// The type of the value.
    pub ty: RustType,
}

/// An enumeration, or a set of flags.
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// Whether a value is a set of members.
    pub is_flags: bool,
    /// The documentation.
    pub docs: Docs,
    /// Whether it should not be used any more, and why.
    pub deprecated: Option<String>,
    /// The name.
    pub name: String,
    /// The full name in the description.
    pub full_name: String,
    /// The members.
    pub variants: Vec<Variant>,
}

/// A member of an enumeration.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The documentation.
    pub docs: Docs,
    /// Whether it should not be used any more, and why.
    pub deprecated: Option<String>,
    /// The variant, or the constant of a flag.
    pub name: String,
    /// The name in JSON.
    pub wire: String,
}

/// A function that builds a request.
#[derive(Debug, Clone)]
pub struct Function {
    /// The documentation.
    pub docs: Docs,
    /// Whether it should not be used any more, and why.
    pub deprecated: Option<String>,
    /// The name.
    pub name: String,
    /// The HTTP method.
    pub method: Method,
    /// The path as lists show it, with the names of keys.
    pub path: String,
    /// The path, `{}` for each of the arguments.
    pub template: String,
    /// What fills the path and the query, in order.
    pub arguments: Vec<Argument>,
    /// The type of the optional parameters, of the same file.
    pub options: Option<String>,
    /// The type of the body; a type of the runtime is a reference to an entity.
    pub body: Option<RustType>,
    /// What comes back.
    pub answer: Answer,
}

/// An argument that is part of the URL.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// The type of the value.
    pub ty: RustType,
    /// The query option that carries it; none if it fills the next place of the path.
    pub alias: Option<String>,
}

/// What comes back, and how it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Pages of a collection that takes query options.
    List(RustType),
    /// One entity that takes query options.
    Get(RustType),
    /// One object.
    Entity(RustType),
    /// One object, or 204.
    Optional(RustType),
    /// A value inside `{"value": …}`.
    Value(RustType),
    /// A value inside `{"value": …}`, or 204.
    OptionalValue(RustType),
    /// A page of a collection, from an action.
    Page(RustType),
    /// A number as text.
    Count,
    /// Bytes.
    Download,
    /// One object, or 204, to bytes that are sent.
    Upload(RustType),
    /// Nothing of interest.
    Nothing,
}

/// Documentation, paragraph by paragraph.
#[derive(Debug, Clone, Default)]
pub struct Docs(pub Vec<Paragraph>);

/// A paragraph of documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paragraph {
    /// Text of the description: data, which must not turn into markup or code.
    Told(String),
    /// Our own Markdown.
    Markdown(String),
    /// Code that compiles.
    Example(Vec<String>),
}

impl Docs {
    /// Adds a paragraph of our own.
    pub fn markdown(&mut self, text: impl Into<String>) {
        self.0.push(Paragraph::Markdown(text.into()));
    }

    /// Adds text of the description: its beginning, if it has more bytes than [`LONGEST_TEXT`].
    pub fn told(&mut self, text: &str) {
        self.0.push(Paragraph::Told(beginning(text, LONGEST_TEXT).into_owned()));
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(ty) => write!(f, "`List<{ty}>`"),
            Self::Get(ty) => write!(f, "`Get<{ty}>`"),
            Self::Entity(ty) | Self::Value(ty) => write!(f, "`{ty}`"),
            Self::Optional(ty) | Self::OptionalValue(ty) => write!(f, "`Option<{ty}>`"),
            Self::Page(ty) => write!(f, "`Page<{ty}>`"),
            Self::Count => f.write_str("a count"),
            Self::Download => f.write_str("bytes"),
            Self::Upload(ty) => write!(f, "`Option<{ty}>` to bytes"),
            Self::Nothing => f.write_str("nothing"),
        }
    }
}
