//! The types that a slice needs, and for each the reason why.
//!
//! Edges that are followed:
//! - from a call to the type of its answer and of its body, and to the types of an operation's parameters;
//! - from a structured type to the types of its structural properties, inherited ones included;
//! - from a derived type to its base types, which only lend their members.
//!
//! Never followed: derived types, since the root of a hierarchy has hundreds, and navigation properties, since they
//! connect everything with everything. Derived types are taken in by name.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::call::{Call, CallKind, parameters};
use crate::{
    api::{Item, Notes, Structured, StructuredKind, TypeId, TypeKind},
    check::Checked,
};

/// The direction in which values of a type travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// In answers.
    Read,
    /// In request bodies.
    Body,
}

/// Why a type is in the slice: the first reason found; others may exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason<'a> {
    /// The user named it.
    Named,
    /// A call needs it: the index of the call.
    Call(usize, Role<'a>),
    /// It is the base of a type of the slice.
    BaseOf(TypeId),
    /// A property of a type of the slice has it: the type as used, the type that declares the property, its name.
    Property(TypeId, TypeId, &'a str),
}

/// What a call needs a type for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role<'a> {
    /// Its answer.
    Answer,
    /// Its body.
    Body,
    /// A parameter of the operation.
    Parameter(&'a str),
}

/// A type of the slice.
#[derive(Debug, Clone)]
pub struct Kept<'a> {
    /// Why it is here.
    pub reason: Reason<'a>,
    /// Whether answers hold it.
    pub read: bool,
    /// Whether request bodies hold it.
    pub body: bool,
}

/// The types of a slice, each behind the one that brought it in.
pub type Types<'a> = IndexMap<TypeId, Kept<'a>>;

/// The types that these calls need, and the named ones.
pub(crate) fn close<'a, 'c>(
    api: &'a Checked,
    calls: impl IntoIterator<Item = &'c Call<'a>>,
    named: &[TypeId],
) -> Types<'a>
where
    'a: 'c,
{
    let mut closure = Closure { api, types: Types::new(), open: Vec::new() };
    for (index, call) in calls.into_iter().enumerate() {
        closure.call(index, call);
        closure.follow();
    }
    closure.named(named);
    closure.types
}

/// About as many bytes as the members of types come to, those of base types included.
pub(super) fn weight(api: &Checked, types: &Types<'_>) -> usize {
    /// What is written of a member beside its name and its texts.
    const MEMBER: usize = 100;
    let member = |name: &str, notes: &Notes| MEMBER + name.len() + notes.told();
    let own = |declared: &Structured| -> usize {
        let properties = declared.properties.iter().map(|(name, property)| member(name, &property.notes));
        properties.chain(declared.navigation.iter().map(|(name, property)| member(name, &property.notes))).sum()
    };
    let mut known: FxHashMap<TypeId, usize> = FxHashMap::default();
    let forms = types.iter().map(|(ty, kept)| (ty, usize::from(kept.read) + usize::from(kept.body)));
    forms
        .map(|(ty, forms)| {
            let owners = api.chain(*ty).map(|(owner, declared)| *known.entry(owner).or_insert_with(|| own(declared)));
            forms * owners.sum::<usize>()
        })
        .sum()
}

struct Closure<'a> {
    api: &'a Checked,
    types: Types<'a>,
    open: Vec<(TypeId, Form)>,
}

impl<'a> Closure<'a> {
    fn call(&mut self, index: usize, call: &Call<'a>) {
        let answer = Reason::Call(index, Role::Answer);
        let body = Reason::Call(index, Role::Body);
        match call.kind {
            CallKind::List(ty) | CallKind::Get(ty) | CallKind::Upload(ty) => self.want(ty, Form::Read, answer),
            CallKind::GetProperty(property) => {
                if let Item::Named(ty) = property.ty.item {
                    self.want(ty, Form::Read, answer);
                }
            }
            CallKind::Create(ty) | CallKind::Update(ty) => {
                self.want(ty, Form::Read, answer);
                self.want(ty, Form::Body, body);
            }
            CallKind::Count
            | CallKind::Delete
            | CallKind::Download
            | CallKind::DeleteContent
            | CallKind::ListReferences
            | CallKind::GetReference
            | CallKind::AddReference
            | CallKind::SetReference
            | CallKind::RemoveReference => {}
            CallKind::Invoke(operation) => {
                for parameter in parameters(self.api, operation) {
                    if let Item::Named(ty) = parameter.ty.item {
                        self.want(ty, Form::Body, Reason::Call(index, Role::Parameter(&parameter.name)));
                    }
                }
                if let Some(Item::Named(ty)) = operation.result.as_ref().map(|result| result.ty.item) {
                    self.want(ty, Form::Read, answer);
                }
            }
        }
    }

    /// A named derived type travels as its bases do, and any other in answers. One named type may bring in the base of
    /// another, whichever stands first: so they are gone through until nothing is new.
    fn named(&mut self, named: &[TypeId]) {
        let forms =
            |types: &Types<'_>| types.values().map(|kept| usize::from(kept.read) + usize::from(kept.body)).sum();
        let mut before: Option<usize> = None;
        while before != Some(forms(&self.types)) {
            before = Some(forms(&self.types));
            for ty in named {
                let (read, body) = self.forms_of_bases(*ty);
                for form in [body.then_some(Form::Body), read.then_some(Form::Read)].into_iter().flatten() {
                    self.want(*ty, form, Reason::Named);
                }
                self.follow();
            }
        }
        for ty in named {
            if self.types.get(ty).is_none_or(|kept| !kept.read && !kept.body) {
                self.want(*ty, Form::Read, Reason::Named);
                self.follow();
            }
        }
    }

    fn forms_of_bases(&self, ty: TypeId) -> (bool, bool) {
        let bases = self.api.chain(ty).skip(1).filter_map(|(base, _)| self.types.get(&base));
        bases.fold((false, false), |(read, body), base| (read || base.read, body || base.body))
    }

    fn want(&mut self, ty: TypeId, form: Form, reason: Reason<'a>) {
        let kept = self.types.entry(ty).or_insert(Kept { reason, read: false, body: false });
        let flag = match form {
            Form::Read => &mut kept.read,
            Form::Body => &mut kept.body,
        };
        if !std::mem::replace(flag, true) {
            self.open.push((ty, form));
        }
    }

    fn follow(&mut self) {
        while let Some((ty, form)) = self.open.pop() {
            let mut derived = ty;
            for (owner, declared) in self.api.chain(ty) {
                if owner != ty {
                    self.types.entry(owner).or_insert(Kept {
                        reason: Reason::BaseOf(derived),
                        read: false,
                        body: false,
                    });
                }
                derived = owner;
                for (name, property) in &declared.properties {
                    let Item::Named(target) = property.ty.item else { continue };
                    if form == Form::Read || is_sent(self.api, ty, name, property) {
                        self.want(target, form, Reason::Property(ty, owner, name));
                    }
                }
            }
        }
    }
}

/// Whether a property can be in a request body: the key of an entity stands in the path, and what the service computes
/// it does not take.
pub fn is_sent(api: &Checked, ty: TypeId, name: &str, property: &crate::api::Property) -> bool {
    let computed = property.notes.computed.as_ref().is_some_and(|computed| computed.value);
    let entity = matches!(&api.ty(ty).kind, TypeKind::Structured(s) if s.kind == StructuredKind::Entity);
    let key = entity && api.key(ty).is_some_and(|(_, key)| key.iter().any(|part| part.name == name));
    !computed && !key
}
