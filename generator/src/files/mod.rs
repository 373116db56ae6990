//! The generated crate as a value: texts by path, and what it takes to turn one such value into another.

mod ownership;

pub use ownership::{Hash, LIST, Ownership, OwnershipError, Refused};

use std::collections::BTreeMap;

/// The files of a crate: their texts by path. Paths are relative, with `/`, and cannot leave the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

/// Why a path or a text is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilesError {
    /// The path is absolute, has `..`, `\`, a drive or other things in it that mean something to some file system, or
    /// is one of ours ([`LIST`] and what else begins with that).
    #[error("`{0}` is not a path that can be written")]
    Path(String),
    /// There is such a file already.
    #[error("`{0}` is written twice")]
    Twice(String),
}

impl Files {
    /// Takes a file in.
    ///
    /// # Errors
    /// If the path is not one that can safely be written below a folder on every system, or is taken.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) -> Result<(), FilesError> {
        let path = path.into();
        if !is_safe(&path) {
            return Err(FilesError::Path(path));
        }
        if self.0.contains_key(&path) {
            return Err(FilesError::Twice(path));
        }
        self.0.insert(path, text.into());
        Ok(())
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Paths and texts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a path stays below the folder that it is joined to, on every system.
pub(crate) fn is_safe(path: &str) -> bool {
    let ours = path.split('/').next().is_some_and(|first| first.starts_with(LIST));
    let plain = |segment: &str| {
        !segment.is_empty()
            && !segment.ends_with(['.', ' '])
            && !segment
                .contains(|c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    };
    !ours && path.split('/').all(plain)
}

/// A difference between what is there and what should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: String,
    /// What is different.
    pub kind: ChangeKind,
}

/// The kinds of differences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// The file is not there yet.
    Added,
    /// It is there with another text.
    Changed {
        /// That text.
        old: String,
    },
    /// It is there and should not be.
    Removed {
        /// Its text.
        old: String,
    },
}

/// What is different, sorted by path. `existing` are the files that are there and either wanted or ours.
pub fn compare(wanted: &Files, existing: &BTreeMap<String, String>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (path, text) in wanted.iter() {
        match existing.get(path) {
            None => changes.push(Change { path: path.to_owned(), kind: ChangeKind::Added }),
            Some(old) if old == text => {}
            Some(old) => {
                changes.push(Change { path: path.to_owned(), kind: ChangeKind::Changed { old: old.clone() } });
            }
        }
    }
    for (path, old) in existing {
        if wanted.get(path).is_none() {
            changes.push(Change { path: path.clone(), kind: ChangeKind::Removed { old: old.clone() } });
        }
    }
    changes.sort_by(|left, right| left.path.cmp(&right.path));
    changes
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn only_paths_below_the_folder() {
        let mut files = Files::default();
        for good in ["Cargo.toml", "src/models/x.rs", ".cargo/config.toml", "a..b", "src/ü.rs"] {
            assert_eq!(files.insert(good, ""), Ok(()), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a/./b",
            "a//b",
            "a/",
            "a\\b",
            "c:x",
            "a\0b",
            "a\nb",
            "nul.",
            "x ",
            ".graphslice",
            ".graphslice-staging/0",
            ".graphslice/x",
        ] {
            assert_eq!(files.insert(bad, ""), Err(FilesError::Path(bad.to_owned())), "{bad:?}");
        }
        assert_eq!(files.insert("Cargo.toml", ""), Err(FilesError::Twice("Cargo.toml".to_owned())));
    }

    #[test]
    fn differences_are_sorted_by_path() {
        let mut wanted = Files::default();
        for (path, text) in [("b", "new"), ("c", "same"), ("d", "d")] {
            wanted.insert(path, text).unwrap();
        }
        let existing = [("a", "a"), ("b", "old"), ("c", "same")];
        let existing = existing.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
        let found = compare(&wanted, &existing);
        let change = |path: &str, kind| Change { path: path.to_owned(), kind };
        assert_eq!(
            found,
            [
                change("a", ChangeKind::Removed { old: "a".to_owned() }),
                change("b", ChangeKind::Changed { old: "old".to_owned() }),
                change("d", ChangeKind::Added),
            ]
        );
    }
}
