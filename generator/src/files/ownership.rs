//! Which files of a folder are generated: a list that is checked in with them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write},
    str::FromStr,
};

use sha2::{Digest, Sha256};

use super::{Change, ChangeKind, Files, is_safe};

/// The name of the list. Every other name that begins so is reserved, too.
pub const LIST: &str = ".graphslice";

const HEADER: &str = "# The files that graphslice generated here, and their SHA-256. Do not edit: it is how graphslice tells its files\n\
                      # from yours, and an untouched file of its own from one that was edited.\n";

/// The SHA-256 of a file's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of a content.
    pub fn of(content: impl AsRef<[u8]>) -> Self {
        Self(Sha256::digest(content).into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Hash {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(());
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(drop)?;
        }
        Ok(Self(bytes))
    }
}

/// The list: for each path the content that was generated; while files are being replaced, the old and the new one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ownership(BTreeMap<String, BTreeSet<Hash>>);

/// The files that are not replaced or removed, since that would lose what somebody wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refused {
    /// Files that are not ours, where one of ours has to go.
    pub foreign: Vec<String>,
    /// Files of ours with a content that is not.
    pub edited: Vec<String>,
}

/// A line of the list that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} is not a hash and a path")]
pub struct OwnershipError {
    /// The line, from 1.
    pub line: usize,
}

impl Ownership {
    /// The list of these files.
    pub fn of(files: &Files) -> Self {
        let mut list = Self::default();
        for (path, text) in files.iter() {
            list.add(path, Hash::of(text));
        }
        list
    }

    /// Reads a list.
    ///
    /// # Errors
    /// If a line is not one; a path that leads out of the folder is none either.
    pub fn parse(text: &str) -> Result<Self, OwnershipError> {
        let mut list = Self::default();
        for (at, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let entry = line.split_once("  ").and_then(|(hash, path)| Some((hash.parse().ok()?, path)));
            match entry {
                Some((hash, path)) if is_safe(path) => list.add(path, hash),
                _ => return Err(OwnershipError { line: at + 1 }),
            }
        }
        Ok(list)
    }

    /// Adds a content that is ours.
    pub fn add(&mut self, path: &str, hash: Hash) {
        self.0.entry(path.to_owned()).or_default().insert(hash);
    }

    /// Adds all that another list says.
    pub fn extend(&mut self, other: &Self) {
        for (path, hashes) in &other.0 {
            self.0.entry(path.clone()).or_default().extend(hashes);
        }
    }

    /// Whether there is a file of ours at this path.
    pub fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether this content at this path is ours.
    pub fn has_content(&self, path: &str, hash: Hash) -> bool {
        self.0.get(path).is_some_and(|hashes| hashes.contains(&hash))
    }

    /// Those of the changes that would lose something.
    pub fn refuse(&self, changes: &[Change]) -> Refused {
        let mut refused = Refused::default();
        for change in changes {
            let (ChangeKind::Changed { old } | ChangeKind::Removed { old }) = &change.kind else { continue };
            if !self.has(&change.path) {
                refused.foreign.push(change.path.clone());
            } else if !self.has_content(&change.path, Hash::of(old)) {
                refused.edited.push(change.path.clone());
            }
        }
        refused
    }

    /// The paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl fmt::Display for Ownership {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADER)?;
        for (path, hashes) in &self.0 {
            for hash in hashes {
                write!(f, "{hash}  {path}")?;
                f.write_char('\n')?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_written() {
        let mut files = Files::default();
        files.insert("src/lib.rs", "").unwrap();
        files.insert("Cargo.toml", "x").unwrap();
        let mut list = Ownership::of(&files);
        list.add("src/lib.rs", Hash::of("older"));
        assert_snapshot!(list, @r"
        # The files that graphslice generated here, and their SHA-256. Do not edit: it is how graphslice tells its files
        # from yours, and an untouched file of its own from one that was edited.
        2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  Cargo.toml
        da925a30e31f7fdaa7044e3e5ba4ae17670de82d677b0e7adf5700428a137a36  src/lib.rs
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  src/lib.rs
        ");
        assert_eq!(Ownership::parse(&list.to_string()), Ok(list));
    }

    #[test]
    fn only_our_own_words_are_lost() {
        let mut list = Ownership::default();
        for (path, text) in [("old", "old"), ("edited", "was"), ("gone", "was"), ("new", "")] {
            list.add(path, Hash::of(text));
        }
        let changed =
            |path: &str, old: &str| Change { path: path.to_owned(), kind: ChangeKind::Changed { old: old.to_owned() } };
        let removed =
            |path: &str, old: &str| Change { path: path.to_owned(), kind: ChangeKind::Removed { old: old.to_owned() } };
        let changes = [
            Change { path: "new".to_owned(), kind: ChangeKind::Added },
            changed("old", "old"),
            changed("edited", "is"),
            changed("theirs", "old"),
            removed("gone", "is"),
        ];
        let refused = list.refuse(&changes);
        assert_eq!(
            (refused.foreign, refused.edited),
            (vec!["theirs".to_owned()], vec!["edited".into(), "gone".into()])
        );
    }

    #[test]
    fn a_list_that_is_none_is_refused() {
        let hash = Hash::of("");
        for bad in [
            "x",
            "abc  path",
            &format!("{hash} a"),
            &format!("{hash}  ../a"),
            &format!("{hash}  /a"),
            &format!("{hash}  .graphslice"),
            "<<<<<<< HEAD",
        ] {
            assert_eq!(Ownership::parse(&format!("# head\n{bad}\n")), Err(OwnershipError { line: 2 }), "{bad}");
        }
    }
}
