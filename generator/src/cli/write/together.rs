//! A few files that belong together: all of them are replaced, or none, wherever a run is cut off.
//!
//! New texts wait beside the old files until all of them are on the disk, and are moved into place in the order in which
//! they were written. So what a run leaves that was cut off says how far it was: where the first still waits, nothing was
//! moved, and what waits is thrown away; where the last waits and the first does not, the next run moves the rest.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use super::{Disk, LOCK, Lock, WriteError};

/// What the name of a waiting file ends with.
const WAITING: &str = ".graphslice-new";

/// Files that are replaced by this run alone, until it says that it is done.
pub(in crate::cli) struct Together<'a> {
    disk: Disk<'a>,
    lock: Lock,
    files: Vec<PathBuf>,
}

impl<'a> Together<'a> {
    /// Takes the files, at paths below a folder that exists, and completes what an earlier run has left.
    pub(in crate::cli) fn take(
        folder: &'a Path,
        files: &[PathBuf],
        before: &'a mut dyn FnMut(&Path) -> io::Result<()>,
    ) -> Result<Self, WriteError> {
        let mut disk = Disk::new(folder, before);
        let lock = Lock::take(&mut disk, LOCK)?;
        let mut together = Self { disk, lock, files: files.to_owned() };
        match together.complete() {
            Ok(()) => Ok(together),
            Err(error) => together.release().and(Err(error)),
        }
    }

    /// Replaces them by these texts, one for each, or leaves all as they are.
    pub(in crate::cli) fn replace(&mut self, texts: &[&str]) -> Result<(), WriteError> {
        if let Err(error) = self.stage(texts) {
            // If that fails as well, the next run does it.
            let _ = self.discard();
            return Err(error);
        }
        self.put()
    }

    /// Lets other runs have them.
    pub(in crate::cli) fn release(mut self) -> Result<(), WriteError> {
        self.lock.release(&mut self.disk, LOCK)
    }

    fn complete(&mut self) -> Result<(), WriteError> {
        if is_half_done(self.disk.folder(), &self.files) { self.put() } else { self.discard() }
    }

    fn stage(&mut self, texts: &[&str]) -> Result<(), WriteError> {
        let Self { disk, files, .. } = self;
        for (path, text) in files.iter().zip(texts) {
            let new = waiting(path);
            disk.create_file(&new, text, None)?;
            disk.sync_files(&[&new])?;
            // After a power cut, too, no later one may be there without this one.
            disk.sync_folder(folder_of(&new))?;
        }
        Ok(())
    }

    fn put(&mut self) -> Result<(), WriteError> {
        let Self { disk, files, .. } = self;
        for path in files.iter() {
            let new = waiting(path);
            if is_there(disk.folder(), &new) {
                disk.rename(&new, path)?;
                disk.sync_folder(folder_of(path))?;
            }
        }
        Ok(())
    }

    /// From the last to the first: the other way round, what remains would look as if it was only to be moved.
    fn discard(&mut self) -> Result<(), WriteError> {
        let Self { disk, files, .. } = self;
        for path in files.iter().rev() {
            let new = waiting(path);
            if is_there(disk.folder(), &new) {
                disk.remove_file(&new)?;
                disk.sync_folder(folder_of(&new))?;
            }
        }
        Ok(())
    }
}

/// Whether some of the files are new and some are old, since a run was cut off.
pub(in crate::cli) fn is_half_done(folder: &Path, files: &[PathBuf]) -> bool {
    let waits = |path: Option<&PathBuf>| path.is_some_and(|path| is_there(folder, &waiting(path)));
    waits(files.last()) && !waits(files.first())
}

fn waiting(path: &Path) -> PathBuf {
    let mut name: OsString = path.into();
    name.push(WAITING);
    name.into()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

fn is_there(folder: &Path, path: &Path) -> bool {
    fs::symlink_metadata(folder.join(path)).is_ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use std::io::ErrorKind;

    use super::{super::tests::empty_folder, *};

    const FILES: [&str; 3] = ["below/description.csdl", "SOURCES.toml", "slice.toml"];
    const OLD: [&str; 3] = ["old", "old sources", "old slice"];
    const NEW: [&str; 3] = ["new", "new sources", "new slice"];

    fn files() -> Vec<PathBuf> {
        FILES.iter().map(PathBuf::from).collect()
    }

    fn folder() -> tempfile::TempDir {
        let folder = empty_folder();
        fs::create_dir(folder.path().join("below")).unwrap();
        for (path, text) in FILES.iter().zip(OLD) {
            fs::write(folder.path().join(path), text).unwrap();
        }
        folder
    }

    fn run(folder: &Path, before: &mut dyn FnMut(&Path) -> io::Result<()>) -> Result<(), WriteError> {
        let mut together = Together::take(folder, &files(), before)?;
        let replaced = together.replace(&NEW);
        together.release()?;
        replaced
    }

    /// Replaces until the given step; false if there are fewer. A run that is killed does nothing from then on.
    fn cut_off(folder: &Path, step: usize, is_killed: bool) -> bool {
        let mut count = 0;
        let outcome = run(folder, &mut |_| {
            count += 1;
            let fails = count == step || is_killed && count > step;
            if fails { Err(io::Error::from(ErrorKind::StorageFull)) } else { Ok(()) }
        });
        assert!(count < step || outcome.is_err(), "step {step}");
        count >= step
    }

    fn texts(folder: &Path) -> Vec<String> {
        FILES.iter().map(|path| fs::read_to_string(folder.join(path)).unwrap()).collect()
    }

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count() + fs::read_dir(folder.join("below")).unwrap().count()
    }

    #[test]
    fn all_or_none_wherever_a_run_is_cut_off() {
        for is_killed in [true, false] {
            let mut half_done = 0;
            for step in 1.. {
                let folder = folder();
                if !cut_off(folder.path(), step, is_killed) {
                    assert!(step > 15 && half_done > 0, "{step} steps, {half_done} of them in the middle");
                    break;
                }
                let left = texts(folder.path());
                let is_half = is_half_done(folder.path(), &files());
                half_done += usize::from(is_half);
                assert!(left == OLD || left == NEW || is_half, "step {step}: {left:?}");
                // The next run is cut off, too.
                for second in 1.. {
                    if !cut_off(folder.path(), second, true) {
                        break;
                    }
                    let left = texts(folder.path());
                    assert!(left == OLD || left == NEW || is_half_done(folder.path(), &files()), "{step}, {second}");
                }
                assert_eq!((texts(folder.path()), count(folder.path())), (NEW.map(str::to_owned).into(), 4));
            }
        }
    }

    #[test]
    fn the_next_run_completes_or_undoes() {
        for step in 1.. {
            let folder = folder();
            if !cut_off(folder.path(), step, true) {
                break;
            }
            let expected = if texts(folder.path())[0] == OLD[0] { OLD } else { NEW };
            Together::take(folder.path(), &files(), &mut |_| Ok(())).unwrap().release().unwrap();
            assert_eq!((texts(folder.path()), count(folder.path())), (expected.map(str::to_owned).into(), 4));
        }
    }

    #[test]
    fn one_run_at_a_time() {
        let folder = folder();
        let mut before = |_: &Path| Ok(());
        let first = Together::take(folder.path(), &files(), &mut before).unwrap();
        let mut before = |_: &Path| Ok(());
        let second = Together::take(folder.path(), &files(), &mut before);
        assert!(matches!(second.err(), Some(WriteError::Busy(_))));
        first.release().unwrap();
    }
}
