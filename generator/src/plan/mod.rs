//! From a slice of the API to the crate: every name, type, module and text is decided here, and printed in
//! [`crate::emit`].

mod data;
mod docs;
mod example;
mod examples;
mod models;
mod requests;
mod types;

pub use data::*;
pub(crate) use docs::edm;

use crate::{
    check::Checked,
    name::{Renames, TypeNames},
    pages::Reference,
    report::Report,
    slice::Slice,
};

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
    let requests = requests::Requests { api, calls: &slice.calls, names: &names, reference, crate_name }.module(report);
    let models = models::Models { api, slice, names: &names, renames }.module();
    Plan {
        example: example::of_crate(&requests, crate_name),
        pages: examples::pages(reference, &models, &requests, crate_name),
        models,
        requests,
    }
}
