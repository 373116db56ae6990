//! From an [`Index`] to an [`Api`].

mod access;
mod members;
mod need;
mod notes;
mod operations;
mod shape;
mod types;

use std::cell::RefCell;
use std::collections::BTreeMap;

use indexmap::map::Entry as MapEntry;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Extent;
use super::index::{ITEM_KEYS, Index, Last, SchemaKind};
use super::text::{Entry, Part};
use crate::api::{Api, DEEPEST, Map, Names, Operation, Root, RootKind, TypeId};
use crate::nearest::did_you_mean;
use crate::report::Report;
use crate::source::Span;

/// The container of Graph's entity sets and singletons. OpenAPI does not name it; annotations of a supplement do.
const CONTAINER: &str = "microsoft.graph.GraphService";

/// Turns what was asked for into an [`Api`]. References stay open: a supplement may close them.
pub(super) fn lower<'a>(
    root: Part<'a>,
    index: Index<'a>,
    extent: Extent<'_>,
    names: &mut Names,
    report: &mut Report,
) -> Api {
    let api = Api {
        namespace: super::index::NAMESPACE.to_owned(),
        containers: vec![CONTAINER.to_owned()],
        span: Some(Span { end: root.span().start, ..root.span() }),
        ..Api::default()
    };
    let mut lower = Lower {
        root,
        index: &index,
        names,
        report,
        api,
        bound: FxHashMap::default(),
        called: FxHashSet::default(),
        edges: RefCell::default(),
        streams: FxHashSet::default(),
        composed: FxHashSet::default(),
        done: FxHashSet::default(),
        open: Vec::new(),
        operations: BTreeMap::new(),
    };
    lower.declare();
    lower.roots();
    lower.outline();
    lower.extent(extent);
    lower.report_paths();
    lower.api.operations = std::mem::take(&mut lower.operations).into_values().collect();
    lower.api
}

struct Lower<'a, 'r> {
    root: Part<'a>,
    index: &'r Index<'a>,
    names: &'r mut Names,
    report: &'r mut Report,
    api: Api,
    /// The paths of the operations that are bound to a type, or to a collection of it; each operation once.
    bound: FxHashMap<(&'r str, bool), Vec<usize>>,
    /// What is in `bound`, with the last segments of the paths.
    called: FxHashSet<(&'r str, bool, &'r str)>,
    /// The paths that end in a navigation property, by its name and by the types that have it.
    edges: RefCell<FxHashMap<String, Edges<'r>>>,
    /// The types whose entities are media streams.
    streams: FxHashSet<&'r str>,
    /// The paths of functions behind which paths go on.
    composed: FxHashSet<usize>,
    /// The types that have their members.
    done: FxHashSet<TypeId>,
    /// The types that are to get theirs.
    open: Vec<TypeId>,
    /// The operations by the position of their path.
    operations: BTreeMap<usize, Operation>,
}

/// Paths by the types that their last segments are behind, and by those that these are derived from.
type Edges<'r> = FxHashMap<&'r str, Vec<usize>>;

impl<'a, 'r> Lower<'a, 'r> {
    /// The first segments of paths.
    fn roots(&mut self) {
        for (at, path) in self.index.paths.iter().enumerate().filter(|(_, path)| path.last == Last::Root) {
            let Some(target) = &path.target else { continue };
            let kind = if target.collection { RootKind::EntitySet } else { RootKind::Singleton };
            let mut notes = self.notes(path.item);
            // The description of a path item says that operations stand there.
            notes.description = None;
            notes.restrictions = self.restrictions(at, notes.restrictions.clone());
            let ty = self.names.id(&target.ty);
            let root = Root { kind, ty, ty_span: path.span, notes, span: path.span };
            self.api.roots.insert(path.split().1.to_owned(), root);
        }
    }

    /// What can be said of all paths without reading them.
    fn outline(&mut self) {
        let index = self.index;
        for (at, path) in index.paths.iter().enumerate() {
            let (before, segment) = path.split();
            let Some((before, target)) = index.by_template(before).and_then(|path| Some((path, path.target.as_ref()?)))
            else {
                continue;
            };
            if before.last == Last::Operation {
                self.composed.extend(index.position(&before.template));
            }
            if path.last == Last::Operation && self.called.insert((&target.ty, target.collection, segment)) {
                self.bound.entry((&target.ty, target.collection)).or_default().push(at);
            }
            if segment == "$value" && !target.collection {
                self.streams.insert(&target.ty);
            }
        }
    }

    /// What is wrong with paths, as far as they were looked at.
    fn report_paths(&mut self) {
        let index = self.index;
        for (key, span) in &index.unknown_methods {
            let message = format!("`{}` is no method, and ignored", key.escape_debug());
            let unknown = self.root.document().warning("unknown-method", *span, &message);
            self.report.push(unknown.guess(did_you_mean(key, ITEM_KEYS)));
        }
        let reported = self.report.diagnostics().iter().filter(|diagnostic| diagnostic.code == "unresolved-reference");
        let mut seen: FxHashSet<Span> = reported.flat_map(|known| &known.labels).map(|label| label.span).collect();
        for reference in index.broken.take().into_iter().filter(|reference| seen.insert(reference.span())) {
            let text = reference.text().unwrap_or_default();
            let message = format!("`{}` leads nowhere", text.escape_debug());
            self.error("unresolved-reference", reference, &message);
        }
    }

    /// The type and what it is derived from, the type itself first. A chain that is too long is refused later on.
    fn chain(&self, name: &str) -> Vec<&'r str> {
        let mut chain: Vec<&'r str> = Vec::new();
        let mut at = self.index.schemas.get_key_value(name);
        while let Some((name, schema)) = at {
            if schema.kind != SchemaKind::Object || chain.len() > DEEPEST || chain.contains(&name.as_ref()) {
                break;
            }
            chain.push(name);
            at = schema.base.as_ref().and_then(|(base, _)| self.index.schemas.get_key_value(base));
        }
        chain
    }

    /// Says what is wrong with a part, with its place and the pointer to it.
    fn error(&mut self, code: &'static str, part: Part<'_>, message: &str) {
        self.report.push(part.document().error(code, part.span(), message));
    }

    fn warn(&mut self, code: &'static str, part: Part<'_>, message: &str) {
        self.report.push(part.document().warning(code, part.span(), message));
    }
}

/// The entries of a mapping. A second one of the same key is an error, and left out.
pub(super) fn unique_entries<'a>(part: Option<Part<'a>>, report: &mut Report) -> Vec<Entry<'a>> {
    let Some(part) = part else { return Vec::new() };
    let mut unique: Map<String, Entry<'a>> = Map::default();
    for entry in part.entries() {
        match unique.entry(entry.key.clone().into_owned()) {
            MapEntry::Vacant(slot) => {
                slot.insert(entry);
            }
            MapEntry::Occupied(first) => {
                let message = format!("a second `{}`", entry.key.escape_debug());
                report.push(
                    part.document()
                        .error("duplicate-key", entry.key_span, &message)
                        .at(first.get().key_span, "the first is here")
                        .help("leave one of them out"),
                );
            }
        }
    }
    unique.into_values().collect()
}
