//! A description as text that a person can review: what was understood, a line for each element.

use std::fmt::Write;

use graphslice::api::{
    Api, Item, Names, Notes, Operation, OperationKind, RootKind, Structured, StructuredKind, Type, TypeKind, TypeRef,
};
use graphslice::check::Checked;

/// The whole description.
pub fn outline(api: &Checked) -> String {
    let mut out = String::new();
    let outline = Outline { names: api.names() };
    outline.write(api.api(), &mut out);
    out
}

struct Outline<'a> {
    names: &'a Names,
}

impl Outline<'_> {
    fn write(&self, api: &Api, out: &mut String) {
        for (id, ty) in &api.types {
            self.ty(self.names.full(*id), ty, out);
        }
        for operation in &api.operations {
            self.operation(operation, out);
        }
        for (name, root) in &api.roots {
            let kind = match root.kind {
                RootKind::EntitySet => "entity set",
                RootKind::Singleton => "singleton",
            };
            line(out, 0, &format!("{kind} {name}: {}", self.names.full(root.ty)), &root.notes);
        }
    }

    fn ty(&self, name: &str, ty: &Type, out: &mut String) {
        match &ty.kind {
            TypeKind::Definition(primitive) => {
                line(out, 0, &format!("definition {name}: Edm.{primitive:?}"), &ty.notes)
            }
            TypeKind::Enumeration(enumeration) => {
                let kind = if enumeration.is_flags { "flags" } else { "enumeration" };
                line(out, 0, &format!("{kind} {name}"), &ty.notes);
                for (member, declared) in &enumeration.members {
                    let value = declared.value.map(|value| format!(" = {value}")).unwrap_or_default();
                    line(out, 1, &format!("{member}{value}"), &declared.notes);
                }
            }
            TypeKind::Structured(structured) => self.structured(name, structured, &ty.notes, out),
        }
    }

    fn structured(&self, name: &str, structured: &Structured, notes: &Notes, out: &mut String) {
        let kind = match structured.kind {
            StructuredKind::Entity => "entity",
            StructuredKind::Complex => "complex",
        };
        let mut head = format!("{kind} {name}");
        if let Some((base, _)) = structured.base {
            head += &format!(" : {}", self.names.full(base));
        }
        for (is, word) in
            [(structured.is_abstract, "abstract"), (structured.is_open, "open"), (structured.has_stream, "stream")]
        {
            if is {
                head += &format!(" [{word}]");
            }
        }
        line(out, 0, &head, notes);
        let key: Vec<_> = structured.key.iter().map(|part| part.name.as_str()).collect();
        if !key.is_empty() {
            line(out, 1, &format!("key {}", key.join(", ")), &Notes::default());
        }
        for (name, property) in &structured.properties {
            let null = if property.nullable { "?" } else { "" };
            line(out, 1, &format!("{name}: {}{null}", self.reference(&property.ty)), &property.notes);
        }
        for (name, navigation) in &structured.navigation {
            let contained = if navigation.contains_target { " [contained]" } else { "" };
            line(out, 1, &format!("{name} -> {}{contained}", self.reference(&navigation.ty)), &navigation.notes);
        }
    }

    fn operation(&self, operation: &Operation, out: &mut String) {
        let kind = match operation.kind {
            OperationKind::Action => "action",
            OperationKind::Function => "function",
        };
        let parameters: Vec<_> = operation
            .parameters
            .iter()
            .map(|parameter| format!("{}: {}", parameter.name, self.reference(&parameter.ty)))
            .collect();
        let result = operation.result.as_ref().map(|result| format!(" -> {}", self.reference(&result.ty)));
        let import = operation.import.as_ref().map(|import| format!(" as {import}")).unwrap_or_default();
        let text = format!(
            "{kind} {}.{}({}){}{import}",
            operation.namespace,
            operation.name,
            parameters.join(", "),
            result.unwrap_or_default()
        );
        line(out, 0, &text, &operation.notes);
    }

    fn reference(&self, ty: &TypeRef) -> String {
        let item = match ty.item {
            Item::Primitive(primitive) => format!("Edm.{primitive:?}"),
            Item::Named(id) => self.names.full(id).to_owned(),
        };
        if ty.collection { format!("[{item}]") } else { item }
    }
}

fn line(out: &mut String, depth: usize, text: &str, notes: &Notes) {
    let mut said = String::new();
    if let Some(description) = &notes.description {
        said += &format!(" \"{}\"", description.value);
    }
    for revision in &notes.revisions {
        said += &format!(" {:?}@{}", revision.value.kind, revision.value.date.as_deref().unwrap_or("?"));
    }
    for key in &notes.alternate_keys {
        let parts: Vec<_> = key.parts.iter().map(|(alias, name)| format!("{alias}={name}")).collect();
        said += &format!(" key({})", parts.join(", "));
    }
    if notes.computed.as_ref().is_some_and(|computed| computed.value) {
        said += " computed";
    }
    let _ = writeln!(out, "{:indent$}{text}{said}", "", indent = depth * 4);
}
