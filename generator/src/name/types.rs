use std::{
    borrow::Cow,
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

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

/// The names of the types of a slice.
#[derive(Debug, Clone)]
pub struct TypeNames(IndexMap<TypeId, TypeName>);

/// What generated files use without a path: a type of the same name would hide it.
pub(super) const TAKEN: &[&str] = &[
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
    "EntityId",
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
    /// Names the types of a slice, with an eye on all types of the API.
    pub fn new(api: &Checked, renames: &Renames, slice: impl IntoIterator<Item = TypeId>) -> Self {
        let all = All::new(api, renames);
        Self(slice.into_iter().map(|id| (id, all.name(id))).collect())
    }

    /// The names of a type of the slice.
    pub fn of(&self, id: TypeId) -> &TypeName {
        &self.0[&id]
    }
}

/// All types of an API, by what names have in common that could come out the same. Letter case is costly to work out:
/// only those that may collide with a type of the slice are.
struct All<'a> {
    api: &'a Checked,
    renames: &'a Renames,
    /// The modules of each namespace.
    modules: BTreeMap<&'a str, Vec<String>>,
    /// What stands inside of the modules of a namespace as a module of its own.
    inside: BTreeMap<Vec<String>, BTreeSet<String>>,
    alike: IndexMap<String, Vec<TypeId>>,
    /// The files of those that are alike, once they were asked for.
    files: RefCell<FxHashMap<String, Rc<FxHashMap<TypeId, String>>>>,
}

impl<'a> All<'a> {
    fn new(api: &'a Checked, renames: &'a Renames) -> Self {
        let mut modules_of = BTreeMap::new();
        let mut alike: IndexMap<_, Vec<TypeId>> = IndexMap::new();
        for id in api.api().types.keys() {
            let (namespace, short) = api.names().split(*id);
            modules_of.entry(namespace).or_insert_with(|| modules(namespace, &api.api().namespace));
            let name = renames.of_type(api.names().full(*id)).unwrap_or(short);
            alike.entry(letters(namespace, name)).or_default().push(*id);
        }
        let mut inside: BTreeMap<Vec<String>, BTreeSet<String>> =
            modules_of.values().map(|modules| (modules.clone(), BTreeSet::new())).collect();
        for modules in modules_of.values() {
            for (depth, module) in modules.iter().enumerate() {
                if let Some(inside) = inside.get_mut(&modules[..depth]) {
                    inside.insert(module.clone());
                }
            }
        }
        Self { api, renames, modules: modules_of, inside, alike, files: RefCell::default() }
    }

    fn name(&self, id: TypeId) -> TypeName {
        let (namespace, _) = self.api.names().split(id);
        let (read, module) = self.read(id);
        let body = format!("{read}Body");
        let taken = self.group(namespace, &body).iter().any(|other| self.read(*other).0 == body);
        let modules = self.modules[namespace].clone();
        // A namespace needs no types of its own to be a module: those below it are enough.
        let is_namespace = |module: &String| self.inside.get(&modules).is_some_and(|inside| inside.contains(module));
        // A type may be called as its module only if letter case tells them apart.
        let mut file = module.clone();
        let is_file = |file: &String| self.group(namespace, file).iter().any(|other| self.read(*other).1 == *file);
        while file == read || is_namespace(&file) || is_device(&file) || (file != module && is_file(&file)) {
            file += "_type";
        }
        TypeName { modules, file, body: if taken { format!("{read}RequestBody") } else { body }, read }
    }

    /// The name of a type and that of its file, distinct from those of all types of its namespace. What is distinct as a
    /// file is so as a type, too, and not by letter case alone.
    fn read(&self, id: TypeId) -> (String, String) {
        let (namespace, short) = self.api.names().split(id);
        let name = self.renames.of_type(self.api.names().full(id)).unwrap_or(short);
        let files = self.files(letters(namespace, name));
        let (plain, mut file) = (self.plain(id), files.get(&id).cloned().unwrap_or_default());
        let number = file.strip_prefix(&case::snake(&plain)).unwrap_or_default();
        let mut read = format!("{plain}{number}");
        // Another type may be called so without a number.
        while read != plain && !self.group(namespace, &read).is_empty() {
            read += "Type";
            file += "_type";
        }
        (read, file)
    }

    /// The files of types that are alike, without regard to others.
    fn files(&self, letters: String) -> Rc<FxHashMap<TypeId, String>> {
        if let Some(known) = self.files.borrow().get(&letters) {
            return Rc::clone(known);
        }
        let alike = self.alike.get(&letters).map_or(&[][..], Vec::as_slice);
        let mut files: Vec<(&str, String)> =
            alike.iter().map(|id| (self.api.names().split(*id).1, case::snake(&self.plain(*id)))).collect();
        distinct(&mut files);
        let files = Rc::new(alike.iter().copied().zip(files.into_iter().map(|(_, file)| file)).collect());
        self.files.borrow_mut().insert(letters, Rc::clone(&files));
        files
    }

    fn group(&self, namespace: &str, name: &str) -> &[TypeId] {
        self.alike.get(&letters(namespace, name)).map_or(&[], Vec::as_slice)
    }

    fn plain(&self, id: TypeId) -> String {
        if let Some(name) = self.renames.of_type(self.api.names().full(id)) {
            return name.to_owned();
        }
        let name = case::pascal(self.api.names().split(id).1);
        if TAKEN.binary_search(&name.as_str()).is_ok() { name + "Model" } else { name }
    }
}

/// What letter case leaves of a name, behind its namespace, with what names that are taken end in.
fn letters(namespace: &str, name: &str) -> String {
    let name = if name.is_ascii() { Cow::Borrowed(name) } else { Cow::Owned(case::pascal(name)) };
    let mut letters: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    if letters == "self" {
        letters += "value";
    } else if TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(&letters)) {
        letters += "model";
    }
    format!("{namespace}/{letters}")
}

/// Names that are no file names on Windows.
pub(super) fn is_device(name: &str) -> bool {
    let port = |kind| name.strip_prefix(kind).is_some_and(|rest: &str| rest.len() == 1);
    matches!(name, "aux" | "con" | "nul" | "prn") || port("com") || port("lpt")
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
