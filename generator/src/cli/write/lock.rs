//! One run at a time for each folder.

use std::fs::{File, OpenOptions, TryLockError};

use super::{WriteError, disk::Disk};

/// Elsewhere it cannot be told whether a file is still at its path: there the file stays.
pub(super) const LOCK_IS_REMOVED: bool = cfg!(unix);

/// A lock that ends with the process, however that ends.
pub(super) struct Lock(File);

impl Lock {
    pub(super) fn take(disk: &mut Disk<'_>, path: &str) -> Result<Self, WriteError> {
        loop {
            let file = disk
                .act("create", path, |path| OpenOptions::new().create(true).truncate(false).write(true).open(path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(WriteError::Busy(disk.path(""))),
                Err(TryLockError::Error(source)) => {
                    return Err(WriteError::Io { doing: "lock", path: disk.path(path), source });
                }
            }
            // Between opening and locking, the run that held the lock may have removed the file: then this is a lock
            // on nothing, and a third run would make the file anew and have one, too.
            if is_at(&file, disk, path) {
                return Ok(Self(file));
            }
        }
    }

    /// Removes the file and then unlocks it.
    pub(super) fn release(self, disk: &mut Disk<'_>, path: &str) -> Result<(), WriteError> {
        let removed = if LOCK_IS_REMOVED { disk.remove_file(path) } else { Ok(()) };
        drop(self.0);
        removed
    }
}

#[cfg(unix)]
fn is_at(file: &File, disk: &Disk<'_>, path: &str) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let there = std::fs::symlink_metadata(disk.path(path)).map(identity);
    matches!((file.metadata().map(identity), there), (Ok(file), Ok(there)) if file == there)
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Disk<'_>, _: &str) -> bool {
    true
}
