//! What the user asks for, as plain data: the mirror of `slice.toml`.

mod check;
mod parse;
mod table;
mod write;

pub use check::{package_name, service_root};
pub use parse::parse;
pub use write::{Opening, write};

use crate::Format;
use crate::source::Span;

/// A text and where the user wrote it (in `slice.toml`, or on the command line, which is a source too).
///
/// The place is the text itself, without its quotes, so that a part of it can be shown; where escapes make the two
/// differ it is the whole literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub value: String,
    /// Its place.
    pub span: Span,
}

/// The whole file.
#[derive(Debug, Clone)]
pub struct Config {
    /// `[package]`
    pub package: Package,
    /// `[source]`
    pub source: Source,
    /// `[slice]`
    pub slice: Slice,
    /// `[rename]`: full name of a type, or `full.name/property`, and the Rust name to use instead. Of a plain document also
    /// the id of an operation, or its method and path (`GET /pets/{id}`), for the function.
    pub rename: Vec<(Text, Text)>,
}

/// The crate to write.
#[derive(Debug, Clone)]
pub struct Package {
    /// Its name.
    pub name: Text,
    /// Its version.
    pub version: String,
    /// What it is, in one line; the first line of its documentation.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: Option<String>,
    /// The oldest compiler that it promises to work with.
    pub rust_version: String,
    /// The repository's address.
    pub repository: Option<String>,
    /// The address of its documentation.
    pub documentation: Option<String>,
    /// Words by which it is found.
    pub keywords: Vec<String>,
    /// What kind of crate it is, in the registry's words.
    pub categories: Vec<String>,
}

impl Package {
    /// What Rust code calls the crate.
    pub fn crate_name(&self) -> String {
        self.name.value.replace('-', "_")
    }
}

/// The description of the service.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path of the document.
    pub document: Text,
    /// Its format: which of the two keys, `csdl` or `openapi`, names it, and the `dialect`.
    pub format: Format,
    /// CSDL documents whose elements are merged into the first.
    pub supplements: Vec<Text>,
    /// The folder of reference pages.
    pub pages: Option<Text>,
    /// Where the service is: the part of a URL that comes before the paths of the description. Without it, it is
    /// Microsoft Graph, or what a plain document says itself.
    pub service_root: Option<String>,
}

/// The part of the service to generate for.
#[derive(Debug, Clone, Default)]
pub struct Slice {
    /// Patterns of paths and methods.
    pub include: Vec<Text>,
    /// Further types by full name.
    pub types: Vec<Text>,
    /// The features of the crate.
    pub features: Features,
    /// Whether operations that need something which is not supported are left out, instead of being errors. Only plain
    /// documents have such.
    pub skip_unsupported: bool,
}

/// What can be switched off in the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Features {
    /// Nothing: the slice is what is wanted.
    #[default]
    None,
    /// What belongs to a top-level segment of the paths: one feature for each.
    Segments,
}

impl Features {
    /// All of them, by the names that users write.
    pub const ALL: [(&str, Self); 2] = [("none", Self::None), ("segments", Self::Segments)];

    /// The one that goes by this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(other, _)| *other == name).map(|(_, features)| features)
    }
}

impl Package {
    /// The version of a crate whose author gives none.
    pub const VERSION: &str = "0.1.0";
    /// The oldest compiler that can build what is generated.
    pub const RUST_VERSION: &str = "1.88";
}

impl Source {
    /// The service that everybody means who names no other.
    pub const SERVICE_ROOT: &str = "https://graph.microsoft.com/v1.0";
}
