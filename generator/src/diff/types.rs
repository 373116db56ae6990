//! Types, their members, and the members of enumerations.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Change, Findings, Pair, Side,
    surface::{Placed, PlacedStructure, Surface},
};
use crate::{
    api::TypeId,
    plan::{Docs, Enumeration, Member, Structure, edm},
    slice::explain,
};

pub(super) fn compare(pair: &Pair<'_>, before: &Surface<'_>, after: &Surface<'_>, changes: &mut Vec<Change>) {
    let keys: BTreeSet<_> = before.structures.keys().chain(after.structures.keys()).collect();
    for key @ (full_name, _) in keys {
        match (before.structures.get(key), after.structures.get(key)) {
            (Some(old), Some(new)) => structure(pair, full_name, old, new, changes),
            (Some(old), None) => removed((pair.old, pair.new), full_name, &old.path, changes),
            (None, Some(new)) => added(pair.new, full_name, &new.path, changes),
            (None, None) => {}
        }
    }
    let keys: BTreeSet<_> = before.enumerations.keys().chain(after.enumerations.keys()).collect();
    for full_name in keys {
        match (before.enumerations.get(full_name), after.enumerations.get(full_name)) {
            (Some(old), Some(new)) => enumeration(full_name, old, new, changes),
            (Some(old), None) => removed((pair.old, pair.new), full_name, &old.path, changes),
            (None, Some(new)) => added(pair.new, full_name, &new.path, changes),
            (None, None) => {}
        }
    }
}

fn find(side: &Side<'_>, full_name: &str) -> Option<TypeId> {
    side.api.names().find(full_name).filter(|id| side.api.api().types.contains_key(id))
}

/// What is known of the types of a description.
pub(super) trait Known {
    /// Whether it has a type, in the slice or not.
    fn has(&self, full_name: &str) -> bool;

    /// The chain that brought a type into the slice.
    fn chain(&self, full_name: &str) -> Option<Vec<String>>;
}

impl Known for Side<'_> {
    fn has(&self, full_name: &str) -> bool {
        find(self, full_name).is_some()
    }

    fn chain(&self, full_name: &str) -> Option<Vec<String>> {
        explain(self.api, &self.slice, find(self, full_name)?)
    }
}

/// The link of the chain that brought a type in, as `property `x` of …`.
fn why(side: &impl Known, full_name: &str) -> String {
    let chain = side.chain(full_name).unwrap_or_default();
    let link = chain.first().and_then(|line| line.strip_prefix(full_name)?.strip_prefix(": "));
    link.unwrap_or("part of the slice").to_owned()
}

pub(super) fn added(new: &impl Known, full_name: &str, path: &str, changes: &mut Vec<Change>) {
    let mut findings = Findings { changes, item: path.to_owned(), origin: full_name.to_owned() };
    findings.additive("type-added", why(new, full_name));
}

pub(super) fn removed<S: Known>((old, new): (&S, &S), full_name: &str, path: &str, changes: &mut Vec<Change>) {
    let mut findings = Findings { changes, item: path.to_owned(), origin: full_name.to_owned() };
    let reason = if new.has(full_name) {
        format!("nothing in the slice needs it any more; it was {}", why(old, full_name))
    } else {
        "the description no longer has it".to_owned()
    };
    findings.breaking("type-removed", reason);
}

/// Whether values keep members that are not declared.
pub(super) fn openness(old: bool, new: bool, findings: &mut Findings<'_>) {
    match (old, new) {
        (false, true) => findings.additive("opened", "values may have members that are not declared"),
        (true, false) => {
            findings.breaking("closed", "values no longer have members that are not declared: `additional` is gone");
        }
        _ => {}
    }
}

fn structure(
    pair: &Pair<'_>,
    full_name: &str,
    old: &PlacedStructure<'_>,
    new: &PlacedStructure<'_>,
    changes: &mut Vec<Change>,
) {
    let mut findings = Findings { changes, item: new.path.clone(), origin: full_name.to_owned() };
    findings.renamed(&old.path, &new.path);
    findings.deprecated(old.item.deprecated.as_deref(), new.item.deprecated.as_deref());
    openness(old.item.is_open, new.item.is_open, &mut findings);
    bases(old, new, &mut findings);
    docs(&old.item.docs, &new.item.docs, &mut findings);
    let ids = (find(pair.old, full_name), find(pair.new, full_name));
    members(Some((pair, ids)), full_name, (&new.path, old.item, new.item), changes);
}

/// A derived type converts into its bases, and bases are read as it.
fn bases(old: &PlacedStructure<'_>, new: &PlacedStructure<'_>, findings: &mut Findings<'_>) {
    let of = |placed: &PlacedStructure<'_>| -> BTreeSet<String> {
        placed.derivation.iter().flat_map(|derivation| derivation.bases.iter().map(ToString::to_string)).collect()
    };
    let (old, new) = (of(old), of(new));
    for base in old.difference(&new) {
        findings.breaking("base-removed", format!("it is no longer derived from `{base}`"));
    }
    for base in new.difference(&old) {
        findings.additive("base-added", format!("it is derived from `{base}`"));
    }
}

/// The kind of a change of words alone.
pub(super) const WORDS: &str = "documentation";

pub(super) fn docs(old: &Docs, new: &Docs, findings: &mut Findings<'_>) {
    if old.0 != new.0 {
        findings.documentation(WORDS, "its documentation changed");
    }
}

/// The type in both descriptions; parameters of actions belong to none.
type Types<'t> = Option<(&'t Pair<'t>, (Option<TypeId>, Option<TypeId>))>;

/// The members of a struct, by their names in JSON.
pub(super) fn members(
    types: Types<'_>,
    origin: &str,
    (path, old, new): (&str, &Structure, &Structure),
    changes: &mut Vec<Change>,
) {
    let is_type = types.is_some();
    let before: BTreeMap<&str, &Member> = old.members.iter().map(|member| (declared_name(member), member)).collect();
    let after: BTreeMap<&str, &Member> = new.members.iter().map(|member| (declared_name(member), member)).collect();
    for wire in before.keys().chain(after.keys()).copied().collect::<BTreeSet<_>>() {
        let (old, new_member) = (before.get(wire), after.get(wire));
        let Some(name) = new_member.or(old).map(|member| &member.name) else { continue };
        let mut findings = Findings { changes, item: format!("{path}::{name}"), origin: format!("{origin}/{wire}") };
        match (old, new_member) {
            (Some(old), Some(member)) => {
                findings.renamed(&format!("{path}::{}", old.name), &format!("{path}::{}", member.name));
                self::member(types, wire, old, member, &mut findings);
            }
            (Some(old), None) => {
                findings.breaking(if is_type { "property-removed" } else { "parameter-removed" }, gone(types, old));
            }
            (None, Some(member)) => {
                let kind = if is_type { "property-added" } else { "parameter-added" };
                findings.additive(kind, format!("of type `{}`", member.ty));
            }
            (None, None) => {}
        }
    }
}

/// What follows the name of a navigation property that is sent by reference.
const REFERENCE: &str = "@odata.bind";

/// The name in the description: a navigation property is the same, whether it is sent by reference or along.
fn declared_name(member: &Member) -> &str {
    member.wire.strip_suffix(REFERENCE).unwrap_or(&member.wire)
}

/// Why a struct lost a member.
fn gone(types: Types<'_>, member: &Member) -> &'static str {
    let Some((pair, (_, Some(id)))) = types else { return "the description no longer has it" };
    let wire = declared_name(member);
    if pair.new.api.navigation(id, wire).is_some() {
        if member.wire.ends_with(REFERENCE) {
            "its target is contained now, so that it is not sent by reference"
        } else {
            "nothing in the slice needs the type of its target any more"
        }
    } else if pair.new.api.property(id, wire).is_some() {
        "the service sets it now, so that it is not sent"
    } else {
        "the description no longer has it"
    }
}

fn member(types: Types<'_>, wire: &str, old: &Member, new: &Member, findings: &mut Findings<'_>) {
    let property = |side: &Side<'_>, id: Option<TypeId>| {
        let (_, property) = side.api.property(id?, wire)?;
        Some((edm(side.api, &property.ty), property.nullable))
    };
    let declared =
        types.and_then(|(pair, (before, after))| Some((property(pair.old, before)?, property(pair.new, after)?)));
    let declared_types = declared.as_ref().map(|((before, _), (after, _))| (before.as_str(), after.as_str()));
    if old.ty != new.ty {
        let reason = match declared_types {
            Some((before, after)) if before != after => format!("{before} became {after}: "),
            _ if old.wire != new.wire && old.wire.ends_with(REFERENCE) => {
                "sent along now, not by reference: ".to_owned()
            }
            _ if old.wire != new.wire => "sent by reference now, not along: ".to_owned(),
            _ => String::new(),
        };
        findings.breaking("retyped", format!("{reason}`{}` became `{}`", old.ty, new.ty));
    } else if let Some((before, after)) = declared_types.filter(|(before, after)| before != after) {
        findings.documentation("retyped", format!("{before} became {after}, which is the same in Rust"));
    }
    match declared.map(|((_, before), (_, after))| (before, after)) {
        Some((false, true)) => findings.documentation("nullable", "null is admitted now"),
        Some((true, false)) => findings.documentation("nullable", "null is no longer admitted"),
        _ => {}
    }
    findings.deprecated(old.deprecated.as_deref(), new.deprecated.as_deref());
    docs(&old.docs, &new.docs, findings);
}

pub(super) fn enumeration(
    full_name: &str,
    old: &Placed<'_, Enumeration>,
    new: &Placed<'_, Enumeration>,
    changes: &mut Vec<Change>,
) {
    let mut findings = Findings { changes, item: new.path.clone(), origin: full_name.to_owned() };
    findings.renamed(&old.path, &new.path);
    findings.deprecated(old.item.deprecated.as_deref(), new.item.deprecated.as_deref());
    match (old.item.is_flags, new.item.is_flags) {
        (false, true) => findings.breaking("retyped", "the enumeration became a set of flags"),
        (true, false) => findings.breaking("retyped", "the set of flags became an enumeration"),
        _ => {}
    }
    docs(&old.item.docs, &new.item.docs, &mut findings);
    let by_wire = |item: &'_ Placed<'_, Enumeration>| -> BTreeMap<String, usize> {
        item.item.variants.iter().enumerate().map(|(at, variant)| (variant.wire.clone(), at)).collect()
    };
    let (before, after) = (by_wire(old), by_wire(new));
    for wire in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
        let old_variant = before.get(wire).and_then(|at| old.item.variants.get(*at));
        let new_variant = after.get(wire).and_then(|at| new.item.variants.get(*at));
        let Some(name) = new_variant.or(old_variant).map(|variant| &variant.name) else { continue };
        let mut findings =
            Findings { changes, item: format!("{}::{name}", new.path), origin: format!("{full_name}/{wire}") };
        match (old_variant, new_variant) {
            (Some(one), Some(other)) => {
                findings.renamed(&format!("{}::{}", new.path, one.name), &format!("{}::{}", new.path, other.name));
                findings.deprecated(one.deprecated.as_deref(), other.deprecated.as_deref());
                docs(&one.docs, &other.docs, &mut findings);
            }
            (Some(_), None) => findings.breaking("member-removed", "the description no longer has it"),
            (None, Some(_)) if new.item.is_flags => findings.additive("member-added", "a further flag"),
            (None, Some(_)) => {
                findings.additive("member-added", format!("was read as `Unrecognized(\"{wire}\")` before"));
            }
            (None, None) => {}
        }
    }
}
