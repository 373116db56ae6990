//! Patterns against the description: which calls are asked for.
//!
//! A pattern is followed segment by segment; the paths of the service are never listed, since there are millions.
//! Where a wildcard opens a path up, it goes on where entities are at home, and never behind the same navigation
//! property twice.

use indexmap::{IndexMap, map::Entry};

use super::{
    containment::{Containment, Territory},
    failure::Failure,
    limit::most,
    path::{Call, Location, LocationKind, Segment, argument_names, path_text},
    pattern::{LONGEST, Matcher, Pattern, PatternSegment},
};
use crate::{
    api::{Method, Navigation, Notes, Operation, Spanned},
    check::Checked,
    report::{Diagnostic, Report},
};

/// The calls of a slice by path and method: each once, however many patterns ask for it.
pub(crate) type Calls<'a> = IndexMap<(String, Method), Call<'a>>;

/// Adds the calls that a pattern asks for; a pattern that finds none is an error.
///
/// # Errors
/// The patterns have asked for so much that there is no use in following others.
pub(super) fn select<'a>(
    api: &'a Checked,
    containment: &Containment<'a>,
    pattern: &Pattern,
    found: &mut Found<'a>,
    report: &mut Report,
) -> Result<(), TooMuch> {
    let mut search = Search::new(api, containment, &pattern.methods, found);
    let end = search.descend(Location::SERVICE, &pattern.segments, pattern.open_ended);
    if let Err(end) = end {
        let diagnostic = Diagnostic::error("endless-pattern", search.message("the pattern", end));
        let help = "name the paths more closely, segment by segment as far as you know them: where everything contains \
                    everything, the ways from one to another are countless";
        report.push(diagnostic.at(pattern.text.span, "").help(help));
        return Err(end);
    }
    let Search { reached, failed, .. } = search;
    if reached.is_empty() {
        report.push(match failed {
            Some(failure) if failure.follows_from_an_error(api) => return Ok(()),
            Some(failure) => failure.diagnostic(api),
            None => Diagnostic::error("empty-pattern", "the pattern matches nothing that can be called")
                .at(pattern.text.span, ""),
        });
        return Ok(());
    }
    for method in &pattern.methods {
        if !reached.contains(method) {
            let mut there: Vec<_> = reached.iter().map(|method| method.as_str()).collect();
            there.sort_unstable();
            report.push(
                Diagnostic::error(
                    "no-such-method",
                    format!("nothing that the pattern matches can be called with {}", method.as_str()),
                )
                .at(pattern.text.span, "")
                .help(format!("what it matches is called with {}", there.join(", "))),
            );
        }
    }
    Ok(())
}

/// The calls that the pattern `/**` asks for.
///
/// # Errors
/// There are too many, which goes to the report.
pub(super) fn everything<'a>(api: &'a Checked, report: &mut Report) -> Result<Vec<Call<'a>>, TooMuch> {
    let (containment, mut found) = (Containment::new(api), Found::new(api));
    let mut search = Search::new(api, &containment, &[], &mut found);
    let end = search.take_below(Location::SERVICE, None, &mut Vec::new());
    if let Err(end) = end {
        let diagnostic = Diagnostic::error("endless-description", search.message("the description", end));
        report.push(diagnostic.help("which features compile a type depends on all paths: leave out `features`"));
    }
    end.map(|()| found.calls.into_values().collect())
}

/// What the patterns of a slice have found.
pub(super) struct Found<'a> {
    pub(super) calls: Calls<'a>,
    /// Bytes that are left of [`most`].
    left: usize,
}

impl Found<'_> {
    pub(super) fn new(api: &Checked) -> Self {
        Self { calls: Calls::new(), left: most(api) }
    }
}

/// The limit that is reached.
#[derive(Debug, Clone, Copy)]
pub(super) enum TooMuch {
    /// [`most`]
    Many,
    /// [`LONGEST`]
    Long,
}

/// Bytes that each place counts which is looked at, whether or not it is kept.
const PLACE: usize = 100;
/// Bytes of source that are written of a call beside its path and its texts.
const CALL: usize = 1_000;

struct Search<'s, 'a> {
    api: &'a Checked,
    containment: &'s Containment<'a>,
    /// The methods that are wanted; none means all.
    methods: &'s [Method],
    found: &'s mut Found<'a>,
    path: Vec<Segment<'a>>,
    /// The methods of all calls at the places that the pattern leads to, wanted or not.
    reached: Vec<Method>,
    failed: Option<Failure<'a>>,
}

impl<'s, 'a> Search<'s, 'a> {
    fn new(
        api: &'a Checked,
        containment: &'s Containment<'a>,
        methods: &'s [Method],
        found: &'s mut Found<'a>,
    ) -> Self {
        Self { api, containment, methods, found, path: Vec::new(), reached: Vec::new(), failed: None }
    }

    fn descend(&mut self, location: Location<'a>, rest: &[PatternSegment], open_ended: bool) -> Result<(), TooMuch> {
        self.weigh(PLACE)?;
        let Some((first, rest)) = rest.split_first() else {
            self.take(location)?;
            if open_ended {
                let location = location.behind(self.api);
                let territory = location.entity().map(|(ty, _)| Territory::new(ty));
                self.take_below(location, territory, &mut Vec::new())?;
            }
            return Ok(());
        };
        let next = self.steps(location, &first.matcher);
        if next.is_empty() && self.failed.as_ref().is_none_or(|failure| failure.path.len() < self.path.len()) {
            self.failed = Some(Failure { segment: first.clone(), path: self.path.clone(), location });
        }
        for (segments, location) in next {
            let before = self.path.len();
            self.path.extend(segments);
            self.descend(location, rest, open_ended)?;
            self.path.truncate(before);
        }
        Ok(())
    }

    fn weigh(&mut self, bytes: usize) -> Result<(), TooMuch> {
        self.found.left = self.found.left.checked_sub(bytes).ok_or(TooMuch::Many)?;
        if self.path.len() > LONGEST { Err(TooMuch::Long) } else { Ok(()) }
    }

    /// What is too much, with an example: the path on which the search has ended.
    fn message(&self, what: &str, end: TooMuch) -> String {
        /// Enough to see where it is.
        const SHOWN: usize = 8;
        let shown = path_text(&self.path[..self.path.len().min(SHOWN)], self.api);
        let more = if self.path.len() > SHOWN { "/…" } else { "" };
        let much = match end {
            TooMuch::Many => format!("calls that come to more than {} MB of source", most(self.api) >> 20),
            TooMuch::Long => format!("paths of more than {LONGEST} segments"),
        };
        format!("{what} leads to {much}, such as `{shown}{more}`")
    }

    /// What a segment of the pattern stands for. `applications(appId={appId})` is a set and a key in one.
    fn steps(&self, location: Location<'a>, matcher: &Matcher) -> Vec<(Vec<Segment<'a>>, Location<'a>)> {
        let matching = self.matching(location, matcher).into_iter();
        let mut steps: Vec<_> = matching.map(|(segment, location)| (vec![segment], location)).collect();
        if let Matcher::Name(name) = matcher
            && let Some((set, key)) = name.split_once('(')
        {
            for (segment, location) in self.matching(location, &Matcher::Name(set.to_owned())) {
                let by_key = location.by_alternate_key(self.api, key);
                steps.extend(by_key.map(|(key, location)| (vec![segment, key], location)));
            }
        }
        steps
    }

    fn matching(&self, location: Location<'a>, matcher: &Matcher) -> Vec<(Segment<'a>, Location<'a>)> {
        let mut children = location.children(self.api);
        match matcher {
            Matcher::Any => children.retain(|(segment, below)| {
                (location.contained || below.contained || matches!(segment, Segment::Key(_)))
                    && is_plain(segment, below)
            }),
            Matcher::Key => children.retain(|(segment, _)| matches!(segment, Segment::Key(_))),
            Matcher::Name(name) => {
                children.extend(location.properties(self.api));
                children.retain(|(segment, _)| is_called(segment, name));
                children.extend(self.cast(location, name));
            }
        }
        children
    }

    fn cast(&self, location: Location<'a>, name: &str) -> Option<(Segment<'a>, Location<'a>)> {
        let location = location.behind(self.api);
        let (ty, _) = location.entity()?;
        let derived = self.api.names().find(name).filter(|derived| *derived != ty)?;
        if !self.api.api().types.contains_key(&derived) || !self.api.is_kind_of(derived, ty) {
            return None;
        }
        let kind = match location.kind {
            LocationKind::Collection(_) => LocationKind::Collection(derived),
            LocationKind::Member(_) => LocationKind::Member(derived),
            _ => LocationKind::Single(derived),
        };
        Some((Segment::Cast(derived), Location { kind, ..location }))
    }

    /// Takes the calls at one place.
    fn take(&mut self, location: Location<'a>) -> Result<(), TooMuch> {
        for call in location.calls(&self.path, self.api) {
            if !self.reached.contains(&call.method) {
                self.reached.push(call.method);
            }
            let any = self.methods.is_empty() && !call.is_unusual();
            if any || self.methods.contains(&call.method) {
                let text = path_text(&self.path, self.api);
                let bytes = CALL + text.len() + size_of_val(&*call.path) + call.told();
                if let Entry::Vacant(place) = self.found.calls.entry((text, call.method)) {
                    place.insert(call);
                    self.weigh(bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Takes the calls at every place below. Without a territory these are only a collection's own: its count, its
    /// operations, and reading and changing its members. `through` are the navigation properties already on the path:
    /// the same one twice would never end.
    fn take_below(
        &mut self,
        location: Location<'a>,
        territory: Option<Territory>,
        through: &mut Vec<&'a Navigation>,
    ) -> Result<(), TooMuch> {
        for (segment, below) in location.children(self.api) {
            self.weigh(PLACE)?;
            let next = match segment {
                Segment::Root(..) => below.entity().map(|(ty, _)| Territory::new(ty)),
                Segment::Navigation(name, property) => {
                    if is(&property.notes.restrictions.not_navigable)
                        || through.iter().any(|other| std::ptr::eq(*other, property))
                    {
                        continue;
                    }
                    territory
                        .zip(location.entity())
                        .and_then(|(territory, (ty, _))| self.containment.behind(territory, ty, name, property))
                }
                Segment::Key(_) if is_not_indexed(below.notes) => continue,
                Segment::Ref if !is_plain(&segment, &below) => continue,
                // Behind a function everything begins anew.
                Segment::Operation(_) => None,
                _ => territory,
            };
            self.path.push(segment);
            self.take(below)?;
            if let Segment::Navigation(_, property) = segment {
                through.push(property);
            }
            if next.is_some() || matches!(below.kind, LocationKind::Collection(_)) {
                self.take_below(below, next, through)?;
            }
            if let Segment::Navigation(..) = segment {
                through.pop();
            }
            self.path.pop();
        }
        Ok(())
    }
}

fn is(stated: &Option<Spanned<bool>>) -> bool {
    stated.as_ref().is_some_and(|stated| stated.value)
}

/// Whether a wildcard stands for a segment: for `$ref` only where the description says that it works, since most
/// references can only be read.
fn is_plain(segment: &Segment<'_>, below: &Location<'_>) -> bool {
    let stated = below.notes.and_then(|notes| notes.restrictions.referenceable.as_ref());
    !matches!(segment, Segment::Ref) || stated.is_some_and(|stated| stated.value)
}

/// Whether the entities of a collection cannot be addressed by key.
fn is_not_indexed(notes: Option<&Notes>) -> bool {
    notes.and_then(|notes| notes.restrictions.indexable_by_key.as_ref()).is_some_and(|yes| !yes.value)
}

/// Whether a segment goes by this name in a pattern. Operations may be named with or without their namespace, a
/// function with or without its parameters.
pub(super) fn is_called(segment: &Segment<'_>, name: &str) -> bool {
    match segment {
        Segment::Root(own, _) | Segment::Navigation(own, _) | Segment::Stream(own, _) | Segment::Property(own, _) => {
            *own == name
        }
        Segment::Count => name == "$count",
        Segment::Value => name == "$value",
        Segment::Ref => name == "$ref",
        Segment::Operation(operation) => is_operation(operation, name),
        Segment::Key(_) | Segment::AlternateKey(..) | Segment::Cast(_) => false,
    }
}

fn is_operation(operation: &Operation, text: &str) -> bool {
    let (name, arguments) = match text.split_once('(') {
        Some((name, rest)) => (name, Some(rest.trim_end_matches(')'))),
        None => (text, None),
    };
    let called = name == operation.import.as_ref().unwrap_or(&operation.name)
        || operation.import.is_none()
            && name.strip_suffix(&operation.name).and_then(|rest| rest.strip_suffix('.')) == Some(&operation.namespace);
    let Some(arguments) = arguments else { return called };
    let wanted = argument_names(arguments);
    let own = operation.passed();
    called
        && wanted.iter().all(|name| own.iter().any(|parameter| parameter.name == *name))
        && own.iter().all(|parameter| parameter.is_optional || wanted.contains(&&*parameter.name))
}
