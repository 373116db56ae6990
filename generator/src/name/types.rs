use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{Renames, case, distinct};
use crate::{api::TypeId, check::Checked};

/// Where a type goes and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeName {
    /// The modules below `models`, from the namespace.
    pub modules: Vec<String>,
    /// The private module, and so the file, that holds it.
    pub file: String,
    /// The form that is read, and the name of an enumeration.
    pub read: String,
    /// The form that is sent.
    pub body: String,
}

/// The names of all types of an API.
#[derive(Debug, Clone)]
pub struct TypeNames(IndexMap<TypeId, TypeName>);

/// What generated files use without a path: a type of the same name would hide it.
const TAKEN: &[&str] = &[
    "Binary",
    "Box",
    "Clone",
    "Copy",
    "Date",
    "DateTimeOffset",
    "Debug",
    "Decimal",
    "Default",
    "Drop",
    "Duration",
    "Eq",
    "Err",
    "Field",
    "From",
    "Guid",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "Property",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "TimeOfDay",
    "ToString",
    "Vec",
];

impl TypeNames {
    /// Names every type of the API.
    pub fn new(api: &Checked, renames: &Renames) -> Self {
        let mut spaces: BTreeMap<&str, Vec<(&str, String)>> = BTreeMap::new();
        for id in api.api().types.keys() {
            let (namespace, short) = api.names().split(*id);
            spaces.entry(namespace).or_default().push((short, plain(short)));
        }
        let modules: BTreeMap<&str, Vec<String>> =
            spaces.keys().map(|namespace| (*namespace, modules(namespace, &api.api().namespace))).collect();
        let mut names = IndexMap::new();
        for (namespace, mut types) in spaces {
            let path = &modules[namespace];
            let below: BTreeSet<&str> = modules
                .values()
                .filter(|other| other.len() == path.len() + 1 && other.starts_with(path))
                .map(|other| other[path.len()].as_str())
                .collect();
            let prefix =
                |short: &str| if namespace.is_empty() { short.to_owned() } else { format!("{namespace}.{short}") };
            for (short, name) in &mut types {
                if let Some(wanted) = renames.of_type(&prefix(short)) {
                    *name = wanted.to_owned();
                }
            }
            distinct(&mut types);
            let all: BTreeSet<&str> = types.iter().map(|(_, name)| name.as_str()).collect();
            for (short, read) in &types {
                let Some(id) = api.names().find(&prefix(short)) else { continue };
                let body = format!("{read}Body");
                let body = if all.contains(body.as_str()) { format!("{read}RequestBody") } else { body };
                names
                    .insert(id, TypeName { modules: path.clone(), file: file(read, &below), read: read.clone(), body });
            }
        }
        Self(names)
    }

    /// The names of a type.
    pub fn of(&self, id: TypeId) -> &TypeName {
        &self.0[&id]
    }
}

fn plain(short: &str) -> String {
    let name = case::pascal(short);
    if TAKEN.binary_search(&name.as_str()).is_ok() { name + "Model" } else { name }
}

/// The file of a type. A namespace's module has the same parent and goes first; `mod` is a keyword and so never the
/// name; the others are no file names on Windows.
fn file(name: &str, namespaces: &BTreeSet<&str>) -> String {
    let file = case::snake(name);
    let device = matches!(file.as_str(), "aux" | "con" | "nul" | "prn")
        || ["com", "lpt"].iter().any(|port| file.strip_prefix(port).is_some_and(|rest| rest.len() == 1));
    if device || namespaces.contains(file.as_str()) { file + "_type" } else { file }
}

/// The modules for a namespace: those of the container's namespace stand at the top, what is below it in modules, and
/// any other in modules of its full name.
fn modules(namespace: &str, root: &str) -> Vec<String> {
    let rest = match namespace.strip_prefix(root) {
        Some("") => return Vec::new(),
        Some(rest) => rest.strip_prefix('.').unwrap_or(namespace),
        None => namespace,
    };
    rest.split('.').map(case::snake).collect()
}
