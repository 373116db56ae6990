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
        let mut call = Call {
            path: format!("{path}::{}", item.name),
            item,
            with: item.with.as_ref().map(|with| format!("{path}::{}", with.name)),
            parameters: None,
            body: None,
            answers: None,
            errors: None,
        };
        for other in beside {
            match other {
                Item::Parameters(item) if call.item.with.as_ref().is_some_and(|with| with.parameters == item.name) => {
                    call.parameters = Some(Placed { path: format!("{path}::{}", item.name), item });
                }
                Item::Multipart(item) if is_local(body(call.item, call.parameters.as_ref()), &item.name) => {
                    call.body = Some(Placed { path: format!("{path}::{}", item.name), item });
                }
                Item::Answers(item) if is_declared(&call.item.answer, &item.name) => {
                    call.answers = Some(Placed { path: format!("{path}::{}", item.name), item });
                }
                Item::Answers(item) if is_declared(&call.item.errors, &item.name) => {
                    call.errors = Some(Placed { path: format!("{path}::{}", item.name), item });
                }
                _ => {}
            }
        }
        let (path, method) = (unnamed(&item.path), item.method.as_str());
        let number = self.alike.entry((path.clone(), method)).or_default();
        self.calls.insert((path, method, *number), call);
        *number += 1;
    }
}

/// The member of the optional parameters that is the body. No parameter is called so.
pub(super) const BODY: &str = "body";

/// The type of a body, whether it has to be there or not.
pub(super) fn body<'a>(function: &'a Function, parameters: Option<&Placed<'a, Parameters>>) -> Option<&'a RustType> {
    let optional = || parameters?.item.members.iter().find(|member| member.name == BODY).map(|member| &member.ty);
    function.body.as_ref().or_else(optional)
}

fn is_local(ty: Option<&RustType>, name: &str) -> bool {
    matches!(ty, Some(RustType::Local(local)) if local == name)
}

fn is_declared(ty: &AnswerType, name: &str) -> bool {
    matches!(ty, AnswerType::Json(ty) if is_local(Some(ty), name))
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
