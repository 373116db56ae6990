//! Parameters of operations, by place and name. Those of a path are known by their number: their names do not travel.

use std::collections::BTreeMap;

use super::{
    calls::text,
    members::{order, retyped},
    surface::Call,
};
use crate::{
    api::plain::Location,
    diff::{Change, Findings, types::docs},
    plan::plain::{Member, Setting},
};

/// A parameter, and the argument of the function or the member of the optional ones that sets it.
struct Parameter<'a> {
    setting: &'a Setting,
    member: &'a Member,
}

type Key = (Location, String);

/// The parameters of a call, and the order of its arguments.
fn parameters<'a>(call: &Call<'a>) -> (BTreeMap<Key, Parameter<'a>>, Vec<Key>) {
    let mut all = BTreeMap::new();
    let mut arguments = Vec::new();
    let mut in_path = 0;
    for setting in &call.item.settings {
        let optional = call.parameters.as_ref().map_or([].as_slice(), |parameters| &parameters.item.members);
        let members = if setting.is_optional { optional } else { &call.item.arguments };
        let Some(member) = members.iter().find(|member| member.name == setting.name) else { continue };
        let key = if setting.location == Location::Path {
            in_path += 1;
            (Location::Path, in_path.to_string())
        } else {
            (setting.location, setting.wire.clone())
        };
        if !setting.is_optional {
            arguments.push(key.clone());
        }
        all.insert(key, Parameter { setting, member });
    }
    (all, arguments)
}

pub(super) fn compare(old: &Call<'_>, new: &Call<'_>, changes: &mut Vec<Change>) {
    let ((before, old_order), (after, new_order)) = (parameters(old), parameters(new));
    for (key, parameter) in &before {
        match after.get(key) {
            Some(other) => kept(parameter, other, new, changes),
            None => findings(parameter, old, changes).breaking("parameter-removed", "the description no longer has it"),
        }
    }
    for parameter in after.iter().filter(|(key, _)| !before.contains_key(*key)).map(|(_, parameter)| parameter) {
        let ty = &parameter.member.ty;
        let mut findings = findings(parameter, new, changes);
        if !parameter.setting.is_optional {
            findings.breaking("parameter-added", format!("required: the function takes it as `{ty}`"));
        } else if let (None, Some(with)) = (&old.with, &new.with) {
            findings.additive("parameter-added", format!("of type `{ty}`: `{with}` is new, and takes it"));
        } else {
            findings.additive("parameter-added", format!("of type `{ty}`"));
        }
    }
    let both = |keys: &[Key], others: &[Key]| -> Vec<String> {
        keys.iter().filter(|key| others.contains(key)).map(|(_, name)| name.clone()).collect()
    };
    let mut findings = Findings { changes, item: new.path.clone(), origin: text(new.item) };
    order(&new.item.name, &both(&old_order, &new_order), &both(&new_order, &old_order), &mut findings);
}

/// An optional parameter has an item of its own, and one that is an argument is part of its function.
fn findings<'c>(parameter: &Parameter<'_>, call: &Call<'_>, changes: &'c mut Vec<Change>) -> Findings<'c> {
    let item = match &call.parameters {
        Some(parameters) if parameter.setting.is_optional => format!("{}::{}", parameters.path, parameter.member.name),
        _ => call.path.clone(),
    };
    let Setting { location, wire, .. } = parameter.setting;
    Findings { changes, item, origin: format!("{}, {wire} ({})", text(call.item), location.as_str()) }
}

fn kept(old: &Parameter<'_>, new: &Parameter<'_>, call: &Call<'_>, changes: &mut Vec<Change>) {
    let mut findings = findings(new, call, changes);
    let name = &call.item.name;
    let moved = match (old.setting.is_optional, new.setting.is_optional) {
        (false, true) => Some(format!("no longer required: `{name}` does not take it")),
        (true, false) => Some(format!("required now: `{name}` takes it")),
        _ => None,
    };
    if old.setting.is_optional && new.setting.is_optional && old.member.name != new.member.name {
        findings.breaking("renamed", format!("its setter was `{}`", old.member.name));
    }
    retyped(moved, old.member, new.member, &mut findings);
    if old.setting.style != new.setting.style {
        findings.breaking("style", "its value is written in another way (`style`, `explode`)");
    }
    if new.setting.is_optional {
        docs(&old.member.docs, &new.member.docs, &mut findings);
    }
}
