//! Request functions.

use super::{
    Change, Findings,
    fate::{Fate, fates},
    surface::{PlacedFunction, Surface},
    types::{docs, members},
};
use crate::plan::{Argument, Function, Place};

pub(super) fn compare(before: &Surface<'_>, after: &Surface<'_>, changes: &mut Vec<Change>) {
    for fate in fates(&before.functions, &after.functions, |function| &function.path) {
        match fate {
            Fate::Kept(old, new) => function(old, new, changes),
            Fate::Replaced(old, new) => {
                let reason = format!("it called `{}`", text(old.item));
                findings(new, changes).breaking("operation-replaced", reason);
                function(old, new, changes);
            }
            Fate::Added(new) => {
                findings(new, changes).additive("operation-added", format!("answers with {}", new.item.answer));
            }
            Fate::Removed(old) => findings(old, changes).breaking("operation-removed", GONE),
        }
    }
}

/// Why an operation is gone.
pub(super) const GONE: &str = "the description, or the slice, no longer has it";

fn findings<'c>(function: &PlacedFunction<'_>, changes: &'c mut Vec<Change>) -> Findings<'c> {
    Findings { changes, item: function.path.clone(), origin: text(function.item) }
}

/// The method and path with the names of the arguments.
fn text(function: &Function) -> String {
    let mut names = function.arguments.iter().filter(|argument| argument.is_in_path()).map(|argument| &argument.name);
    let mut path = String::new();
    for (at, part) in function.template.split("{}").enumerate() {
        if at > 0 {
            path += &format!("{{{}}}", names.next().map_or("", |name| name));
        }
        path += part;
    }
    format!("{} {path}", function.method.as_str())
}

fn function(old: &PlacedFunction<'_>, new: &PlacedFunction<'_>, changes: &mut Vec<Change>) {
    let mut findings = findings(new, changes);
    findings.renamed(&old.path, &new.path);
    findings.deprecated(old.item.deprecated.as_deref(), new.item.deprecated.as_deref());
    arguments(old.item, new.item, &mut findings);
    if old.item.answer != new.item.answer {
        findings.breaking("answer", format!("{} became {}", old.item.answer, new.item.answer));
    }
    let body = |function: &Function| function.body.as_ref().map_or("nothing".to_owned(), |ty| format!("`{ty}`"));
    let (sent, sends) = (body(old.item), body(new.item));
    if sent != sends {
        findings.breaking("body", format!("it sends {sends} instead of {sent}"));
    }
    docs(&old.item.docs, &new.item.docs, &mut findings);
    if let (Some(old), Some(new_parameters)) = (&old.parameters, &new.parameters) {
        let origin = text(new.item);
        members(None, &origin, (&new_parameters.path, old.item, new_parameters.item), changes);
    }
}

fn arguments(old: &Function, new: &Function, findings: &mut Findings<'_>) {
    let list = |function: &Function| -> Vec<String> {
        function.arguments.iter().map(|argument| format!("{}: {}", argument.name, argument.ty)).collect()
    };
    // Query options stand in the description's order, and all are texts: of two that are swapped the names tell.
    let types = |function: &Function| -> Vec<String> {
        let text = |argument: &Argument| match &argument.place {
            Place::Query(name) => format!("{name}: {}", argument.ty),
            Place::Path | Place::Alias(_) => argument.ty.to_string(),
        };
        function.arguments.iter().map(text).collect()
    };
    let (before, after) = (list(old), list(new));
    if types(old) != types(new) {
        findings.breaking("arguments", format!("`({})` became `({})`", before.join(", "), after.join(", ")));
    } else if before != after {
        let reason = format!("`({})` became `({})`: names do not matter in calls", before.join(", "), after.join(", "));
        findings.documentation("arguments", reason);
    }
}
