//! Names in the text, to types.

use std::borrow::Cow;

use super::Lower;
use crate::api::{Item, Primitive, TypeId, TypeRef, is_name};
use crate::csdl::syntax::Text;
use crate::nearest::did_you_mean;
use crate::report::Diagnostic;

/// The namespace of [`JSON`].
pub(super) const GRAPH: &str = "microsoft.graph";
/// An empty complex type by which Graph means any JSON value.
pub(super) const JSON: &str = "Json";

const PRIMITIVES: [(&str, Primitive); 17] = [
    ("String", Primitive::String),
    ("Boolean", Primitive::Boolean),
    ("DateTimeOffset", Primitive::DateTimeOffset),
    ("Int32", Primitive::Int32),
    ("Int64", Primitive::Int64),
    ("Double", Primitive::Double),
    ("Binary", Primitive::Binary),
    ("Byte", Primitive::Byte),
    ("Date", Primitive::Date),
    ("Decimal", Primitive::Decimal),
    ("Duration", Primitive::Duration),
    ("Guid", Primitive::Guid),
    ("Int16", Primitive::Int16),
    ("SByte", Primitive::SByte),
    ("Single", Primitive::Single),
    ("Stream", Primitive::Stream),
    ("TimeOfDay", Primitive::TimeOfDay),
];
/// Types whose values may be of several shapes.
const UNTYPED: [&str; 4] = ["Untyped", "PrimitiveType", "ComplexType", "EntityType"];

impl<'a> Lower<'a, '_> {
    /// A qualified name with the namespace instead of its alias.
    pub(super) fn full_name<'t>(&self, name: &'t str) -> Cow<'t, str> {
        match name.rsplit_once('.').map(|(prefix, name)| (self.aliases.get(prefix), name)) {
            Some((Some(namespace), name)) => Cow::Owned([namespace.value, ".", name].concat()),
            _ => Cow::Borrowed(name),
        }
    }

    /// A reference to a type or a collection.
    pub(super) fn type_ref(&mut self, text: Text<'a>) -> Option<TypeRef> {
        let (item, collection) = item_name(text.value);
        let item = self.item(Text { value: item, ..text })?;
        Some(TypeRef { item, collection, span: text.span })
    }

    /// A reference to a type of the description, as a base type or the type of a root.
    pub(super) fn type_id(&mut self, text: Text<'a>) -> Option<TypeId> {
        match self.item(text)? {
            Item::Named(id) => Some(id),
            Item::Primitive(primitive) => {
                let message = format!("`{}` cannot stand here: it is a primitive type", primitive.name());
                let help = "a declared type belongs here, like `microsoft.graph.device`";
                self.report.push(Diagnostic::error("bad-type", message).at(text.span, "").help(help));
                None
            }
        }
    }

    pub(super) fn item(&mut self, text: Text<'a>) -> Option<Item> {
        if let Some(item) = self.items.get(text.value) {
            return Some(*item);
        }
        let item = match text.value.strip_prefix("Edm.") {
            Some(name) => Item::Primitive(primitive(name).or_else(|| self.unknown_primitive(text, name))?),
            None => self.named(text)?,
        };
        self.items.insert(text.value, item);
        Some(item)
    }

    fn named(&mut self, text: Text<'_>) -> Option<Item> {
        let name = self.full_name(text.value);
        if is_json(&name) {
            return Some(Item::Primitive(Primitive::Untyped));
        }
        if name.contains('.') && name.split('.').all(is_name) {
            return Some(Item::Named(self.names.id(&name)));
        }
        let message = format!("`{}` does not name a type", text.value.escape_debug());
        let help = "a type is named with its namespace or an alias, like `microsoft.graph.device` or `Edm.String`";
        self.report.push(Diagnostic::error("bad-type", message).at(text.span, "").help(help));
        None
    }

    fn unknown_primitive(&mut self, text: Text<'_>, name: &str) -> Option<Primitive> {
        let message = format!("there is no type `{}`", text.value.escape_debug());
        let known: Vec<String> = PRIMITIVES.iter().map(|(name, _)| format!("Edm.{name}")).collect();
        let guess = did_you_mean(&format!("Edm.{name}"), known.iter().map(String::as_str));
        self.report.push(Diagnostic::error("unknown-type", message).at(text.span, "").guess(guess));
        None
    }

    /// The types in the signature of an annotation's target, written as [`TypeRef::full_name`] does.
    pub(super) fn signature_type(&self, name: &str) -> String {
        let (item, collection) = item_name(name.trim());
        let item = match item.strip_prefix("Edm.").map(primitive) {
            Some(Some(primitive)) => Cow::Borrowed(primitive.name()),
            _ => self.full_name(item),
        };
        let item = if is_json(&item) { "Edm.Untyped" } else { &item };
        if collection { format!("Collection({item})") } else { item.to_owned() }
    }
}

/// The name of the items, and whether it is a collection of them.
fn item_name(text: &str) -> (&str, bool) {
    match text.strip_prefix("Collection(").and_then(|text| text.strip_suffix(')')) {
        Some(item) => (item, true),
        None => (text, false),
    }
}

fn primitive(name: &str) -> Option<Primitive> {
    let known = PRIMITIVES.iter().find(|(known, _)| *known == name).map(|(_, primitive)| *primitive);
    let is_untyped = || UNTYPED.contains(&name) || name.starts_with("Geography") || name.starts_with("Geometry");
    known.or_else(|| is_untyped().then_some(Primitive::Untyped))
}

fn is_json(full_name: &str) -> bool {
    full_name.rsplit_once('.') == Some((GRAPH, JSON))
}
