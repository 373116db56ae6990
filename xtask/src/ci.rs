//! What a change has to pass. All of it runs, so that one run says everything.

use std::{
    collections::BTreeSet,
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

use crate::{cargo, run};

pub(super) fn ci(root: &Path) -> Result<(), Box<dyn Error>> {
    let references = tempfile::NamedTempFile::new()?;
    let mut failures = Vec::new();
    let mut step = |name: &str, done: Result<(), Box<dyn Error>>| {
        if let Err(error) = done {
            eprintln!("error: {error}");
            failures.push(name.to_owned());
        }
    };
    let clippy = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    step("format", run(cargo(root, &["fmt", "--all", "--check"])));
    step("clippy", run(cargo(root, &clippy)));
    step("generated files", run(cargo(root, &["xtask", "regenerate", "--check"])));
    let mut doc = cargo(root, &["doc", "--workspace", "--no-deps", "--all-features"]);
    doc.env("RUSTDOCFLAGS", "-D warnings");
    step("documentation", run(doc));
    // Tests come last, so that their closing lines do, too.
    let mut test = cargo(root, &["test", "--workspace", "--all-features", "--no-fail-fast"]);
    test.env("INSTA_UPDATE", "no").env("INSTA_SNAPSHOT_REFERENCES_FILE", references.path());
    let tested = run(test);
    // A test that fails stops before the snapshots that it would have used: then nothing can be said of them.
    if tested.is_ok() {
        step("snapshots", unreferenced_snapshots(root, references.path()));
    }
    step("tests", tested);
    if failures.is_empty() { Ok(()) } else { Err(format!("failed: {}", failures.join(", ")).into()) }
}

/// A snapshot that no test compares with anything is a mistake. insta appends the path of each snapshot that a test
/// used to the file that its environment variable names.
fn unreferenced_snapshots(root: &Path, references: &Path) -> Result<(), Box<dyn Error>> {
    let used = fs::read_to_string(references)?;
    let used: BTreeSet<PathBuf> = used.lines().filter_map(|path| Path::new(path).canonicalize().ok()).collect();
    let mut snapshots = Vec::new();
    find_snapshots(&root.canonicalize()?, &mut snapshots)?;
    let unused: Vec<String> = snapshots
        .iter()
        .filter(|path| !used.contains(*path))
        .map(|path| format!("\n  {}", path.strip_prefix(root).unwrap_or(path).display()))
        .collect();
    if unused.is_empty() { Ok(()) } else { Err(format!("no test uses these snapshots:{}", unused.concat()).into()) }
}

fn find_snapshots(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name();
        if entry.file_type()?.is_dir() {
            if name != "target" && !name.to_string_lossy().starts_with('.') {
                find_snapshots(&path, found)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "snap") {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn a_snapshot_that_nobody_uses_is_found() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("a/snapshots");
        fs::create_dir_all(&inner).unwrap();
        for name in ["used.snap", "unused.snap", "other.txt"] {
            fs::write(inner.join(name), "").unwrap();
        }
        let references = root.path().join("references");
        fs::write(&references, format!("{0}\n{0}\n", inner.join("used.snap").display())).unwrap();
        let error = unreferenced_snapshots(root.path(), &references).unwrap_err().to_string();
        assert!(error.ends_with("snapshots:\n  a/snapshots/unused.snap"), "{error}");
        fs::remove_file(inner.join("unused.snap")).unwrap();
        unreferenced_snapshots(root.path(), &references).unwrap();
    }
}
