//! From the plan to the files of the crate. Nothing is decided here and nothing is looked up.

mod declaration;
mod examples;
mod function;
mod imports;
mod manifest;
mod module;
mod parallel;
pub mod plain;
mod root;
mod runtime;
mod text;
mod tokens;

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
    files.insert("Cargo.toml", manifest::manifest(package, runtime::DEPENDENCIES, &plan.features))?;
    files.insert("src/lib.rs", root::root(package, service_root, plan))?;
    let mut modules = Vec::new();
    collect(&plan.models, "src/models".to_owned(), &mut modules);
    collect(&plan.requests, "src/requests".to_owned(), &mut modules);
    let texts = parallel::map(&modules, |(_, module)| module::file(module));
    for ((path, _), text) in modules.into_iter().zip(texts) {
        files.insert(path + ".rs", text)?;
    }
    if let Some(pages) = &plan.pages {
        examples::files(pages, &mut files)?;
    }
    for (path, text) in runtime::FILES {
        files.insert(format!("src/runtime/{path}"), *text)?;
    }
    Ok(files)
}

/// A module and those inside, which stand in a folder of its name.
fn collect<'p>(module: &'p Module, path: String, modules: &mut Vec<(String, &'p Module)>) {
    for (name, child) in &module.children {
        collect(&child.module, format!("{path}/{name}"), modules);
    }
    modules.push((path, module));
}
