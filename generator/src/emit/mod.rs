//! From the plan to the files of the crate. Nothing is decided here and nothing is looked up.

mod declaration;
mod examples;
mod function;
mod manifest;
mod module;
mod root;
mod runtime;
mod text;

use crate::{
    config,
    files::{Files, FilesError},
    plan::{Module, Plan},
};

/// The files of a crate.
///
/// # Errors
/// If two modules of the plan have one path.
pub fn emit(plan: &Plan, package: &config::Package, service_root: &str) -> Result<Files, FilesError> {
    let mut files = Files::default();
    files.insert("Cargo.toml", manifest::manifest(package))?;
    files.insert("src/lib.rs", root::root(package, service_root, plan.example.as_deref()))?;
    modules(&plan.models, "src/models", &mut files)?;
    modules(&plan.requests, "src/requests", &mut files)?;
    if let Some(pages) = &plan.pages {
        examples::files(pages, &mut files)?;
    }
    for (path, text) in runtime::FILES {
        files.insert(format!("src/runtime/{path}"), *text)?;
    }
    Ok(files)
}

/// A module's file, and those of the modules inside in a folder of its name.
fn modules(module: &Module, path: &str, files: &mut Files) -> Result<(), FilesError> {
    files.insert(format!("{path}.rs"), module::file(module))?;
    for (name, child) in &module.children {
        modules(&child.module, &format!("{path}/{name}"), files)?;
    }
    Ok(())
}
