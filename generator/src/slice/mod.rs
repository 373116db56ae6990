//! From what the user asks for to the part of the service that it takes: the calls, and the types that they need.

pub mod call;
mod closure;
mod containment;
mod cut;
mod failure;
mod gates;
mod limit;
pub mod path;
pub(crate) mod pattern;
pub mod plain;
mod select;
mod why;

#[cfg(test)]
mod tests;

pub use closure::{Kept, Reason, Role, Types, is_sent};
pub(crate) use cut::is_alike;
pub use cut::{DeadEnds, cut};
pub use gates::{Gate, Gates};
pub use path::{Call, CallKind, Segment};
pub use why::explain;

use crate::{
    api::{Method, TypeId},
    check::Checked,
    config,
    nearest::did_you_mean,
    report::{Diagnostic, Report},
};

/// The part of an API that was asked for.
#[derive(Debug, Clone)]
pub struct Slice<'a> {
    /// The calls, sorted by path and method.
    pub calls: Vec<Call<'a>>,
    /// The types that they need.
    pub types: Types<'a>,
    /// The features that compile them, if the crate has a feature for each segment.
    pub gates: Option<Gates<'a>>,
}

/// Cuts the slice out of the API.
pub fn slice<'a>(api: &'a Checked, wanted: &config::Slice, report: &mut Report) -> Slice<'a> {
    let calls = select_calls(api, &wanted.include, report);
    let mut named = Vec::new();
    for name in &wanted.types {
        match find_type(api, name) {
            Ok(ty) => named.push(ty),
            Err(unknown) => report.push(unknown),
        }
    }
    let types = closure::close(api, &calls, &named);
    let most = limit::most(api);
    if closure::weight(api, &types) > most {
        let message = format!("the members of the types come to more than {} MB of source", most >> 20);
        report
            .push(Diagnostic::error("endless-types", message).help(
                "take fewer types: name the paths more closely. Each type has the members of all its base types",
            ));
        return Slice { calls: Vec::new(), types: Types::new(), gates: None };
    }
    let mut slice = Slice { calls, types, gates: None };
    if wanted.features == config::Features::Segments {
        slice.gates = Gates::new(api, &slice, &named, report);
    }
    slice
}

/// The type that a user names in full.
///
/// # Errors
/// What is wrong with the name, and the nearest that there are.
pub fn find_type(api: &Checked, name: &config::Text) -> Result<TypeId, Diagnostic> {
    api.names().find(&name.value).filter(|ty| api.api().types.contains_key(ty)).ok_or_else(|| {
        let help = did_you_mean(&name.value, api.api().types.keys().map(|ty| api.names().full(*ty)));
        Diagnostic::error("unknown-type", format!("there is no type `{}`", name.value))
            .at(name.span, "")
            .help(help.unwrap_or_else(|| "types are named in full, like `microsoft.graph.device`".to_owned()))
    })
}

/// The calls that patterns ask for, sorted by path and method.
pub fn select_calls<'a>(api: &'a Checked, patterns: &[config::Text], report: &mut Report) -> Vec<Call<'a>> {
    let containment = containment::Containment::new(api);
    let mut found = select::Found::new(api);
    for text in patterns {
        if let Some(pattern) = pattern::parse(text, report)
            && select::select(api, &containment, &pattern, &mut found, report).is_err()
        {
            // What was found so far is no slice that anybody wants.
            return Vec::new();
        }
    }
    found.calls.sort_unstable_keys();
    found.calls.into_values().collect()
}

/// The number of types that one call needs.
pub fn closure_size(api: &Checked, call: &Call<'_>) -> usize {
    closure::close(api, [call], &[]).len()
}

/// A method and path, as in a list of calls.
pub fn call_text(api: &Checked, call: &Call<'_>) -> (Method, String) {
    (call.method, path::path_text(&call.path, api))
}
