//! A planned crate as a Mermaid class diagram, for a README or a pull request: the modules of requests with their
//! functions, the types with their members, and what leads to what.
//!
//! Only names in Rust are shown, so that no text of a description can be markup.

mod plain;

pub use plain::mermaid_plain;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use crate::{
    api::Method,
    plan::{Answer, Enumeration, Function, Item, Module, Plan, RustType, Structure, StructureForm, Visibility},
};

/// Of an enumeration so many members are shown.
const MEMBERS: usize = 12;

/// The diagram, without a fence around it.
pub fn mermaid(plan: &Plan) -> String {
    let mut diagram = Diagram::default();
    diagram.number(&plan.models, "");
    diagram.requests(&plan.requests, "");
    diagram.models(&plan.models, "");
    diagram.end()
}

#[derive(Default)]
struct Diagram {
    out: String,
    /// The node of each type, by its path below `models`; both forms of a type are one node.
    nodes: BTreeMap<String, String>,
    edges: BTreeSet<(String, &'static str, String, String)>,
    modules: usize,
}

impl Diagram {
    fn end(self) -> String {
        let mut out = format!("classDiagram\n    direction LR\n{}", self.out);
        for (from, arrow, to, label) in &self.edges {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "    {from} {arrow} {to} : {label}");
        }
        out
    }

    fn number(&mut self, module: &Module, path: &str) {
        let read: Vec<&str> = module.items.iter().filter_map(of_form(StructureForm::Read)).map(|s| &*s.name).collect();
        for item in &module.items {
            let (Item::Structure(Structure { name, .. }) | Item::Enumeration(Enumeration { name, .. })) = item else {
                continue;
            };
            let node = match (read.first(), self.nodes.get(&format!("{path}{}", read.first().unwrap_or(&"")))) {
                (Some(_), Some(node)) => node.clone(),
                _ => format!("t{}", self.nodes.len() + 1),
            };
            self.nodes.insert(format!("{path}{name}"), node);
        }
        for (name, child) in &module.children {
            self.number(&child.module, &below(path, name, child.visibility));
        }
    }

    fn requests(&mut self, module: &Module, path: &str) {
        let functions: Vec<&Function> = module
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Function(function) => Some(function),
                _ => None,
            })
            .collect();
        if !functions.is_empty() {
            let calls = functions.iter().map(|function| (&*function.name, function.method));
            let node = self.calls(path, calls);
            for function in functions {
                self.edge(&node, "-->", answered(&function.answer), "answers");
                for ty in sent(function, module) {
                    self.edge(&node, "..>", Some(ty), "sends");
                }
            }
        }
        for (name, child) in &module.children {
            self.requests(&child.module, &below(path, name, child.visibility));
        }
    }

    /// A module of requests.
    fn calls<'c>(&mut self, path: &str, calls: impl Iterator<Item = (&'c str, Method)>) -> String {
        self.modules += 1;
        let node = format!("r{}", self.modules);
        let lines: Vec<String> = calls.map(|(name, method)| format!("{name}() {}", method.as_str())).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        // The root has no name.
        let label = if path.is_empty() { "requests" } else { path.trim_end_matches("::") };
        self.class(&node, label, None, &lines);
        node
    }

    fn models(&mut self, module: &Module, path: &str) {
        let forms = || module.items.iter().filter_map(of_form(StructureForm::Read));
        let shown = forms().next().or_else(|| module.items.iter().find_map(of_form(StructureForm::Body)));
        if let Some(structure) = shown {
            self.structure(structure, path);
        }
        for item in &module.items {
            if let Item::Enumeration(enumeration) = item {
                self.enumeration(enumeration, path);
            }
        }
        for (name, child) in &module.children {
            self.models(&child.module, &below(path, name, child.visibility));
        }
    }

    fn enumeration(&mut self, enumeration: &Enumeration, path: &str) {
        let node = self.nodes.get(&format!("{path}{}", enumeration.name)).cloned().unwrap_or_default();
        let kind = if enumeration.is_flags { "flags" } else { "enumeration" };
        let names: Vec<&str> = enumeration.variants.iter().map(|variant| &*variant.name).collect();
        self.class(&node, &enumeration.name, Some(kind), &names);
    }

    fn structure(&mut self, structure: &Structure, path: &str) {
        let node = self.nodes.get(&format!("{path}{}", structure.name)).cloned().unwrap_or_default();
        let members = structure.members.iter().map(|member| (&*member.name, &member.ty));
        self.holding(&node, &structure.name, None, members);
    }

    /// A type with members: what is of a type of the slice is an arrow.
    fn holding<'m>(
        &mut self,
        node: &str,
        label: &str,
        kind: Option<&str>,
        members: impl Iterator<Item = (&'m str, &'m RustType)>,
    ) {
        let (own, held): (Vec<_>, Vec<_>) = members.partition(|(_, ty)| model(ty).is_none());
        let lines: Vec<String> = own.iter().map(|(name, ty)| format!("{name} {}", short(ty))).collect();
        self.class(node, label, kind, &lines.iter().map(String::as_str).collect::<Vec<_>>());
        for (name, ty) in held {
            self.edge(node, "*--", Some(ty), name);
        }
    }

    fn class(&mut self, node: &str, label: &str, kind: Option<&str>, lines: &[&str]) {
        let _ = writeln!(self.out, "    class {node}[\"{label}\"] {{");
        if let Some(kind) = kind {
            let _ = writeln!(self.out, "        <<{kind}>>");
        }
        let limit = if kind.is_some() { MEMBERS } else { usize::MAX };
        for line in lines.iter().take(limit) {
            let _ = writeln!(self.out, "        {line}");
        }
        if lines.len() > limit {
            let _ = writeln!(self.out, "        and {} more", lines.len() - limit);
        }
        self.out.push_str("    }\n");
    }

    fn edge(&mut self, from: &str, arrow: &'static str, ty: Option<&RustType>, label: &str) {
        if let Some(to) = ty.and_then(model).and_then(|name| self.nodes.get(name)) {
            self.edges.insert((from.to_owned(), arrow, to.clone(), label.to_owned()));
        }
    }
}

fn of_form(form: StructureForm) -> impl Fn(&Item) -> Option<&Structure> {
    move |item| match item {
        Item::Structure(structure) if structure.form == form => Some(structure),
        _ => None,
    }
}

fn below(path: &str, name: &str, visibility: Visibility) -> String {
    match visibility {
        Visibility::Public => format!("{path}{name}::"),
        Visibility::Reexported => path.to_owned(),
    }
}

fn answered(answer: &Answer) -> Option<&RustType> {
    match answer {
        Answer::List(ty)
        | Answer::Get(ty)
        | Answer::Entity(ty)
        | Answer::Optional(ty)
        | Answer::Value(ty)
        | Answer::OptionalValue(ty)
        | Answer::Page(ty)
        | Answer::Upload(ty) => Some(ty),
        Answer::Count | Answer::Download | Answer::Nothing => None,
    }
}

/// The types that a function sends; the parameters of an action are part of it.
fn sent<'p>(function: &'p Function, module: &'p Module) -> Vec<&'p RustType> {
    let Some(RustType::Local(name)) = &function.body else { return function.body.iter().collect() };
    let parameters = module.items.iter().filter_map(of_form(StructureForm::Body)).find(|body| body.name == *name);
    parameters.into_iter().flat_map(|parameters| parameters.members.iter().map(|member| &member.ty)).collect()
}

/// The type below `models` that a type is, or holds.
fn model(ty: &RustType) -> Option<&str> {
    match ty {
        RustType::Model(path) => Some(path),
        RustType::Vec(item)
        | RustType::Map(item)
        | RustType::Option(item)
        | RustType::Field(item)
        | RustType::Boxed(item) => model(item),
        RustType::Plain(_) | RustType::Runtime(_) | RustType::Local(_) => None,
    }
}

fn short(ty: &RustType) -> String {
    match ty {
        RustType::Vec(item) => format!("Vec~{}~", short(item)),
        RustType::Map(item) => format!("Map~{}~", short(item)),
        RustType::Option(item) | RustType::Field(item) | RustType::Boxed(item) => short(item),
        other => other.to_string().rsplit("::").next().unwrap_or_default().to_owned(),
    }
}
