//! From a slice of the API to the crate: every name, type, module and text is decided here, and printed in
//! [`crate::emit`].

mod data;
mod docs;
mod example;
mod examples;
mod gates;
mod models;
pub mod plain;
mod requests;
mod rust_type;
mod types;

pub use data::*;
pub(crate) use docs::edm;
pub use rust_type::RustType;

use crate::{
    check::Checked,
    circles::Circles,
    name::{Renames, TypeNames},
    pages::Reference,
    report::Report,
    slice::Slice,
};

/// How many types may hold one another before the compiler has to be told: that a type is `Send` it proves through all
/// that it holds, in about five steps for each, and 128 steps are its limit.
const DEPTH: usize = 24;

/// Decides the crate.
pub fn plan(
    api: &Checked,
    slice: &Slice<'_>,
    renames: &Renames,
    reference: &Reference,
    crate_name: &str,
    report: &mut Report,
) -> Plan {
    let names = TypeNames::new(api, renames, slice.types.keys().copied());
    let mut requests =
        requests::Requests { api, calls: &slice.calls, names: &names, reference, crate_name }.module(report);
    // All types that a type holds belong to every slice that it belongs to, so what is boxed is always the same.
    let circles = Circles::new(slice.types.keys().copied(), |ty| types::held(api, ty));
    let mut models = models::Models { api, slice, names: &names, renames, circles: &circles }.module();
    let features = slice
        .gates
        .as_ref()
        .map(|gates| gates::gate(api, gates, slice.types.keys().copied(), &names, &mut models, &mut requests));
    Plan {
        example: example::of_crate(&requests, crate_name),
        pages: examples::pages(reference, &models, &requests, crate_name),
        is_deep: slice.types.len() > DEPTH,
        models,
        requests,
        features: features.unwrap_or_default(),
    }
}
