//! Who calls and where: security schemes, and the service root.

use std::collections::{BTreeMap, BTreeSet};

use super::{Side, code};
use crate::{
    diff::{Change, Findings, types::docs},
    plan::plain::Scheme,
};

pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, changes: &mut Vec<Change>) {
    root(&old.plan.service_root, &new.plan.service_root, changes);
    let by_name = |side: &'_ Side<'_>| -> BTreeMap<String, Scheme> {
        side.plan.schemes.iter().map(|scheme| (scheme.name.clone(), scheme.clone())).collect()
    };
    let (before, after) = (by_name(old), by_name(new));
    for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let (one, other) = (before.get(name), after.get(name));
        let Some(constant) = other.or(one).map(|scheme| format!("security::{}", scheme.constant)) else { continue };
        let mut findings = Findings { changes, item: constant.clone(), origin: name.clone() };
        match (one, other) {
            (Some(one), Some(other)) => {
                findings.renamed(&format!("security::{}", one.constant), &constant);
                if travels(one) != travels(other) {
                    let reason = format!("the secret travels as {} instead of {}", travels(other), travels(one));
                    findings.breaking("scheme", reason);
                }
                docs(&one.docs, &other.docs, &mut findings);
            }
            (Some(_), None) => findings.breaking(
                "scheme-removed",
                if new.service.schemes.contains_key(name) {
                    "no operation of the slice takes it any more"
                } else {
                    "the description no longer has it"
                },
            ),
            (None, Some(scheme)) => {
                findings.additive("scheme-added", format!("the secret travels as {}", travels(scheme)));
            }
            (None, None) => {}
        }
    }
}

/// A document need not say where the service is.
fn root(old: &str, new: &str, changes: &mut Vec<Change>) {
    let mut findings = Findings { changes, item: "SERVICE_ROOT".to_owned(), origin: "servers".to_owned() };
    match (old, new) {
        (old, new) if old == new => {}
        ("", new) => findings.additive("server", format!("clients that are not told otherwise call {}", code(new))),
        (old, "") => {
            findings.breaking("server", format!("the description no longer says where it is; it was {}", code(old)))
        }
        (old, new) => {
            let reason = format!("clients that are not told otherwise call {} instead of {}", code(new), code(old));
            findings.breaking("server", reason);
        }
    }
}

fn travels(scheme: &Scheme) -> String {
    match &scheme.key {
        Some(key) => format!("{} ({})", code(key), scheme.constructor),
        None => format!("`Authorization` ({})", scheme.constructor),
    }
}
