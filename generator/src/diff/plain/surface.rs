//! What the users of a planned crate see, by what it stands for.

use std::collections::BTreeMap;

use crate::{
    diff::surface::Placed,
    plan::{
        RustType,
        plain::{AnswerType, Answers, Function, Item, Module, Multipart, Parameters, Plan},
    },
};

/// A function, and what stands beside it in its file.
pub(super) struct Call<'a> {
    pub(super) path: String,
    pub(super) item: &'a Function,
    /// The function that takes what may be missing.
    pub(super) with: Option<String>,
    pub(super) parameters: Option<Placed<'a, Parameters>>,
    pub(super) body: Option<Placed<'a, Multipart>>,
    pub(super) answers: Option<Placed<'a, Answers>>,
    pub(super) errors: Option<Placed<'a, Answers>>,
}

/// What an operation is known by: its path without the names of parameters, its method, and its number among those that
/// are alike.
pub(super) type CallKey = (String, &'static str, usize);

#[derive(Default)]
pub(super) struct Surface<'a> {
    pub(super) types: BTreeMap<&'a str, Placed<'a, Item>>,
    pub(super) calls: BTreeMap<CallKey, Call<'a>>,
    /// How many calls are alike.
    alike: BTreeMap<(String, &'static str), usize>,
}

impl<'a> Surface<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let mut surface = Self::default();
        surface.module("models", &plan.models);
        surface.module("requests", &plan.requests);
        surface
    }

    fn module(&mut self, path: &str, module: &'a Module) {
        // What stands beside a function comes before it.
        let mut begin = 0;
        for (at, item) in module.items.iter().enumerate() {
            let (full_name, name) = match item {
                Item::Object(object) => (&object.full_name, &object.name),
                Item::Union(union) => (&union.full_name, &union.name),
                Item::Enumeration(enumeration) => (&enumeration.full_name, &enumeration.name),
                Item::Function(function) => {
                    self.function(path, &module.items[begin..at], function);
                    begin = at + 1;
                    continue;
                }
                // Their function brings them.
                Item::Parameters(_) | Item::Multipart(_) | Item::Answers(_) => continue,
            };
            self.types.insert(full_name, Placed { path: format!("{path}::{name}"), item });
        }
        for (name, child) in &module.children {
            match child.is_reexported {
                true => self.module(path, child),
                false => self.module(&format!("{path}::{name}"), child),
            }
        }
    }

    fn function(&mut self, path: &str, beside: &'a [Item], item: &'a Function) {
        let placed = |name: &str| format!("{path}::{name}");
        let parameters = beside.iter().find_map(|other| match other {
            Item::Parameters(item) => Some(Placed { path: placed(&item.name), item }),
            _ => None,
        });
        let answers = |ty: &AnswerType| {
            beside.iter().find_map(|other| match (other, ty) {
                (Item::Answers(item), AnswerType::Json(RustType::Local(name))) if item.name == *name => {
                    Some(Placed { path: placed(name), item })
                }
                _ => None,
            })
        };
        let call = Call {
            path: placed(&item.name),
            item,
            with: item.with.as_ref().map(|with| placed(&with.name)),
            parameters,
            body: beside.iter().find_map(|other| match other {
                Item::Multipart(item) => Some(Placed { path: placed(&item.name), item }),
                _ => None,
            }),
            answers: answers(&item.answer),
            errors: answers(&item.errors),
        };
        let (path, method) = (unnamed(&item.path), item.method.as_str());
        let number = self.alike.entry((path.clone(), method)).or_default();
        self.calls.insert((path, method, *number), call);
        *number += 1;
    }
}

/// The member of the optional parameters that is the body. No parameter is called so.
pub(super) const BODY: &str = "body";

/// The type of a body, whether it has to be there or not.
pub(super) fn body<'a>(call: &Call<'a>) -> Option<&'a RustType> {
    let optional = || call.parameters.as_ref()?.item.members.iter().find(|member| member.name == BODY);
    call.item.body.as_ref().or_else(|| Some(&optional()?.ty))
}

/// A path with parameters that have no names.
fn unnamed(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.chars() {
        inside = inside && c != '}';
        if !inside {
            out.push(c);
        }
        inside = inside || c == '{';
    }
    out
}
