//! A few files that belong together.

use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{Disk, WriteError};

/// Replaces files so that none is half written, and none at all if one of them cannot be written: all new texts are on the
/// disk before the first file is replaced.
pub(in crate::cli) fn replace_together(files: &[(PathBuf, String)]) -> Result<(), WriteError> {
    let mut before = |_: &Path| Ok(());
    let mut disk = Disk::new(Path::new(""), &mut before);
    let waiting = |path: &Path| format!("{}.new", path.display());
    for (path, text) in files {
        let new = waiting(path);
        disk.act("remove", &new, |path| match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })?;
        disk.create_file(&new, text, None)?;
    }
    for (path, _) in files {
        disk.rename(&waiting(path), &path.display().to_string())?;
    }
    Ok(())
}
