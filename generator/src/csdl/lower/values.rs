//! The values of annotations, as far as they are used.

use super::Lower;
use crate::csdl::reader::bounded;
use crate::csdl::syntax::{Expression, ExpressionKind, Record, Text};
use crate::report::Diagnostic;
use crate::source::Span;

impl<'a> Lower<'a, '_> {
    /// A text. Nothing if it has to be computed.
    pub(super) fn text<'e>(&mut self, value: &'e Expression<'_>, what: Text<'_>) -> Option<&'e str> {
        match &value.kind {
            ExpressionKind::Constant(text) => Some(text),
            ExpressionKind::Dynamic => None,
            _ => self.malformed(value.span, what, "a text"),
        }
    }

    /// A text that names something.
    pub(super) fn name<'e>(&mut self, value: &'e Expression<'_>, what: Text<'_>) -> Option<&'e str> {
        let name = self.text(value, what)?;
        Some(bounded(what.value, name, value.span, self.report))
    }

    /// A truth value; without any, the default of all terms and properties that are used here: true.
    pub(super) fn boolean(&mut self, value: Option<&Expression<'_>>, what: Text<'_>) -> Option<bool> {
        let Some(value) = value else { return Some(true) };
        match &value.kind {
            ExpressionKind::Constant(text) => match text.trim() {
                "true" => Some(true),
                "false" => Some(false),
                _ => self.malformed(value.span, what, "`true` or `false`"),
            },
            ExpressionKind::Dynamic => None,
            _ => self.malformed(value.span, what, "`true` or `false`"),
        }
    }

    /// The members of an enumeration value, without the name of their type: `Org.OData.Core.V1.Permission/Read`.
    pub(super) fn members<'e>(&mut self, value: &'e Expression<'_>, what: Text<'_>) -> Option<Vec<&'e str>> {
        match &value.kind {
            ExpressionKind::Constant(text) => Some(
                text.split_whitespace()
                    .map(|member| member.rsplit_once('/').map_or(member, |(_, name)| name))
                    .collect(),
            ),
            ExpressionKind::Dynamic => None,
            _ => self.malformed(value.span, what, "an enumeration member"),
        }
    }

    pub(super) fn record<'e, 'x>(&mut self, value: &'e Expression<'x>, what: Text<'_>) -> Option<&'e Record<'x>> {
        match &value.kind {
            ExpressionKind::Record(record) => Some(record),
            ExpressionKind::Dynamic => None,
            _ => self.malformed(value.span, what, "a record"),
        }
    }

    /// The records of a collection, with their places.
    pub(super) fn records<'e, 'x>(&mut self, value: &'e Expression<'x>, what: Text<'_>) -> Vec<(&'e Record<'x>, Span)> {
        let items = match &value.kind {
            ExpressionKind::Collection(items) => items.as_slice(),
            ExpressionKind::Dynamic => &[],
            _ => self.malformed(value.span, what, "a collection of records").unwrap_or_default(),
        };
        items.iter().filter_map(|item| Some((self.record(item, what)?, item.span))).collect()
    }

    /// Says that a value does not have the form that its term demands.
    pub(super) fn malformed<T>(&mut self, span: Span, what: Text<'_>, expected: &str) -> Option<T> {
        let message = format!("the value of `{}` should be {expected}, and is ignored", what.value.escape_debug());
        self.report.push(Diagnostic::warning("bad-annotation", message).at(span, ""));
        None
    }
}
