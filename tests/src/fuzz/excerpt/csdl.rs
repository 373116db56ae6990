use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    ops::Range,
};

use roxmltree::{Document, Node};

use crate::fuzz::random::Random;

/// So many types are in an excerpt.
const TYPES: usize = 24;

/// Excerpts of a CSDL document, each of some sets or singletons and types that they lead to. What refers to other types
/// is left out.
///
/// # Panics
/// If the document is no CSDL.
pub fn csdl(text: &str, count: usize, random: &mut Random) -> Vec<String> {
    let document = Document::parse(text).expect("it is XML");
    let whole = Whole::new(text, &document);
    (0..count).map(|_| whole.excerpt(random)).collect()
}

struct Whole<'a> {
    text: &'a str,
    schemas: Vec<Node<'a, 'a>>,
    /// By full name.
    types: BTreeMap<String, Node<'a, 'a>>,
    /// Namespaces by their other names.
    aliases: BTreeMap<&'a str, &'a str>,
    /// The members of the containers.
    roots: Vec<Node<'a, 'a>>,
}

fn named(node: &Node<'_, '_>, names: &[&str]) -> bool {
    names.contains(&node.tag_name().name())
}

fn children<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(Node::is_element)
}

impl<'a> Whole<'a> {
    fn new(text: &'a str, document: &'a Document<'a>) -> Self {
        let schemas: Vec<_> = document.descendants().filter(|node| named(node, &["Schema"])).collect();
        let kinds = ["EntityType", "ComplexType", "EnumType", "TypeDefinition"];
        let mut types = BTreeMap::new();
        for schema in &schemas {
            let namespace = schema.attribute("Namespace").unwrap_or_default();
            for node in children(*schema).filter(|node| named(node, &kinds)) {
                types.insert(format!("{namespace}.{}", node.attribute("Name").unwrap_or_default()), node);
            }
        }
        let members = ["EntitySet", "Singleton"];
        let roots = document.descendants().filter(|node| named(node, &members)).collect();
        let aliases =
            schemas.iter().filter_map(|schema| Some((schema.attribute("Alias")?, schema.attribute("Namespace")?)));
        Self { text, aliases: aliases.collect(), schemas, types, roots }
    }

    fn excerpt(&self, random: &mut Random) -> String {
        let mut kept: BTreeSet<String> = BTreeSet::new();
        let mut open: VecDeque<String> = VecDeque::new();
        for _ in 0..3 {
            open.extend(random.pick(&self.roots).into_iter().flat_map(|root| self.references(root)));
        }
        while let Some(name) = open.pop_front() {
            if kept.len() < TYPES && !kept.contains(&name) {
                self.with_bases(&name, &mut kept);
                let mut next: Vec<_> =
                    self.types[&name].descendants().flat_map(|node| self.references(&node)).collect();
                // Not always the first properties of a large type.
                let middle = random.below(next.len().max(1));
                next.rotate_left(middle);
                open.extend(next);
            }
        }
        let schemas: String = self.schemas.iter().map(|schema| self.schema(*schema, &kept)).collect();
        format!(
            "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">\n<edmx:DataServices>\n\
             {schemas}</edmx:DataServices>\n</edmx:Edmx>\n"
        )
    }

    fn with_bases(&self, name: &str, kept: &mut BTreeSet<String>) {
        let mut next = Some(name.to_owned());
        while let Some(name) = next.filter(|name| kept.insert(name.clone())) {
            let base = self.types[&name].attribute("BaseType").map(|base| self.full(base));
            next = base.filter(|base| self.types.contains_key(base));
        }
    }

    /// The types that an element names, in full, but for those of EDM itself.
    fn names(&self, node: &Node<'_, '_>) -> Vec<String> {
        let attributes = ["Type", "BaseType", "EntityType", "UnderlyingType"];
        let names = attributes.iter().filter_map(|attribute| node.attribute(*attribute));
        names.map(|name| self.full(name)).filter(|name| !name.starts_with("Edm.")).collect()
    }

    /// Those of them that there are.
    fn references(&self, node: &Node<'_, '_>) -> Vec<String> {
        self.names(node).into_iter().filter(|name| self.types.contains_key(name)).collect()
    }

    fn full(&self, name: &str) -> String {
        let name = name.strip_prefix("Collection(").and_then(|name| name.strip_suffix(')')).unwrap_or(name);
        let aliased = name.rsplit_once('.').and_then(|(alias, short)| Some((self.aliases.get(alias)?, short)));
        aliased.map_or(name.to_owned(), |(namespace, short)| format!("{namespace}.{short}"))
    }

    /// Whether all that an element names is kept.
    fn is_closed(&self, node: &Node<'_, '_>, kept: &BTreeSet<String>) -> bool {
        node.descendants().all(|node| self.names(&node).iter().all(|name| kept.contains(name)))
    }

    fn schema(&self, schema: Node<'a, 'a>, kept: &BTreeSet<String>) -> String {
        let namespace = schema.attribute("Namespace").unwrap_or_default();
        let is_kept = |name: &str| kept.contains(&format!("{namespace}.{name}"));
        let mut out = String::new();
        for node in children(schema) {
            let name = node.attribute("Name").unwrap_or_default();
            let binding = || children(node).find(|node| named(node, &["Parameter"]));
            let is_wanted = match node.tag_name().name() {
                "Action" | "Function" => {
                    binding().is_some_and(|binding| !self.references(&binding).is_empty())
                        && self.is_closed(&node, kept)
                }
                "EntityContainer" => true,
                "Annotations" => {
                    let target = node.attribute("Target").unwrap_or_default();
                    let ty = target.split(['/', '(']).next().unwrap_or_default();
                    kept.contains(&self.full(ty))
                }
                _ => is_kept(name),
            };
            if is_wanted {
                out += &self.piece(node, kept);
                out.push('\n');
            }
        }
        if out.is_empty() {
            return out;
        }
        let alias = schema.attribute("Alias").map(|alias| format!(" Alias=\"{alias}\"")).unwrap_or_default();
        format!(
            "<Schema Namespace=\"{namespace}\"{alias} xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n{out}</Schema>\n"
        )
    }

    /// The text of an element, without the children that name what is not kept.
    fn piece(&self, node: Node<'a, 'a>, kept: &BTreeSet<String>) -> String {
        let mut gone: Vec<Range<usize>> = Vec::new();
        for child in children(node).filter(|child| !self.is_closed(child, kept)) {
            gone.push(child.range());
        }
        for binding in node.descendants().filter(|node| named(node, &["NavigationPropertyBinding"])) {
            if !gone.iter().any(|range| range.contains(&binding.range().start)) {
                gone.push(binding.range());
            }
        }
        gone.sort_by_key(|range| range.start);
        let mut out = String::new();
        let mut at = node.range().start;
        for range in gone {
            out += &self.text[at..range.start];
            at = range.end;
        }
        out + &self.text[at..node.range().end]
    }
}
