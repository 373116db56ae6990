use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

/// A type, declared or only mentioned. Ids are given by one [`Names`] to all documents of a run, so that they
/// mean the same in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(u32);

/// The full names of types (`microsoft.graph.device`) and their ids.
#[derive(Debug, Clone, Default)]
pub struct Names(IndexSet<String, FxBuildHasher>);

impl Names {
    /// The id of a full name; a new one if it has not been mentioned before.
    pub fn id(&mut self, full_name: &str) -> TypeId {
        let at = self.0.get_index_of(full_name).unwrap_or_else(|| self.0.insert_full(full_name.to_owned()).0);
        TypeId(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// The id of a full name that was mentioned before.
    pub fn find(&self, full_name: &str) -> Option<TypeId> {
        self.0.get_index_of(full_name).map(|at| TypeId(u32::try_from(at).unwrap_or(u32::MAX)))
    }

    /// The full name.
    ///
    /// # Panics
    /// If `id` comes from other `Names`.
    pub fn full(&self, id: TypeId) -> &str {
        &self.0[id.0 as usize]
    }

    /// The namespace and the short name.
    pub fn split(&self, id: TypeId) -> (&str, &str) {
        self.full(id).rsplit_once('.').unwrap_or(("", self.full(id)))
    }
}

/// Whether a text is a name as Graph uses them, which is OData's identifiers and `-`, as in `request-id`.
pub(crate) fn is_name(name: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if name.as_bytes().iter().all(is_part) {
        // Nearly all of them, and cheaper.
        return name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    }
    name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'))
}
