//! The same picture of the crate of a plain service.

use super::Diagram;
use crate::plan::{
    RustType,
    plain::{AnswerType, Function, Item, Member, Module, Plan},
};

/// The diagram, without a fence around it.
pub fn mermaid_plain(plan: &Plan) -> String {
    let mut diagram = Diagram::default();
    let models: Vec<&Item> = plan.models.children.values().flat_map(|file| &file.items).collect();
    for name in models.iter().filter_map(|item| name(item)) {
        let node = format!("t{}", diagram.nodes.len() + 1);
        diagram.nodes.insert(name.to_owned(), node);
    }
    diagram.plain_requests(&plan.requests, "");
    for item in models {
        diagram.plain_model(item);
    }
    diagram.end()
}

impl Diagram {
    fn plain_requests(&mut self, module: &Module, path: &str) {
        let functions: Vec<&Function> = module
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Function(function) => Some(&**function),
                _ => None,
            })
            .collect();
        if !functions.is_empty() {
            let calls = functions.iter().map(|function| (&*function.name, function.method));
            let node = self.calls(path, calls);
            for function in functions {
                if let AnswerType::Json(ty) = &function.answer {
                    self.each(&node, "-->", ty, module, "answers");
                }
                let optional = function.with.as_ref().and_then(|with| body(&with.parameters, module));
                for ty in function.body.iter().chain(optional) {
                    self.each(&node, "..>", ty, module, "sends");
                }
            }
        }
        for (name, child) in &module.children {
            self.plain_requests(child, &format!("{path}{name}::"));
        }
    }

    /// An arrow to a type; what is declared beside the function, to each type that it holds.
    fn each(&mut self, node: &str, arrow: &'static str, ty: &RustType, module: &Module, label: &str) {
        let RustType::Local(local) = ty else { return self.edge(node, arrow, Some(ty), label) };
        for item in &module.items {
            match item {
                Item::Answers(answers) if answers.name == *local => {
                    for variant in &answers.variants {
                        if let AnswerType::Json(ty) = &variant.content {
                            self.edge(node, arrow, Some(ty), label);
                        }
                    }
                }
                Item::Multipart(parts) if parts.name == *local => {
                    for (member, _) in parts.required.iter().chain(&parts.optional) {
                        self.edge(node, arrow, Some(&member.ty), label);
                    }
                }
                _ => {}
            }
        }
    }

    fn plain_model(&mut self, item: &Item) {
        let node = name(item).and_then(|name| self.nodes.get(name)).cloned().unwrap_or_default();
        match item {
            Item::Object(object) => {
                let fixed = object.fixed.iter().map(|(member, _)| member);
                let members = object.required.iter().chain(fixed).chain(&object.optional);
                let members = members.map(|member| (&*member.name, &member.ty));
                let others = object.additional.iter().map(|ty| ("additional", ty));
                self.holding(&node, &object.name, None, members.chain(others));
            }
            Item::Union(union) => {
                let variants = union.variants.iter().map(|variant| (&*variant.name, &variant.ty));
                self.holding(&node, &union.name, Some("union"), variants);
            }
            Item::Enumeration(enumeration) => self.enumeration(enumeration, ""),
            Item::Parameters(_) | Item::Multipart(_) | Item::Answers(_) | Item::Function(_) => {}
        }
    }
}

/// The name of a type that is drawn.
fn name(item: &Item) -> Option<&str> {
    match item {
        Item::Object(object) => Some(&object.name),
        Item::Union(union) => Some(&union.name),
        Item::Enumeration(enumeration) => Some(&enumeration.name),
        Item::Parameters(_) | Item::Multipart(_) | Item::Answers(_) | Item::Function(_) => None,
    }
}

/// The type of a body that may be missing.
fn body<'p>(parameters: &str, module: &'p Module) -> Option<&'p RustType> {
    let is_body = |member: &&Member| member.name == "body";
    module.items.iter().find_map(|item| match item {
        Item::Parameters(all) if all.name == parameters => all.members.iter().find(is_body).map(|member| &member.ty),
        _ => None,
    })
}
