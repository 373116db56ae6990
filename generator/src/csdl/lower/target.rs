//! What `Annotations` speak of.

use super::Lower;
use crate::api::{Spanned, Target, is_name};
use crate::csdl::syntax::{Annotations, Text};
use crate::report::Diagnostic;

impl<'a> Lower<'a, '_> {
    pub(super) fn annotations(&mut self, annotations: &Annotations<'_>) {
        let Some(target) = self.target(annotations.target) else { return };
        let span = annotations.target.span;
        let notes = self.notes(&annotations.annotations);
        match self.api.notes.get_mut(&target) {
            None => {
                self.api.notes.insert(target, Spanned { value: notes, span });
            }
            Some(first) => {
                let message = format!("`{}` is annotated in two places", annotations.target.value.escape_debug());
                self.report.push(
                    Diagnostic::warning("duplicate-target", message).at(span, "").at(first.span, "the first is here"),
                );
                first.value.absorb(notes, self.report);
            }
        }
    }

    /// `ns.type`, `ns.type/member`, `ns.operation(types)`, `ns.operation(types)/parameter`, `ns.container/root`.
    fn target(&mut self, text: Text<'_>) -> Option<Target> {
        let (path, signature, rest) = match text.value.split_once('(') {
            None => match text.value.split_once('/') {
                Some((path, rest)) => (path, None, Some(rest)),
                None => (text.value, None, None),
            },
            Some((path, rest)) => {
                let (types, rest) = rest.rsplit_once(')').unwrap_or((rest, ""));
                let types = types.trim();
                let types = types.split(',').filter(|_| !types.is_empty());
                let types: Vec<String> = types.map(|ty| self.signature_type(ty)).collect();
                (path, Some(types), rest.strip_prefix('/'))
            }
        };
        let full_name = self.full_name(path);
        match (signature, rest) {
            // The result of an operation: nothing that is said of it is used.
            (_, Some("$ReturnType")) => None,
            (_, Some(rest)) if !is_name(rest) => {
                let message = format!("the target `{}` is not understood, and ignored", text.value.escape_debug());
                self.report.push(Diagnostic::warning("unsupported-target", message).at(text.span, ""));
                None
            }
            (Some(types), None) => Some(Target::Operation(full_name.into_owned(), Some(types))),
            (Some(types), Some(name)) => Some(Target::Parameter(full_name.into_owned(), Some(types), name.to_owned())),
            (None, None) => Some(Target::Type(self.names.id(&full_name))),
            (None, Some(name)) => Some(Target::Member(self.names.id(&full_name), name.to_owned())),
        }
    }
}
