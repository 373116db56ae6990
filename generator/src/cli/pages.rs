//! Folders of reference pages.

use std::{collections::BTreeSet, fs, io, path::Path};

use super::Run;
use crate::{
    files::{LIST, Ownership},
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

/// Links to folders are not followed: they could lead back. What was generated is no page, where the crate is below the
/// pages.
fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) -> io::Result<()> {
    let ours = fs::read_to_string(folder.join(LIST)).ok().and_then(|list| Ownership::parse(&list).ok());
    let ours: BTreeSet<&str> = ours.iter().flat_map(Ownership::paths).collect();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if ours.contains(&*entry.file_name().to_string_lossy()) {
            continue;
        }
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), found)?;
        } else if name.to_ascii_lowercase().ends_with(".md") {
            // A page in another encoding has nothing to say, and is not worth a failure.
            let text = String::from_utf8_lossy(&fs::read(entry.path())?).into_owned();
            // Lines may end as they did on old Macs.
            let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
            found.push((name, text));
        }
    }
    Ok(())
}
