//! How a type is written in Rust.

use std::fmt;

/// A type in Rust.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RustType {
    /// A type that needs no import: `String`, `i32`, `serde_json::Value`.
    Plain(&'static str),
    /// A type of the runtime.
    Runtime(&'static str),
    /// A type below `models`, with its modules.
    Model(String),
    /// A type of the same file.
    Local(String),
    /// Several.
    Vec(Box<Self>),
    /// Several by name.
    Map(Box<Self>),
    /// Perhaps none.
    Option(Box<Self>),
    /// Perhaps none, or null.
    Field(Box<Self>),
    /// One on the heap, since a value cannot hold its own type.
    Boxed(Box<Self>),
}

impl fmt::Display for RustType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(name) | Self::Runtime(name) => f.write_str(name),
            Self::Model(name) => write!(f, "models::{name}"),
            Self::Local(name) => f.write_str(name),
            Self::Vec(item) => write!(f, "Vec<{item}>"),
            Self::Map(item) => write!(f, "BTreeMap<String, {item}>"),
            Self::Option(item) => write!(f, "Option<{item}>"),
            Self::Field(item) => write!(f, "Field<{item}>"),
            Self::Boxed(item) => write!(f, "Box<{item}>"),
        }
    }
}
