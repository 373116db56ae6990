//! Names for the types of a plain service, and what the user wants to be called otherwise.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{case, distinct_from, types::is_device};
use crate::{
    api::plain::{Route, Service, TypeKind},
    config::Text,
    nearest::did_you_mean,
    report::{Diagnostic, Report},
    source::Span,
};

/// What generated files use without a path: a type of the same name would hide it.
const TAKEN: &[&str] = &[
    "BTreeMap",
    "Binary",
    "Box",
    "Bytes",
    "Clone",
    "Copy",
    "Date",
    "DateTime",
    "Debug",
    "Default",
    "Drop",
    "Duration",
    "Eq",
    "Err",
    "Field",
    "File",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "TimeOfDay",
    "ToString",
    "Uuid",
    "Vec",
];

/// The scope of the types.
const MODELS: &str = "models";

/// The names that the user wants instead of the derived ones: by the name of a type, by `Type/member`, by the id of an
/// operation, or by its method and path (`GET /pets/{id}`). A name that is a type's and an operation's is the type's.
#[derive(Debug, Clone, Default)]
pub struct PlainRenames(IndexMap<String, String>);

impl PlainRenames {
    /// Checks `[rename]`: what is renamed exists, the new names are names, and no two of them meet.
    pub fn new(wanted: &[(Text, Text)], service: &Service, report: &mut Report) -> Self {
        let mut renames = IndexMap::new();
        let mut taken: IndexMap<(String, &str), Span> = IndexMap::new();
        for (from, to) in wanted {
            let bad = |message: String| Diagnostic::error("bad-rename", message).at(to.span, "");
            match scope(from, service) {
                Err(missing) => report.push(*missing),
                Ok(_) if !case::is_name(&to.value) => report.push(
                    bad(format!("`{}` is not a name in Rust", to.value))
                        .help("a name is the letters of English, digits and underscores, and no keyword"),
                ),
                Ok(scope) if scope == MODELS && TAKEN.contains(&to.value.as_str()) => {
                    report.push(bad(format!("generated code uses the name `{}` itself", to.value)));
                }
                Ok(scope) => match taken.insert((scope, &to.value), to.span) {
                    Some(first) => report
                        .push(bad(format!("a second `{}` in the same place", to.value)).at(first, "the first is here")),
                    None => drop(renames.insert(from.value.clone(), to.value.clone())),
                },
            }
        }
        Self(renames)
    }

    /// The name for a type.
    pub fn of_type(&self, ty: &str) -> Option<&str> {
        self.0.get(ty).map(String::as_str)
    }

    /// The name for a member of a type.
    pub fn of_member(&self, ty: &str, member: &str) -> Option<&str> {
        self.0.get(&format!("{ty}/{member}")).map(String::as_str)
    }

    /// The name for the function of an operation.
    pub fn of_route(&self, route: &Route, service: &Service) -> Option<&str> {
        let by_id = route.id.as_ref().filter(|id| !service.types.contains_key(*id)).and_then(|id| self.0.get(id));
        by_id.or_else(|| self.0.get(&call(route))).map(String::as_str)
    }
}

/// What an operation is called that has no id of its own.
fn call(route: &Route) -> String {
    format!("{} {}", route.method.as_str(), route.path)
}

/// Where the name of what is renamed has to be its own; an error if there is no such thing.
fn scope(from: &Text, service: &Service) -> Result<String, Box<Diagnostic>> {
    let error = |message: String, help: Option<String>| {
        let mut diagnostic = Diagnostic::error("bad-rename", message).at(from.span, "");
        diagnostic.help = help;
        Err(Box::new(diagnostic))
    };
    if service.types.contains_key(&from.value) {
        return Ok(MODELS.to_owned());
    }
    let named = |route: &&Route| route.id.as_ref() == Some(&from.value) || call(route) == from.value;
    if let Some(route) = service.routes.iter().find(named) {
        return Ok(format!("requests::{}", modules(&route.path).join("::")));
    }
    let (ty, member) = from.value.rsplit_once('/').unwrap_or((&from.value, ""));
    let Some(declared) = service.types.get(ty) else {
        let calls: Vec<String> = service.routes.iter().map(call).collect();
        let ids = service.routes.iter().filter_map(|route| route.id.as_deref());
        let all = service.types.keys().map(String::as_str).chain(ids).chain(calls.iter().map(String::as_str));
        let help = did_you_mean(&from.value, all);
        return error(format!("there is no type and no operation `{}` to rename", from.value), help);
    };
    let members: Vec<&str> = match &declared.kind {
        TypeKind::Object(object) => object.properties.keys().map(String::as_str).collect(),
        TypeKind::Enumeration(members) => members.iter().map(String::as_str).collect(),
        TypeKind::Union(union) => union.variants.iter().filter_map(|variant| variant.name.as_deref()).collect(),
    };
    if members.contains(&member) {
        return Ok(ty.to_owned());
    }
    error(format!("`{ty}` has no member `{member}` to rename"), did_you_mean(member, members))
}

/// The names of all types: they depend on the whole service and never on the slice.
#[derive(Debug, Clone)]
pub struct PlainNames {
    types: IndexMap<String, String>,
    files: IndexMap<String, String>,
}

impl PlainNames {
    /// Names all types of a service.
    pub fn new(service: &Service, renames: &PlainRenames) -> Self {
        let plain = |key: &String| match renames.of_type(key) {
            Some(name) => name.to_owned(),
            None => {
                let name = case::pascal(key);
                if TAKEN.contains(&name.as_str()) { name + "Model" } else { name }
            }
        };
        let mut names: Vec<(&str, String)> = service.types.keys().map(|key| (key.as_str(), plain(key))).collect();
        distinct_from(&mut names, |key| renames.of_type(key).is_some());
        let types: IndexMap<String, String> = names.into_iter().map(|(key, name)| (key.to_owned(), name)).collect();
        let mut sorted: Vec<(&String, &String)> = types.iter().collect();
        sorted.sort_by_key(|(_, name)| *name);
        let mut taken = BTreeSet::new();
        let mut files = IndexMap::new();
        for (key, name) in sorted {
            let module = case::snake(name);
            let module = if is_device(&module) { module + "_type" } else { module };
            let mut file = module.clone();
            let mut number = 2;
            while !taken.insert(file.clone()) {
                file = format!("{module}_{number}");
                number += 1;
            }
            files.insert(key.clone(), file);
        }
        Self { types, files }
    }

    /// The name of a type.
    pub fn of<'a>(&'a self, key: &'a str) -> &'a str {
        self.types.get(key).map_or(key, String::as_str)
    }

    /// The private module, and so the file, that holds it.
    pub fn file<'a>(&'a self, key: &'a str) -> &'a str {
        self.files.get(key).map_or(key, String::as_str)
    }
}

/// The modules of a path: its segments without parameters. What the files use without a path keeps its meaning.
pub fn modules(path: &str) -> Vec<String> {
    let literal = path.split('/').filter(|segment| !segment.is_empty() && !segment.contains('{'));
    literal
        .map(|segment| {
            let name = case::snake(segment);
            let taken = matches!(name.as_str(), "bytes" | "http" | "models" | "security" | "serde_json" | "std");
            if taken || is_device(&name) { name + "_" } else { name }
        })
        .collect()
}
