//! Why a pattern leads nowhere: what is there instead of what it names.

use super::{
    path::{Location, LocationKind, Segment, path_text},
    pattern::{Matcher, PatternSegment},
    select::is_called,
};
use crate::{
    api::{Item, Operation, TypeId},
    check::Checked,
    nearest::did_you_mean,
    report::Diagnostic,
};

/// The deepest place at which the pattern went no further.
pub(super) struct Failure<'a> {
    pub(super) segment: PatternSegment,
    pub(super) path: Vec<Segment<'a>>,
    pub(super) location: Location<'a>,
}

impl Failure<'_> {
    /// Whether an error that was told already took away what the segment names.
    pub(super) fn follows_from_an_error(&self, api: &Checked) -> bool {
        matches!(&self.segment.matcher, Matcher::Name(name) if api.is_missing(short_name(name)))
    }

    /// What is wrong, and what is there instead.
    pub(super) fn diagnostic(self, api: &Checked) -> Diagnostic {
        let place =
            if self.path.is_empty() { "the service".to_owned() } else { format!("`{}`", path_text(&self.path, api)) };
        let finding = |code, message: String| Diagnostic::error(code, message).at(self.segment.span, "this segment");
        let Matcher::Name(name) = &self.segment.matcher else {
            return finding("empty-pattern", format!("{place} has nothing that this matches"));
        };
        let short = short_name(name);
        let elsewhere: Vec<_> = api.operations_called(short).collect();
        if let (Some((ty, collection)), false) = (self.location.entity(), elsewhere.is_empty()) {
            let bindings: Vec<_> = elsewhere.iter().filter_map(|operation| binding_text(operation, api)).collect();
            return finding("not-bound", format!("`{short}` cannot be called on {}", entity_text(ty, collection, api)))
                .help(format!("it can be called on {}", bindings.join(", ")));
        }
        if self.path.is_empty() && matches!(name.as_str(), "v1.0" | "beta") {
            return finding("empty-pattern", format!("a pattern begins behind the version `{name}`"))
                .help(format!("leave out `/{name}`"));
        }
        if let Some((message, help)) = self.no_such_key(name, api) {
            return finding("empty-pattern", message).help(help);
        }
        let mut children = self.location.children(api);
        children.extend(self.location.properties(api));
        let names: Vec<String> = children.iter().map(|(segment, _)| segment.text(api)).collect();
        let finding = finding("empty-pattern", format!("{place} has no segment `{name}`"));
        match did_you_mean(name, names.iter().map(String::as_str)) {
            Some(help) => finding.help(help),
            None if names.is_empty() => finding.help("nothing can follow there"),
            None => finding.help(format!("there are {}", few(&names))),
        }
    }

    /// Where a set is named rightly and the key behind it is not: what is wrong, and what keys there are.
    fn no_such_key(&self, name: &str, api: &Checked) -> Option<(String, String)> {
        let (set, _) = name.split_once('(')?;
        let mut children = self.location.children(api).into_iter();
        let (_, location) = children.find(|(segment, _)| is_called(segment, set))?;
        let LocationKind::Collection(ty) = location.kind else { return None };
        let keys = api.chain(ty).flat_map(|(owner, _)| &api.ty(owner).notes.alternate_keys);
        let keys: Vec<_> = keys.map(|key| Segment::AlternateKey(ty, key).text(api)).collect();
        let help = match keys.as_slice() {
            [] => format!("its key is a segment of its own: `{set}/{{id}}`"),
            keys => format!("there are {}", few(keys)),
        };
        Some((format!("`{set}` has no such alternate key"), help))
    }
}

/// The name of an operation without its namespace and parameters; of anything else, the name.
fn short_name(name: &str) -> &str {
    let name = name.split('(').next().unwrap_or(name);
    name.rsplit('.').next().unwrap_or(name)
}

fn few(names: &[String]) -> String {
    let shown = names.iter().take(8).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > 8 { format!("{shown} and {} more", names.len() - 8) } else { shown }
}

fn binding_text(operation: &Operation, api: &Checked) -> Option<String> {
    let binding = operation.binding()?;
    let Item::Named(ty) = binding.ty.item else { return None };
    Some(entity_text(ty, binding.ty.collection, api))
}

fn entity_text(ty: TypeId, collection: bool, api: &Checked) -> String {
    let name = api.names().full(ty);
    if collection { format!("a collection of `{name}`") } else { format!("`{name}`") }
}
