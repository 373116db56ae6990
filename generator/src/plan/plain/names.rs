//! Names of functions and of what stands beside them.
//!
//! They depend on the whole service and never on the slice: growing a slice renames nothing.

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::{
    api::plain::{Route, Service},
    name::{PlainRenames, case, distinct, distinct_from, modules},
};

/// What an operation is called in Rust.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// The modules below `requests`.
    pub(super) modules: Vec<String>,
    /// The function.
    pub(super) name: String,
    /// What the names of the types beside it begin with.
    pub(super) base: String,
}

/// The names of all operations, in the order of the service.
pub(super) fn functions(service: &Service, renames: &PlainRenames) -> Vec<Named> {
    let mut families: IndexMap<Vec<String>, Vec<usize>> = IndexMap::new();
    for (at, route) in service.routes.iter().enumerate() {
        families.entry(modules(&route.path)).or_default().push(at);
    }
    let mut named = vec![Named::default(); service.routes.len()];
    for (modules, family) in families {
        let keys: Vec<String> = family.iter().map(|at| key(&service.routes[*at])).collect();
        let mut chosen: FxHashSet<&str> = FxHashSet::default();
        let mut names: Vec<(&str, String)> = Vec::new();
        for (at, key) in family.iter().zip(&keys) {
            let wanted = renames.of_route(&service.routes[*at], service);
            chosen.extend(wanted.map(|_| key.as_str()));
            names.push((key, wanted.map_or_else(|| case::snake(key), str::to_owned)));
        }
        distinct_from(&mut names, |key| chosen.contains(key));
        let mut bases: Vec<(&str, String)> = names.iter().map(|(key, name)| (*key, case::pascal(name))).collect();
        distinct(&mut bases);
        for ((at, (_, name)), (_, base)) in family.into_iter().zip(names).zip(bases) {
            named[at] = Named { modules: modules.clone(), name, base };
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
pub(super) fn with(name: &str, others: &FxHashSet<&str>) -> String {
    let mut with = format!("{}_with", name.trim_end_matches('_'));
    while others.contains(with.as_str()) {
        with += "_parameters";
    }
    with
}
