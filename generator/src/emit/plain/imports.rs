//! What the items of a file name without a path.

use std::collections::BTreeSet;

use super::super::module::usage;
use crate::plan::plain::{AnswerType, Function, Item, Member, RustType, Writing};

#[derive(Default)]
struct Imports {
    map: bool,
    method: bool,
    root: BTreeSet<&'static str>,
    runtime: BTreeSet<&'static str>,
}

/// The `use` lines.
pub(super) fn imports(items: &[Item]) -> String {
    let mut imports = Imports::default();
    for item in items {
        imports.item(item);
    }
    let mut out = String::new();
    if imports.map {
        out += "use std::collections::BTreeMap;\n\n";
    }
    if imports.method {
        out += "use http::Method;\n\n";
    }
    out += &usage("crate::runtime", &imports.runtime);
    out += &usage("crate", &imports.root);
    out
}

impl Imports {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Object(object) => {
                self.runtime.insert("object");
                let fixed = object.fixed.iter().map(|(member, _)| member);
                self.members(object.required.iter().chain(fixed).chain(&object.optional));
                object.additional.iter().for_each(|ty| self.ty(ty));
                if !object.fixed.is_empty() {
                    self.root.insert("models");
                }
            }
            Item::Union(union) => {
                self.runtime.insert("union");
                union.variants.iter().for_each(|variant| self.ty(&variant.ty));
            }
            Item::Enumeration(_) => {
                self.runtime.insert("enumeration");
            }
            Item::Parameters(parameters) => {
                self.runtime.insert("parameters");
                self.members(&parameters.members);
            }
            Item::Multipart(multipart) => {
                self.runtime.insert("multipart");
                self.members(multipart.required.iter().chain(&multipart.optional).map(|(member, _)| member));
            }
            Item::Answers(answers) => {
                self.runtime.insert("answers");
                for variant in &answers.variants {
                    if let AnswerType::Json(ty) = &variant.content {
                        self.ty(ty);
                    }
                }
            }
            Item::Function(function) => self.function(function),
        }
    }

    fn function(&mut self, function: &Function) {
        self.method = true;
        self.root.insert("Request");
        let styled = matches!(&function.writing, Some(Writing::Form(styles)) if !styles.is_empty());
        if styled || !function.settings.is_empty() {
            self.runtime.insert("Style");
        }
        if function.security.iter().any(|schemes| !schemes.is_empty()) {
            self.root.insert("security");
        }
        self.members(&function.arguments);
        function.body.iter().for_each(|ty| self.ty(ty));
        if let AnswerType::Json(ty) = &function.answer {
            self.ty(ty);
        }
    }

    fn members<'m>(&mut self, members: impl IntoIterator<Item = &'m Member>) {
        members.into_iter().for_each(|member| self.ty(&member.ty));
    }

    fn ty(&mut self, ty: &RustType) {
        match ty {
            RustType::Plain(_) | RustType::Local(_) => {}
            RustType::Runtime(name) => drop(self.root.insert(name)),
            RustType::Model(_) => drop(self.root.insert("models")),
            RustType::Map(item) => {
                self.map = true;
                self.ty(item);
            }
            RustType::Field(item) => {
                self.root.insert("Field");
                self.ty(item);
            }
            RustType::Vec(item) | RustType::Option(item) | RustType::Boxed(item) => self.ty(item),
        }
    }
}
