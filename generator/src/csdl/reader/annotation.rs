use std::borrow::Cow;

use super::{Node, Reader, elements};
use crate::csdl::syntax::{Annotation, Expression, ExpressionKind, PropertyValue, Record, Text};
use crate::report::Diagnostic;
use crate::source::Span;

/// The attributes and elements that state a constant.
const CONSTANTS: [&str; 16] = [
    "String",
    "Bool",
    "EnumMember",
    "Date",
    "Int",
    "PropertyPath",
    "NavigationPropertyPath",
    "AnnotationPath",
    "ModelElementPath",
    "Binary",
    "DateTimeOffset",
    "Decimal",
    "Duration",
    "Float",
    "Guid",
    "TimeOfDay",
];
/// The attributes that state something to be computed.
const DYNAMIC: [&str; 2] = ["Path", "UrlRef"];

/// Deeper than any vocabulary goes; a document must not be able to exhaust the stack.
const DEPTH_LIMIT: usize = 32;

impl Reader<'_> {
    /// The annotations among the children of an element; other children are reported.
    pub(super) fn only_annotations<'a>(&mut self, node: Node<'a>) -> Vec<Annotation<'a>> {
        let mut annotations = Vec::new();
        for (child, name) in elements(node) {
            match name {
                "Annotation" => annotations.extend(self.annotation(child, 0)),
                _ => self.unexpected(child),
            }
        }
        annotations
    }

    /// `Annotation`. None if it has a qualifier: it does not speak to everyone.
    pub(super) fn annotation<'a>(&mut self, node: Node<'a>, depth: usize) -> Option<Annotation<'a>> {
        let ([term, qualifier], value) = self.annotated(node, ["Term", "Qualifier"], depth);
        let term = self.require(node, "Term", term)?;
        qualifier.is_none().then_some(Annotation { term, value })
    }

    /// The attributes of an element that carries an expression, and the expression.
    fn annotated<'a, const N: usize>(
        &mut self,
        node: Node<'a>,
        wanted: [&str; N],
        depth: usize,
    ) -> ([Option<Text<'a>>; N], Option<Expression<'a>>) {
        let mut found = [None; N];
        let mut value = None;
        for attribute in node.attributes().filter(|attribute| attribute.namespace().is_none()) {
            let text = Text { value: attribute.value(), span: Span::new(self.source, attribute.range_value()) };
            if let Some(at) = wanted.iter().position(|wanted| *wanted == attribute.name()) {
                found[at] = Some(text);
            } else if CONSTANTS.contains(&attribute.name()) {
                let kind = ExpressionKind::Constant(Cow::Borrowed(text.value));
                value = Some(Expression { kind, span: text.span });
            } else if DYNAMIC.contains(&attribute.name()) {
                value = Some(Expression { kind: ExpressionKind::Dynamic, span: text.span });
            } else {
                let message = format!("`{}` has no attribute `{}`", node.tag_name().name(), attribute.name());
                let span = Span::new(self.source, attribute.range_qname());
                self.report.push(Diagnostic::warning("unknown-attribute", message).at(span, ""));
            }
        }
        for (child, name) in elements(node) {
            // An annotation of an annotation says nothing about the API.
            if name != "Annotation" {
                value = Some(self.expression(child, name, depth));
            }
        }
        (found, value)
    }

    fn expression<'a>(&mut self, node: Node<'a>, name: &str, depth: usize) -> Expression<'a> {
        let span = self.tag(node);
        let kind = match name {
            _ if depth == DEPTH_LIMIT => {
                let message = "this annotation is nested too deeply, and ignored";
                self.report.push(Diagnostic::warning("bad-annotation", message).at(span, ""));
                ExpressionKind::Dynamic
            }
            "Record" => ExpressionKind::Record(self.record(node, depth + 1)),
            "Collection" => ExpressionKind::Collection(
                elements(node).map(|(child, name)| self.expression(child, name, depth + 1)).collect(),
            ),
            _ if CONSTANTS.contains(&name) => ExpressionKind::Constant(text(node)),
            _ => ExpressionKind::Dynamic,
        };
        Expression { kind, span }
    }

    fn record<'a>(&mut self, node: Node<'a>, depth: usize) -> Record<'a> {
        let mut record = Record { properties: Vec::new(), annotations: Vec::new() };
        for (child, name) in elements(node) {
            match name {
                "PropertyValue" => {
                    let ([property], value) = self.annotated(child, ["Property"], depth);
                    if let Some(name) = self.require(child, "Property", property) {
                        record.properties.push(PropertyValue { name, value });
                    }
                }
                "Annotation" => record.annotations.extend(self.annotation(child, depth)),
                _ => self.unexpected(child),
            }
        }
        record
    }
}

/// The text inside an element, which a comment may divide.
fn text<'a>(node: Node<'a>) -> Cow<'a, str> {
    let mut parts = node.children().filter(Node::is_text).filter_map(|child| child.text());
    let first = Cow::Borrowed(parts.next().unwrap_or_default());
    parts.fold(first, |text, part| text + part)
}
