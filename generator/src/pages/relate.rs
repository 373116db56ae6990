//! Which calls of a slice pages speak of, and whether their examples are right.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    Body, Key, PageExamples, Reference, Role,
    finding::{Class, Finding, Findings},
    fit::{self, Content, Fit},
    json,
    message::RequestLine,
    page::{Example, Page},
    resolve::{Resolved, resolve},
    url,
};
use crate::{
    api::{Method, Permission},
    check::Checked,
    slice::{Call, CallKind, Segment, Slice, call_text},
    source::{SourceId, Sources},
};

/// Finds the calls of a slice that pages speak of.
pub fn relate(pages: &[Page], api: &Checked, slice: &Slice<'_>, service_root: &str, sources: &Sources) -> Reference {
    let calls = slice.calls.iter().map(|call| (call_text(api, call), call)).collect();
    let tables = pages.iter().filter_map(|page| Some((&*sources.get(page.source).name, page.permissions.as_ref()?)));
    let tables = tables.map(|(name, (permissions, _))| (name, &**permissions)).collect();
    let mut relate = Relate { api, calls, tables, service_root, sources, reference: Reference::default() };
    for page in pages {
        relate.page(page);
    }
    let Relate { mut reference, calls, .. } = relate;
    let view = if service_root.ends_with("/beta") { "graph-rest-beta" } else { "graph-rest-1.0" };
    for (key, said) in &mut reference.calls {
        let page = calls.get(key).and_then(|call| about(call, api, &said.names));
        said.link = page.map(|page| format!("https://learn.microsoft.com/graph/api/{page}?view={view}"));
    }
    reference.findings = (!pages.is_empty()).then(|| reference.outcome.list(sources));
    reference
}

/// The calls of the description that pages speak of, sorted by path and method.
pub fn calls(pages: &[Page], api: &Checked, service_root: &str) -> Vec<(Method, String)> {
    let requests = pages.iter().flat_map(|page| page.requests.iter().chain(page.examples.iter().map(|it| &it.line)));
    let found = requests.filter_map(|line| resolve(api, &url::segments(&line.url, service_root), line.method).ok());
    let mut calls: Vec<Key> = found.flat_map(|found| found.calls).map(|call| call_text(api, &call)).collect();
    calls.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
    calls.dedup();
    calls
}

/// Whether both admit the same; a scheme without scopes is as one that is not there.
fn are_same(one: &[Permission], other: &[Permission]) -> bool {
    let sorted = |permissions: &[Permission]| -> BTreeMap<String, BTreeSet<String>> {
        let supported = permissions.iter().filter(|permission| !permission.scopes.is_empty());
        supported.map(|one| (one.scheme.clone(), one.scopes.iter().cloned().collect())).collect()
    };
    sorted(one) == sorted(other)
}

/// The page about a call, of those that speak of it: the only one, or the one that has the type or operation in its name,
/// `intune-deviceconfig-deviceconfiguration-list`.
fn about<'n>(call: &Call<'_>, api: &Checked, names: &'n [String]) -> Option<&'n String> {
    if let [only] = names {
        return Some(only);
    }
    let word = match (&call.kind, call.path.last()?) {
        (CallKind::Invoke(operation), _) => operation.name.as_str(),
        (_, Segment::Property(name, _)) => name,
        (CallKind::List(ty) | CallKind::Get(ty) | CallKind::Create(ty) | CallKind::Update(ty), _)
        | (_, Segment::Key(ty)) => api.names().split(*ty).1,
        _ => return None,
    };
    let named = names.iter().filter(|name| name.split('-').any(|part| part.eq_ignore_ascii_case(word)));
    named.min_by_key(|name| name.len())
}

/// Pages say `me` where a slice may have `users`, and the other way round; both lead to the same type.
fn of_other_user(segments: &[String]) -> Option<Vec<String>> {
    let (instead, rest): (&[&str], _) = match segments {
        [me, rest @ ..] if me == "me" => (&["users", "{id}"], rest),
        [users, _, rest @ ..] if users == "users" => (&["me"], rest),
        _ => return None,
    };
    Some(instead.iter().map(|segment| (*segment).to_owned()).chain(rest.iter().cloned()).collect())
}

struct Relate<'r, 'a> {
    api: &'a Checked,
    /// The calls of the slice.
    calls: BTreeMap<Key, &'r Call<'a>>,
    /// The permissions on pages, by the names of these.
    tables: BTreeMap<&'r str, &'r [Permission]>,
    service_root: &'r str,
    sources: &'r Sources,
    reference: Reference,
}

/// A request of a page with the calls that it is, or why it is none.
type Found<'p, 'a> = (&'p RequestLine, Result<Resolved<'a>, String>);

impl<'a> Relate<'_, 'a> {
    fn page(&mut self, page: &Page) {
        let requests: Vec<Found<'_, 'a>> = page.requests.iter().map(|line| self.find(line)).collect();
        let examples: Vec<Found<'_, 'a>> = page.examples.iter().map(|example| self.find(&example.line)).collect();
        let all = || requests.iter().chain(&examples).filter_map(|(_, found)| found.as_ref().ok());
        let is_ours = all().any(|found| found.calls.iter().any(|call| self.in_slice(call).is_some()));
        // Where nothing is known, nobody can say what the page speaks of.
        let is_unknown = all().next().is_none() && !(requests.is_empty() && examples.is_empty());
        if !is_ours && !is_unknown {
            self.reference.outcome.other_pages += 1;
            return;
        }
        let mut findings = Findings::new(page.source);
        self.reference.outcome.pages += 1;
        for (line, found) in &requests {
            self.reference.outcome.documented.count(self.resolved(line, found, &mut findings));
        }
        // Some pages only show their requests by examples.
        for (_, found) in if requests.is_empty() { &examples } else { &requests } {
            let calls = found.iter().flat_map(|found| &found.calls);
            for call in calls.filter_map(|call| self.in_slice(call)).collect::<Vec<Key>>() {
                self.say(page, &call, &mut findings);
            }
        }
        let mut bodies = Vec::new();
        for (example, (line, found)) in page.examples.iter().zip(&examples) {
            self.reference.outcome.requests.count(self.resolved(line, found, &mut findings));
            if let Ok(found) = found {
                self.example(example, found, &mut findings, &mut bodies);
            }
        }
        findings.all.sort_by_key(|finding| finding.span);
        self.reference.outcome.findings.extend(findings.all);
        if !bodies.is_empty() {
            let name = self.sources.get(page.source).name.clone();
            self.reference.pages.push(PageExamples { name, bodies });
        }
    }

    fn in_slice(&self, call: &Call<'a>) -> Option<Key> {
        Some(call_text(self.api, call)).filter(|key| self.calls.contains_key(key))
    }

    /// The calls that a request is: those of the slice if it can be read so.
    fn find<'p>(&self, line: &'p RequestLine) -> Found<'p, 'a> {
        let segments = url::segments(&line.url, self.service_root);
        let found = resolve(self.api, &segments, line.method);
        let is_ours = |found: &Resolved<'a>| found.calls.iter().any(|call| self.in_slice(call).is_some());
        if !found.as_ref().is_ok_and(is_ours)
            && let Some(Ok(other)) = of_other_user(&segments).map(|segments| resolve(self.api, &segments, line.method))
            && is_ours(&other)
        {
            return (line, Ok(other));
        }
        (line, found)
    }

    /// Whether a request is a call of the description; what is wrong with it otherwise.
    fn resolved(&self, line: &RequestLine, found: &Result<Resolved<'a>, String>, findings: &mut Findings) -> bool {
        match found {
            Ok(found) => {
                for (own, right) in &found.letter_case {
                    findings.push(Class::LetterCase, &line.range, format!("`{own}` is called `{right}`"));
                }
            }
            Err(reason) => findings.push(Class::UnresolvedPath, &line.range, reason.as_str()),
        }
        found.is_ok()
    }

    /// Keeps what a page says of a call; the first that speaks of it counts.
    fn say(&mut self, page: &Page, call: &Key, findings: &mut Findings) {
        let own = self.calls.get(call).map_or(&[][..], |call| call.permissions());
        let said = self.reference.calls.entry(call.clone()).or_default();
        let of_page = page.permissions.as_ref().map(|(permissions, range)| (&**permissions, range.clone()));
        let included = || Some((*self.tables.get(page.included.as_deref()?)?, 0..0));
        if let Some((permissions, range)) = of_page.or_else(included) {
            if !own.is_empty() && !are_same(own, permissions) {
                let reason = format!("the description has others for `{} {}`, which are kept", call.0.as_str(), call.1);
                findings.push(Class::OtherPermissions, &range, reason);
            } else if said.permissions.is_empty() {
                said.permissions = permissions.to_vec();
            }
        }
        for header in &page.headers {
            if said.headers.iter().all(|other| !other.name.eq_ignore_ascii_case(&header.name)) {
                said.headers.push(header.clone());
            }
        }
        if let Some(name) = page.name.as_ref().filter(|name| !said.names.contains(name)) {
            said.names.push(name.clone());
        }
    }

    fn example(&mut self, example: &Example, found: &Resolved<'a>, findings: &mut Findings, bodies: &mut Vec<Body>) {
        let ours = found.calls.iter().filter(|call| self.in_slice(call).is_some());
        // Of the overloads of an action the body tells which is meant.
        let nearest = ours.min_by_key(|call| self.misfits(call, example, findings.source()));
        let Some(call) = nearest.or(found.calls.first()) else { return };
        let sent = example.body.iter().map(|body| (Role::Sent, body));
        // An error is the same for all calls, and not what a page of one call is about.
        let good = example.answers.iter().filter(|answer| (200..300).contains(&answer.status));
        let answered = good.map(|answer| (Role::Answered, &answer.body));
        for (role, range) in sent.chain(answered) {
            let content = match role {
                Role::Sent => fit::body(call),
                Role::Answered => fit::answer(self.api, call),
            };
            if let Some(content) = content {
                bodies.extend(self.body(call, role, content, range.clone(), findings));
            }
        }
    }

    /// How many findings there are if an example is taken for this call.
    fn misfits(&self, call: &Call<'a>, example: &Example, source: SourceId) -> usize {
        let mut findings = Findings::new(source);
        let text = &self.sources.get(source).text;
        if let (Some(content), Some(range)) = (fit::body(call), &example.body)
            && let Ok(json) = json::parse(text, range.clone())
        {
            Fit { api: self.api, findings: &mut findings }.content(&json, content);
        }
        findings.all.len()
    }

    /// Compares a body with what the description says. It has a place in the crate if it is right; an answer also if it
    /// only has members that nobody declares, which every client has to pass over.
    fn body(
        &mut self,
        call: &Call<'a>,
        role: Role,
        content: Content<'_>,
        range: Range<usize>,
        findings: &mut Findings,
    ) -> Option<Body> {
        let text = &self.sources.get(findings.source()).text;
        let before = findings.all.len();
        let json = match json::parse(text, range.clone()) {
            Ok(json) => {
                Fit { api: self.api, findings }.content(&json, content);
                Some(json)
            }
            Err(damage) => {
                findings.push(Class::DamagedJson, &(damage.at..damage.at), damage.reason);
                None
            }
        };
        let found = &findings.all[before..];
        let tally = match role {
            Role::Sent => &mut self.reference.outcome.request_bodies,
            Role::Answered => &mut self.reference.outcome.answer_bodies,
        };
        tally.count(found.is_empty());
        let is_known = |finding: &Finding| role == Role::Answered && finding.class == Class::UnknownProperty;
        let json = json.filter(|_| found.iter().all(is_known))?;
        Some(Body { call: self.in_slice(call)?, role, text: text[range].to_owned(), json })
    }
}
