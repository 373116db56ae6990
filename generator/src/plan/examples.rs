//! Examples of reference pages as tests of the crate: each body is read as the type that the crate has for it, and
//! written back.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    RustType,
    data::{Answer, Function, Item, Member, Module, Pages, Structure, Test, TestFile, TestKind, Visibility},
};
use crate::{
    name::{case, distinct},
    pages::{Body, Json, Key, Kind, Reference, Role},
};

/// What the pages add; nothing if there are none.
pub(super) fn pages(reference: &Reference, models: &Module, requests: &Module, crate_name: &str) -> Option<Pages> {
    let findings = reference.findings.as_ref()?;
    let mut index = Index::default();
    index.module("models", &[], models);
    index.module("requests", &[], requests);
    let mut tests: Vec<TestFile> = reference
        .pages
        .iter()
        .map(|page| TestFile {
            module: module_name(&page.name),
            page: page.name.clone(),
            gates: index.gates(&page.bodies),
            tests: index.tests(&page.bodies),
        })
        .filter(|file| !file.tests.is_empty())
        .collect();
    let mut names: Vec<(&str, String)> = tests.iter().map(|file| (&*file.page, file.module.clone())).collect();
    distinct(&mut names);
    let names: Vec<String> = names.into_iter().map(|(_, name)| name).collect();
    for (file, name) in tests.iter_mut().zip(names) {
        file.module = name;
    }
    let report = report(reference, findings, &tests);
    Some(Pages { crate_name: crate_name.to_owned(), tests, report })
}

/// What the examples came to, in Markdown.
fn report(reference: &Reference, findings: &str, tests: &[TestFile]) -> String {
    let all = || tests.iter().flat_map(|file| &file.tests);
    let dropped: usize = all().map(|test| test.dropped.len()).sum();
    let mut out = reference.outcome.summary();
    out += &format!(
        "\n{} bodies are tests of this crate: they are read and written back. Of the answers among them, types that are not \
         open pass over {dropped} members.\n",
        all().count()
    );
    if !findings.is_empty() {
        out += "\nWhat does not fit, with page and line:\n\n";
        // Indented, it is text and no Markdown.
        out.extend(findings.lines().map(|line| format!("    {line}\n")));
    }
    out
}

/// The file's name without its folders. `compare` is what the tests share.
fn module_name(page: &str) -> String {
    let file = page.rsplit('/').next().unwrap_or(page);
    let name = case::snake(file.rsplit_once('.').map_or(file, |(stem, _)| stem));
    if matches!(name.as_str(), "compare" | "main") { name + "_" } else { name }
}

/// The structs and functions of a crate, by where they are.
#[derive(Default)]
struct Index<'p> {
    /// By their path.
    structures: BTreeMap<String, &'p Structure>,
    functions: BTreeMap<Key, Placed<'p>>,
}

/// A function, the path of its module, and the features any of which compiles that.
struct Placed<'p> {
    module: String,
    gate: &'p [String],
    function: &'p Function,
}

impl<'p> Index<'p> {
    fn module(&mut self, path: &str, gate: &'p [String], module: &'p Module) {
        let gate = if module.gate.is_empty() { gate } else { &module.gate };
        for item in &module.items {
            match item {
                Item::Structure(structure) => {
                    self.structures.insert(format!("{path}::{}", structure.name), structure);
                }
                Item::Function(function) => {
                    let placed = Placed { module: path.to_owned(), gate, function };
                    self.functions.insert((function.method, function.path.clone()), placed);
                }
                Item::Derivation(_) | Item::Enumeration(_) => {}
            }
        }
        for (name, child) in &module.children {
            match child.visibility {
                Visibility::Public => self.module(&format!("{path}::{name}"), gate, &child.module),
                Visibility::Reexported => self.module(path, gate, &child.module),
            }
        }
    }

    /// What a call needs is compiled with its segment.
    fn gates(&self, bodies: &[Body]) -> Vec<Vec<String>> {
        let gates: BTreeSet<&[String]> =
            bodies.iter().filter_map(|body| self.functions.get(&body.call)).map(|placed| placed.gate).collect();
        gates.into_iter().filter(|gate| !gate.is_empty()).map(<[String]>::to_vec).collect()
    }

    fn tests(&self, bodies: &[Body]) -> Vec<Test> {
        let mut tests: Vec<Test> = Vec::new();
        for body in bodies {
            let Some(Placed { module, function, .. }) = self.functions.get(&body.call) else { continue };
            let Some((kind, ty, dropped)) = self.read(function, body) else { continue };
            let suffix = if kind == TestKind::Body { "body" } else { "answer" };
            let plain = format!("{}_{suffix}", function.name.trim_end_matches('_'));
            let count = tests.iter().filter(|test| test.name.starts_with(&plain)).count();
            let name = if count == 0 { plain } else { format!("{plain}_{}", count + 1) };
            let call = format!("{} {}", body.call.0.as_str(), body.call.1);
            let (ty, module, json) = (ty.clone(), module.clone(), body.text.clone());
            tests.push(Test { name, call, kind, ty, module, json, dropped });
        }
        tests
    }

    /// How a body is read, as which type, and what that does not keep.
    fn read<'f>(&self, function: &'f Function, body: &Body) -> Option<(TestKind, &'f RustType, Vec<String>)> {
        let mut dropped = Vec::new();
        if body.role == Role::Sent {
            // A body keeps all that is read.
            return function.body.as_ref().map(|ty| (TestKind::Body, ty, dropped));
        }
        let (kind, ty) = match &function.answer {
            Answer::List(ty) | Answer::Page(ty) => (TestKind::Page, ty),
            Answer::Get(ty) | Answer::Entity(ty) | Answer::Optional(ty) => (TestKind::Answer, ty),
            Answer::Value(ty) | Answer::OptionalValue(ty) => (TestKind::Value, ty),
            _ => return None,
        };
        match kind {
            TestKind::Page => self.page(&body.json, ty, &mut dropped),
            // Whether it may be null the type alone does not say.
            TestKind::Value => {
                let value = body.json.get("value").filter(|value| value.kind != Kind::Null)?;
                self.dropped(value, ty, "", &mut dropped);
            }
            _ => self.dropped(&body.json, ty, "", &mut dropped),
        }
        dropped.sort();
        Some((kind, ty, dropped))
    }

    /// Beside its items a page has control information only.
    fn page(&self, json: &Json, ty: &RustType, out: &mut Vec<String>) {
        for member in json.members() {
            if member.name == "value" {
                self.dropped(&member.value, &RustType::Vec(Box::new(ty.clone())), "value", out);
            } else if !member.name.contains('@') && member.value.kind != Kind::Null {
                out.push(member.name.clone());
            }
        }
    }

    /// The members below a value that are read and not kept. Annotations and nulls are not counted.
    fn dropped(&self, json: &Json, ty: &RustType, at: &str, out: &mut Vec<String>) {
        let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}/{name}") };
        match (&json.kind, ty) {
            (Kind::Array(items), RustType::Vec(ty)) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, one)| self.dropped(one, ty, &below(&index.to_string()), out));
            }
            (_, RustType::Boxed(ty)) => self.dropped(json, ty, at, out),
            (Kind::Object(members), RustType::Model(name)) => {
                let Some(structure) = self.structures.get(&format!("models::{name}")) else { return };
                for member in members.iter().filter(|member| member.value.kind != Kind::Null) {
                    let declared = |own: &&Member| own.wire == member.name;
                    match structure.members.iter().find(declared) {
                        Some(own) => self.dropped(&member.value, &own.ty, &below(&member.name), out),
                        None if keeps(structure, json) || member.name.contains('@') => {}
                        None => out.push(below(&member.name)),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a struct keeps what it does not declare: it is open, or the value is of another type.
fn keeps(structure: &Structure, json: &Json) -> bool {
    let tag = json.get("@odata.type").and_then(Json::text);
    let is_other =
        |tag: &str| structure.full_name.as_deref() != Some(tag.rsplit_once('#').map_or(tag, |(_, name)| name));
    structure.is_open || tag.is_some_and(is_other)
}
