//! From the plan of a plain service to the files of its crate. Nothing is decided here and nothing is looked up.

mod declaration;
mod function;
mod imports;
mod root;
mod runtime;

use super::{
    manifest,
    module::{Declared, HEADER, declarations},
    text::comment,
};
use crate::{
    config,
    files::{Files, FilesError},
    format,
    plan::plain::{Item, Module, Plan},
};

/// The files of a crate.
///
/// # Errors
/// If two modules of the plan have one path.
pub fn emit(plan: &Plan, package: &config::Package) -> Result<Files, FilesError> {
    let mut files = Files::default();
    files.insert("Cargo.toml", manifest::manifest(package, runtime::DEPENDENCIES, &[]))?;
    files.insert("src/lib.rs", root::root(plan, package))?;
    if !plan.schemes.is_empty() {
        files.insert("src/security.rs", root::security(&plan.schemes))?;
    }
    modules(&plan.models, "src/models", &mut files)?;
    modules(&plan.requests, "src/requests", &mut files)?;
    for (path, text) in runtime::FILES {
        files.insert(format!("src/runtime/{path}"), *text)?;
    }
    Ok(files)
}

/// A module's file, and those of the modules inside in a folder of its name.
fn modules(module: &Module, path: &str, files: &mut Files) -> Result<(), FilesError> {
    files.insert(format!("{path}.rs"), file(module))?;
    for (name, child) in &module.children {
        modules(child, &format!("{path}/{name}"), files)?;
    }
    Ok(())
}

/// The text of a module's own file.
fn file(module: &Module) -> String {
    let mut parts = vec![format!("{HEADER}\n{}", comment(&module.docs, "//!", ""))];
    parts.extend(Some(imports::imports(&module.items).lines()).filter(|text| !text.is_empty()));
    parts.extend(Some(children(module)).filter(|text| !text.is_empty()));
    for item in &module.items {
        match item {
            Item::Object(item) => parts.push(declaration::object(item)),
            Item::Union(item) => parts.push(declaration::union(item)),
            Item::Enumeration(item) => parts.push(super::declaration::enumeration(item)),
            Item::Parameters(item) => parts.push(declaration::parameters(item)),
            Item::Multipart(item) => parts.push(declaration::multipart(item)),
            Item::Answers(item) => parts.push(declaration::answers(item)),
            Item::Function(item) => parts.extend(function::functions(item).into_iter().map(format::item)),
        }
    }
    parts.join("\n")
}

fn children(module: &Module) -> String {
    declarations(module.children.iter().map(|(name, child)| Declared {
        name,
        gate: String::new(),
        is_reexported: child.is_reexported,
    }))
}
