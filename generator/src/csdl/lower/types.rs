use super::Lower;
use crate::api::{Enumeration, Item, KeyProperty, Map, Member, Navigation, Property, Structured, Type, TypeKind};
use crate::csdl::syntax::{EnumType, NavigationProperty, StructuredType, TypeDefinition};
use crate::report::Diagnostic;

impl<'a> Lower<'a, '_> {
    pub(super) fn structured(&mut self, ty: &StructuredType<'a>) -> Type {
        let mut lowered = Structured {
            kind: ty.kind,
            base: ty.base.and_then(|base| Some((self.type_id(base)?, base.span))),
            is_abstract: ty.is_abstract,
            is_open: ty.is_open,
            has_stream: ty.has_stream,
            key: ty.key.iter().map(|key| KeyProperty { name: key.value.to_owned(), span: key.span }).collect(),
            properties: Map::with_capacity_and_hasher(ty.properties.len(), Default::default()),
            navigation: Map::with_capacity_and_hasher(ty.navigation.len(), Default::default()),
        };
        for property in &ty.properties {
            let span = property.name.span;
            let notes = self.notes(&property.annotations);
            let Some(ty) = self.type_ref(property.ty) else { continue };
            let member = Property { ty, nullable: property.nullable, notes, span };
            self.insert(&mut lowered.properties, property.name, member, |property| property.span);
        }
        for navigation in &ty.navigation {
            if let Some(property) = lowered.properties.get(navigation.name.value) {
                let what = format!("member `{}`", navigation.name.value);
                self.duplicate("duplicate-member", &what, navigation.name.span, property.span);
            } else if let Some(member) = self.navigation(navigation) {
                self.insert(&mut lowered.navigation, navigation.name, member, |navigation| navigation.span);
            }
        }
        let notes = self.notes(&ty.annotations);
        Type { kind: TypeKind::Structured(lowered), notes, span: ty.name.span }
    }

    fn navigation(&mut self, navigation: &NavigationProperty<'a>) -> Option<Navigation> {
        Some(Navigation {
            ty: self.type_ref(navigation.ty)?,
            nullable: navigation.nullable,
            contains_target: navigation.contains_target,
            notes: self.notes(&navigation.annotations),
            span: navigation.name.span,
        })
    }

    /// Members without a number count on from the one before, beginning with 0; those of flags have to say theirs.
    pub(super) fn enumeration(&mut self, ty: &EnumType<'a>) -> Type {
        let mut members = Map::with_capacity_and_hasher(ty.members.len(), Default::default());
        let mut next = (!ty.is_flags).then_some(0_i64);
        for member in &ty.members {
            let value = member.value.or(next);
            next = next.and(value).and_then(|value| value.checked_add(1));
            let lowered = Member { value, notes: self.notes(&member.annotations), span: member.name.span };
            self.insert(&mut members, member.name, lowered, |member| member.span);
        }
        let kind = TypeKind::Enumeration(Enumeration { is_flags: ty.is_flags, members });
        Type { kind, notes: self.notes(&ty.annotations), span: ty.name.span }
    }

    pub(super) fn definition(&mut self, ty: &TypeDefinition<'a>) -> Option<Type> {
        match self.item(ty.underlying)? {
            Item::Primitive(primitive) => {
                let notes = self.notes(&ty.annotations);
                Some(Type { kind: TypeKind::Definition(primitive), notes, span: ty.name.span })
            }
            Item::Named(_) => {
                let message = format!("`{}` cannot stand here: it is not a primitive type", ty.underlying.value);
                let help = "a type definition gives another name to a primitive type, like `Edm.String`";
                self.report.push(Diagnostic::error("bad-type", message).at(ty.underlying.span, "").help(help));
                None
            }
        }
    }
}
