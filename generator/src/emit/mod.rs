//! From the plan to the files of the crate. Nothing is decided here and nothing can fail.

mod declaration;
mod function;
mod manifest;
mod module;
mod root;
mod runtime;
mod text;

use std::collections::BTreeMap;

use crate::{
    config,
    plan::{Module, Plan},
};

/// The files of a crate, by path.
pub fn emit(plan: &Plan, package: &config::Package, service_root: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    files.insert("Cargo.toml".to_owned(), manifest::manifest(package));
    files.insert("src/lib.rs".to_owned(), root::root(package, service_root));
    modules(&plan.models, "src/models", &mut files);
    modules(&plan.requests, "src/requests", &mut files);
    for (path, text) in runtime::FILES {
        files.insert(format!("src/runtime/{path}"), (*text).to_owned());
    }
    files
}

/// A module's file, and those of the modules inside in a folder of its name.
fn modules(module: &Module, path: &str, files: &mut BTreeMap<String, String>) {
    files.insert(format!("{path}.rs"), module::file(module));
    for (name, child) in &module.children {
        modules(&child.module, &format!("{path}/{name}"), files);
    }
}
