//! From a slice of a plain service to its crate.

mod answers;
mod data;
mod docs;
mod models;
mod names;
mod requests;
mod types;

pub use data::*;

use indexmap::IndexMap;
use rustc_hash::FxHashSet;

use crate::{
    api::plain::{Location, Service},
    name::{PlainNames, PlainRenames, case, distinct},
    plan::Docs,
    slice::plain::Slice,
};

/// Decides the crate.
pub fn plan(
    service: &Service,
    slice: &Slice<'_>,
    renames: &PlainRenames,
    crate_name: &str,
    service_root: &str,
) -> Plan {
    let names = PlainNames::new(service, renames);
    let constants = constants(service);
    Plan {
        docs: about(service),
        service_root: service_root.to_owned(),
        models: models::Models::new(service, slice, &names, renames).module(),
        requests: requests::Requests { service, slice, names: &names, renames, constants: &constants, crate_name }
            .module(),
        schemes: schemes(service, slice, &constants),
    }
}

fn about(service: &Service) -> Docs {
    let mut docs = Docs::default();
    if !service.title.trim().is_empty() {
        docs.told(&format!("Typed requests and models for {}.", service.title.trim()));
    }
    if let Some(description) = service.description.as_deref().filter(|text| !text.trim().is_empty()) {
        docs.told(description.trim());
    }
    docs
}

/// The constant of each security scheme.
fn constants(service: &Service) -> IndexMap<String, String> {
    let mut names: Vec<(&str, String)> =
        service.schemes.keys().map(|name| (name.as_str(), case::screaming(name))).collect();
    distinct(&mut names);
    names.into_iter().map(|(name, constant)| (name.to_owned(), constant)).collect()
}

/// The schemes that the operations of the slice name.
fn schemes(service: &Service, slice: &Slice<'_>, constants: &IndexMap<String, String>) -> Vec<Scheme> {
    use crate::api::plain::Scheme as Declared;
    let named: FxHashSet<&str> =
        slice.routes.iter().flat_map(|route| route.security.iter().flatten()).map(String::as_str).collect();
    let mut schemes = Vec::new();
    for (name, constant) in constants.iter().filter(|(name, _)| named.contains(name.as_str())) {
        let (constructor, key, notes, what) = match service.schemes.get(name) {
            Some(Declared::Bearer(notes)) => ("bearer", None, notes, "a bearer token".to_owned()),
            Some(Declared::Basic(notes)) => ("basic", None, notes, "user and password".to_owned()),
            Some(Declared::Key(Location::Query, key, notes)) => {
                ("query", Some(key), notes, "a key in the query".to_owned())
            }
            Some(Declared::Key(Location::Cookie, key, notes)) => {
                ("cookie", Some(key), notes, "a key in a cookie".to_owned())
            }
            Some(Declared::Key(_, key, notes)) => ("header", Some(key), notes, "a key in a header".to_owned()),
            Some(Declared::Unsupported(_)) | None => continue,
        };
        let mut docs = docs::told(notes);
        docs.markdown(format!("`{}`: {what}.", docs::code(name)));
        schemes.push(Scheme { docs, constant: constant.clone(), name: name.clone(), constructor, key: key.cloned() });
    }
    schemes
}
