//! Which call of the description an example request is.

use super::url::{argument_names, call};
use crate::{
    api::{Method, Operation, TypeId},
    check::Checked,
    slice::{
        Call,
        path::{Location, LocationKind, Segment, path_text},
    },
};

/// The calls that a path and method can be: more than one only for operations of one name.
pub(super) struct Resolved<'a> {
    pub(super) calls: Vec<Call<'a>>,
    /// The segments whose letter case is not that of the description, as they are and as they should be.
    pub(super) letter_case: Vec<(String, String)>,
}

/// A place that a path can lead to.
#[derive(Clone)]
struct Candidate<'a> {
    path: Vec<Segment<'a>>,
    location: Location<'a>,
    letter_case: Vec<(String, String)>,
}

/// Finds the calls.
///
/// # Errors
/// What the description does not have, in a sentence without a full stop.
pub(super) fn resolve<'a>(api: &'a Checked, segments: &[String], method: Method) -> Result<Resolved<'a>, String> {
    let start = Candidate { path: Vec::new(), location: Location::SERVICE, letter_case: Vec::new() };
    let mut candidates = vec![start];
    for segment in segments {
        let next: Vec<Candidate<'a>> =
            candidates.iter().flat_map(|candidate| candidate.follow(api, segment)).take(MOST).collect();
        if next.is_empty() {
            return Err(missing(api, candidates.first(), segment));
        }
        candidates = next;
    }
    let mut there: Vec<Method> = Vec::new();
    let mut resolved = Resolved { calls: Vec::new(), letter_case: Vec::new() };
    for candidate in candidates {
        let calls = candidate.location.calls(&candidate.path, api);
        there.extend(calls.iter().map(|call| call.method));
        let fitting: Vec<Call<'a>> = calls.into_iter().filter(|call| call.method == method).collect();
        if resolved.calls.is_empty() && !fitting.is_empty() {
            resolved.letter_case = candidate.letter_case;
        }
        resolved.calls.extend(fitting);
    }
    if resolved.calls.is_empty() {
        there.sort_unstable();
        there.dedup();
        let there: Vec<&str> = there.into_iter().map(Method::as_str).collect();
        let there = if there.is_empty() { String::new() } else { format!(", but with {}", there.join(", ")) };
        return Err(format!("the path cannot be called with {}{there}", method.as_str()));
    }
    Ok(resolved)
}

/// Overloads multiply with every function on a path; real paths have one.
const MOST: usize = 64;

fn missing(api: &Checked, candidate: Option<&Candidate<'_>>, segment: &str) -> String {
    let place = match candidate {
        Some(candidate) if !candidate.path.is_empty() => format!("`{}`", path_text(&candidate.path, api)),
        _ => "the service".to_owned(),
    };
    let entity = candidate.and_then(|candidate| candidate.location.entity());
    match entity.and_then(|(ty, collection)| derived_with(api, ty, collection, segment)) {
        Some(derived) => format!("{place} has no segment `{segment}` without `{derived}` before it"),
        None => format!("{place} has no segment `{segment}`"),
    }
}

/// A derived type to which a path could be cast so that the segment follows.
fn derived_with<'a>(api: &'a Checked, ty: TypeId, collection: bool, segment: &str) -> Option<&'a str> {
    let mut open = api.subtypes(ty).to_vec();
    while let Some(derived) = open.pop() {
        let is_member = !collection && api.navigation(derived, segment).is_some();
        if is_member || api.bound(derived, collection).any(|operation| is_operation(operation, segment, same)) {
            return Some(api.names().full(derived));
        }
        open.extend(api.subtypes(derived));
    }
    None
}

impl<'a> Candidate<'a> {
    /// Where a segment leads: what is called so, or else what is but for the letter case, or else a key.
    fn follow(&self, api: &'a Checked, text: &str) -> Vec<Self> {
        let mut children = self.location.children(api);
        children.extend(self.location.properties(api));
        let to = |(segment, location): &(Segment<'a>, Location<'a>)| self.with(*segment, *location);
        let exact: Vec<Self> = children.iter().filter(|(segment, _)| name_of(segment, text, same)).map(to).collect();
        if !exact.is_empty() {
            return exact;
        }
        if let Some(cast) = self.cast(api, text) {
            return vec![cast];
        }
        let key = children.iter().find(|(segment, _)| matches!(segment, Segment::Key(_)));
        let alike: Vec<Self> = children
            .iter()
            .filter(|(segment, _)| name_of(segment, text, str::eq_ignore_ascii_case))
            .map(|child| {
                let mut candidate = to(child);
                candidate.letter_case.push((text.to_owned(), child.0.text(api)));
                candidate
            })
            .collect();
        if !alike.is_empty() {
            return alike;
        }
        // A key may also stand in parentheses behind the set, and other keys do.
        if let Some((name, arguments)) = call(text).filter(|_| key.is_none()) {
            let by_key = |set: Self| match set.location.by_alternate_key(api, arguments) {
                Some((segment, location)) => Some(set.with(segment, location)),
                None => set.key(api),
            };
            return self.follow(api, name).into_iter().filter_map(by_key).collect();
        }
        key.map(to).into_iter().collect()
    }

    fn with(&self, segment: Segment<'a>, location: Location<'a>) -> Self {
        let mut candidate = self.clone();
        candidate.path.push(segment);
        candidate.location = location;
        candidate
    }

    fn key(&self, api: &'a Checked) -> Option<Self> {
        let children = self.location.children(api);
        let (segment, location) = children.into_iter().find(|(segment, _)| matches!(segment, Segment::Key(_)))?;
        Some(self.with(segment, location))
    }

    fn cast(&self, api: &'a Checked, text: &str) -> Option<Self> {
        let (ty, _) = self.location.entity()?;
        let full = text.strip_prefix("graph.").map(|name| format!("microsoft.graph.{name}"));
        let derived = api.names().find(full.as_deref().unwrap_or(text)).filter(|derived| *derived != ty)?;
        if !api.api().types.contains_key(&derived) || !api.is_kind_of(derived, ty) {
            return None;
        }
        let kind = match self.location.kind {
            LocationKind::Collection(_) => LocationKind::Collection(derived),
            LocationKind::Member(_) => LocationKind::Member(derived),
            _ => LocationKind::Single(derived),
        };
        Some(self.with(Segment::Cast(derived), Location { kind, ..self.location }))
    }
}

fn same(one: &str, other: &str) -> bool {
    one == other
}

/// Whether a segment that is no key goes by this text, if names are compared in this way.
fn name_of(segment: &Segment<'_>, text: &str, is_same: fn(&str, &str) -> bool) -> bool {
    match segment {
        Segment::Root(own, _) | Segment::Navigation(own, _) | Segment::Stream(own, _) | Segment::Property(own, _) => {
            is_same(own, text)
        }
        Segment::Count => is_same("$count", text),
        Segment::Value => is_same("$value", text),
        Segment::Ref => is_same("$ref", text),
        Segment::Operation(operation) => is_operation(operation, text, is_same),
        Segment::Key(_) | Segment::AlternateKey(..) | Segment::Cast(_) => false,
    }
}

/// Operations go by their names with or without a namespace. A function has its arguments in parentheses; where they
/// are left out they are not compared.
fn is_operation(operation: &Operation, text: &str, is_same: fn(&str, &str) -> bool) -> bool {
    let (name, arguments) = call(text).map_or((text, None), |(name, arguments)| (name, Some(arguments)));
    let short = name.rsplit_once('.').map_or(name, |(_, short)| short);
    if !is_same(operation.import.as_ref().unwrap_or(&operation.name), short) {
        return false;
    }
    let Some(arguments) = arguments else { return true };
    let given = argument_names(arguments);
    let own = || operation.passed().iter();
    // A single argument may stand without its name.
    (given.len() == 1 && !arguments.contains('=') && own().count() == 1)
        || (given.iter().all(|name| own().any(|parameter| is_same(&parameter.name, name)))
            && own().all(|parameter| parameter.is_optional || given.iter().any(|name| is_same(&parameter.name, name))))
}
