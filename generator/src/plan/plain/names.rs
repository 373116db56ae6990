//! Names of functions and of what stands beside them.
//!
//! They depend on the whole service and never on the slice: growing a slice renames nothing.

use indexmap::IndexMap;

use crate::{
    api::plain::{Route, Service},
    name::{case, distinct, modules},
};

/// The module of each operation, and its name there, in the order of the service.
pub(super) fn functions(service: &Service) -> Vec<(Vec<String>, String)> {
    let mut families: IndexMap<Vec<String>, Vec<usize>> = IndexMap::new();
    for (at, route) in service.routes.iter().enumerate() {
        families.entry(modules(&route.path)).or_default().push(at);
    }
    let mut named = vec![(Vec::new(), String::new()); service.routes.len()];
    for (modules, family) in families {
        let keys: Vec<String> = family.iter().map(|at| key(&service.routes[*at])).collect();
        let mut names: Vec<(&str, String)> = keys.iter().map(|key| (key.as_str(), case::snake(key))).collect();
        distinct(&mut names);
        for (at, (_, name)) in family.into_iter().zip(names) {
            named[at] = (modules.clone(), name);
        }
    }
    named
}

/// What an operation is called: its id, or else its method and path (`GET /pets/{id}`: `get pets by id`).
fn key(route: &Route) -> String {
    if let Some(id) = &route.id {
        return id.clone();
    }
    let mut words = vec![route.method.as_str().to_ascii_lowercase()];
    for segment in route.path.split('/').filter(|segment| !segment.is_empty()) {
        if segment.contains('{') {
            words.push("by".to_owned());
        }
        words.push(segment.replace(['{', '}'], " "));
    }
    words.join(" ")
}

/// The variant of a function that takes what may be missing.
pub(super) fn with(name: &str, others: &[&str]) -> String {
    let mut with = format!("{}_with", name.trim_end_matches('_'));
    while others.contains(&with.as_str()) {
        with += "_parameters";
    }
    with
}
