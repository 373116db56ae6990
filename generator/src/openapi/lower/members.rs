//! Properties, navigation properties and keys.

use super::shape::Shape;
use super::{Edges, Lower};
use crate::api::{Item, KeyProperty, Navigation, Primitive, Property, Structured, StructuredKind, TypeKind, TypeRef};
use crate::openapi::index::{Last, Path};
use crate::openapi::text::{Entry, Part, Value};

impl<'a, 'r> Lower<'a, 'r> {
    /// A property of a schema is a navigation property if it says so, or if its value is an entity.
    pub(super) fn member(&mut self, owner: &str, ty: &mut Structured, entry: Entry<'a>) {
        let Some(shape) = self.shape(entry.value) else { return };
        let mut notes = self.notes(entry.value);
        let span = entry.key_span;
        if entry.value.is_true("x-ms-navigationProperty") || self.is_entity(shape.item) {
            let contains_target = match entry.value.get("x-graphslice-contains-target").map(Part::value) {
                Some(Value::Bool(stated)) => stated,
                _ => self.is_contained(owner, &entry.key, shape.collection),
            };
            if let Some(at) = self.edges(owner, &entry.key).first().copied() {
                notes.restrictions = self.restrictions(at, notes.restrictions.clone());
            }
            let nullable = shape.nullable || shape.collection;
            let navigation = Navigation { ty: shape.reference(), nullable, contains_target, notes, span };
            ty.navigation.insert(entry.key.into_owned(), navigation);
        } else {
            let reference = self.stream(owner, &entry, shape);
            let path = self.edges(owner, &entry.key).first().copied();
            if let Some(at) = path.filter(|_| reference.item != Item::Primitive(Primitive::Stream)) {
                notes.restrictions = self.restrictions(at, notes.restrictions.clone());
            }
            ty.properties
                .insert(entry.key.into_owned(), Property { ty: reference, nullable: shape.nullable, notes, span });
        }
    }

    /// Binary properties and streams look alike; a stream has a path of its own, which answers with plain bytes.
    fn stream(&self, owner: &str, entry: &Entry<'a>, shape: Shape) -> TypeRef {
        let is_stream = || {
            entry.value.is_true("x-graphslice-stream")
                || self.edges(owner, &entry.key).into_iter().any(|at| self.answers_bytes(&self.index.paths[at]))
        };
        let mut reference = shape.reference();
        if shape.item == Item::Primitive(Primitive::Binary) && !shape.collection && is_stream() {
            reference.item = Item::Primitive(Primitive::Stream);
        }
        reference
    }

    fn answers_bytes(&self, path: &Path<'a>) -> bool {
        let response = path.item.get("get").and_then(|get| self.index.good_response(get));
        response.and_then(|response| response.at(&["content", "application/octet-stream"])).is_some()
    }

    fn is_entity(&self, item: Item) -> bool {
        let Item::Named(id) = item else { return false };
        self.api
            .types
            .get(&id)
            .is_some_and(|ty| matches!(&ty.kind, TypeKind::Structured(ty) if ty.kind == StructuredKind::Entity))
    }

    /// The paths that end in a property of a type, or of one that is derived from it.
    pub(super) fn edges(&self, owner: &str, name: &str) -> Vec<usize> {
        if let Some(known) = self.edges.borrow().get(name) {
            return known.get(owner).cloned().unwrap_or_default();
        }
        let index = self.index;
        let mut edges = Edges::default();
        for at in index.edges.get(name).map_or(&[][..], Vec::as_slice) {
            let before = index.by_template(index.paths[*at].split().0);
            let Some(from) = before.and_then(|path| path.target.as_ref()) else { continue };
            let bases = self.chain(&from.ty);
            for ty in bases {
                edges.entry(ty).or_default().push(*at);
            }
        }
        let found = edges.get(owner).cloned().unwrap_or_default();
        self.edges.borrow_mut().insert(name.to_owned(), edges);
        found
    }

    /// OpenAPI does not say what lives inside what. But only through a containing property entities can be created,
    /// changed and deleted.
    fn is_contained(&self, owner: &str, name: &str, collection: bool) -> bool {
        let writes = |path: &Path<'a>| ["patch", "put", "delete"].into_iter().any(|method| path.has(method));
        self.edges(owner, name).into_iter().any(|at| {
            let path = &self.index.paths[at];
            let member = self.index.members.get(&path.template).map(|at| &self.index.paths[*at]);
            if collection { path.has("post") || member.is_some_and(writes) } else { writes(path) }
        })
    }

    /// The key is what the document says; otherwise the property `id` at the top of a hierarchy of entity types; otherwise
    /// what the generator of published documents writes beside the parameter of a path to one entity.
    pub(super) fn key(&self, owner: &str, ty: &Structured, parts: &[Part<'a>]) -> Vec<KeyProperty> {
        if let Some(key) = parts.iter().find_map(|part| part.get("x-graphslice-key")) {
            let names = key.items().into_iter();
            return names
                .filter_map(|part| Some(KeyProperty { name: part.text()?.into_owned(), span: part.span() }))
                .collect();
        }
        if ty.base.is_some() || ty.kind != StructuredKind::Entity {
            return Vec::new();
        }
        let id = ty.properties.get("id").map(|id| KeyProperty { name: "id".to_owned(), span: id.span });
        id.or_else(|| self.described_key(owner, ty)).into_iter().collect()
    }

    /// `key: tenantId of crossTenantAccessPolicyConfigurationPartner`
    fn described_key(&self, owner: &str, ty: &Structured) -> Option<KeyProperty> {
        let paths = self.index.paths.iter().filter(|path| path.last == Last::Key);
        let mut paths = paths.filter(|path| path.target.as_ref().is_some_and(|target| target.ty == owner));
        let parameters = paths.next()?.item.get("parameters")?.items();
        let description = parameters.last()?.get("description")?;
        let text = description.text()?;
        let (name, _) = text.strip_prefix("key: ")?.split_once(" of ")?;
        let is_property = ty.properties.contains_key(name);
        is_property.then(|| KeyProperty { name: name.to_owned(), span: description.span() })
    }
}
