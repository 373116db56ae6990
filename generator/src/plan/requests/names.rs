//! The names of request functions.

use crate::{
    api::{Operation, OperationKind},
    check::Checked,
    name::{case, distinct},
    slice::{Call, CallKind, Segment, is_alike},
};

/// The names of the functions of one module.
pub(super) fn function_names(api: &Checked, calls: &[&Call<'_>]) -> Vec<String> {
    let plain: Vec<String> = calls.iter().map(|call| function_name(api, call)).collect();
    let mut names: Vec<(&str, String)> = plain.iter().map(|name| (name.as_str(), name.clone())).collect();
    distinct(&mut names);
    names.into_iter().map(|(_, name)| name).collect()
}

/// What the structs of these functions begin with. Functions that differ by an underscore only are alike as types.
pub(super) fn structure_names(functions: &[String]) -> Vec<String> {
    let mut names: Vec<(&str, String)> = functions.iter().map(|name| (name.as_str(), case::pascal(name))).collect();
    distinct(&mut names);
    names.into_iter().map(|(_, name)| name).collect()
}

fn function_name(api: &Checked, call: &Call<'_>) -> String {
    let own = own_name(api, call);
    let keys = call.path.iter().filter_map(|segment| match segment {
        Segment::AlternateKey(_, key) => Some(&key.parts),
        _ => None,
    });
    let keys: Vec<_> = keys.flatten().map(|(alias, _)| without_mark(&case::snake(alias)).to_owned()).collect();
    if keys.is_empty() { own } else { format!("{}_by_{}", without_mark(&own), keys.join("_and_")) }
}

/// Without the underscore that tells it from a keyword.
fn without_mark(name: &str) -> &str {
    name.trim_end_matches('_')
}

fn own_name(api: &Checked, call: &Call<'_>) -> String {
    let name = match call.kind {
        CallKind::List(_) => "list",
        CallKind::Count => "count",
        CallKind::Get(_) | CallKind::GetProperty(_) => "get",
        CallKind::Create(_) => "create",
        CallKind::Update(_) => "update",
        CallKind::Delete => "delete",
        CallKind::Download => "download",
        CallKind::Upload(_) => "upload",
        // A stream property has a module of its own.
        CallKind::DeleteContent if matches!(call.path.last(), Some(Segment::Stream(..))) => "delete",
        CallKind::DeleteContent => "delete_content",
        CallKind::ListReferences => "list_refs",
        CallKind::GetReference => "get_ref",
        CallKind::AddReference => "add_ref",
        CallKind::SetReference => "set_ref",
        CallKind::RemoveReference => "remove_ref",
        CallKind::Invoke(operation) => return operation_name(api, operation),
    };
    name.to_owned()
}

/// The function that creates a media entity by its content.
pub(super) const FROM_CONTENT: &str = "create_from_content";

/// The names above, and that of a function of the runtime.
const TAKEN: &[&str] = &[
    "add_ref",
    "count",
    "create",
    FROM_CONTENT,
    "delete",
    "delete_content",
    "download",
    "get",
    "get_ref",
    "list",
    "list_refs",
    "path",
    "remove_ref",
    "set_ref",
    "update",
    "upload",
];

/// The module for a segment of a path.
pub(super) fn module_name(api: &Checked, segment: &Segment<'_>) -> Option<String> {
    Some(match segment {
        Segment::Root(name, _)
        | Segment::Navigation(name, _)
        | Segment::Stream(name, _)
        | Segment::Property(name, _) => module_called(name),
        Segment::Cast(ty) => module_called(api.names().split(*ty).1),
        Segment::Operation(operation) => marked(operation_name(api, operation)),
        Segment::Key(_) | Segment::AlternateKey(..) | Segment::Count | Segment::Value | Segment::Ref => return None,
    })
}

/// The module for a segment of this name.
pub(in crate::plan) fn module_called(wire: &str) -> String {
    marked(case::snake(wire))
}

/// With an underscore if the file that declares the module uses the name.
fn marked(name: String) -> String {
    if matches!(name.as_str(), "http" | "models" | "serde_json") { name + "_" } else { name }
}

/// The name of an action or function. A function has its required parameters in its name, as they tell overloads apart:
/// one that comes later renames nothing. Only where an action and a function, or operations of the one and of the many,
/// are called the same does the name depend on what else there is, in the slice or not.
fn operation_name(api: &Checked, operation: &Operation) -> String {
    let plain = plain_name(operation);
    // What is cheap to tell comes first: there may be thousands of overloads.
    let has_other = |differs: fn(&Operation, &Operation) -> bool| {
        let mut others = api.operations_called(&operation.name).filter(|other| differs(operation, other));
        others.any(|other| is_alike(api, operation, other) && plain_name(other) == plain)
    };
    let mut name = plain.clone();
    let is_taken = TAKEN.binary_search(&name.as_str()).is_ok();
    if operation.kind == OperationKind::Function && (is_taken || has_other(|one, other| one.kind != other.kind)) {
        name += "_function";
    } else if is_taken {
        name += "_action";
    }
    if is_for_all(operation) && has_other(|_, other| !is_for_all(other)) {
        name += "_for_all";
    }
    name
}

fn plain_name(operation: &Operation) -> String {
    let name = case::snake(operation.import.as_ref().unwrap_or(&operation.name));
    let required: Vec<String> = operation
        .passed()
        .iter()
        .filter(|parameter| operation.kind == OperationKind::Function && !parameter.is_optional)
        .map(|parameter| without_mark(&case::snake(&parameter.name)).to_owned())
        .collect();
    if required.is_empty() {
        name
    } else {
        case::bounded(format!("{}_with_{}", without_mark(&name), required.join("_and_")))
    }
}

fn is_for_all(operation: &Operation) -> bool {
    operation.binding().is_some_and(|binding| binding.ty.collection)
}
