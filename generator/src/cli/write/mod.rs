//! Puts generated files into a folder, so that no run, wherever it is cut off, loses anything or leaves a crate that
//! builds and is half of one and half of another.
//!
//! Every new text is first written beside the old files, on the same file system, and synced: a full disk fails while
//! nothing has changed. Then the list of our files is replaced by one that admits both the old and the new texts, so
//! that whatever a run that is cut off leaves is known as ours to the next, which completes it. Meanwhile `src/lib.rs`
//! is a `compile_error!` that says so; it comes last, and then the list of the new texts alone.

mod disk;
mod lock;
mod look;
mod together;

use std::{
    collections::BTreeSet,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use disk::Disk;
use lock::Lock;
use look::Look;
pub(super) use together::{Together, is_half_done};

use crate::{
    files::{Change, ChangeKind, Files, Hash, LIST, Ownership, OwnershipError, Refused, compare},
    report::Diagnostic,
};

/// What the crate is compiled from: while it is not whole, this file says so.
const ROOT: &str = "src/lib.rs";
const INTERRUPTED: &str = "compile_error!(\"graphslice was interrupted while it wrote this crate; run it again\");\n";

/// Where new texts wait.
const STAGING: &str = ".graphslice-staging";
const LOCK: &str = ".graphslice.lock";

/// Whether texts that somebody edited by hand are overwritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// They are kept, and the run is refused.
    Keep,
    /// They are.
    Overwrite,
}

/// Why files could not be written or compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The operating system refused.
    #[error("cannot {doing} `{}`: {source}", path.display())]
    Io {
        /// What was to be done.
        doing: &'static str,
        /// To what.
        path: PathBuf,
        /// Its reason.
        source: io::Error,
    },
    /// Another run writes to the same folder.
    #[error("another run is writing to `{}`", .0.display())]
    Busy(PathBuf),
    /// The list of generated files cannot be read.
    #[error("`{}` is not a list of generated files: {reason}", path.display())]
    List {
        /// Its path.
        path: PathBuf,
        /// What is wrong with it.
        reason: OwnershipError,
    },
    /// Something else is where a file or folder has to be.
    #[error("something is in the way in `{}`:{}", folder.display(), lines(what))]
    InTheWay {
        /// The output folder.
        folder: PathBuf,
        /// The paths, each with what is there.
        what: Vec<String>,
    },
    /// Where the output folder, or one above it, has to be, there is something else.
    #[error("`{}` is {what}, not a folder", path.display())]
    NotAFolder {
        /// Its path.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// Something would be lost.
    #[error("{}", refusal(folder, files))]
    Refused {
        /// The output folder.
        folder: PathBuf,
        /// What would be.
        files: Refused,
    },
}

impl WriteError {
    /// As a finding, to be shown like those of the input.
    pub fn diagnostic(&self) -> Diagnostic {
        let helped = |code, help: &str| Diagnostic::error(code, self.to_string()).help(help);
        match self {
            Self::Io { source, .. } => {
                let diagnostic = Diagnostic::error("io", self.to_string());
                match help_for(source.kind()) {
                    Some(help) => diagnostic.help(help),
                    None => diagnostic,
                }
            }
            Self::Busy(_) => helped("busy", "wait until it is done"),
            Self::List { .. } => helped(
                "bad-list",
                "take it from version control again; after a merge either side will do, then run with `--force`",
            ),
            Self::InTheWay { .. } => helped("in-the-way", "move it away; links are not followed out of the folder"),
            Self::NotAFolder { .. } => helped("in-the-way", "name another folder, or move it away"),
            Self::Refused { files, .. } if files.foreign.is_empty() => {
                helped("edited-file", "undo the edits, or lose them with `--force`")
            }
            Self::Refused { .. } => helped("foreign-file", "move them away, or write to another folder"),
        }
    }
}

/// What to do about an error of the system. Whatever it is, the next run goes on from what this one has left.
fn help_for(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some("make room, and run it again: nothing is lost"),
        ErrorKind::FileTooLarge => Some("raise the limit of the size of files, and run it again: nothing is lost"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Some("write to another folder, or get the right to change this one and run it again")
        }
        ErrorKind::CrossesDevices => Some("a folder in there is on another file system: unmount it, or move it away"),
        _ => None,
    }
}

fn refusal(folder: &Path, files: &Refused) -> String {
    let mut parts = Vec::new();
    if !files.foreign.is_empty() {
        let list = lines(&files.foreign);
        parts.push(format!(
            "`{}` has files that graphslice did not write, where it has to write:{list}",
            folder.display()
        ));
    }
    if !files.edited.is_empty() {
        let list = lines(&files.edited);
        parts.push(format!("generated files in `{}` were edited by hand:{list}", folder.display()));
    }
    parts.join("\n")
}

fn lines(items: &[String]) -> String {
    items.iter().map(|item| format!("\n  {item}")).collect()
}

/// What [`check`] found.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The differences, sorted by path; none if the folder is as it should be.
    pub changes: Vec<Change>,
    /// Those that a run would refuse to make.
    pub refused: Refused,
}

/// Compares a folder with what should be there, the list of generated files included. Writes nothing.
///
/// # Errors
/// If something cannot be read.
pub fn check(folder: &Path, files: &Files) -> Result<Comparison, WriteError> {
    let look = Look::at(folder, files)?;
    let mut changes = compare(files, &look.existing);
    let refused = look.list.refuse(&changes);
    changes.extend(look.list_change(files));
    changes.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(Comparison { changes, refused })
}

/// Makes a folder hold these files: writes what is new or different, removes what is ours and obsolete, leaves all
/// else alone. Says what it changed.
///
/// # Errors
/// If something would be lost, or the operating system refuses. Whatever had been done then, the same call completes.
pub fn write(folder: &Path, files: &Files, edited: Edited) -> Result<Vec<Change>, WriteError> {
    write_with(folder, files, edited, &mut |_| Ok(()))
}

/// `before` is called before every change to the file system: this is how tests cut a run off.
fn write_with(
    folder: &Path,
    files: &Files,
    edited: Edited,
    before: &mut dyn FnMut(&Path) -> io::Result<()>,
) -> Result<Vec<Change>, WriteError> {
    match Look::at(folder, files) {
        // Where nothing is to be done, nothing is touched, not even for a lock.
        Ok(look) if look.is_done(files) => return Ok(Vec::new()),
        // The lock itself may be what is a link.
        Err(error @ (WriteError::InTheWay { .. } | WriteError::NotAFolder { .. })) => return Err(error),
        // Whatever else is wrong may come from a run that is writing just now.
        Ok(_) | Err(_) => {}
    }
    let mut disk = Disk::new(folder, before);
    disk.create_folders("")?;
    let lock = Lock::take(&mut disk, LOCK)?;
    let outcome = write_locked(&mut disk, folder, files, edited);
    let released = lock.release(&mut disk, LOCK);
    let changes = outcome?;
    released?;
    Ok(changes)
}

fn write_locked(disk: &mut Disk<'_>, folder: &Path, files: &Files, edited: Edited) -> Result<Vec<Change>, WriteError> {
    // Again, since another run may have written before the lock was ours.
    let look = Look::at(folder, files)?;
    let changes = compare(files, &look.existing);
    let mut refused = look.list.refuse(&changes);
    if edited == Edited::Overwrite {
        refused.edited.clear();
    }
    if refused != Refused::default() {
        return Err(WriteError::Refused { folder: folder.to_owned(), files: refused });
    }
    disk.remove_tree(STAGING)?;
    let replaced = Replacement::new(files, &look, &changes).run(disk);
    let cleaned = disk.remove_tree(STAGING);
    replaced?;
    cleaned?;
    Ok(changes)
}

/// All that a run has to do, and the names under which the new texts wait.
struct Replacement<'a> {
    files: &'a Files,
    look: &'a Look,
    /// Files to put in place, without [`ROOT`].
    put: Vec<&'a str>,
    /// Files to remove, without [`ROOT`].
    remove: Vec<&'a str>,
    /// Whether any file changes: otherwise it is only the list that has to be mended.
    any: bool,
}

impl<'a> Replacement<'a> {
    fn new(files: &'a Files, look: &'a Look, changes: &'a [Change]) -> Self {
        let (mut put, mut remove) = (Vec::new(), Vec::new());
        for change in changes.iter().filter(|change| change.path != ROOT) {
            match change.kind {
                ChangeKind::Added | ChangeKind::Changed { .. } => put.push(change.path.as_str()),
                ChangeKind::Removed { .. } => remove.push(change.path.as_str()),
            }
        }
        Self { files, look, put, remove, any: !changes.is_empty() }
    }

    fn run(&self, disk: &mut Disk<'_>) -> Result<(), WriteError> {
        self.stage(disk)?;
        // Up to here nothing of what was there has changed; from here on, every state is one that `lists` knows.
        if self.any {
            disk.rename(staged("transition"), LIST)?;
            disk.sync_folder("")?;
            let wanted = self.files.iter().map(|(path, _)| parent(path));
            wanted.chain(self.has_root().then_some(parent(ROOT))).try_for_each(|folder| disk.create_folders(folder))?;
            if self.has_root() {
                disk.rename(staged("interrupted"), ROOT)?;
                disk.sync_folder(parent(ROOT))?;
            }
            for (at, path) in self.put.iter().enumerate() {
                disk.rename(staged(&at.to_string()), path)?;
            }
            for path in &self.remove {
                disk.remove_file(path)?;
            }
        }
        self.remove_empty_folders(disk)?;
        if self.any {
            self.sync_folders(disk)?;
            self.finish_root(disk)?;
        }
        disk.rename(staged("list"), LIST)?;
        disk.sync_folder("")
    }

    /// Writes every text beside the old ones, so that what comes later needs no space.
    fn stage(&self, disk: &mut Disk<'_>) -> Result<(), WriteError> {
        disk.create_folders(STAGING)?;
        let new = Ownership::of(self.files);
        let mut names = Vec::new();
        let mut create = |name: &str, text: &str, as_old_as| {
            names.push(staged(name));
            disk.create_file(staged(name), text, as_old_as)
        };
        create("list", &new.to_string(), None)?;
        if self.any {
            let mut both = self.look.list.clone();
            both.extend(&new);
            both.add(ROOT, Hash::of(INTERRUPTED));
            create("transition", &both.to_string(), None)?;
            create("interrupted", INTERRUPTED, None)?;
            for (at, path) in self.put.iter().enumerate() {
                create(&at.to_string(), self.text(path), None)?;
            }
            if let Some(text) = self.files.get(ROOT) {
                let unchanged = self.look.existing.get(ROOT).is_some_and(|old| old == text);
                create("root", text, unchanged.then_some(ROOT))?;
            }
        }
        disk.sync_files(&names)?;
        disk.sync_folder(STAGING)
    }

    fn has_root(&self) -> bool {
        self.files.get(ROOT).is_some() || self.look.existing.contains_key(ROOT)
    }

    fn finish_root(&self, disk: &mut Disk<'_>) -> Result<(), WriteError> {
        if !self.has_root() {
            return Ok(());
        }
        if self.files.get(ROOT).is_some() {
            disk.rename(staged("root"), ROOT)?;
            disk.sync_folder(parent(ROOT))
        } else {
            disk.remove_file(ROOT)?;
            self.remove_empty_folders(disk)
        }
    }

    /// Removes the folders of files that are no longer ours, if nothing else is in them; those of an earlier run that
    /// was cut off, too.
    fn remove_empty_folders(&self, disk: &mut Disk<'_>) -> Result<(), WriteError> {
        let obsolete = self.look.list.paths().filter(|path| self.files.get(path).is_none());
        let folders: BTreeSet<&str> = obsolete.flat_map(ancestors).collect();
        // The deepest first: a folder sorts before what is in it.
        folders.into_iter().rev().try_for_each(|folder| disk.remove_folder_if_empty(folder))
    }

    fn sync_folders(&self, disk: &mut Disk<'_>) -> Result<(), WriteError> {
        let touched = self.put.iter().chain(&self.remove);
        let folders: BTreeSet<&str> = touched.flat_map(|path| ancestors(path).chain([""])).collect();
        disk.sync_folders(&folders.into_iter().collect::<Vec<_>>())
    }

    fn text(&self, path: &str) -> &'a str {
        self.files.get(path).unwrap_or_default()
    }
}

fn staged(name: &str) -> String {
    format!("{STAGING}/{name}")
}

/// The folder of a path; empty for the output folder itself.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folders of a path, the nearest first, without the output folder itself.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(parent(path)), |folder| Some(parent(folder))).take_while(|folder| !folder.is_empty())
}

#[cfg(test)]
mod tests;
