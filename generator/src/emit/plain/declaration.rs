//! Declarations as calls of the runtime's macros, printed here line by line: formatters re-flow the arguments of macros
//! into something that nobody can read.

use super::super::{declaration::literal, text::comment};
use crate::plan::{
    Docs,
    plain::{AnswerType, Answers, Member, Multipart, Object, Parameters, Union},
};

const DEPRECATED: &str = "#[deprecated(note = \"deprecated by the service\")]";

fn head(docs: &Docs, deprecated: bool, indent: &str) -> String {
    let mut head = comment(docs, "///", indent);
    if deprecated {
        head += &format!("{indent}{DEPRECATED}\n");
    }
    head
}

fn open(name: &str, docs: &Docs, deprecated: bool) -> String {
    format!("{name}! {{\n{}", head(docs, deprecated, "    "))
}

/// `object! { … }`.
pub(super) fn object(item: &Object) -> String {
    let mut out = open("object", &item.docs, item.deprecated);
    let kept = item.additional.as_ref().map(|ty| format!("open({ty}) ")).unwrap_or_default();
    out += &format!("    pub {kept}struct {} = {} {{\n", item.name, literal(&item.full_name));
    section(&mut out, "required", item.required.iter().map(|member| (member, String::new())));
    section(&mut out, "fixed", item.fixed.iter().map(|(member, value)| (member, format!(" ({value})"))));
    section(&mut out, "optional", item.optional.iter().map(|member| (member, String::new())));
    out + "    }\n}\n"
}

fn section<'m>(out: &mut String, name: &str, members: impl ExactSizeIterator<Item = (&'m Member, String)>) {
    if members.len() == 0 {
        return;
    }
    *out += &format!("        {name} {{\n");
    for (member, rest) in members {
        *out += &head(&member.docs, member.deprecated, "            ");
        *out += &format!("            {}: {} = {}{rest},\n", member.name, member.ty, literal(&member.wire));
    }
    *out += "        }\n";
}

/// `union! { … }`.
pub(super) fn union(item: &Union) -> String {
    let mut out = open("union", &item.docs, item.deprecated);
    let by = item.discriminator.as_ref().map(|name| format!(" by {}", literal(name))).unwrap_or_default();
    out += &format!("    pub enum {} = {}{by} {{\n", item.name, literal(&item.full_name));
    for variant in &item.variants {
        out += &head(&variant.docs, false, "        ");
        let tags: Vec<String> = variant.tags.iter().map(|tag| literal(tag)).collect();
        let tags = if tags.is_empty() { String::new() } else { format!(" = {}", tags.join(" ")) };
        out += &format!("        {}({}){tags},\n", variant.name, variant.ty);
    }
    out + "    }\n}\n"
}

/// `parameters! { … }`.
pub(super) fn parameters(item: &Parameters) -> String {
    let mut out = open("parameters", &item.docs, false);
    out += &format!("    pub struct {} {{\n", item.name);
    for member in &item.members {
        out += &head(&member.docs, false, "        ");
        out += &format!("        {}: {},\n", member.name, member.ty);
    }
    out + "    }\n}\n"
}

/// `multipart! { … }`.
pub(super) fn multipart(item: &Multipart) -> String {
    let mut out = open("multipart", &item.docs, false);
    out += &format!("    pub struct {} {{\n", item.name);
    let media =
        |media: &Option<String>| media.as_ref().map(|media| format!(" ({})", literal(media))).unwrap_or_default();
    section(&mut out, "required", item.required.iter().map(|(member, kind)| (member, media(kind))));
    section(&mut out, "optional", item.optional.iter().map(|(member, kind)| (member, media(kind))));
    out + "    }\n}\n"
}

/// `answers! { … }`.
pub(super) fn answers(item: &Answers) -> String {
    let mut out = open("answers", &item.docs, false);
    out += &format!("    pub enum {} {{\n", item.name);
    for variant in &item.variants {
        out += &head(&variant.docs, false, "        ");
        let range = match variant.range {
            None => "_".to_owned(),
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first}..={last}"),
        };
        let content = match &variant.content {
            AnswerType::Nothing => String::new(),
            AnswerType::Json(ty) => format!("(json {ty})"),
            AnswerType::Text => "(text String)".to_owned(),
            AnswerType::Bytes => "(bytes bytes::Bytes)".to_owned(),
        };
        out += &format!("        {range} => {}{content},\n", variant.name);
    }
    out + "    }\n}\n"
}
