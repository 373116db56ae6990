//! What can be done at the end of a path, from the operations of its path items.

use super::Lower;
use crate::api::{Method, Restrictions};

impl<'a, 'r> Lower<'a, 'r> {
    /// What the operations of a path, and of the path of one entity behind it, say. `stated` is what is known already.
    pub(super) fn restrictions(&mut self, at: usize, stated: Restrictions) -> Restrictions {
        let index = self.index;
        let path = &index.paths[at];
        let member = index.members.get(&path.template).map(|at| &index.paths[*at]);
        // A collection is changed through its members.
        let one = member.unwrap_or(path);
        let (update, method) = match (one.item.get("patch"), one.item.get("put")) {
            (None, Some(put)) => (Some(put), Some(Method::Put)),
            (patch, _) => (patch, None),
        };
        Restrictions {
            read: path.item.get("get").and_then(|get| self.restriction(get, None)),
            read_by_key: member.and_then(|path| path.item.get("get")).and_then(|get| self.restriction(get, None)),
            insert: path.item.get("post").and_then(|post| self.restriction(post, None)),
            update: update.and_then(|update| self.restriction(update, method)),
            delete: one.item.get("delete").and_then(|delete| self.restriction(delete, None)),
            ..stated
        }
    }
}
