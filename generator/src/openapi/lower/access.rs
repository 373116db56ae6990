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
        // PUT only where there is no PATCH.
        let method = (!one.has("patch") && one.has("put")).then_some(Method::Put);
        Restrictions {
            read: self.restriction(path.item, "get", None),
            read_by_key: member.and_then(|path| self.restriction(path.item, "get", None)),
            insert: self.restriction(path.item, "post", None),
            update: self.restriction(one.item, if method.is_some() { "put" } else { "patch" }, method),
            delete: self.restriction(one.item, "delete", None),
            ..stated
        }
    }
}
