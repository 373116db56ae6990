//! A new `slice.toml`.

use toml_edit::{Array, DocumentMut, Item, Table, value};

use crate::Format;

/// What a new `slice.toml` says; what it leaves out is as it is without it.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    /// The name of the crate.
    pub name: &'a str,
    /// The path of the document.
    pub document: &'a str,
    /// Its format.
    pub format: Format,
    /// Patterns of paths and methods.
    pub include: &'a [String],
    /// Whether operations that need something which is not supported are left out.
    pub skip_unsupported: bool,
}

/// The text of a file that says this. Whether it can be meant so, [`parse`](super::parse) tells.
pub fn write(opening: &Opening<'_>) -> String {
    let mut document = DocumentMut::new();
    for name in ["package", "source", "slice"] {
        document.insert(name, Item::Table(Table::new()));
    }
    document["package"]["name"] = value(opening.name);
    document["source"][if opening.format == Format::Csdl { "csdl" } else { "openapi" }] = value(opening.document);
    if opening.format == Format::PlainOpenApi {
        document["source"]["dialect"] = value("plain");
    }
    let mut include: Array = opening.include.iter().map(String::as_str).collect();
    for pattern in include.iter_mut() {
        pattern.decor_mut().set_prefix("\n    ");
    }
    include.set_trailing("\n");
    include.set_trailing_comma(true);
    document["slice"]["include"] = value(include);
    if opening.skip_unsupported {
        document["slice"]["skip-unsupported"] = value(true);
    }
    format!("# What `graphslice generate` makes of the description beside this file.\n\n{document}")
}
