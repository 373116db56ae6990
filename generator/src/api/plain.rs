//! What exists in a service that follows no convention but HTTP: routes with parameters, bodies and answers, and the
//! types that travel in them. Knows neither OpenAPI nor Rust.

use super::{Map, Method};
use crate::report::Diagnostic;
use crate::source::Span;

/// A whole service.
#[derive(Debug, Clone, Default)]
pub struct Service {
    /// What it is called.
    pub title: String,
    /// What is said of it.
    pub description: Option<String>,
    /// Where it is, if the description says so.
    pub server: Option<String>,
    /// The types by name: those that the description names, and those that it declares where they are used, which are
    /// named after the place.
    pub types: Map<String, Type>,
    /// The ways to say who calls, by name.
    pub schemes: Map<String, Scheme>,
    /// The operations, in the order of the document.
    pub routes: Vec<Route>,
    /// What could not be understood. It concerns only the operations that refer to it.
    pub problems: Vec<Diagnostic>,
}

/// An entry of [`Service::problems`].
pub type ProblemId = usize;

/// A type with a name.
#[derive(Debug, Clone)]
pub struct Type {
    /// What kind of type, with its content.
    pub kind: TypeKind,
    /// What is said of it.
    pub notes: Notes,
    /// Where it is declared, as a JSON pointer.
    pub pointer: String,
}

/// The kinds of types that have names.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// An object with members.
    Object(Object),
    /// One of several texts.
    Enumeration(Vec<String>),
    /// One of several types.
    Union(Union),
}

/// What is said of an element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// In words, the short form first.
    pub texts: Vec<String>,
    /// A page about it.
    pub link: Option<String>,
    /// Whether it should not be used any more.
    pub deprecated: bool,
}

/// An object.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// The declared members.
    pub properties: Map<String, Property>,
    /// The type of the values of other members, if these are of interest.
    pub additional: Option<Shape>,
}

/// A member of an object.
#[derive(Debug, Clone)]
pub struct Property {
    /// Its type.
    pub shape: Shape,
    /// Whether every value has it, in both directions.
    pub required: bool,
    /// What is said of it.
    pub notes: Notes,
}

/// One of several types.
#[derive(Debug, Clone)]
pub struct Union {
    /// The member that tells which one it is.
    pub discriminator: Option<String>,
    /// The alternatives.
    pub variants: Vec<Variant>,
}

/// An alternative of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// What it is called, if the description names it.
    pub name: Option<String>,
    /// Its type.
    pub shape: Shape,
    /// The values of the discriminator that stand for it, the first of which is sent.
    pub tags: Vec<String>,
}

/// What a value can be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One of the types that need no declaration.
    Scalar(Scalar),
    /// A type with a name.
    Named(String),
    /// Several values.
    Array(Box<Self>),
    /// Values by name.
    Map(Box<Self>),
    /// A value or null.
    Nullable(Box<Self>),
    /// Something that is not supported.
    Unsupported(ProblemId),
}

/// Types that need no declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Scalar {
    Boolean,
    Int32,
    Int64,
    UInt64,
    Float,
    Double,
    Text,
    Date,
    DateTime,
    Time,
    Duration,
    Uuid,
    /// Bytes as base64 text.
    Base64,
    /// Bytes as they are: files.
    Binary,
    /// Any JSON value.
    Any,
}

/// A way to say who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scheme {
    /// `Authorization: Bearer`, whichever way the token is got.
    Bearer(Notes),
    /// `Authorization: Basic`.
    Basic(Notes),
    /// A key in a header, in the query, or in a cookie, with the name there.
    Key(Location, String, Notes),
    /// Something that is not supported.
    Unsupported(ProblemId),
}

/// An operation: a method of a path.
#[derive(Debug, Clone)]
pub struct Route {
    /// The id that the description gives it.
    pub id: Option<String>,
    /// The method.
    pub method: Method,
    /// The path, with its parameters in braces.
    pub path: String,
    /// Where it is, if it is elsewhere than the others.
    pub server: Option<String>,
    /// What is said of it.
    pub notes: Notes,
    /// The parameters: those of the path in its order, then the others in that of the document.
    pub parameters: Vec<Parameter>,
    /// What it takes.
    pub body: Option<Body>,
    /// What it answers with, by status.
    pub answers: Vec<Answer>,
    /// The sets of schemes, any of which is enough. No set: nobody has to say who calls.
    pub security: Vec<Vec<String>>,
    /// What is not supported of it, beside the types that it refers to.
    pub problems: Vec<ProblemId>,
    /// Where it is declared.
    pub span: Span,
}

/// Where a parameter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of HTTP")]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

impl Location {
    /// As `in` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub location: Location,
    /// Whether it has to be there.
    pub required: bool,
    /// How its value becomes text.
    pub style: Style,
    /// Its type.
    pub shape: Shape,
    /// What is said of it.
    pub notes: Notes,
}

/// How a value becomes text, with whether the parts of an array or object stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of OpenAPI")]
pub enum Style {
    Simple {
        explode: bool,
    },
    Label {
        explode: bool,
    },
    Matrix {
        explode: bool,
    },
    Form {
        explode: bool,
    },
    /// The same, with reserved characters as they are.
    FormReserved {
        explode: bool,
    },
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// As JSON.
    Json,
}

/// What an operation takes.
#[derive(Debug, Clone)]
pub struct Body {
    /// Whether it has to be there.
    pub required: bool,
    /// The media type.
    pub media: String,
    /// What it is.
    pub content: Content,
    /// Further media types that the operation would take.
    pub others: Vec<String>,
    /// What is said of it.
    pub notes: Notes,
}

/// What a body is made of.
#[derive(Debug, Clone)]
pub enum Content {
    /// JSON.
    Json(Shape),
    /// A form, with the styles of those members that have one.
    Form(Shape, Vec<(String, Style)>),
    /// Parts.
    Multipart(Vec<Part>),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// A part of a multipart body.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What it is; the type itself is not null.
    pub property: Property,
    /// Its media type, if the description gives one.
    pub media: Option<String>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// For which status.
    pub status: Status,
    /// The media type and what it is; nothing if there is no body.
    pub content: Option<(String, Content)>,
    /// The headers by name, with what is said of them.
    pub headers: Vec<(String, Notes)>,
    /// What is said of it.
    pub notes: Notes,
}

/// The status that an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// This one.
    Code(u16),
    /// All of a hundred, by its first digit.
    Range(u16),
    /// All others.
    Default,
}

impl Status {
    /// Whether the answer is good news, as far as it is known.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

impl Shape {
    /// The same, and null.
    #[must_use]
    pub fn or_null(self) -> Self {
        match self {
            Self::Nullable(_) | Self::Unsupported(_) | Self::Scalar(Scalar::Any) => self,
            other => Self::Nullable(Box::new(other)),
        }
    }

    /// The same without null, and whether null was admitted.
    pub fn without_null(&self) -> (&Self, bool) {
        match self {
            Self::Nullable(inner) => (inner, true),
            other => (other, false),
        }
    }

    /// Calls with every type or problem that it names.
    pub fn each(&self, take: &mut impl FnMut(&Self)) {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.each(take),
            Self::Named(_) | Self::Unsupported(_) => take(self),
            Self::Scalar(_) => {}
        }
    }
}

impl Content {
    /// The types of what it is made of.
    pub fn shapes(&self) -> Vec<&Shape> {
        match self {
            Self::Json(shape) | Self::Form(shape, _) => vec![shape],
            Self::Multipart(parts) => parts.iter().map(|part| &part.property.shape).collect(),
            Self::Text | Self::Bytes => Vec::new(),
        }
    }
}

impl TypeKind {
    /// The types of what it is made of, each with the member that has it.
    pub fn shapes(&self) -> Vec<(&str, &Shape)> {
        match self {
            Self::Object(object) => {
                let declared = object.properties.iter().map(|(name, property)| (name.as_str(), &property.shape));
                declared.chain(object.additional.iter().map(|shape| ("*", shape))).collect()
            }
            Self::Enumeration(_) => Vec::new(),
            Self::Union(union) => union
                .variants
                .iter()
                .map(|variant| (variant.name.as_deref().unwrap_or("one of"), &variant.shape))
                .collect(),
        }
    }
}
