//! Supplements: descriptions of what a service has beyond its own description.

use super::{Api, Map, Names, Notes, Structured, Type, TypeId, TypeKind};
use crate::report::{Diagnostic, Report};
use crate::source::Span;

/// Puts a supplement into a description.
///
/// A supplement names a type of the base by declaring it again, with the same head and only the members to add. It
/// adds and never replaces: what the base has already is a clash. It has to change something, so that a supplement
/// which its base has caught up with does not stay unseen.
pub fn merge(base: &mut Api, supplement: Api, names: &Names, report: &mut Report) {
    let span = supplement.span;
    base.size += supplement.size;
    let before = report.diagnostics().len();
    let mut merge = Merge { names, report, has_added: false };
    merge.types(&mut base.types, supplement.types);
    merge.roots(base, supplement.roots);
    merge.operations(base, supplement.operations);
    for (target, notes) in supplement.notes {
        merge.has_added = true;
        match base.notes.get_mut(&target) {
            Some(present) => present.value.absorb(notes.value, merge.report),
            None => {
                base.notes.insert(target, notes);
            }
        }
    }
    for container in supplement.containers {
        if !base.containers.contains(&container) {
            base.containers.push(container);
        }
    }
    // If nothing was added because everything clashed, that has been said.
    if let Some(span) = span.filter(|_| !merge.has_added && merge.report.diagnostics().len() == before) {
        let message = "this supplement changes nothing";
        report.push(
            Diagnostic::error("idle-supplement", message)
                .at(span, "")
                .help("the description has all of it by now: leave it out of `supplements`, or of `--supplement`"),
        );
    }
}

struct Merge<'r> {
    names: &'r Names,
    report: &'r mut Report,
    has_added: bool,
}

impl Merge<'_> {
    fn types(&mut self, base: &mut Map<TypeId, Type>, supplement: Map<TypeId, Type>) {
        for (id, ty) in supplement {
            if let Some(present) = base.get_mut(&id) {
                self.ty(id, present, ty);
            } else {
                base.insert(id, ty);
                self.has_added = true;
            }
        }
    }

    fn ty(&mut self, id: TypeId, base: &mut Type, supplement: Type) {
        let name = self.names.full(id);
        let spans = (base.span, supplement.span);
        match (&mut base.kind, supplement.kind) {
            (TypeKind::Structured(base), TypeKind::Structured(supplement)) => {
                self.structured(name, base, supplement, spans);
            }
            (TypeKind::Enumeration(base), TypeKind::Enumeration(supplement)) => {
                if base.is_flags != supplement.is_flags {
                    self.differs(name, "`IsFlags`", spans);
                }
                self.members(name, &mut base.members, supplement.members, |_| None, |member| member.span);
            }
            (TypeKind::Definition(base), TypeKind::Definition(supplement)) => {
                if *base != supplement {
                    self.differs(name, "underlying type", spans);
                }
            }
            _ => self.differs(name, "kind", spans),
        }
        self.notes(&mut base.notes, supplement.notes);
    }

    fn structured(&mut self, name: &str, base: &mut Structured, supplement: Structured, spans: (Span, Span)) {
        let base_type = |ty: &Structured| ty.base.map(|(id, _)| id);
        if base.kind != supplement.kind {
            return self.differs(name, "kind", spans);
        }
        if base_type(base) != base_type(&supplement) {
            let place = |ty: &Structured, span| ty.base.map_or(span, |(_, span)| span);
            self.differs(name, "base type", (place(base, spans.0), place(&supplement, spans.1)));
        }
        let flags = |ty: &Structured| [ty.is_abstract, ty.is_open, ty.has_stream];
        for (at, attribute) in ["`Abstract`", "`OpenType`", "`HasStream`"].into_iter().enumerate() {
            if flags(base)[at] != flags(&supplement)[at] {
                self.differs(name, attribute, spans);
            }
        }
        if base.key.is_empty() {
            self.has_added |= !supplement.key.is_empty();
            base.key = supplement.key;
        } else if let Some(key) = supplement.key.first() {
            self.clash(format!("`{name}` has a key already"), (base.key[0].span, key.span));
        }
        let Structured { properties, navigation, .. } = base;
        let other = |name: &str| navigation.get(name).map(|navigation| navigation.span);
        self.members(name, properties, supplement.properties, other, |property| property.span);
        let other = |name: &str| properties.get(name).map(|property| property.span);
        self.members(name, navigation, supplement.navigation, other, |navigation| navigation.span);
    }

    /// Members of one kind. `other` finds a member of another kind, which shares the names.
    fn members<M>(
        &mut self,
        owner: &str,
        base: &mut Map<String, M>,
        supplement: Map<String, M>,
        other: impl Fn(&str) -> Option<Span>,
        span: impl Fn(&M) -> Span,
    ) {
        for (name, member) in supplement {
            match base.get(&name).map(&span).or_else(|| other(&name)) {
                Some(present) => {
                    self.clash(format!("`{owner}` has a member `{name}` already"), (present, span(&member)))
                }
                None => {
                    base.insert(name, member);
                    self.has_added = true;
                }
            }
        }
    }

    fn roots(&mut self, base: &mut Api, supplement: Map<String, super::Root>) {
        for (name, root) in supplement {
            match base.roots.get(&name) {
                Some(present) => self.clash(format!("there is a root `{name}` already"), (present.span, root.span)),
                None => {
                    base.roots.insert(name, root);
                    self.has_added = true;
                }
            }
        }
    }

    fn operations(&mut self, base: &mut Api, supplement: Vec<super::Operation>) {
        for operation in supplement {
            match base.operations.iter().find(|present| present.is_same(&operation)) {
                Some(present) => {
                    let message = format!("there is an operation `{}` with these parameters already", operation.name);
                    self.clash(message, (present.span, operation.span));
                }
                None => {
                    base.operations.push(operation);
                    self.has_added = true;
                }
            }
        }
    }

    fn notes(&mut self, base: &mut Notes, supplement: Notes) {
        self.has_added |= supplement != Notes::default();
        base.absorb(supplement, self.report);
    }

    fn differs(&mut self, name: &str, what: &str, (base, supplement): (Span, Span)) {
        let message = format!("this declaration of `{name}` has another {what} than the one that it supplements");
        let help = "repeat the attributes of the element as they stand in the description, and of its members name only those to add";
        self.report.push(
            Diagnostic::error("supplement-clash", message)
                .at(supplement, "")
                .at(base, "what it supplements")
                .help(help),
        );
    }

    fn clash(&mut self, message: String, (base, supplement): (Span, Span)) {
        self.report.push(
            Diagnostic::error("supplement-clash", message)
                .at(supplement, "")
                .at(base, "it is declared here")
                .help("remove it from the supplement"),
        );
    }
}

#[cfg(test)]
mod tests;
