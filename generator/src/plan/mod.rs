//! From a slice of the API to the crate: every name, type, module and text is decided here, and printed in
//! [`crate::emit`].

mod data;
mod docs;
mod example;
mod models;
pub mod plain;
mod requests;
mod types;

pub use data::*;

use crate::{
    check::Checked,
    name::{Renames, TypeNames},
    report::Report,
    slice::Slice,
};

/// Decides the crate.
pub fn plan(api: &Checked, slice: &Slice<'_>, renames: &Renames, crate_name: &str, report: &mut Report) -> Plan {
    let names = TypeNames::new(api, renames, slice.types.keys().copied());
    let requests = requests::Requests { api, calls: &slice.calls, names: &names, crate_name }.module(report);
    Plan {
        example: example::of_crate(&requests, crate_name),
        models: models::Models { api, slice, names: &names, renames }.module(),
        requests,
    }
}
