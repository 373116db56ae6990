//! Structs and enumerations as calls of the runtime's macros, printed here line by line: formatters re-flow the
//! arguments of macros into something that nobody can read.

use proc_macro2::Literal;

use super::text::comment;
use crate::plan::{Derivation, Enumeration, Member, RustType, Structure, StructureForm, Variant};

/// `object! { … }` or `body! { … }`.
pub(super) fn structure(item: &Structure) -> String {
    let name = match item.form {
        StructureForm::Read => "object",
        StructureForm::Body => "body",
        StructureForm::Options => "options",
    };
    let open = if item.is_open { "open " } else { "" };
    let full_name = item.full_name.as_ref().map(|name| format!(" = {}", literal(name))).unwrap_or_default();
    let mut out =
        format!("{name}! {{\n{}", head(&comment(&item.docs, "///", "    "), item.deprecated.as_deref(), "    "));
    out += &format!("    pub {open}struct {}{full_name} ", item.name);
    if item.members.is_empty() {
        return out + "{}\n}\n";
    }
    out += "{\n";
    for member in &item.members {
        out += &head(&comment(&member.docs, "///", "        "), member.deprecated.as_deref(), "        ");
        out += &match item.form {
            StructureForm::Read => read_member(member),
            StructureForm::Body => {
                format!("        {}: Field<{}> = {},\n", member.name, member.ty, literal(&member.wire))
            }
            StructureForm::Options => {
                format!("        {}: {} = {},\n", member.name, borrowed(&member.ty), literal(&member.wire))
            }
        };
    }
    out + "    }\n}\n"
}

/// A value as it is passed.
fn borrowed(ty: &RustType) -> String {
    match ty {
        RustType::Plain("String") => "&str".to_owned(),
        RustType::Plain(name) => (*name).to_owned(),
        other => format!("&{other}"),
    }
}

fn read_member(member: &Member) -> String {
    let Member { name, ty, constant, .. } = member;
    let kind = if member.is_navigation { "Navigation " } else { "" };
    format!("        pub {name}: Option<{ty}> = {constant}({kind}{}),\n", literal(&member.wire))
}

/// `derived! { … }` or `derived_body! { … }`. One name a line: a slice that grows adds lines and changes none.
pub(super) fn derivation(item: &Derivation) -> String {
    let name = if item.form == StructureForm::Read { "derived" } else { "derived_body" };
    let list = |head: &str, items: Vec<String>| match items.as_slice() {
        [] => String::new(),
        items => format!("    {head}: [\n        {},\n    ]\n", items.join(",\n        ")),
    };
    let bases = list(&item.name, item.bases.iter().map(ToString::to_string).collect());
    let subtypes = list("subtypes", item.subtypes.iter().map(|name| literal(name)).collect());
    format!("{name}! {{\n{bases}{subtypes}}}\n")
}

/// `enumeration! { … }` or `flags! { … }`.
pub(super) fn enumeration(item: &Enumeration) -> String {
    let (name, kind) = if item.is_flags { ("flags", "struct") } else { ("enumeration", "enum") };
    let mut out =
        format!("{name}! {{\n{}", head(&comment(&item.docs, "///", "    "), item.deprecated.as_deref(), "    "));
    out += &format!("    pub {kind} {} = {} ", item.name, literal(&item.full_name));
    if item.variants.is_empty() {
        return out + "{}\n}\n";
    }
    out += "{\n";
    for Variant { docs, deprecated, name, wire } in &item.variants {
        out += &head(&comment(docs, "///", "        "), deprecated.as_deref(), "        ");
        out += &format!("        {name} = {},\n", literal(wire));
    }
    out + "    }\n}\n"
}

fn head(docs: &str, deprecated: Option<&str>, indent: &str) -> String {
    match deprecated {
        None => docs.to_owned(),
        Some(note) => format!("{docs}{indent}#[deprecated(note = {})]\n", literal(note)),
    }
}

/// A string literal that means exactly this text.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}
