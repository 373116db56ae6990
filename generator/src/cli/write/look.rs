//! What is in the output folder, as far as it concerns us.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, Metadata},
    io::{self, ErrorKind},
    path::Path,
};

use super::{LOCK, STAGING, WriteError, ancestors, lock::LOCK_IS_REMOVED};
use crate::files::{Change, ChangeKind, Files, LIST, Ownership};

/// The state of the folder.
pub(super) struct Look {
    /// The list of our files; empty if there is none.
    pub(super) list: Ownership,
    /// Its text.
    list_text: Option<String>,
    /// The texts of the files that are there, and wanted or ours.
    pub(super) existing: BTreeMap<String, String>,
    /// Whether an earlier run was cut off.
    has_leftovers: bool,
}

impl Look {
    pub(super) fn at(folder: &Path, files: &Files) -> Result<Self, WriteError> {
        let device = folder_itself(folder)?;
        let mut looker = Looker { folder, device, folders: BTreeSet::new(), in_the_way: Vec::new() };
        let list_text = looker.read(LIST)?;
        let list = match &list_text {
            Some(text) => {
                Ownership::parse(text).map_err(|reason| WriteError::List { path: folder.join(LIST), reason })?
            }
            None => Ownership::default(),
        };
        let mut existing = BTreeMap::new();
        let paths: BTreeSet<&str> = files.iter().map(|(path, _)| path).chain(list.paths()).collect();
        for path in paths {
            if let Some(text) = looker.read(path)? {
                existing.insert(path.to_owned(), text);
            }
        }
        let has_lock = looker.is_file(LOCK)?;
        let has_leftovers = looker.is_folder(STAGING)? || has_lock && LOCK_IS_REMOVED;
        if !looker.in_the_way.is_empty() {
            return Err(WriteError::InTheWay { folder: folder.to_owned(), what: looker.in_the_way });
        }
        Ok(Self { list, list_text, existing, has_leftovers })
    }

    /// Whether there is nothing to do at all.
    pub(super) fn is_done(&self, files: &Files) -> bool {
        !self.has_leftovers
            && self.list_change(files).is_none()
            && crate::files::compare(files, &self.existing).is_empty()
    }

    /// How the list itself differs from that of these files.
    pub(super) fn list_change(&self, files: &Files) -> Option<Change> {
        let kind = match &self.list_text {
            None => ChangeKind::Added,
            Some(text) if *text == Ownership::of(files).to_string() => return None,
            Some(text) => ChangeKind::Changed { old: text.clone() },
        };
        Some(Change { path: LIST.to_owned(), kind })
    }
}

/// The device of the output folder, if it is there. What is there instead cannot be written into.
fn folder_itself(folder: &Path) -> Result<Option<u64>, WriteError> {
    for path in folder.ancestors().filter(|path| !path.as_os_str().is_empty()) {
        let Ok(entry) = fs::symlink_metadata(path) else { continue };
        return match fs::metadata(path) {
            Ok(found) if found.is_dir() => Ok((path == folder).then(|| device(&found)).flatten()),
            Ok(found) => Err(WriteError::NotAFolder { path: path.to_owned(), what: kind(&found) }),
            Err(_) if entry.is_symlink() => {
                Err(WriteError::NotAFolder { path: path.to_owned(), what: "a symbolic link that leads nowhere" })
            }
            Err(source) => Err(WriteError::Io { doing: "look at", path: path.to_owned(), source }),
        };
    }
    Ok(None)
}

struct Looker<'a> {
    folder: &'a Path,
    /// The device that it is on, as far as the system tells: files can only be moved into place on the same one.
    device: Option<u64>,
    /// Folders that were looked at.
    folders: BTreeSet<String>,
    /// What is not the file or folder that it has to be.
    in_the_way: Vec<String>,
}

impl Looker<'_> {
    /// The text of a file, if there is one. A file that is not UTF-8 is not one that we wrote, and it is enough to
    /// know that it differs.
    fn read(&mut self, path: &str) -> Result<Option<String>, WriteError> {
        let mut folders: Vec<&str> = ancestors(path).collect();
        folders.reverse();
        for folder in folders {
            if !self.is_folder(folder)? {
                return Ok(None);
            }
        }
        if !self.is_file(path)? {
            return Ok(None);
        }
        let content = fs::read(self.folder.join(path)).map_err(|source| self.error("read", path, source))?;
        // Git on Windows may have checked it out with other line ends, which is no edit.
        Ok(Some(String::from_utf8_lossy(&content).replace("\r\n", "\n")))
    }

    fn is_file(&mut self, path: &str) -> Result<bool, WriteError> {
        match self.metadata(path)? {
            None => Ok(false),
            Some(found) if found.is_file() => Ok(true),
            Some(found) => {
                self.in_the_way.push(format!("{path} is {}", kind(&found)));
                Ok(false)
            }
        }
    }

    /// Whether there is a folder. Links are not followed: they may lead anywhere.
    fn is_folder(&mut self, path: &str) -> Result<bool, WriteError> {
        if self.folders.contains(path) {
            return Ok(true);
        }
        match self.metadata(path)? {
            None => Ok(false),
            Some(found) if found.is_dir() && device(&found) == self.device => {
                self.folders.insert(path.to_owned());
                Ok(true)
            }
            Some(found) => {
                let what = if found.is_dir() { "a folder on another file system" } else { kind(&found) };
                let message = format!("{path} is {what}");
                if !self.in_the_way.contains(&message) {
                    self.in_the_way.push(message);
                }
                Ok(false)
            }
        }
    }

    fn metadata(&self, path: &str) -> Result<Option<Metadata>, WriteError> {
        match fs::symlink_metadata(self.folder.join(path)) {
            Ok(found) => Ok(Some(found)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(self.error("look at", path, source)),
        }
    }

    fn error(&self, doing: &'static str, path: &str, source: io::Error) -> WriteError {
        WriteError::Io { doing, path: self.folder.join(path), source }
    }
}

#[cfg(unix)]
fn device(found: &Metadata) -> Option<u64> {
    Some(std::os::unix::fs::MetadataExt::dev(found))
}

#[cfg(not(unix))]
fn device(_: &Metadata) -> Option<u64> {
    None
}

fn kind(found: &Metadata) -> &'static str {
    if found.is_symlink() {
        "a symbolic link"
    } else if found.is_dir() {
        "a folder"
    } else if found.is_file() {
        "a file"
    } else {
        "no regular file"
    }
}
