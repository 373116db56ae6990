//! What a document holds, by name, and where its paths lead. Nothing is read here that has to be understood: that is
//! left to the parts of the document which a slice needs.

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::text::{Entry, Part};
use crate::api::Map;
use crate::source::Span;

/// The namespace that tells a description of an OData service like Graph from any other OpenAPI document.
pub(super) const NAMESPACE: &str = "microsoft.graph";
/// What errors are made of. They are no part of the model in CSDL, and the runtime knows them.
const ERRORS: &str = "microsoft.graph.ODataErrors.";
/// How many references may lead to one another.
const HOPS: usize = 16;
/// How many schemas are looked into to find out what a path leads to. Each could name several others, over and over; those
/// of Graph take five.
const STEPS: usize = 100;

pub(super) struct Index<'a> {
    pub(super) schemas: Map<Cow<'a, str>, Schema<'a>>,
    components: FxHashMap<(&'static str, Cow<'a, str>), Part<'a>>,
    pub(super) paths: Vec<Path<'a>>,
    by_template: FxHashMap<Cow<'a, str>, usize>,
    /// The path of one entity, by the path of the collection.
    pub(super) members: FxHashMap<Cow<'a, str>, usize>,
    /// The paths that end in a navigation property, by its name.
    pub(super) edges: FxHashMap<Cow<'a, str>, Vec<usize>>,
    /// The paths of one segment, without the slash.
    top: FxHashSet<String>,
    /// The keys of path items that are no methods.
    pub(super) unknown_methods: Vec<(Cow<'a, str>, Span)>,
    /// References of operations that were looked at and lead nowhere.
    pub(super) broken: RefCell<Vec<Part<'a>>>,
}

/// What a path item may hold, extensions aside.
pub(super) const ITEM_KEYS: [&str; 13] = [
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "parameters",
    "description",
    "summary",
    "servers",
    "$ref",
];

/// An entry of `components/schemas`.
pub(super) struct Schema<'a> {
    pub(super) part: Part<'a>,
    pub(super) key_span: Span,
    pub(super) kind: SchemaKind,
    /// The first reference of its `allOf`, and its place.
    pub(super) base: Option<(Cow<'a, str>, Span)>,
    /// Whether it says what its key is.
    pub(super) has_key: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SchemaKind {
    /// An entity or complex type.
    Object,
    /// An enumeration; without members it is a plain string.
    Enumeration,
    /// Another name of something else.
    Other,
    /// What answers wrap values in, errors and the like: no type of the service.
    Envelope,
}

pub(super) struct Path<'a> {
    pub(super) template: Cow<'a, str>,
    pub(super) span: Span,
    pub(super) item: Part<'a>,
    pub(super) last: Last,
    /// The type of what the path leads to.
    pub(super) target: Option<Target<'a>>,
}

/// What the last segment of a path is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    Root,
    Key,
    Navigation,
    Cast,
    Operation,
    /// `$count`, `$ref`, `$value`, alternate keys.
    Other,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target<'a> {
    pub(super) ty: Cow<'a, str>,
    pub(super) collection: bool,
}

impl<'a> Path<'a> {
    /// The path before the last segment, and that segment.
    pub(super) fn split(&self) -> (&str, &str) {
        self.template.rsplit_once('/').unwrap_or(("", &self.template))
    }

    /// Whether it has one segment only.
    pub(super) fn is_at_top(&self) -> bool {
        self.split().0.is_empty()
    }

    pub(super) fn has(&self, method: &str) -> bool {
        self.item.get(method).is_some()
    }
}

impl<'a> Index<'a> {
    pub(super) fn new(schemas: Vec<Entry<'a>>, paths: Vec<Entry<'a>>, components: Option<Part<'a>>) -> Self {
        let mut index = Self {
            schemas: schemas.into_iter().map(schema).collect(),
            components: FxHashMap::default(),
            paths: Vec::with_capacity(paths.len()),
            by_template: FxHashMap::default(),
            members: FxHashMap::default(),
            edges: FxHashMap::default(),
            top: FxHashSet::default(),
            unknown_methods: Vec::new(),
            broken: RefCell::default(),
        };
        for section in ["responses", "requestBodies", "parameters"] {
            let entries = components.and_then(|components| components.get(section)).map(Part::entries);
            for entry in entries.unwrap_or_default() {
                index.components.insert((section, entry.key), entry.value);
            }
        }
        let names = paths.iter().filter_map(|entry| entry.key.strip_prefix('/'));
        index.top = names.filter(|name| !name.contains('/')).map(str::to_owned).collect();
        for entry in paths {
            index.path(entry);
        }
        index
    }

    fn path(&mut self, entry: Entry<'a>) {
        let at = self.paths.len();
        let mut path =
            Path { template: entry.key, span: entry.key_span, item: entry.value, last: Last::Other, target: None };
        let mut methods: Map<Cow<'a, str>, Part<'a>> = Map::default();
        for entry in path.item.entries() {
            if !ITEM_KEYS.contains(&entry.key.as_ref()) && !entry.key.starts_with("x-") {
                self.unknown_methods.push((entry.key.clone(), entry.key_span));
            }
            methods.insert(entry.key, entry.value);
        }
        path.last = self.last(path.split(), &methods);
        if path.last != Last::Other {
            path.target = self.target_of_item(&methods);
        }
        // What can only be called and takes no entity is an action.
        let is_action = methods.contains_key("post") && !methods.contains_key("get");
        if path.last == Last::Root && path.target.is_none() && is_action {
            path.last = Last::Operation;
        }
        let (before, name) = path.split();
        match path.last {
            Last::Key => {
                self.members.insert(before.to_owned().into(), at);
            }
            Last::Navigation | Last::Other if !name.starts_with('$') => {
                self.edges.entry(name.to_owned().into()).or_default().push(at);
            }
            _ => {}
        }
        self.by_template.insert(path.template.clone(), at);
        self.paths.push(path);
    }

    fn last(&self, (before, name): (&str, &str), methods: &Map<Cow<'a, str>, Part<'a>>) -> Last {
        let marked = |kind: &str| {
            let operations = methods.get("post").into_iter().chain(methods.get("get"));
            operations.filter_map(|part| part.text_of("x-ms-docs-operation-type")).any(|marker| marker == kind)
        };
        if name.starts_with('{') {
            Last::Key
        } else if name.starts_with('$') {
            Last::Other
        } else if marked("action") || marked("function") {
            Last::Operation
        } else if name.contains('.') {
            if self.schemas.contains_key(name) { Last::Cast } else { Last::Operation }
        } else if let Some((set, _)) = name.split_once('(') {
            // Behind a set it is a key; the top of the service has functions.
            let is_function = before.is_empty() && !self.top.contains(set);
            if is_function { Last::Operation } else { Last::Other }
        } else if before.is_empty() {
            Last::Root
        } else {
            Last::Navigation
        }
    }

    pub(super) fn position(&self, template: &str) -> Option<usize> {
        self.by_template.get(template).copied()
    }

    pub(super) fn by_template(&self, template: &str) -> Option<&Path<'a>> {
        self.by_template.get(template).map(|at| &self.paths[*at])
    }

    /// What the methods of a path item read or take.
    fn target_of_item(&self, methods: &Map<Cow<'a, str>, Part<'a>>) -> Option<Target<'a>> {
        let read = methods.get("get").and_then(|get| self.target(self.answer(*get)?));
        let body = |method| methods.get(method).and_then(|operation: &Part<'a>| self.target(self.body(*operation)?));
        let created = || Some(Target { collection: true, ..body("post")? });
        read.or_else(|| body("patch")).or_else(|| body("put")).or_else(created)
    }

    /// The schema of what an operation answers with when all is well.
    pub(super) fn answer(&self, operation: Part<'a>) -> Option<Part<'a>> {
        let response = self.good_response(operation)?;
        json_content(response.get("content")?)?.get("schema")
    }

    /// The response of an operation when all is well.
    pub(super) fn good_response(&self, operation: Part<'a>) -> Option<Part<'a>> {
        let responses = operation.get("responses")?.entries();
        let response = responses.into_iter().find(|response| response.key.starts_with('2'))?;
        self.resolve("responses", response.value)
    }

    /// The schema of what an operation takes.
    pub(super) fn body(&self, operation: Part<'a>) -> Option<Part<'a>> {
        let body = self.resolve("requestBodies", operation.get("requestBody")?)?;
        json_content(body.get("content")?)?.get("schema")
    }

    /// What a reference to another section than the schemas leads to; the part itself if it is none.
    pub(super) fn resolve(&self, section: &'static str, part: Part<'a>) -> Option<Part<'a>> {
        let mut resolved = part;
        for _ in 0..HOPS {
            let Some(reference) = resolved.text_of("$ref") else { return Some(resolved) };
            let name = reference.strip_prefix("#/components/").and_then(|rest| rest.strip_prefix(section));
            let name = name.and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
            let Some(next) = self.components.get(&(section, Cow::Owned(name.to_owned()))) else { break };
            resolved = *next;
        }
        self.broken.borrow_mut().extend(resolved.get("$ref"));
        None
    }

    /// The type that a schema stands for, and whether it is a collection of them.
    pub(super) fn target(&self, schema: Part<'a>) -> Option<Target<'a>> {
        self.target_within(schema, &mut { STEPS })
    }

    fn target_within(&self, schema: Part<'a>, steps: &mut usize) -> Option<Target<'a>> {
        *steps = steps.checked_sub(1)?;
        if let Some(items) = self.items_within(schema, steps) {
            return Some(Target { collection: true, ..self.target_within(items, steps)? });
        }
        if let Some(reference) = schema.text_of("$ref") {
            let name = schema_name(reference)?;
            return match self.schemas.get(&name).map(|schema| schema.kind) {
                Some(SchemaKind::Object) => Some(Target { ty: name, collection: false }),
                Some(_) => None,
                None => {
                    self.broken.borrow_mut().extend(schema.get("$ref"));
                    None
                }
            };
        }
        let choices = ["anyOf", "oneOf", "allOf"].into_iter().find_map(|key| schema.get(key))?;
        choices.items().into_iter().find_map(|choice| self.target_within(choice, steps))
    }

    /// The schema of the items of a collection as answers hold it: an object whose `value` is an array.
    pub(super) fn items(&self, schema: Part<'a>) -> Option<Part<'a>> {
        self.items_within(schema, &mut { STEPS })
    }

    fn items_within(&self, schema: Part<'a>, steps: &mut usize) -> Option<Part<'a>> {
        *steps = steps.checked_sub(1)?;
        if let Some(reference) = schema.text_of("$ref") {
            let envelope = self.schemas.get(&schema_name(reference)?)?;
            return (envelope.kind == SchemaKind::Envelope).then(|| self.items_within(envelope.part, steps)).flatten();
        }
        let own = schema.at(&["properties", "value", "items"]);
        own.or_else(|| schema.get("allOf")?.items().into_iter().find_map(|part| self.items_within(part, steps)))
    }
}

/// The content as JSON; any other if there is none.
fn json_content(content: Part<'_>) -> Option<Part<'_>> {
    let mut entries = content.entries();
    let at = entries.iter().position(|entry| entry.key.contains("json")).unwrap_or(0);
    (at < entries.len()).then(|| entries.swap_remove(at).value)
}

/// The name in a reference to a schema of this document.
pub(super) fn schema_name<'a>(reference: impl Into<Cow<'a, str>>) -> Option<Cow<'a, str>> {
    const SCHEMAS: &str = "#/components/schemas/";
    match reference.into() {
        Cow::Borrowed(text) => text.strip_prefix(SCHEMAS).map(Cow::Borrowed),
        Cow::Owned(text) => text.strip_prefix(SCHEMAS).map(|name| Cow::Owned(name.to_owned())),
    }
}

fn schema(entry: Entry<'_>) -> (Cow<'_, str>, Schema<'_>) {
    let Entry { key, key_span, value: part } = entry;
    let mut base = None;
    let mut kind = SchemaKind::Other;
    let mut has_key = false;
    for entry in part.entries() {
        match entry.key.as_ref() {
            "enum" => kind = SchemaKind::Enumeration,
            "allOf" => {
                kind = SchemaKind::Object;
                let reference = entry.value.items().first().and_then(|first| first.get("$ref"));
                base = reference.and_then(|part| Some((schema_name(part.text()?)?, part.span())));
            }
            "properties" => kind = SchemaKind::Object,
            "x-graphslice-key" => has_key = true,
            "type" if kind == SchemaKind::Other => match entry.value.text().as_deref() {
                Some("object") => kind = SchemaKind::Object,
                Some("string") => kind = SchemaKind::Enumeration,
                _ => {}
            },
            _ => {}
        }
    }
    let is_envelope = !key.contains('.')
        || key.starts_with(ERRORS)
        || base.as_ref().is_some_and(|(name, _)| kind == SchemaKind::Object && !name.contains('.'));
    if is_envelope {
        kind = SchemaKind::Envelope;
    }
    (key, Schema { part, key_span, kind, base, has_key })
}
