//! What the users of the crate will notice of an uncommitted change of `spec/`.

use std::{
    error::Error,
    fs,
    path::Path,
    process::{Command, Output},
};

/// Compares `spec/` with that of the last commit, if they differ.
pub(super) fn show(root: &Path) -> Result<(), Box<dyn Error>> {
    let changed = git(root, &["status", "--porcelain", "--", "spec"])?;
    if changed.is_empty() {
        return Ok(());
    }
    let before = tempfile::tempdir()?;
    for path in String::from_utf8(git(root, &["ls-tree", "-r", "--name-only", "HEAD", "spec"])?)?.lines() {
        let file = before.path().join(path);
        fs::create_dir_all(file.parent().unwrap_or(before.path()))?;
        fs::write(file, git(root, &["show", &format!("HEAD:{path}")])?)?;
    }
    println!("Compared with the last commit:");
    graphslice::cli::diff(&before.path().join("spec"), &root.join("spec"));
    println!();
    Ok(())
}

fn git(root: &Path, args: &[&str]) -> Result<Vec<u8>, Box<dyn Error>> {
    let Output { status, stdout, stderr } = Command::new("git").current_dir(root).args(args).output()?;
    if status.success() { Ok(stdout) } else { Err(String::from_utf8_lossy(&stderr).trim().to_owned().into()) }
}
