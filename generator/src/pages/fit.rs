//! Whether a JSON value is right for a type of the description: in names, kinds and enumeration members.

use super::{
    finding::{Class, Findings},
    json::{Json, Kind, Member},
    literal,
};
use crate::{
    api::{Enumeration, Item, Primitive, TypeId, TypeKind, TypeRef},
    check::Checked,
    slice::{Call, CallKind, call::is_download},
};

/// Compares values with types, and collects what does not fit.
pub(super) struct Fit<'f, 'a> {
    pub(super) api: &'a Checked,
    pub(super) findings: &'f mut Findings,
}

/// What a body holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content<'a> {
    /// An entity or a complex value.
    Object(TypeId),
    /// The parameters of an action.
    Parameters(&'a [crate::api::Parameter]),
    /// `{"value": […]}`
    Collection(Item),
    /// `{"value": …}`
    Value(Item),
}

/// What the description says of a call's body; none if there is no JSON in it.
pub(super) fn body<'a>(call: &Call<'a>) -> Option<Content<'a>> {
    match call.kind {
        CallKind::Create(ty) | CallKind::Update(ty) => Some(Content::Object(ty)),
        CallKind::Invoke(operation) if call.method == crate::api::Method::Post => {
            Some(Content::Parameters(operation.passed()))
        }
        _ => None,
    }
}

/// What it says of a call's answer.
pub(super) fn answer<'a>(api: &Checked, call: &Call<'a>) -> Option<Content<'a>> {
    match call.kind {
        CallKind::List(ty) => Some(Content::Collection(Item::Named(ty))),
        CallKind::Get(ty) | CallKind::Create(ty) | CallKind::Update(ty) => Some(Content::Object(ty)),
        CallKind::GetProperty(property) => Some(value(api, &property.ty)),
        // Bytes, whatever they are.
        CallKind::Invoke(operation) if is_download(operation) => None,
        CallKind::Invoke(operation) => operation.result.as_ref().map(|result| value(api, &result.ty)),
        _ => None,
    }
}

fn value<'a>(api: &Checked, ty: &TypeRef) -> Content<'a> {
    match ty.item {
        item if ty.collection => Content::Collection(item),
        Item::Named(ty) if api.structured(ty).is_some() => Content::Object(ty),
        item => Content::Value(item),
    }
}

impl<'a> Fit<'_, 'a> {
    /// A whole body.
    pub(super) fn content(&mut self, json: &Json, content: Content<'_>) {
        if !matches!(json.kind, Kind::Object(_)) {
            let class = if matches!(content, Content::Collection(_)) { Class::Envelope } else { Class::WrongKind };
            return self.findings.push(class, &head(json), format!("expected an object, not {}", json.noun()));
        }
        match content {
            Content::Parameters(parameters) => self.parameters(json, parameters),
            Content::Object(ty) => self.entity(json, ty),
            Content::Collection(item) => match json.get("value") {
                Some(Json { kind: Kind::Array(items), .. }) => {
                    json.members().iter().for_each(|member| self.control(member));
                    self.items(items, item);
                }
                _ => self.findings.push(
                    Class::Envelope,
                    &head(json),
                    "the answer is a collection, and there is no array `value`",
                ),
            },
            Content::Value(item) => match json.get("value") {
                Some(value) => self.one(value, item),
                None => {
                    self.findings.push(Class::Envelope, &head(json), "the answer is a value, and there is no `value`");
                }
            },
        }
    }

    /// Control information that clients read (OData JSON Format 4.01, "Control Information").
    fn control(&mut self, member: &Member) {
        let ty = match member.name.as_str() {
            "@odata.deltaLink" | "@odata.etag" | "@odata.nextLink" => Primitive::String,
            "@odata.count" => Primitive::Int64,
            _ => return,
        };
        self.one(&member.value, Item::Primitive(ty));
    }

    /// One entity; some pages put it into a `value` that only collections have.
    fn entity(&mut self, json: &Json, ty: TypeId) {
        let own: Vec<&Member> = json.members().iter().filter(|member| !member.name.starts_with('@')).collect();
        let is_wrapped = match own.as_slice() {
            [Member { name, value: Json { kind: Kind::Object(_) | Kind::Array(_), .. }, .. }] => name == "value",
            _ => false,
        };
        if is_wrapped && !self.has_member(ty, "value") {
            let reason = format!("one {} stands inside of `value`", self.api.names().full(ty));
            self.findings.push(Class::Envelope, &head(json), reason);
        } else {
            self.one(json, Item::Named(ty));
        }
    }

    fn has_member(&self, ty: TypeId, name: &str) -> bool {
        self.api.property(ty, name).is_some() || self.api.navigation(ty, name).is_some()
    }

    fn parameters(&mut self, json: &Json, parameters: &[crate::api::Parameter]) {
        if !matches!(json.kind, Kind::Object(_)) {
            self.findings.push(Class::WrongKind, &json.range, format!("parameters are an object, not {}", json.noun()));
        }
        for member in json.members().iter().filter(|member| !member.name.contains('@')) {
            let alike = || parameters.iter().find(|one| one.name.eq_ignore_ascii_case(&member.name));
            match parameters.iter().find(|one| one.name == member.name) {
                Some(parameter) => self.value(&member.value, &parameter.ty),
                None => match alike() {
                    Some(right) => self.letter_case(member, &right.name),
                    None => self.unknown(member, "the action"),
                },
            }
        }
    }

    fn value(&mut self, json: &Json, ty: &TypeRef) {
        match &json.kind {
            Kind::Null => {}
            Kind::Array(items) if ty.collection => self.items(items, ty.item),
            _ if ty.collection => self.wrong_kind(json, &format!("a collection of {}", self.name(ty.item))),
            _ => self.one(json, ty.item),
        }
    }

    fn items(&mut self, items: &[Json], item: Item) {
        for one in items {
            if one.kind == Kind::Null && item != Item::Primitive(Primitive::Untyped) {
                self.wrong_kind(one, self.name(item));
            }
            self.one(one, item);
        }
    }

    /// A value that is no collection.
    fn one(&mut self, json: &Json, item: Item) {
        if json.kind == Kind::Null {
            return;
        }
        match item {
            Item::Primitive(primitive) => self.primitive(json, primitive),
            Item::Named(id) => match &self.api.ty(id).kind {
                TypeKind::Definition(primitive) => self.primitive(json, *primitive),
                TypeKind::Enumeration(enumeration) => self.enumeration(json, id, enumeration),
                TypeKind::Structured(_) if matches!(json.kind, Kind::Object(_)) => self.object(json, id),
                TypeKind::Structured(_) => self.wrong_kind(json, self.api.names().full(id)),
            },
        }
    }

    fn primitive(&mut self, json: &Json, ty: Primitive) {
        if !literal::fits(json, ty) {
            self.wrong_kind(json, ty.name());
        }
    }

    fn enumeration(&mut self, json: &Json, id: TypeId, enumeration: &Enumeration) {
        let name = self.api.names().full(id);
        let Some(text) = json.text() else { return self.wrong_kind(json, name) };
        let all = [text];
        let parts: Vec<&str> =
            if enumeration.is_flags { text.split(',').map(str::trim).collect() } else { all.to_vec() };
        for part in parts {
            if enumeration.members.is_empty() || enumeration.members.contains_key(part) {
                continue;
            }
            let right = enumeration.members.keys().find(|member| member.eq_ignore_ascii_case(part));
            let (class, reason) = match right {
                Some(right) => (Class::LetterCase, format!("`{part}` is called `{right}`")),
                None if literal::is_placeholder(part) => {
                    (Class::Placeholder, format!("`{part}` stands for a member of {name}"))
                }
                None => (Class::UnknownMember, format!("{name} has no member `{part}`")),
            };
            self.findings.push(class, &json.range, reason);
        }
    }

    fn object(&mut self, json: &Json, declared: TypeId) {
        let Some(ty) = self.actual(json, declared) else { return };
        let name = self.api.names().full(ty);
        let is_open = self.api.is_open(ty);
        for member in json.members() {
            let known = if member.name.contains('@') {
                // Control information and annotations are no members of the type.
                self.control(member);
                continue;
            } else if let Some((_, property)) = self.api.property(ty, &member.name) {
                self.value(&member.value, &property.ty);
                true
            } else if let Some((_, navigation)) = self.api.navigation(ty, &member.name) {
                self.value(&member.value, &navigation.ty);
                true
            } else {
                is_open
            };
            if known {
                continue;
            }
            if let Some(right) = self.alike(ty, &member.name) {
                self.letter_case(member, &right);
            } else if let Some(derived) = self.derived_with(ty, &member.name) {
                let reason = format!("`{}` belongs to {derived}, and no `@odata.type` names that", member.name);
                self.findings.push(Class::MissingDiscriminator, &member.range, reason);
            } else {
                self.unknown(member, name);
            }
        }
    }

    /// The type that `@odata.type` says, or else the declared one; none if it says one that cannot be.
    fn actual(&mut self, json: &Json, declared: TypeId) -> Option<TypeId> {
        let Some(tag) = json.get("@odata.type") else { return Some(declared) };
        let text = tag.text().unwrap_or_default();
        let full = text.rsplit_once('#').map_or(text, |(_, name)| name);
        let is_declared = |ty: &TypeId| self.api.api().types.contains_key(ty);
        let reason = match self.api.names().find(full).filter(is_declared) {
            Some(ty) if self.api.is_kind_of(ty, declared) => return Some(ty),
            Some(_) => format!("{full} is not derived from {}", self.api.names().full(declared)),
            None => {
                let mut names = self.api.api().types.keys().map(|ty| self.api.names().full(*ty));
                if let Some(right) = names.find(|name| name.eq_ignore_ascii_case(full)) {
                    self.findings.push(Class::LetterCase, &tag.range, format!("`{full}` is called `{right}`"));
                    return self.api.names().find(right).filter(|ty| self.api.is_kind_of(*ty, declared));
                }
                format!("there is no type `{full}`")
            }
        };
        let class = if literal::is_placeholder(full) { Class::Placeholder } else { Class::UnknownType };
        self.findings.push(class, &tag.range, reason);
        None
    }

    /// The member of a type whose name differs in letter case only.
    fn alike(&self, ty: TypeId, name: &str) -> Option<String> {
        let mut names = self.api.chain(ty).flat_map(|(_, ty)| ty.properties.keys().chain(ty.navigation.keys()));
        names.find(|own| own.eq_ignore_ascii_case(name)).cloned()
    }

    /// A type derived from this one that has such a member.
    fn derived_with(&self, ty: TypeId, name: &str) -> Option<&str> {
        let mut open = self.api.subtypes(ty).to_vec();
        while let Some(derived) = open.pop() {
            if self.has_member(derived, name) {
                return Some(self.api.names().full(derived));
            }
            open.extend(self.api.subtypes(derived));
        }
        None
    }

    fn letter_case(&mut self, member: &Member, right: &str) {
        self.findings.push(Class::LetterCase, &member.range, format!("`{}` is called `{right}`", member.name));
    }

    fn unknown(&mut self, member: &Member, owner: &str) {
        let class = if literal::is_placeholder(&member.name) { Class::Placeholder } else { Class::UnknownProperty };
        self.findings.push(class, &member.range, format!("{owner} has no `{}`", member.name));
    }

    fn wrong_kind(&mut self, json: &Json, expected: &str) {
        let (class, reason) = match &json.kind {
            Kind::Text(text) if literal::is_placeholder(text) => {
                (Class::Placeholder, format!("`{}` stands for {expected}", short(text)))
            }
            Kind::Text(text) | Kind::Number(text) => {
                (Class::WrongKind, format!("`{}`, {}, is no value of {expected}", short(text), json.noun()))
            }
            _ => (Class::WrongKind, format!("expected {expected}, not {}", json.noun())),
        };
        self.findings.push(class, &json.range, reason);
    }

    fn name(&self, item: Item) -> &'a str {
        match item {
            Item::Primitive(primitive) => primitive.name(),
            Item::Named(id) => self.api.names().full(id),
        }
    }
}

/// The beginning of a text: enough to find it on the page.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    let mut out: String = text.chars().take(MOST).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// Where a value begins.
fn head(json: &Json) -> std::ops::Range<usize> {
    json.range.start..json.range.start + 1
}
