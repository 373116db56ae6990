//! `graphslice list`, `why` and `show`.

use crate::harness::{folder, run};

#[test]
fn list_and_why() {
    let folder = folder();
    let ran = run(folder.path(), &["list", "--slice", "slice.toml", "/things/*#GET"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("GET    /things/{id}  (2 types)\n"), "{}", ran.out);
    assert!(!ran.out.contains("DELETE"), "{}", ran.out);

    let ran = run(folder.path(), &["why", "--slice", "slice.toml", "example.colour"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("example.colour: property `colour` of example.thing\n"), "{}", ran.out);
    let ran = run(folder.path(), &["why", "--slice", "slice.toml", "example.unused"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, "example.unused: not in the slice\n"));
    let ran = run(folder.path(), &["why", "--slice", "slice.toml", "example.color"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `example.colour`?"), "{}", ran.err);
}

#[test]
fn show_draws_the_slice() {
    let folder = folder();
    let ran = run(folder.path(), &["show", "--slice", "slice.toml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
}
