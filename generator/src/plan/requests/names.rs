//! The names of request functions.

use crate::{
    api::{Item, Operation, OperationKind, Parameter},
    check::Checked,
    name::{case, distinct},
    slice::{Call, CallKind},
};

/// The names of the functions of one module.
pub(super) fn function_names(api: &Checked, calls: &[&Call<'_>]) -> Vec<String> {
    let plain: Vec<String> = calls.iter().map(|call| function_name(api, call)).collect();
    let mut names: Vec<(&str, String)> = plain.iter().map(|name| (name.as_str(), name.clone())).collect();
    distinct(&mut names);
    names.into_iter().map(|(_, name)| name).collect()
}

fn function_name(api: &Checked, call: &Call<'_>) -> String {
    let name = match call.kind {
        CallKind::List(_) => "list",
        CallKind::Count => "count",
        CallKind::Get(_) => "get",
        CallKind::Create(_) => "create",
        CallKind::Update(_) => "update",
        CallKind::Delete => "delete",
        CallKind::Invoke(operation) => return operation_name(api, operation),
    };
    name.to_owned()
}

/// The name of an action or function. What else there is of the same name decides, in the slice or not: a slice that
/// grows renames nothing.
fn operation_name(api: &Checked, operation: &Operation) -> String {
    let mut name = case::snake(&operation.name);
    let others = || api.api().operations.iter().filter(|other| is_alike(api, operation, other));
    let is_taken = matches!(name.as_str(), "list" | "count" | "get" | "create" | "update" | "delete" | "path");
    if operation.kind == OperationKind::Function && (is_taken || others().any(|other| other.kind != operation.kind)) {
        name += "_function";
    } else if is_taken {
        name += "_action";
    }
    if is_for_all(operation) && others().any(|other| !is_for_all(other)) {
        name += "_for_all";
    }
    let own = parameters(operation);
    let is_overload = |other: &Operation| {
        other.kind == operation.kind && is_for_all(other) == is_for_all(operation) && parameters(other) != own
    };
    if !own.is_empty() && others().any(is_overload) {
        name += &format!("_with_{}", own.join("_and_"));
    }
    name
}

/// Whether two operations of one name can be called on the same entities.
fn is_alike(api: &Checked, one: &Operation, other: &Operation) -> bool {
    let binding = |operation: &Operation| operation.binding().map(|binding| binding.ty.item);
    one.name == other.name
        && match (binding(one), binding(other)) {
            (Some(Item::Named(one)), Some(Item::Named(other))) => {
                api.is_kind_of(one, other) || api.is_kind_of(other, one)
            }
            _ => false,
        }
}

fn is_for_all(operation: &Operation) -> bool {
    operation.binding().is_some_and(|binding| binding.ty.collection)
}

fn parameters(operation: &Operation) -> Vec<String> {
    let own = operation.parameters.iter().skip(usize::from(operation.is_bound));
    own.map(|Parameter { name, .. }| case::snake(name)).collect()
}
