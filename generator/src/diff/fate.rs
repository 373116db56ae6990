//! What becomes of functions.

use std::collections::{BTreeMap, BTreeSet};

/// What became of a function.
pub(super) enum Fate<'f, F> {
    /// It stands for the same operation as before.
    Kept(&'f F, &'f F),
    /// It keeps its name, but calls something else.
    Replaced(&'f F, &'f F),
    Added(&'f F),
    Removed(&'f F),
}

/// Functions by what they stand for, before and after; `path` is where one is in the crate.
pub(super) fn fates<'f, K: Ord, F>(
    before: &'f BTreeMap<K, F>,
    after: &'f BTreeMap<K, F>,
    path: impl Fn(&F) -> &str,
) -> Vec<Fate<'f, F>> {
    let gone = before.iter().filter(|(key, _)| !after.contains_key(key)).map(|(_, function)| function);
    let gone: BTreeMap<&str, &F> = gone.map(|function| (path(function), function)).collect();
    let mut replaced = BTreeSet::new();
    let mut fates = Vec::new();
    for (key, new) in after {
        fates.push(match (before.get(key), gone.get(path(new))) {
            (Some(old), _) => Fate::Kept(old, new),
            (None, Some(&old)) => {
                replaced.insert(path(new));
                Fate::Replaced(old, new)
            }
            (None, None) => Fate::Added(new),
        });
    }
    fates.extend(gone.into_iter().filter(|(path, _)| !replaced.contains(path)).map(|(_, old)| Fate::Removed(old)));
    fates
}
