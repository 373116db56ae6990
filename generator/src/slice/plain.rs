//! From what the user asks for to the part of a plain service that it takes: the operations, and the types that they
//! need. Edges are followed from operations to parameters, bodies and answers, and from types to all that they hold.

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::pattern::{self, Matcher, Pattern};
use crate::{
    api::plain::{ProblemId, Route, Service, Shape, TypeKind},
    config,
    nearest::did_you_mean,
    report::{Diagnostic, Report, Severity},
};

/// The part of a service that was asked for.
#[derive(Debug, Clone)]
pub struct Slice<'a> {
    /// The operations, sorted by path and method.
    pub routes: Vec<&'a Route>,
    /// The types that they need, each with the reason.
    pub types: Types<'a>,
}

/// The types of a slice, each behind the one that brought it in.
pub type Types<'a> = IndexMap<&'a str, Reason<'a>>;

/// Why a type is in the slice: the first reason found; others may exist.
#[derive(Debug, Clone)]
pub enum Reason<'a> {
    /// The user named it.
    Named,
    /// An operation needs it, for this.
    Route(&'a Route, String),
    /// A type holds it, as this member.
    Member(&'a str, &'a str),
}

/// Cuts the slice out of the service. What is not supported in it is an error, or, if the user wants to skip it, a warning
/// and the end of the operations that need it.
pub fn slice<'a>(service: &'a Service, wanted: &config::Slice, report: &mut Report) -> Slice<'a> {
    let mut routes = select(service, &wanted.include, report);
    let mut affected: IndexMap<ProblemId, Vec<&Route>> = IndexMap::new();
    let broken = broken_types(service);
    routes.retain(|route| {
        if !may_have_problems(route, &broken) {
            return true;
        }
        let problems = problems_of(service, &close(service, &[*route]), &[*route]);
        for problem in &problems {
            affected.entry(*problem).or_default().push(route);
        }
        problems.is_empty()
    });
    for (problem, routes) in &affected {
        report.push(tell(&service.problems[*problem], routes, wanted.skip_unsupported));
    }
    let mut types = close(service, &routes);
    for name in &wanted.types {
        match find_type(service, name) {
            Ok(key) => {
                let mut closure = Closure { service, types: std::mem::take(&mut types) };
                closure.want(key, Reason::Named);
                types = closure.types;
                // There is no operation to leave out instead.
                for problem in problems_of(service, &types, &[]) {
                    if affected.insert(problem, Vec::new()).is_none() {
                        report.push(service.problems[problem].clone().at(name.span, "this type needs it"));
                    }
                }
            }
            Err(unknown) => report.push(unknown),
        }
    }
    Slice { routes, types }
}

/// The number of types that one operation needs.
pub fn closure_size(service: &Service, route: &Route) -> usize {
    close(service, &[route]).len()
}

/// The type that a user names.
///
/// # Errors
/// What is wrong with the name, and the nearest that there are.
pub fn find_type<'a>(service: &'a Service, name: &config::Text) -> Result<&'a str, Diagnostic> {
    service.types.get_key_value(&name.value).map(|(key, _)| key.as_str()).ok_or_else(|| {
        let help = did_you_mean(&name.value, service.types.keys().map(String::as_str));
        Diagnostic::error("unknown-type", format!("there is no type `{}`", name.value))
            .at(name.span, "")
            .help(help.unwrap_or_else(|| "types are named as in `components/schemas`".to_owned()))
    })
}

/// What a problem means for the operations that have it.
fn tell(problem: &Diagnostic, routes: &[&Route], skip: bool) -> Diagnostic {
    let text = |route: &&Route| format!("{} {}", route.method.as_str(), route.path);
    let mut diagnostic = problem.clone();
    if skip {
        diagnostic.severity = Severity::Warning;
        diagnostic.help = Some(format!("left out: {}", routes.iter().map(text).collect::<Vec<_>>().join(", ")));
        return diagnostic;
    }
    let more = match routes.len() {
        0 | 1 => String::new(),
        2 => ", and so does one more".to_owned(),
        count => format!(", and so do {} more", count - 1),
    };
    match routes.first() {
        Some(route) => diagnostic.at(route.span, format!("{} needs it{more}", text(route))),
        None => diagnostic,
    }
}

/// The types that hold something with a problem, over others, too. Mostly there is none, and no closure to look through.
fn broken_types(service: &Service) -> FxHashSet<&str> {
    let mut holders: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let mut broken: Vec<&str> = Vec::new();
    for (name, ty) in &service.types {
        for (_, shape) in ty.kind.shapes() {
            let mut held = Vec::new();
            names_in(shape, &mut held);
            held.into_iter().for_each(|held| holders.entry(held).or_default().push(name));
            if is_broken(shape) {
                broken.push(name);
            }
        }
    }
    let mut found = FxHashSet::default();
    while let Some(name) = broken.pop() {
        if found.insert(name) {
            broken.extend(holders.get(name).into_iter().flatten());
        }
    }
    found
}

fn is_broken(shape: &Shape) -> bool {
    let mut found = false;
    shape.each(&mut |shape| found |= matches!(shape, Shape::Unsupported(_)));
    found
}

fn may_have_problems(route: &Route, broken: &FxHashSet<&str>) -> bool {
    let holds_broken = |shape: &Shape| {
        let mut held = Vec::new();
        names_in(shape, &mut held);
        is_broken(shape) || held.iter().any(|name| broken.contains(name))
    };
    !route.problems.is_empty() || shapes_of(route).iter().any(|(shape, _)| holds_broken(shape))
}

/// The problems that operations and types have.
fn problems_of(service: &Service, types: &Types<'_>, routes: &[&Route]) -> Vec<ProblemId> {
    let mut problems: Vec<ProblemId> = routes.iter().flat_map(|route| route.problems.clone()).collect();
    let mut take = |shape: &Shape| {
        if let Shape::Unsupported(problem) = shape {
            problems.push(*problem);
        }
    };
    for route in routes {
        for (shape, _) in shapes_of(route) {
            shape.each(&mut take);
        }
    }
    for name in types.keys() {
        for (_, shape) in service.types.get(*name).map(|ty| ty.kind.shapes()).unwrap_or_default() {
            shape.each(&mut take);
        }
    }
    problems.sort_unstable();
    problems.dedup();
    problems
}

/// The types of an operation, and what each is for.
fn shapes_of(route: &Route) -> Vec<(&Shape, String)> {
    let mut shapes: Vec<(&Shape, String)> = Vec::new();
    for answer in &route.answers {
        for shape in answer.content.iter().flat_map(|(_, content)| content.shapes()) {
            shapes.push((shape, "answered by".to_owned()));
        }
    }
    for shape in route.body.iter().flat_map(|body| body.content.shapes()) {
        shapes.push((shape, "sent by".to_owned()));
    }
    for parameter in &route.parameters {
        shapes.push((&parameter.shape, format!("parameter `{}` of", parameter.name)));
    }
    shapes
}

fn close<'a>(service: &'a Service, routes: &[&'a Route]) -> Types<'a> {
    let mut closure = Closure { service, types: Types::new() };
    for route in routes {
        for (shape, role) in shapes_of(route) {
            closure.shape(shape, &Reason::Route(route, role));
        }
    }
    closure.types
}

struct Closure<'a> {
    service: &'a Service,
    types: Types<'a>,
}

impl<'a> Closure<'a> {
    fn shape(&mut self, shape: &'a Shape, reason: &Reason<'a>) {
        let mut named = Vec::new();
        names_in(shape, &mut named);
        for name in named {
            self.want(name, reason.clone());
        }
    }

    fn want(&mut self, name: &'a str, reason: Reason<'a>) {
        let mut open = vec![(name, reason)];
        while let Some((name, reason)) = open.pop() {
            if self.types.contains_key(name) {
                continue;
            }
            self.types.insert(name, reason);
            for (member, shape) in self.service.types.get(name).map(|ty| ty.kind.shapes()).unwrap_or_default() {
                let mut named = Vec::new();
                names_in(shape, &mut named);
                open.extend(named.into_iter().map(|held| (held, Reason::Member(name, member))));
            }
        }
    }
}

fn names_in<'a>(shape: &'a Shape, names: &mut Vec<&'a str>) {
    match shape {
        Shape::Named(name) => names.push(name),
        Shape::Array(inner) | Shape::Map(inner) | Shape::Nullable(inner) => names_in(inner, names),
        Shape::Scalar(_) | Shape::Unsupported(_) => {}
    }
}

/// Explains a type, a line for each link of the chain: the type first, an operation or the user's own words last. `None`
/// if the slice does not hold the type.
pub fn explain(slice: &Slice<'_>, service: &Service, name: &str) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    let mut next = Some(name);
    while let Some(name) = next {
        next = match slice.types.get(name)? {
            Reason::Named => {
                lines.push(format!("{name}: asked for by name"));
                None
            }
            Reason::Route(route, role) => {
                lines.push(format!("{name}: {role} {} {}", route.method.as_str(), route.path));
                None
            }
            Reason::Member(owner, member) => {
                let is_union = service.types.get(*owner).is_some_and(|ty| matches!(ty.kind, TypeKind::Union(_)));
                let what = if is_union { "alternative" } else { "property" };
                lines.push(format!("{name}: {what} `{member}` of {owner}"));
                Some(*owner)
            }
        };
    }
    Some(lines)
}

/// The operations that patterns ask for, sorted by path and method.
pub fn select<'a>(service: &'a Service, patterns: &[config::Text], report: &mut Report) -> Vec<&'a Route> {
    let mut routes: IndexMap<(&str, crate::api::Method), &Route> = IndexMap::new();
    for text in patterns {
        let Some(pattern) = pattern::parse(text, report) else { continue };
        let reached: Vec<&Route> = service.routes.iter().filter(|route| matches(&pattern, &route.path)).collect();
        if reached.is_empty() {
            report.push(nothing(service, &pattern));
            continue;
        }
        for method in &pattern.methods {
            if !reached.iter().any(|route| route.method == *method) {
                let mut there: Vec<_> = reached.iter().map(|route| route.method.as_str()).collect();
                there.sort_unstable();
                there.dedup();
                let message = format!("nothing that the pattern matches can be called with {}", method.as_str());
                let help = format!("what it matches is called with {}", there.join(", "));
                report.push(Diagnostic::error("no-such-method", message).at(pattern.text.span, "").help(help));
            }
        }
        for route in reached {
            if pattern.methods.is_empty() || pattern.methods.contains(&route.method) {
                routes.insert((&route.path, route.method), route);
            }
        }
    }
    routes.sort_unstable_keys();
    routes.into_values().collect()
}

/// The segments of a path; one at the end that is empty does not count.
pub fn segments(path: &str) -> Vec<&str> {
    let path = path.strip_prefix('/').unwrap_or(path);
    let path = path.strip_suffix('/').unwrap_or(path);
    if path.is_empty() { Vec::new() } else { path.split('/').collect() }
}

fn matches(pattern: &Pattern, path: &str) -> bool {
    let segments = segments(path);
    let wanted = &pattern.segments;
    (segments.len() == wanted.len() || (pattern.open_ended && segments.len() > wanted.len()))
        && wanted.iter().zip(segments).all(|(wanted, segment)| matches_segment(&wanted.matcher, segment))
}

fn matches_segment(matcher: &Matcher, segment: &str) -> bool {
    match matcher {
        Matcher::Any => true,
        Matcher::Key => segment.contains('{'),
        Matcher::Name(name) => name == segment,
    }
}

/// Why a pattern matches nothing: the first segment that fails, and what there is instead.
fn nothing(service: &Service, pattern: &Pattern) -> Diagnostic {
    let paths: Vec<Vec<&str>> = service.routes.iter().map(|route| segments(&route.path)).collect();
    let mut left: Vec<&Vec<&str>> = paths.iter().collect();
    for (at, wanted) in pattern.segments.iter().enumerate() {
        let there: Vec<&str> = left.iter().filter_map(|path| path.get(at).copied()).collect();
        let before = left.clone();
        left.retain(|path| path.get(at).is_some_and(|segment| matches_segment(&wanted.matcher, segment)));
        if !left.is_empty() {
            continue;
        }
        let place = match before.first().map(|path| path[..at].join("/")) {
            Some(path) if at > 0 => format!("`/{path}`"),
            _ => "the service".to_owned(),
        };
        let name = match &wanted.matcher {
            Matcher::Name(name) => name.as_str(),
            Matcher::Key => "{…}",
            Matcher::Any => "*",
        };
        let diagnostic = Diagnostic::error("empty-pattern", format!("{place} has no segment `{name}`"))
            .at(wanted.span, "this segment");
        let mut names = there;
        names.sort_unstable();
        names.dedup();
        let few: Vec<String> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
        return diagnostic.help(match did_you_mean(name, names.iter().copied()) {
            Some(help) => help,
            None if few.is_empty() => "nothing can follow there".to_owned(),
            None => format!("there are {}", few.join(", ")),
        });
    }
    Diagnostic::error("empty-pattern", "the pattern matches nothing that can be called")
        .at(pattern.text.span, "")
        .help("paths go on there: end the pattern with `/**` to take all below")
}
