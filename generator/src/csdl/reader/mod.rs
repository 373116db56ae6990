//! From XML to [`syntax`](super::syntax), element by element.

mod annotation;
mod schema;

use super::syntax::{Document, Include, SchemaElement, Text};
use crate::api::is_name;
use crate::nearest::did_you_mean;
use crate::report::{Diagnostic, Report};
use crate::source::{SourceId, Span, boundary};

const EDM: &str = "http://docs.oasis-open.org/odata/ns/edm";
/// The wrapper's namespace since OData 4.0, and the one before, which some services still write around 4.0 schemas.
const EDMX: [&str; 2] = ["http://docs.oasis-open.org/odata/ns/edmx", "http://schemas.microsoft.com/ado/2007/06/edmx"];

/// Bytes of a name, or of what is made of names; the longest of Graph has 191. Names are put together, compared and written
/// many times over, so that of one of a hundred megabytes there would be gigabytes.
const LONGEST: usize = 1000;

/// What a facet says about a primitive type does not show in the JSON.
const FACETS: [&str; 6] = ["MaxLength", "Precision", "Scale", "SRID", "Unicode", "DefaultValue"];

type Node<'a> = roxmltree::Node<'a, 'a>;

/// Reads a document down to its schemas.
pub(super) fn document<'a>(
    source: SourceId,
    document: &'a roxmltree::Document<'a>,
    report: &mut Report,
) -> Option<Document<'a>> {
    Reader { source, report }.document(document.root_element())
}

/// Reads the elements of a schema, one at a time: what is wrong with one goes to the report.
pub(super) fn element<'a>(source: SourceId, node: Node<'a>, report: &mut Report) -> Option<SchemaElement<'a>> {
    Reader { source, report }.schema_element(node)
}

struct Reader<'r> {
    source: SourceId,
    report: &'r mut Report,
}

impl Reader<'_> {
    fn document<'a>(&mut self, root: Node<'a>) -> Option<Document<'a>> {
        let span = self.tag(root);
        if !is_edmx(root) || root.tag_name().name() != "Edmx" {
            let message = format!("this is not a CSDL document: its root is `{}`", root.tag_name().name());
            let help = format!("a CSDL document begins with `<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"{}\">`", EDMX[0]);
            self.report.push(Diagnostic::error("not-csdl", message).at(span, "").help(help));
            return None;
        }
        let [version] = self.attributes(root, ["Version"], &[]);
        if let Some(version) = version.filter(|version| !version.value.starts_with("4.")) {
            let message = format!("CSDL {} is not supported", version.value);
            let help = "versions 4.0 and 4.01 are supported";
            self.report.push(Diagnostic::error("unsupported-version", message).at(version.span, "").help(help));
            return None;
        }
        let mut has_schema = false;
        let mut document = Document { includes: Vec::new(), schemas: Vec::new(), span };
        for child in root.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "Reference" if is_edmx(child) => self.reference(child, &mut document.includes),
                "DataServices" if is_edmx(child) => {
                    for (child, name) in elements(child) {
                        match name {
                            "Schema" => {
                                has_schema = true;
                                document.schemas.extend(self.schema(child));
                            }
                            _ => self.unexpected(child),
                        }
                    }
                }
                _ if is_edmx(child) => self.unexpected(child),
                _ => {}
            }
        }
        if !has_schema {
            let message = "this document holds no schema";
            let help = format!("a `Schema` in the namespace `{EDM}` is expected inside `edmx:DataServices`");
            self.report.push(Diagnostic::error("not-csdl", message).at(span, "").help(help));
        }
        Some(document)
    }

    fn reference<'a>(&mut self, node: Node<'a>, includes: &mut Vec<Include<'a>>) {
        for child in node.children().filter(|child| is_edmx(*child) && child.tag_name().name() == "Include") {
            if let [Some(namespace), Some(alias)] = self.attributes(child, ["Namespace", "Alias"], &[]) {
                includes.push(Include { namespace, alias });
            }
        }
    }

    /// The wanted attributes of an element, each if it is there. Those of other XML namespaces are none of ours;
    /// others that the element should not have are reported, since a misspelt `Nullable` must not go unseen.
    #[inline]
    fn attributes<'a, const N: usize>(
        &mut self,
        node: Node<'a>,
        wanted: [&str; N],
        tolerated: &[&str],
    ) -> [Option<Text<'a>>; N] {
        let mut found = [None; N];
        for attribute in node.attributes() {
            let name = attribute.name();
            if let Some(at) = wanted.iter().position(|wanted| *wanted == name) {
                let span = Span::new(self.source, attribute.range_value());
                found[at] = Some(Text { value: bounded(name, attribute.value(), span, self.report), span });
            } else if attribute.namespace().is_none() && !tolerated.contains(&name) {
                let message = format!("`{}` has no attribute `{name}`", node.tag_name().name());
                let span = Span::new(self.source, attribute.range_qname());
                let guess = did_you_mean(name, wanted.iter().chain(tolerated).copied());
                self.report.push(Diagnostic::warning("unknown-attribute", message).at(span, "").guess(guess));
            }
        }
        found
    }

    /// An attribute that the element must have.
    fn require<'a>(&mut self, node: Node<'a>, name: &str, found: Option<Text<'a>>) -> Option<Text<'a>> {
        if found.is_none() {
            let message = format!("`{}` needs an attribute `{name}`", node.tag_name().name());
            self.report.push(Diagnostic::error("missing-attribute", message).at(self.tag(node), ""));
        }
        found
    }

    /// The name that an element declares; whatever is generated is named after it. An empty one, if the element has
    /// none that is right: what is inside is read all the same.
    fn name<'a>(&mut self, node: Node<'a>, found: Option<Text<'a>>) -> Text<'a> {
        match self.require(node, "Name", found) {
            Some(name) if is_name(name.value) => return name,
            Some(name) => {
                let message = format!("`{}` is not a name", name.value.escape_debug());
                let help = "a name is made of letters, digits, `_` and `-`, and begins with a letter or `_`";
                self.report.push(Diagnostic::error("bad-name", message).at(name.span, "").help(help));
            }
            None => {}
        }
        Text { value: "", span: self.tag(node) }
    }

    fn flag(&mut self, found: Option<Text<'_>>, default: bool) -> bool {
        match found.map(|text| (text.value, text.span)) {
            None => default,
            Some(("true", _)) => true,
            Some(("false", _)) => false,
            Some((other, span)) => {
                let message = format!("`{}` is neither `true` nor `false`", other.escape_debug());
                self.report.push(Diagnostic::error("bad-attribute", message).at(span, ""));
                default
            }
        }
    }

    fn unexpected(&mut self, node: Node<'_>) {
        let parent = node.parent_element().map_or("", |parent| parent.tag_name().name());
        let message = format!("`{}` is not understood inside `{parent}`, and ignored", node.tag_name().name());
        self.report.push(Diagnostic::warning("unknown-element", message).at(self.tag(node), ""));
    }

    /// The place of an element: `<` and its name, not its whole body.
    fn tag(&self, node: Node<'_>) -> Span {
        let range = node.range();
        let text = &node.document().input_text()[range.clone()];
        let length = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
        Span::new(self.source, range.start..range.start + length)
    }
}

fn is_edmx(node: Node<'_>) -> bool {
    node.tag_name().namespace().is_some_and(|namespace| EDMX.contains(&namespace))
}

/// The child elements that CSDL defines, with their names.
pub(super) fn elements<'a>(node: Node<'a>) -> impl Iterator<Item = (Node<'a>, &'a str)> {
    node.children()
        .filter(|child| child.is_element() && child.tag_name().namespace() == Some(EDM))
        .map(|child| (child, child.tag_name().name()))
}

/// A value that names something; of one that is too long the beginning, to go on with.
pub(super) fn bounded<'a>(name: &str, value: &'a str, span: Span, report: &mut Report) -> &'a str {
    const BEGINNING: usize = 50;
    if value.len() <= LONGEST {
        return value;
    }
    let message = format!("this `{name}` has {} bytes, and may have {LONGEST}", value.len());
    report.push(Diagnostic::error("long-name", message).at(span, ""));
    &value[..boundary(value, BEGINNING)]
}
