//! Types: first all of them by name, later the members of those that are needed.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Lower, unique_entries};
use crate::api::{Enumeration, Item, Map, Member, Notes, Structured, StructuredKind, Type, TypeId, TypeKind};
use crate::openapi::index::{Last, Path, Schema, SchemaKind};
use crate::openapi::text::{Part, Value};

/// The base type of almost every entity type of Graph.
const ENTITY: &str = "microsoft.graph.entity";

impl<'a, 'r> Lower<'a, 'r> {
    /// Declares every type, without members.
    pub(super) fn declare(&mut self) {
        let tops = self.tops();
        let entities = self.entity_tops(&tops);
        for (name, schema) in &self.index.schemas {
            let kind = match schema.kind {
                SchemaKind::Object => {
                    let is_entity = tops.get(name.as_ref()).is_some_and(|top| entities.contains(top));
                    let kind = if is_entity { StructuredKind::Entity } else { StructuredKind::Complex };
                    let base = schema.base.as_ref().map(|(base, span)| (self.names.id(base), *span));
                    TypeKind::Structured(Structured {
                        kind,
                        base,
                        is_abstract: false,
                        is_open: false,
                        has_stream: false,
                        key: Vec::new(),
                        properties: Map::default(),
                        navigation: Map::default(),
                    })
                }
                SchemaKind::Enumeration => {
                    TypeKind::Enumeration(Enumeration { is_flags: false, members: Map::default() })
                }
                SchemaKind::Other => match self.shape(schema.part).map(|shape| (shape.item, shape.collection)) {
                    Some((Item::Primitive(primitive), false)) => TypeKind::Definition(primitive),
                    // Another name of a named type, or of a collection, which references look through.
                    _ => continue,
                },
                SchemaKind::Envelope => continue,
            };
            let ty = Type { kind, notes: Notes::default(), span: schema.key_span };
            self.api.types.insert(self.names.id(name), ty);
        }
    }

    /// What each type is derived from in the end, be it from itself: of a circle it is one type, the same for all. However
    /// long a chain is, all of it is of one kind, and what is wrong with it is only that it is too long.
    fn tops(&self) -> FxHashMap<&'r str, &'r str> {
        let schemas = &self.index.schemas;
        let mut tops: FxHashMap<&'r str, &'r str> = FxHashMap::default();
        for (name, schema) in schemas {
            let (mut top, mut path): (&'r str, Vec<&'r str>) = (name, Vec::new());
            let mut at = Some((name, schema));
            while let Some((name, schema)) = at.filter(|(_, schema)| schema.kind == SchemaKind::Object) {
                if let Some(known) = tops.get(name.as_ref()) {
                    top = known;
                    break;
                }
                top = name;
                path.push(name);
                tops.insert(name, name);
                at = schema.base.as_ref().and_then(|(base, _)| schemas.get_key_value(base));
            }
            tops.extend(path.into_iter().map(|name| (name, top)));
        }
        tops
    }

    /// The types at the top of hierarchies of entity types: those with a declared key, those that paths lead to. A path
    /// to a structural property says nothing of the property's type.
    fn entity_tops(&self, tops: &FxHashMap<&'r str, &'r str>) -> FxHashSet<&'r str> {
        let top = |name: &str| tops.get(name).copied();
        let led_to = |path: &Path<'a>| top(&path.target.as_ref()?.ty);
        let sure = self.index.paths.iter().filter(|path| matches!(path.last, Last::Root | Last::Key));
        let keyed = self.index.schemas.iter().filter(|(_, schema)| schema.has_key);
        let keyed = keyed.filter_map(|(name, _)| top(name));
        let mut found: FxHashSet<&'r str> = sure.filter_map(led_to).chain(keyed).chain([ENTITY]).collect();
        for path in self.index.paths.iter().filter(|path| path.last == Last::Navigation) {
            if let Some(top) = led_to(path)
                && !found.contains(top)
                && !self.is_structural(path)
            {
                found.insert(top);
            }
        }
        found
    }

    /// Whether the last segment of a path is a property that is not said to be a navigation property.
    fn is_structural(&self, path: &Path<'a>) -> bool {
        let (before, name) = path.split();
        let Some(owner) = self.index.by_template(before).and_then(|before| before.target.as_ref()) else {
            return false;
        };
        let schemas = self.chain(&owner.ty).into_iter().filter_map(|owner| self.index.schemas.get(owner));
        let mut declared =
            schemas.flat_map(|schema| own_parts(schema.part)).filter_map(|part| part.at(&["properties", name]));
        declared.next().is_some_and(|property| !property.is_true("x-ms-navigationProperty"))
    }

    /// Puts the members into a type.
    pub(super) fn fill(&mut self, id: TypeId) {
        let index = self.index;
        let Some((name, schema)) = index.schemas.get_key_value(self.names.full(id)) else { return };
        let parts = own_parts(schema.part);
        let mut notes = Notes::default();
        for part in &parts {
            let more = self.notes(*part);
            notes.absorb(more, self.report);
        }
        let Some(at) = self.api.types.get_index_of(&id) else { return };
        let kind = match &self.api.types[at].kind {
            TypeKind::Structured(shell) => {
                let shell = shell.clone();
                TypeKind::Structured(self.structured(name, schema, &parts, shell))
            }
            TypeKind::Enumeration(_) => TypeKind::Enumeration(self.enumeration(schema)),
            TypeKind::Definition(primitive) => TypeKind::Definition(*primitive),
        };
        let ty = &mut self.api.types[at];
        ty.kind = kind;
        ty.notes = notes;
    }

    fn structured(&mut self, name: &'r str, schema: &Schema<'a>, parts: &[Part<'a>], mut ty: Structured) -> Structured {
        let says = |key: &str| parts.iter().any(|part| part.is_true(key));
        ty.is_abstract = says("x-graphslice-abstract");
        ty.is_open = says("additionalProperties");
        ty.has_stream = self.streams.contains(name) || says("x-graphslice-media-stream");
        if let Some(rest) = schema.part.get("allOf").map(Part::items) {
            for reference in rest.iter().skip(1).filter_map(|part| part.get("$ref")) {
                self.warn("second-base", reference, "a type has one base type: this second one is ignored");
            }
        }
        for part in parts {
            for entry in unique_entries(part.get("properties"), self.report) {
                // Control information is no property.
                if !entry.key.contains('@') {
                    self.member(name, &mut ty, entry);
                }
            }
        }
        ty.key = self.key(name, &ty, parts);
        ty
    }

    /// The members of an enumeration, with what `x-ms-enum` says of them.
    fn enumeration(&mut self, schema: &Schema<'a>) -> Enumeration {
        let is_flags = schema.part.get("x-ms-enum-flags").is_some_and(|flags| flags.is_true("isFlags"));
        let mut members: Map<String, Member> = Map::default();
        for item in schema.part.get("enum").map(Part::items).unwrap_or_default() {
            if item.text().is_none() {
                self.error("wrong-type", item, "a member of an enumeration is a text");
            }
            let Some(name) = self.name(item) else { continue };
            if members.contains_key(&name) {
                self.error("duplicate-member", item, &format!("a second member `{}`", name.escape_debug()));
            } else {
                members.insert(name, Member { value: None, notes: Notes::default(), span: item.span() });
            }
        }
        let values = schema.part.at(&["x-ms-enum", "values"]).map(Part::items);
        for value in values.unwrap_or_default() {
            let named = value.text_of("name").or_else(|| value.text_of("value"));
            let Some(member) = named.and_then(|name| members.get_mut(name.as_ref())) else { continue };
            member.value = match value.get("x-graphslice-number").map(Part::value) {
                Some(Value::Number(number)) => number.parse().ok(),
                _ => None,
            };
            let notes = self.notes(value);
            member.notes = notes;
        }
        Enumeration { is_flags, members }
    }
}

/// The schema itself, and what its `allOf` holds beside references: where a type's own members stand.
fn own_parts(schema: Part<'_>) -> Vec<Part<'_>> {
    let inline = schema.get("allOf").map(Part::items).unwrap_or_default();
    std::iter::once(schema).chain(inline.into_iter().filter(|part| part.get("$ref").is_none())).collect()
}
