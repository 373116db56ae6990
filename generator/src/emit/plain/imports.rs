//! What the items of a file name without a path.

use super::super::imports::Imports;
use crate::plan::plain::{AnswerType, Function, Item, Member, Writing};

/// What all of them name.
pub(super) fn imports(items: &[Item]) -> Imports {
    let mut imports = Imports::default();
    for item in items {
        self::item(&mut imports, item);
    }
    imports
}

fn item(imports: &mut Imports, item: &Item) {
    match item {
        Item::Object(object) => {
            imports.runtime.insert("object");
            let fixed = object.fixed.iter().map(|(member, _)| member);
            members(imports, object.required.iter().chain(fixed).chain(&object.optional));
            object.additional.iter().for_each(|ty| imports.ty(ty));
            if !object.fixed.is_empty() {
                imports.root.insert("models");
            }
        }
        Item::Union(union) => {
            imports.runtime.insert("union");
            union.variants.iter().for_each(|variant| imports.ty(&variant.ty));
        }
        Item::Enumeration(_) => {
            imports.runtime.insert("enumeration");
        }
        Item::Parameters(parameters) => {
            imports.runtime.insert("parameters");
            members(imports, &parameters.members);
        }
        Item::Multipart(multipart) => {
            imports.runtime.insert("multipart");
            members(imports, multipart.required.iter().chain(&multipart.optional).map(|(member, _)| member));
        }
        Item::Answers(answers) => {
            imports.runtime.insert("answers");
            for variant in &answers.variants {
                if let AnswerType::Json(ty) = &variant.content {
                    imports.ty(ty);
                }
            }
        }
        Item::Function(function) => self::function(imports, function),
    }
}

fn function(imports: &mut Imports, function: &Function) {
    imports.method = true;
    imports.root.insert("Request");
    let styled = matches!(&function.writing, Some(Writing::Form(styles)) if !styles.is_empty());
    if styled || !function.settings.is_empty() {
        imports.runtime.insert("Style");
    }
    if function.security.iter().any(|schemes| !schemes.is_empty()) {
        imports.root.insert("security");
    }
    members(imports, &function.arguments);
    function.body.iter().for_each(|ty| imports.ty(ty));
    if let AnswerType::Json(ty) = &function.answer {
        imports.ty(ty);
    }
}

fn members<'m>(imports: &mut Imports, members: impl IntoIterator<Item = &'m Member>) {
    members.into_iter().for_each(|member| imports.ty(&member.ty));
}
