//! What `cargo xtask vendor` leaves in a folder builds by itself, without a registry.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn vendor(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("vendor").args(args).output().unwrap()
}

fn assert_success(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn packages(folder: &Path) -> usize {
    fs::read_to_string(folder.join("Cargo.lock")).unwrap().matches("[[package]]").count()
}

#[test]
fn a_vendored_crate_builds_offline_and_without_warnings() {
    let folder = tempfile::tempdir().unwrap();
    let crate_folder = folder.path().join("crate");
    let path = crate_folder.to_str().unwrap();
    assert_success(&vendor(&[path, "--with-dependencies"]));
    let mut build = Command::new(env!("CARGO"));
    build
        .args(["build", "--offline", "--locked"])
        .current_dir(&crate_folder)
        .env("CARGO_TARGET_DIR", folder.path().join("target"))
        // Nothing but what is in the folder.
        .env("CARGO_HOME", folder.path().join("home"))
        .env("RUSTFLAGS", "-D warnings");
    assert_success(&build.output().unwrap());
    // Again, over what is there.
    assert_success(&vendor(&[path, "--with-dependencies"]));
}

#[test]
fn only_what_is_used_is_locked() {
    let folder = tempfile::tempdir().unwrap();
    let (small, large) = (folder.path().join("small"), folder.path().join("large"));
    assert_success(&vendor(&[small.to_str().unwrap()]));
    assert_success(&vendor(&[large.to_str().unwrap(), "--features", "reqwest"]));
    assert!(packages(&small) < 25, "{}", packages(&small));
    assert!(packages(&large) > 2 * packages(&small));
    let manifest = fs::read_to_string(large.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("\nreqwest = {") && !manifest.contains("\njiff = {"), "{manifest}");
    assert!(fs::read_to_string(large.join("LICENSE-MIT")).unwrap().contains("Permission is hereby granted"));
}

#[test]
fn nothing_of_the_user_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("vendor")).unwrap();
    let path = folder.path().to_str().unwrap();
    let refused = vendor(&[path, "--with-dependencies"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("was not made by this command"));
    assert_success(&vendor(&[path]));

    fs::write(folder.path().join("src/lib.rs"), "// mine").unwrap();
    let refused = vendor(&[path]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("edited by hand"));
    assert_success(&vendor(&[path, "--force"]));

    let refused = vendor(&[path, "--features", "nonsense"]);
    assert!(String::from_utf8_lossy(&refused.stderr).contains("there is no feature `nonsense`"));
}
