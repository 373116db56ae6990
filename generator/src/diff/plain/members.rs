//! Members of objects and of multipart bodies, by their names on the wire.

use std::collections::{BTreeMap, BTreeSet};

use super::{code, note};
use crate::{
    diff::{Change, Findings, types::docs},
    plan::plain::{Member, Multipart, Object},
};

/// How a member comes into a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    /// `new` takes it.
    Required,
    /// `new` sets it.
    Fixed,
    /// A setter sets it.
    Optional,
}

/// A member, and what stands beside it.
pub(super) struct Slot<'a> {
    member: &'a Member,
    source: Source,
    /// The only value.
    value: Option<&'a str>,
    /// The media type of a part.
    media: Option<&'a str>,
}

impl<'a> Slot<'a> {
    fn new(source: Source, member: &'a Member) -> Self {
        Self { member, source, value: None, media: None }
    }

    pub(super) fn of_object(object: &'a Object) -> Vec<Self> {
        let required = object.required.iter().map(|member| Self::new(Source::Required, member));
        let fixed = object
            .fixed
            .iter()
            .map(|(member, value)| Self { value: Some(value.as_str()), ..Self::new(Source::Fixed, member) });
        let optional = object.optional.iter().map(|member| Self::new(Source::Optional, member));
        required.chain(fixed).chain(optional).collect()
    }

    pub(super) fn of_multipart(multipart: &'a Multipart) -> Vec<Self> {
        let part = |source| {
            move |(member, media): &'a (Member, Option<String>)| Self {
                media: media.as_deref(),
                ..Self::new(source, member)
            }
        };
        let required = multipart.required.iter().map(part(Source::Required));
        required.chain(multipart.optional.iter().map(part(Source::Optional))).collect()
    }
}

/// What members are called, as in `property-added`.
#[derive(Clone, Copy)]
pub(super) struct Kinds {
    pub(super) added: &'static str,
    pub(super) removed: &'static str,
}

pub(super) const PROPERTIES: Kinds = Kinds { added: "property-added", removed: "property-removed" };
pub(super) const PARTS: Kinds = Kinds { added: "part-added", removed: "part-removed" };

/// The members of the struct at `path`, which stands for `origin`.
pub(super) fn compare(
    (path, origin): (&str, &str),
    (old, new): (&[Slot<'_>], &[Slot<'_>]),
    kinds: Kinds,
    changes: &mut Vec<Change>,
) {
    let by_wire = |slots| -> BTreeMap<&str, &Slot<'_>> {
        let slots: &[Slot<'_>] = slots;
        slots.iter().map(|slot| (slot.member.wire.as_str(), slot)).collect()
    };
    let (before, after) = (by_wire(old), by_wire(new));
    for wire in before.keys().chain(after.keys()).copied().collect::<BTreeSet<_>>() {
        let (old, new) = (before.get(wire), after.get(wire));
        let Some(Slot { member, .. }) = new.or(old) else { continue };
        let item = format!("{path}::{}", member.name);
        let mut findings = Findings { changes, item, origin: format!("{origin}/{wire}") };
        match (old, new) {
            (Some(old), Some(new)) => {
                findings.renamed(&format!("{path}::{}", old.member.name), &format!("{path}::{}", new.member.name));
                slot(old, new, &mut findings);
            }
            (Some(_), None) => findings.breaking(kinds.removed, "the description no longer has it"),
            (None, Some(Slot { source: Source::Required, .. })) => {
                findings.breaking(kinds.added, format!("required: `new` takes it as `{}`", member.ty));
            }
            (None, Some(_)) => findings.additive(kinds.added, format!("of type `{}`", member.ty)),
            (None, None) => {}
        }
    }
    let taken = |slots: &[Slot<'_>], others: &BTreeMap<&str, &Slot<'_>>| -> Vec<String> {
        let is_required = |slot: &Slot<'_>| slot.source == Source::Required;
        let is_kept = |slot: &&Slot<'_>| {
            is_required(slot) && others.get(slot.member.wire.as_str()).is_some_and(|slot| is_required(slot))
        };
        slots.iter().filter(is_kept).map(|slot| slot.member.wire.clone()).collect()
    };
    let mut findings = Findings { changes, item: path.to_owned(), origin: origin.to_owned() };
    order("new", &taken(old, &after), &taken(new, &before), &mut findings);
}

/// The arguments that a function had before and has now stand in another order.
pub(super) fn order(function: &str, old: &[String], new: &[String], findings: &mut Findings<'_>) {
    if old != new {
        let list = |names: &[String]| names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
        findings.breaking("order", format!("`{function}` takes {} instead of {}", list(new), list(old)));
    }
}

fn slot(old: &Slot<'_>, new: &Slot<'_>, findings: &mut Findings<'_>) {
    let (one, other) = (old.member, new.member);
    let moved = match (old.source, new.source) {
        (Source::Required, Source::Optional) => Some("no longer required: `new` does not take it"),
        (Source::Fixed, Source::Optional) => Some("no longer required: `new` does not set it"),
        (Source::Optional, Source::Required) => Some("required now: `new` takes it"),
        (Source::Optional, Source::Fixed) => Some("required now, with one value only: `new` sets it"),
        (Source::Required, Source::Fixed) => Some("it has one value only: `new` sets it"),
        (Source::Fixed, Source::Required) => Some("it has more than one value now: `new` takes it"),
        (Source::Required, Source::Required)
        | (Source::Fixed, Source::Fixed)
        | (Source::Optional, Source::Optional) => None,
    };
    retyped(moved.map(str::to_owned), one, other, findings);
    if one.ty == other.ty && old.value.is_some() && new.value.is_some() && old.value != new.value {
        let value = |slot: &Slot<'_>| slot.value.unwrap_or_default().to_owned();
        findings.breaking("value", format!("`new` sets `{}` instead of `{}`", value(new), value(old)));
    }
    if old.media != new.media {
        let media = |slot: &Slot<'_>| slot.media.map_or("the usual type".to_owned(), code);
        findings.breaking("media-type", format!("it travels as {} instead of {}", media(new), media(old)));
    }
    findings.deprecated(note(one.deprecated), note(other.deprecated));
    docs(&one.docs, &other.docs, findings);
}

/// The type of a member, in the words of the description and in Rust; `moved` says that it is set in another way now.
pub(super) fn retyped(moved: Option<String>, old: &Member, new: &Member, findings: &mut Findings<'_>) {
    let declared = (old.declared != new.declared).then(|| format!("{} became {}", old.declared, new.declared));
    let in_rust = (old.ty != new.ty).then(|| format!("`{}` became `{}`", old.ty, new.ty));
    match (moved, declared, in_rust) {
        (None, None, None) => {}
        (None, Some(declared), None) => {
            findings.documentation("retyped", format!("{declared}, which is the same in Rust"));
        }
        (moved, declared, in_rust) => {
            let kind = if moved.is_some() { "required" } else { "retyped" };
            let reasons: Vec<String> = [moved, declared, in_rust].into_iter().flatten().collect();
            findings.breaking(kind, reasons.join("; "));
        }
    }
}
