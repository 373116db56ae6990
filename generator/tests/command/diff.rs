//! `graphslice diff`.

use std::fs;

use crate::harness::{CSDL, folder, run};

#[test]
fn diff_says_what_breaks_and_fails_only_if_told_to() {
    let folder = folder();
    let newer = CSDL
        .replace(r#"<Property Name="colour" Type="example.colour"/>"#, r#"<Property Name="size" Type="Edm.Int32"/>"#)
        .replace(r#"<Property Name="id" "#, r#"<Property Name="weight" Type="Edm.Double"/><Property Name="id" "#);
    fs::write(folder.path().join("newer.csdl"), newer).unwrap();
    let diff = ["diff", "description/api.csdl", "newer.csdl"];
    let ran = run(folder.path(), &diff);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    insta::assert_snapshot!(ran.out);
    assert_eq!(run(folder.path(), &[&diff[..], &["--deny-breaking"]].concat()).code, 1);
    insta::assert_snapshot!(run(folder.path(), &[&diff[..], &["--format", "markdown"]].concat()).out);
    let json = run(folder.path(), &[&diff[..], &["--format", "json"]].concat()).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["breaking"], &json["next_version"]), (&3.into(), &"0.2.0".into()), "{json:#}");
    let same = run(folder.path(), &["diff", ".", "description/api.csdl", "--deny-breaking"]);
    assert_eq!((same.code, same.out.as_str()), (0, "nothing that users see has changed\n"));
}

#[test]
fn diff_takes_a_folder_for_either_side_and_its_words_for_the_other() {
    let folder = folder();
    let call = r#"<EntitySet Name="things" EntityType="example.thing"/>"#;
    let newer = CSDL.replace(call, &format!(r#"{call}<EntitySet Name="others" EntityType="example.thing"/>"#));
    fs::write(folder.path().join("newer.csdl"), newer).unwrap();
    let by_slice = run(folder.path(), &["diff", "slice.toml", "newer.csdl"]);
    assert_eq!((by_slice.code, by_slice.out.as_str()), (0, "nothing that users see has changed\n"), "{}", by_slice.err);
    let everything = run(folder.path(), &["diff", "slice.toml", "newer.csdl", "--include", "/**"]);
    assert!(everything.out.contains("requests::others::list: operation-added"), "{}", everything.out);
    // Only one side has it: no mistake. Neither has it: one.
    let of_new = run(folder.path(), &["diff", "description/api.csdl", "newer.csdl", "--include", "/others"]);
    assert!(of_new.code == 0 && of_new.out.contains("requests::others::list"), "{}{}", of_new.out, of_new.err);
    let of_none = run(folder.path(), &["diff", "description/api.csdl", "newer.csdl", "--include", "/nothing"]);
    assert_eq!((of_none.code, of_none.err.matches("empty-pattern").count()), (2, 1), "{}", of_none.err);
    let both = run(folder.path(), &["diff", ".", "slice.toml", "--include", "/**"]);
    assert!(both.code == 2 && both.err.contains("both sides are crates"), "{}", both.err);
}
