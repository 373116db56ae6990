//! What the items of a file name without a path.

use std::collections::BTreeSet;

use crate::plan::RustType;

/// The names by where they come from.
#[derive(Default)]
pub(super) struct Imports {
    pub(super) map: bool,
    pub(super) method: bool,
    pub(super) root: BTreeSet<&'static str>,
    pub(super) runtime: BTreeSet<&'static str>,
}

impl Imports {
    /// What a type is written with.
    pub(super) fn ty(&mut self, ty: &RustType) {
        match ty {
            RustType::Plain(_) | RustType::Local(_) => {}
            RustType::Runtime(name) => drop(self.root.insert(name)),
            RustType::Model(_) => drop(self.root.insert("models")),
            RustType::Map(item) => {
                self.map = true;
                self.ty(item);
            }
            RustType::Field(item) => {
                self.root.insert("Field");
                self.ty(item);
            }
            RustType::Vec(item) | RustType::Option(item) | RustType::Boxed(item) => self.ty(item),
        }
    }

    /// The `use` lines.
    pub(super) fn lines(&self) -> String {
        let mut out = String::new();
        if self.map {
            out += "use std::collections::BTreeMap;\n\n";
        }
        if self.method {
            out += "use http::Method;\n\n";
        }
        out + &usage("crate::runtime", &self.runtime) + &usage("crate", &self.root)
    }
}

/// One `use` line, or none.
pub(super) fn usage(from: &str, names: &BTreeSet<&str>) -> String {
    let names: Vec<&str> = names.iter().copied().collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!("use {from}::{one};\n"),
        several => format!("use {from}::{{{}}};\n", several.join(", ")),
    }
}
