//! Request functions, and what stands beside them.

use super::{
    answers::{self, shown},
    code,
    members::{self, PARTS, Slot},
    note, parameters,
    surface::{BODY, Call, Surface, body},
};
use crate::{
    diff::{
        Change, Findings,
        calls::GONE,
        fate::{Fate, fates},
        types::docs,
    },
    plan::{
        RustType,
        plain::{Function, Parameters, Writing},
    },
};

pub(super) fn compare(before: &Surface<'_>, after: &Surface<'_>, changes: &mut Vec<Change>) {
    for fate in fates(&before.calls, &after.calls, |call| &call.path) {
        match fate {
            Fate::Kept(old, new) => call(old, new, changes),
            Fate::Replaced(old, new) => {
                findings(new, changes).breaking("operation-replaced", format!("it called {}", code(&text(old.item))));
                call(old, new, changes);
            }
            Fate::Added(new) => {
                let answer = shown(&new.item.answer, new.answers.as_ref());
                findings(new, changes).additive("operation-added", format!("answers with {answer}"));
            }
            Fate::Removed(old) => findings(old, changes).breaking("operation-removed", GONE),
        }
    }
}

fn findings<'c>(call: &Call<'_>, changes: &'c mut Vec<Change>) -> Findings<'c> {
    Findings { changes, item: call.path.clone(), origin: text(call.item) }
}

pub(super) fn text(function: &Function) -> String {
    format!("{} {}", function.method.as_str(), function.path)
}

fn call(old: &Call<'_>, new: &Call<'_>, changes: &mut Vec<Change>) {
    renamed(old, new, changes);
    let mut findings = findings(new, changes);
    findings.deprecated(note(old.item.deprecated), note(new.item.deprecated));
    server(old.item, new.item, &mut findings);
    security(old.item, new.item, &mut findings);
    sent(old, new, &mut findings);
    docs(&old.item.docs, &new.item.docs, &mut findings);
    parameters::compare(old, new, changes);
    if let (Some(one), Some(other)) = (&old.body, &new.body) {
        let mut findings = Findings { changes, item: other.path.clone(), origin: text(new.item) };
        docs(&one.item.docs, &other.item.docs, &mut findings);
        let slots = (Slot::of_multipart(one.item), Slot::of_multipart(other.item));
        members::compare((&other.path, &text(new.item)), (&slots.0, &slots.1), PARTS, changes);
    }
    answers::compare(old, new, changes);
}

/// What stands beside a function is called after it, and only told where it alone has another name.
fn renamed(old: &Call<'_>, new: &Call<'_>, changes: &mut Vec<Change>) {
    let mut findings = findings(new, changes);
    if old.path != new.path {
        return findings.renamed(&old.path, &new.path);
    }
    let beside = |call: &Call<'_>| {
        [
            call.with.clone(),
            call.parameters.as_ref().map(|placed| placed.path.clone()),
            call.body.as_ref().map(|placed| placed.path.clone()),
            call.answers.as_ref().map(|placed| placed.path.clone()),
            call.errors.as_ref().map(|placed| placed.path.clone()),
        ]
    };
    for (one, other) in beside(old).into_iter().zip(beside(new)) {
        if let (Some(one), Some(other)) = (one, other) {
            findings.item.clone_from(&other);
            findings.renamed(&one, &other);
        }
    }
}

fn server(old: &Function, new: &Function, findings: &mut Findings<'_>) {
    if old.server != new.server {
        let server = |function: &Function| match &function.server {
            Some(server) => code(server),
            None => "the service root".to_owned(),
        };
        findings.breaking("server", format!("it goes to {} instead of {}", server(new), server(old)));
    }
}

/// Whoever could call before can call now if each set of schemes that was enough holds one that is.
fn security(old: &Function, new: &Function, findings: &mut Findings<'_>) {
    if old.security == new.security {
        return;
    }
    let nobody = [Vec::new()];
    let sets = |function: &'_ Function| match function.security.as_slice() {
        [] => nobody.to_vec(),
        sets => sets.to_vec(),
    };
    let (before, after) = (sets(old), sets(new));
    let is_enough = |held: &Vec<String>| after.iter().any(|set| set.iter().all(|scheme| held.contains(scheme)));
    let list = |sets: &[Vec<String>]| {
        let sets = sets.iter().map(|schemes| match schemes.as_slice() {
            [] => "nothing".to_owned(),
            all => all.iter().map(|scheme| format!("`{scheme}`")).collect::<Vec<_>>().join(" with "),
        });
        sets.collect::<Vec<_>>().join(" or ")
    };
    let reason = format!("it takes {} instead of {}", list(&after), list(&before));
    if before.iter().all(is_enough) {
        findings.additive("security", reason);
    } else {
        findings.breaking("security", reason);
    }
}

/// The body: its type, whether it has to be there, and how it is written.
fn sent(old: &Call<'_>, new: &Call<'_>, findings: &mut Findings<'_>) {
    let (one, other) = (body(old.item, old.parameters.as_ref()), body(new.item, new.parameters.as_ref()));
    let ty = |ty: &RustType, call: &Call<'_>| match &call.body {
        Some(_) => "parts".to_owned(),
        None => format!("`{ty}`"),
    };
    let is_required = |call: &Call<'_>| call.item.body.is_some();
    let (one, other) = match (one, other) {
        (None, None) => return,
        (None, Some(other)) if is_required(new) => {
            return findings.breaking("body", format!("it sends {} now", ty(other, new)));
        }
        (None, Some(other)) => {
            let with = new.with.as_deref().unwrap_or(&new.path);
            return findings.additive("body", format!("`{with}` can send {} as `{BODY}`", ty(other, new)));
        }
        (Some(one), None) => return findings.breaking("body", format!("it no longer sends {}", ty(one, old))),
        (Some(one), Some(other)) => (ty(one, old), ty(other, new)),
    };
    match (is_required(old), is_required(new)) {
        (false, false) => optional_body(old, new, findings),
        (true, false) => findings.breaking("body", "the body is no longer required: it is an optional parameter"),
        (false, true) => findings.breaking("body", "the body is required now: it is an argument"),
        (true, true) => {}
    }
    if one != other {
        findings.breaking("body", format!("it sends {other} instead of {one}"));
    } else if let (Some(Writing::Form(before)), Some(Writing::Form(after))) = (&old.item.writing, &new.item.writing) {
        if before != after {
            findings.breaking("style", "members of the form are written in another way (`style`, `explode`)");
        }
    } else if old.item.writing != new.item.writing {
        let (before, after) = (written(old.item), written(new.item));
        findings.breaking("media-type", format!("the body travels as {after} instead of {before}"));
    }
}

/// One that has to be there is told of by its function.
fn optional_body(old: &Call<'_>, new: &Call<'_>, findings: &mut Findings<'_>) {
    let (Some(one), Some(other)) = (&old.parameters, &new.parameters) else { return };
    let member = |parameters: &Parameters| parameters.members.iter().find(|member| member.name == BODY).cloned();
    if let (Some(one), Some(new)) = (member(one.item), member(other.item)) {
        let item = format!("{}::{BODY}", other.path);
        let mut findings = Findings { changes: findings.changes, item, origin: findings.origin.clone() };
        docs(&one.docs, &new.docs, &mut findings);
    }
}

/// How a body travels, in words.
fn written(function: &Function) -> String {
    match &function.writing {
        Some(Writing::Json(media) | Writing::Text(media) | Writing::Bytes(media)) => code(media),
        Some(Writing::Form(_)) => "a form".to_owned(),
        Some(Writing::Multipart) => "parts".to_owned(),
        None => "nothing".to_owned(),
    }
}
