//! The changes that are made to the file system, each named in the error if it fails.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::WriteError;

/// More than these are synced with everything else on the file system, which may wait for what others write.
const MANY: usize = 64;

/// The output folder, to be changed. Paths are below it.
pub(super) struct Disk<'a> {
    folder: &'a Path,
    before: &'a mut dyn FnMut(&Path) -> io::Result<()>,
}

impl<'a> Disk<'a> {
    pub(super) fn new(folder: &'a Path, before: &'a mut dyn FnMut(&Path) -> io::Result<()>) -> Self {
        Self { folder, before }
    }

    pub(super) fn folder(&self) -> &'a Path {
        self.folder
    }

    pub(super) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        let path = path.as_ref();
        if path.as_os_str().is_empty() { self.folder.to_owned() } else { self.folder.join(path) }
    }

    /// Does one change, unless a test has cut the run off.
    pub(super) fn act<T>(
        &mut self,
        doing: &'static str,
        path: impl AsRef<Path>,
        act: impl FnOnce(&Path) -> io::Result<T>,
    ) -> Result<T, WriteError> {
        let path = self.path(path);
        (self.before)(&path).and_then(|()| act(&path)).map_err(|source| WriteError::Io { doing, path, source })
    }

    pub(super) fn create_folders(&mut self, path: &str) -> Result<(), WriteError> {
        if self.path(path).is_dir() {
            return Ok(());
        }
        self.act("create the folder", path, |path| fs::create_dir_all(path))
    }

    /// Writes a new file, for [`Self::sync_files`] to make it last; `as_old_as` is the file whose time it takes over.
    pub(super) fn create_file(
        &mut self,
        path: impl AsRef<Path>,
        text: &str,
        as_old_as: Option<&str>,
    ) -> Result<(), WriteError> {
        let model = as_old_as.map(|path| self.path(path));
        self.act("write", path, |path| {
            let mut file = File::create_new(path)?;
            file.write_all(text.as_bytes())?;
            if let Some(model) = model {
                file.set_modified(fs::metadata(model)?.modified()?)?;
            }
            Ok(())
        })
    }

    /// Makes what was written to files last through a power cut.
    pub(super) fn sync_files(&mut self, paths: &[impl AsRef<Path>]) -> Result<(), WriteError> {
        if paths.len() > MANY && self.sync_file_system()? {
            return Ok(());
        }
        // To sync a file takes the right to write to it, on Windows.
        let sync = |path: &Path| File::options().write(true).open(path)?.sync_all();
        paths.iter().try_for_each(|path| self.act("sync", path, sync))
    }

    /// As [`Self::sync_folder`], for several.
    pub(super) fn sync_folders(&mut self, paths: &[&str]) -> Result<(), WriteError> {
        if paths.len() > MANY && self.sync_file_system()? {
            return Ok(());
        }
        paths.iter().try_for_each(|path| self.sync_folder(path))
    }

    /// Syncs all at once, if the system can: a crate of thousands of files took 35 seconds file by file and takes 2.
    fn sync_file_system(&mut self) -> Result<bool, WriteError> {
        #[cfg(target_os = "linux")]
        self.act("sync the file system of", "", |path| Ok(rustix::fs::syncfs(File::open(path)?)?))?;
        Ok(cfg!(target_os = "linux"))
    }

    pub(super) fn rename(&mut self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> Result<(), WriteError> {
        let from = self.path(from);
        self.act("replace", to, |to| fs::rename(from, to))
    }

    pub(super) fn remove_file(&mut self, path: impl AsRef<Path>) -> Result<(), WriteError> {
        self.act("remove", path, |path| fs::remove_file(path))
    }

    /// Removes a folder that may not exist.
    pub(super) fn remove_tree(&mut self, path: &str) -> Result<(), WriteError> {
        if !self.path(path).exists() {
            return Ok(());
        }
        self.act("remove the folder", path, |path| fs::remove_dir_all(path))
    }

    pub(super) fn remove_folder_if_empty(&mut self, path: &str) -> Result<(), WriteError> {
        // Whoever puts a file there meanwhile makes the removal fail, which is as well.
        let is_empty = fs::read_dir(self.path(path)).is_ok_and(|mut entries| entries.next().is_none());
        if is_empty { self.act("remove the folder", path, |path| fs::remove_dir(path)) } else { Ok(()) }
    }

    /// Makes what happened to the entries of a folder last through a power cut. Only Unix can do that, or has to.
    pub(super) fn sync_folder(&mut self, path: impl AsRef<Path>) -> Result<(), WriteError> {
        let path = path.as_ref();
        if !cfg!(unix) || !self.path(path).is_dir() {
            return Ok(());
        }
        self.act("sync the folder", path, |path| File::open(path)?.sync_all())
    }
}
