//! Types, and the alternatives of unions.

use std::collections::BTreeSet;

use super::{
    Side, code,
    members::{self, PROPERTIES, Slot},
    note,
    surface::Surface,
};
use crate::{
    diff::{
        Change, Findings,
        surface::Placed,
        types::{added, docs, enumeration, openness, removed},
    },
    plan::plain::{Item, Object, Union, Variant},
};

pub(super) fn compare(
    sides: (&Side<'_>, &Side<'_>),
    before: &Surface<'_>,
    after: &Surface<'_>,
    changes: &mut Vec<Change>,
) {
    for name in before.types.keys().chain(after.types.keys()).copied().collect::<BTreeSet<_>>() {
        match (before.types.get(name), after.types.get(name)) {
            (Some(old), Some(new)) => ty(name, old, new, changes),
            (Some(old), None) => removed(sides, name, &old.path, changes),
            (None, Some(new)) => added(sides.1, name, &new.path, changes),
            (None, None) => {}
        }
    }
}

fn ty(name: &str, old: &Placed<'_, Item>, new: &Placed<'_, Item>, changes: &mut Vec<Change>) {
    let mut findings = Findings { changes, item: new.path.clone(), origin: name.to_owned() };
    match (old.item, new.item) {
        (Item::Enumeration(one), Item::Enumeration(other)) => {
            let (old, new) = (old.path.clone(), new.path.clone());
            enumeration(name, &Placed { path: old, item: one }, &Placed { path: new, item: other }, changes);
        }
        (Item::Object(one), Item::Object(other)) => {
            findings.renamed(&old.path, &new.path);
            object(one, other, &mut findings);
            let slots = (Slot::of_object(one), Slot::of_object(other));
            members::compare((&new.path, name), (&slots.0, &slots.1), PROPERTIES, changes);
        }
        (Item::Union(one), Item::Union(other)) => {
            findings.renamed(&old.path, &new.path);
            union((name, &new.path), one, other, changes);
        }
        (one, other) => {
            findings.renamed(&old.path, &new.path);
            findings.breaking("retyped", format!("it was {}, and is {}", kind(one), kind(other)));
        }
    }
}

fn kind(item: &Item) -> &'static str {
    match item {
        Item::Object(_) => "an object",
        Item::Union(_) => "a union",
        _ => "an enumeration",
    }
}

fn object(old: &Object, new: &Object, findings: &mut Findings<'_>) {
    findings.deprecated(note(old.deprecated), note(new.deprecated));
    openness(old.additional.is_some(), new.additional.is_some(), findings);
    if let (Some(old), Some(new)) = (&old.additional, &new.additional)
        && old != new
    {
        findings.breaking("retyped", format!("members that are not declared: `{old}` became `{new}`"));
    }
    docs(&old.docs, &new.docs, findings);
}

fn union((name, path): (&str, &str), old: &Union, new: &Union, changes: &mut Vec<Change>) {
    let mut findings = Findings { changes, item: path.to_owned(), origin: name.to_owned() };
    findings.deprecated(note(old.deprecated), note(new.deprecated));
    if old.discriminator != new.discriminator {
        let by = |union: &Union| match &union.discriminator {
            Some(property) => code(property),
            None => "what fits best".to_owned(),
        };
        findings.breaking("discriminator", format!("alternatives are told apart by {}, not by {}", by(new), by(old)));
    }
    docs(&old.docs, &new.docs, &mut findings);
    // An alternative is its type; one whose type is new may be one of the others with another type.
    let is_in = |variants: &[Variant], variant: &Variant| variants.iter().any(|other| other.ty == variant.ty);
    for one in &old.variants {
        let same = new.variants.iter().find(|other| other.ty == one.ty);
        let named = || new.variants.iter().find(|other| other.name == one.name && !is_in(&old.variants, other));
        let shown = same.or_else(named);
        let item = format!("{path}::{}", shown.unwrap_or(one).name);
        let mut findings = Findings { changes, item, origin: origin(name, shown.unwrap_or(one)) };
        match shown {
            Some(other) => {
                alternative(path, one, other, &mut findings);
                if old.discriminator.is_some() && new.discriminator.is_some() {
                    tags(&one.tags, &other.tags, &mut findings);
                }
            }
            None => findings.breaking("alternative-removed", "the description no longer has it"),
        }
    }
    for other in &new.variants {
        let was_named = |one: &Variant| one.name == other.name && !is_in(&new.variants, one);
        if is_in(&old.variants, other) || old.variants.iter().any(was_named) {
            continue;
        }
        let item = format!("{path}::{}", other.name);
        let mut findings = Findings { changes, item, origin: origin(name, other) };
        findings.additive(
            "alternative-added",
            match old.discriminator {
                Some(_) => "was read as `Unrecognized` before",
                None => "was read as `Unrecognized`, or as the alternative that fitted best, before",
            },
        );
    }
}

fn alternative(path: &str, old: &Variant, new: &Variant, findings: &mut Findings<'_>) {
    findings.renamed(&format!("{path}::{}", old.name), &format!("{path}::{}", new.name));
    if old.ty != new.ty {
        findings
            .breaking("retyped", format!("{} became {}: `{}` became `{}`", old.declared, new.declared, old.ty, new.ty));
    }
    docs(&old.docs, &new.docs, findings);
}

/// The values of the discriminator, the first of which is sent.
fn tags(old: &[String], new: &[String], findings: &mut Findings<'_>) {
    let list = |tags: &[String]| tags.iter().map(|tag| code(tag)).collect::<Vec<_>>().join(", ");
    let reason = || format!("the discriminator says {} for it instead of {}", list(new), list(old));
    if old.first() != new.first() || old.iter().any(|tag| !new.contains(tag)) {
        findings.breaking("discriminator", reason());
    } else if old.len() != new.len() {
        findings.additive("discriminator", reason());
    }
}

/// What an alternative stands for.
fn origin(union: &str, variant: &Variant) -> String {
    format!("{union}/{}", variant.declared.replace('`', ""))
}
