//! The crate of a plain service as it will be: everything decided, nothing printed.

use indexmap::IndexMap;

use crate::{
    api::{
        Method,
        plain::{Location, Style},
    },
    plan::{Docs, Enumeration, RustType},
};

/// A whole crate, apart from the runtime.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What the crate is.
    pub docs: Docs,
    /// Where the service is, unless a client is told otherwise.
    pub service_root: String,
    /// The module `models`.
    pub models: Module,
    /// The module `requests`.
    pub requests: Module,
    /// The security schemes that the operations name; without any there is no module `security`.
    pub schemes: Vec<Scheme>,
}

/// A module, and so a file.
#[derive(Debug, Clone, Default)]
pub struct Module {
    /// The documentation.
    pub docs: Docs,
    /// What the file defines.
    pub items: Vec<Item>,
    /// The modules in it by name.
    pub children: IndexMap<String, Self>,
    /// Whether users see only what is in it.
    pub is_reexported: bool,
}

/// What a file defines.
#[derive(Debug, Clone)]
pub enum Item {
    /// A struct that travels as a JSON object.
    Object(Object),
    /// One of several types.
    Union(Union),
    /// One of several texts.
    Enumeration(Enumeration),
    /// The optional parameters of an operation.
    Parameters(Parameters),
    /// A multipart body.
    Multipart(Multipart),
    /// Answers by status.
    Answers(Answers),
    /// A function that builds a request.
    Function(Box<Function>),
}

/// A struct that travels as a JSON object.
#[derive(Debug, Clone)]
pub struct Object {
    /// The documentation.
    pub docs: Docs,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// The name.
    pub name: String,
    /// The name in the description.
    pub full_name: String,
    /// What has to be there.
    pub required: Vec<Member>,
    /// What has to be there and has only one value: a variant of its type.
    pub fixed: Vec<(Member, String)>,
    /// What may be missing; the types are `Option` or `Field`.
    pub optional: Vec<Member>,
    /// The type of other members, if these are kept.
    pub additional: Option<RustType>,
}

/// A member of a struct.
#[derive(Debug, Clone)]
pub struct Member {
    /// The documentation.
    pub docs: Docs,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// The field.
    pub name: String,
    /// The name as it travels.
    pub wire: String,
    /// The type.
    pub ty: RustType,
    /// What the description calls the type; of a body, the media type.
    pub declared: String,
}

/// One of several types.
#[derive(Debug, Clone)]
pub struct Union {
    /// The documentation.
    pub docs: Docs,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// The name.
    pub name: String,
    /// The name in the description.
    pub full_name: String,
    /// The member that tells which one it is.
    pub discriminator: Option<String>,
    /// The alternatives.
    pub variants: Vec<Variant>,
}

/// An alternative of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// The documentation.
    pub docs: Docs,
    /// The name.
    pub name: String,
    /// The type.
    pub ty: RustType,
    /// What the description calls the type.
    pub declared: String,
    /// The values of the discriminator that stand for it.
    pub tags: Vec<String>,
}

/// The optional parameters of an operation.
#[derive(Debug, Clone)]
pub struct Parameters {
    /// The documentation.
    pub docs: Docs,
    /// The name.
    pub name: String,
    /// The parameters.
    pub members: Vec<Member>,
}

/// A multipart body.
#[derive(Debug, Clone)]
pub struct Multipart {
    /// The documentation.
    pub docs: Docs,
    /// The name.
    pub name: String,
    /// What has to be there, with the media type if there is one.
    pub required: Vec<(Member, Option<String>)>,
    /// What may be missing.
    pub optional: Vec<(Member, Option<String>)>,
}

/// Answers by status.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The documentation.
    pub docs: Docs,
    /// The name.
    pub name: String,
    /// The answers, those for one status before those for many.
    pub variants: Vec<StatusVariant>,
}

/// An answer for a status.
#[derive(Debug, Clone)]
pub struct StatusVariant {
    /// The documentation.
    pub docs: Docs,
    /// The name.
    pub name: String,
    /// The first and the last status; none for all others.
    pub range: Option<(u16, u16)>,
    /// What is in the body.
    pub content: AnswerType,
}

/// What is in the body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerType {
    /// Nothing of interest.
    Nothing,
    /// JSON.
    Json(RustType),
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

/// A function that builds a request.
#[derive(Debug, Clone)]
pub struct Function {
    /// The documentation.
    pub docs: Docs,
    /// Whether it should not be used any more.
    pub deprecated: bool,
    /// The name.
    pub name: String,
    /// The method.
    pub method: Method,
    /// The path, with its parameters in braces.
    pub path: String,
    /// Where it is, if it is elsewhere than the others.
    pub server: Option<String>,
    /// The parameters that have to be there.
    pub arguments: Vec<Member>,
    /// The body, if it has to be there.
    pub body: Option<RustType>,
    /// The function and the struct for what may be missing.
    pub with: Option<With>,
    /// What sets the parameters, in order.
    pub settings: Vec<Setting>,
    /// How the body is written.
    pub writing: Option<Writing>,
    /// The media types of the answer.
    pub accept: String,
    /// What comes back.
    pub answer: AnswerType,
    /// What the bodies of errors can be read as.
    pub errors: AnswerType,
    /// The sets of schemes, any of which is enough, by their constants.
    pub security: Vec<Vec<String>>,
}

/// The variant of a function that takes what may be missing.
#[derive(Debug, Clone)]
pub struct With {
    /// The documentation.
    pub docs: Docs,
    /// The name of the function.
    pub name: String,
    /// The name of the struct.
    pub parameters: String,
}

/// Sets a parameter.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Where it is.
    pub location: Location,
    /// Its name there.
    pub wire: String,
    /// How its value becomes text.
    pub style: Style,
    /// The argument, or the member of the optional parameters.
    pub name: String,
    /// Whether it is one of the optional parameters.
    pub is_optional: bool,
}

/// How a body is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Writing {
    /// As JSON of this media type.
    Json(String),
    /// As a form, with the styles of those members that have one.
    Form(Vec<(String, Style)>),
    /// In parts.
    Multipart,
    /// As text of this media type.
    Text(String),
    /// As it is, with this media type.
    Bytes(String),
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// The documentation.
    pub docs: Docs,
    /// The constant.
    pub constant: String,
    /// The name in the description.
    pub name: String,
    /// The constructor.
    pub constructor: &'static str,
    /// What the header, parameter or cookie is called.
    pub key: Option<String>,
}
