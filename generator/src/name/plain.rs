//! Names for the types of a plain service.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{case, distinct, types::is_device};
use crate::{
    api::plain::{Service, TypeKind},
    config::Text,
    nearest::did_you_mean,
    report::{Diagnostic, Report},
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

/// The names that the user wants instead of the derived ones: by the name of a type, or `Type/member`.
#[derive(Debug, Clone, Default)]
pub struct PlainRenames(IndexMap<String, String>);

impl PlainRenames {
    /// Checks `[rename]`: what is renamed exists, and the new names are names.
    pub fn new(wanted: &[(Text, Text)], service: &Service, report: &mut Report) -> Self {
        let mut renames = IndexMap::new();
        for (from, to) in wanted {
            if let Some(missing) = missing(from, service) {
                report.push(missing);
            } else if !case::is_name(&to.value) {
                report.push(
                    Diagnostic::error("bad-rename", format!("`{}` is not a name in Rust", to.value))
                        .at(to.span, "")
                        .help("a name is the letters of English, digits and underscores, and no keyword"),
                );
            } else {
                renames.insert(from.value.clone(), to.value.clone());
            }
        }
        Self(renames)
    }

    /// The name for a member of a type.
    pub fn of_member(&self, ty: &str, member: &str) -> Option<&str> {
        self.0.get(&format!("{ty}/{member}")).map(String::as_str)
    }
}

fn missing(from: &Text, service: &Service) -> Option<Diagnostic> {
    let error = |message: String, help: Option<String>| {
        let mut diagnostic = Diagnostic::error("bad-rename", message).at(from.span, "");
        diagnostic.help = help;
        Some(diagnostic)
    };
    if service.types.contains_key(&from.value) {
        return None;
    }
    let (ty, member) = from.value.rsplit_once('/').unwrap_or((&from.value, ""));
    let Some(declared) = service.types.get(ty) else {
        let help = did_you_mean(&from.value, service.types.keys().map(String::as_str));
        return error(format!("there is no type `{}` to rename", from.value), help);
    };
    let members: Vec<&str> = match &declared.kind {
        TypeKind::Object(object) => object.properties.keys().map(String::as_str).collect(),
        TypeKind::Enumeration(members) => members.iter().map(String::as_str).collect(),
        TypeKind::Union(union) => union.variants.iter().filter_map(|variant| variant.name.as_deref()).collect(),
    };
    if members.contains(&member) {
        return None;
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
        let plain = |key: &String| match renames.0.get(key) {
            Some(name) => name.clone(),
            None => {
                let name = case::pascal(key);
                if TAKEN.contains(&name.as_str()) { name + "Model" } else { name }
            }
        };
        let mut names: Vec<(&str, String)> = service.types.keys().map(|key| (key.as_str(), plain(key))).collect();
        distinct(&mut names);
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
