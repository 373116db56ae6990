//! Folders of reference pages.

use std::{fs, io, path::Path};

use super::Run;
use crate::{
    report::Diagnostic,
    source::{SourceId, Span},
};

impl Run {
    /// Reads every page in a folder and in those inside, sorted by its path below the folder, which is its name.
    /// `named_at` is where the path of the folder was written.
    pub(super) fn pages(&mut self, folder: &Path, named_at: Option<Span>) -> Option<Vec<SourceId>> {
        let mut found = Vec::new();
        if let Err(error) = collect(folder, "", &mut found) {
            let message = format!("cannot read the pages in `{}`: {error}", folder.display());
            let problem = Diagnostic::error("unreadable-pages", message);
            return self.fail(match named_at {
                Some(span) => problem.at(span, ""),
                None => problem,
            });
        }
        found.sort();
        Some(found.into_iter().map(|(name, text)| self.sources.add(name, text)).collect())
    }
}

/// Links to folders are not followed: they could lead back.
fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else if name.to_ascii_lowercase().ends_with(".md") {
            // A page in another encoding has nothing to say, and is not worth a failure.
            found.push((name, String::from_utf8_lossy(&fs::read(entry.path())?).into_owned()));
        }
    }
    Ok(())
}
