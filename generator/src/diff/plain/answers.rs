//! What comes back: good answers and errors.

use super::{calls::text, code, surface::Call};
use crate::{
    diff::{Change, Findings, surface::Placed, types::docs},
    plan::plain::{AnswerType, Answers, StatusVariant},
};

pub(super) fn compare(old: &Call<'_>, new: &Call<'_>, changes: &mut Vec<Change>) {
    let mut findings = Findings { changes, item: new.path.clone(), origin: text(new.item) };
    if old.item.accept != new.item.accept {
        let (before, after) = (media(&old.item.accept), media(&new.item.accept));
        findings.documentation("media-type", format!("answers are asked for as {after} instead of {before}"));
    }
    let (one, other) = (&old.item.answer, &new.item.answer);
    match (&old.answers, &new.answers) {
        (Some(old), Some(new)) => by_status(old, new, findings),
        (before, after) => {
            let (was, is) = (shown(one, before.as_ref()), shown(other, after.as_ref()));
            if was != is {
                findings.breaking("answer", format!("{was} became {is}"));
            }
        }
    }
    let findings = Findings { changes, item: new.path.clone(), origin: text(new.item) };
    errors(old, new, findings);
}

fn errors(old: &Call<'_>, new: &Call<'_>, mut findings: Findings<'_>) {
    if let (Some(old), Some(new)) = (&old.errors, &new.errors) {
        return by_status(old, new, findings);
    }
    let was = shown(&old.item.errors, old.errors.as_ref());
    let is = shown(&new.item.errors, new.errors.as_ref());
    if was == is {
        return;
    }
    if old.item.errors == AnswerType::Nothing {
        findings.additive("errors", format!("their bodies are declared as {is}"));
    } else {
        findings.breaking("errors", format!("their bodies are declared as {is} instead of {was}"));
    }
}

fn media(accept: &str) -> String {
    if accept.is_empty() { "anything".to_owned() } else { code(accept) }
}

/// What an answer is read as.
pub(super) fn shown(ty: &AnswerType, by_status: Option<&Placed<'_, Answers>>) -> String {
    match (ty, by_status) {
        (_, Some(answers)) => {
            let names: Vec<String> =
                answers.item.variants.iter().map(|variant| format!("`{}`", variant.name)).collect();
            format!("one of {} by status", names.join(", "))
        }
        (AnswerType::Nothing, None) => "nothing".to_owned(),
        (AnswerType::Json(ty), None) => format!("`{ty}`"),
        (AnswerType::Text, None) => "text".to_owned(),
        (AnswerType::Bytes, None) => "bytes".to_owned(),
    }
}

fn by_status(old: &Placed<'_, Answers>, new: &Placed<'_, Answers>, mut findings: Findings<'_>) {
    for variant in &old.item.variants {
        let other = new.item.variants.iter().find(|other| other.range == variant.range);
        findings.item = format!("{}::{}", new.path, other.unwrap_or(variant).name);
        let Some(other) = other else {
            findings.breaking("answer-removed", "the description no longer has it");
            continue;
        };
        if variant.content != other.content {
            let (was, is) = (shown(&variant.content, None), shown(&other.content, None));
            findings.breaking("answer", format!("{was} became {is}"));
        }
        docs(&variant.docs, &other.docs, &mut findings);
    }
    for variant in &new.item.variants {
        if old.item.variants.iter().any(|other| other.range == variant.range) {
            continue;
        }
        findings.item = format!("{}::{}", new.path, variant.name);
        match old.item.variants.iter().find(|other| covers(other, variant)) {
            Some(other) => findings.breaking("answer-added", format!("it was read as `{}` before", other.name)),
            None => findings.additive("answer-added", "it was read as `Undeclared` before"),
        }
    }
}

/// Whether an answer that was declared for many statuses was there for this one, too.
fn covers(many: &StatusVariant, one: &StatusVariant) -> bool {
    match (many.range, one.range) {
        (None, _) => true,
        (Some((first, last)), Some((from, to))) => first <= from && to <= last,
        (Some(_), None) => false,
    }
}
