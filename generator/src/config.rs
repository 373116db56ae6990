//! What the user asks for, as plain data: the mirror of `slice.toml`.

use crate::source::Span;

/// A text and where the user wrote it (in `slice.toml`, or on the command line, which is a source too).
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
    /// `[rename]`: full name of a type, or `full.name/property`, and the Rust name to use instead.
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
}

/// The description of the service.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path of a CSDL document.
    pub csdl: Text,
    /// Documents whose elements are merged into the first.
    pub supplements: Vec<Text>,
    /// Where the service is: the part of a URL that comes before the paths of the description.
    pub service_root: String,
}

/// The part of the service to generate for.
#[derive(Debug, Clone, Default)]
pub struct Slice {
    /// Patterns of paths and methods.
    pub include: Vec<Text>,
    /// Further types by full name.
    pub types: Vec<Text>,
}
