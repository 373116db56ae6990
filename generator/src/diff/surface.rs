//! What the users of a planned crate see, by what it stands for.

use std::collections::BTreeMap;

use crate::plan::{
    Argument, Derivation, Enumeration, Function, Item, Module, Options, Place, Plan, RustType, Structure,
    StructureForm, Visibility,
};

/// An item and its path in the crate.
pub(super) struct Placed<'a, T> {
    pub(super) path: String,
    pub(super) item: &'a T,
}

/// A struct, and where it stands in its hierarchy.
pub(super) struct PlacedStructure<'a> {
    pub(super) path: String,
    pub(super) item: &'a Structure,
    pub(super) derivation: Option<&'a Derivation>,
}

/// A function, and the struct of its file that it sends.
pub(super) struct PlacedFunction<'a> {
    pub(super) path: String,
    pub(super) item: &'a Function,
    pub(super) parameters: Option<Placed<'a, Structure>>,
}

/// What a call is known by: the path, the method, the query options of its arguments, whether it takes optional ones, and
/// its number among those that are alike.
pub(super) type CallKey<'a> = (&'a str, &'static str, Vec<&'a str>, bool, usize);

#[derive(Default)]
pub(super) struct Surface<'a> {
    pub(super) structures: BTreeMap<(&'a str, bool), PlacedStructure<'a>>,
    pub(super) enumerations: BTreeMap<&'a str, Placed<'a, Enumeration>>,
    pub(super) functions: BTreeMap<CallKey<'a>, PlacedFunction<'a>>,
}

impl<'a> Surface<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let mut surface = Self::default();
        surface.module("models", &plan.models);
        surface.module("requests", &plan.requests);
        surface
    }

    fn module(&mut self, path: &str, module: &'a Module) {
        for item in &module.items {
            match item {
                Item::Structure(structure) => self.structure(path, module, structure),
                Item::Enumeration(item) => {
                    let path = format!("{path}::{}", item.name);
                    self.enumerations.insert(&item.full_name, Placed { path, item });
                }
                Item::Function(function) => self.function(path, module, function),
                Item::Derivation(_) => {}
            }
        }
        for (name, child) in &module.children {
            match child.visibility {
                Visibility::Public => self.module(&format!("{path}::{name}"), &child.module),
                Visibility::Reexported => self.module(path, &child.module),
            }
        }
    }

    /// Parameters of actions have no name in the description; their function brings them.
    fn structure(&mut self, path: &str, module: &'a Module, item: &'a Structure) {
        let Some(full_name) = &item.full_name else { return };
        let derivation = module.items.iter().find_map(|other| match other {
            Item::Derivation(derivation) if derivation.form == item.form => Some(derivation),
            _ => None,
        });
        let path = format!("{path}::{}", item.name);
        let is_body = item.form == StructureForm::Body;
        self.structures.insert((full_name, is_body), PlacedStructure { path, item, derivation });
    }

    fn function(&mut self, path: &str, module: &'a Module, item: &'a Function) {
        // A call without options has a function of its own, which brings the body.
        let name = match (&item.options, &item.body) {
            (Some(Options { name, .. }), _) | (None, Some(RustType::Local(name))) => Some(name),
            _ => None,
        };
        let parameters = module.items.iter().find_map(|other| match other {
            Item::Structure(structure) if Some(&structure.name) == name => {
                Some(Placed { path: format!("{path}::{}", structure.name), item: structure })
            }
            _ => None,
        });
        let alias = |argument: &'a Argument| match &argument.place {
            Place::Alias(name) => Some(name.as_str()),
            Place::Path | Place::Query(_) => None,
        };
        let aliases: Vec<&str> = item.arguments.iter().filter_map(alias).collect();
        let mut key = (item.template.as_str(), item.method.as_str(), aliases, item.options.is_some(), 0);
        while self.functions.contains_key(&key) {
            key.4 += 1;
        }
        self.functions.insert(key, PlacedFunction { path: format!("{path}::{}", item.name), item, parameters });
    }
}
