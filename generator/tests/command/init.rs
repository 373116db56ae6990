//! `graphslice init`.

use std::fs;

use tempfile::TempDir;

use crate::{
    harness::{folder, run},
    plain::PLAIN,
};

#[test]
fn init_leaves_a_folder_that_generate_and_bump_go_on_with() {
    let folder = folder();
    let init = ["init", "new", "--csdl", "description/api.csdl", "--include", "/things/**", "--name", "things"];
    let ran = run(folder.path(), &init);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // How many files they are depends on the runtime.
    let (written, next) = ran.out.split_once('\n').unwrap();
    assert!(
        written.starts_with("`things` in `new/things`: ") && written.ends_with(" 0 changed, 0 removed"),
        "{written}"
    );
    insta::assert_snapshot!(next);
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("new/slice.toml")).unwrap());
    // Of the description only what is needed.
    let part = fs::read_to_string(folder.path().join("new/description.csdl")).unwrap();
    assert!(part.contains("Name=\"colour\"") && !part.contains("unused"), "{part}");
    let check = ["generate", "--slice", "new/slice.toml", "--out", "new/things", "--check"];
    assert_eq!(run(folder.path(), &check).code, 0);
    let bump = ["bump", "--slice", "new/slice.toml", "--csdl", "description/api.csdl", "--write"];
    let ran = run(folder.path(), &bump);
    assert!(ran.code == 0 && ran.out.starts_with("nothing that users see"), "{}{}", ran.out, ran.err);
    let again = run(folder.path(), &init);
    assert!(again.code == 2 && again.err.contains("already"), "{}", again.err);
}

#[test]
fn init_takes_plain_documents_and_says_what_is_missing() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("api.yaml"), PLAIN).unwrap();
    let plain = ["init", "new", "--openapi", "api.yaml", "--dialect", "plain", "--include", "/**", "--name", "shop"];
    assert_eq!(run(folder.path(), &plain).code, 2);
    assert!(!folder.path().join("new").exists());
    let ran = run(folder.path(), &[&plain[..], &["--skip-unsupported"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let check = ["generate", "--slice", "new/slice.toml", "--out", "new/shop", "--check"];
    assert_eq!(run(folder.path(), &check).code, 0);
    let ran = run(folder.path(), &["init", "other", "--openapi", "api.yaml", "--name", "shop"]);
    assert!(ran.code == 2 && ran.err.contains("`--include` is missing"), "{}", ran.err);
    let ran = run(folder.path(), &["init", "other", "--openapi", "api.yaml", "--include", "/x", "--name", "a b"]);
    assert!(
        ran.code == 2 && ran.err.contains("bad-package-name") && !folder.path().join("other").exists(),
        "{}",
        ran.err
    );
}
