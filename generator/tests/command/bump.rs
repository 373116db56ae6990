//! `graphslice bump`.

use std::fs;

use crate::harness::{CSDL, SLICE, folder, run};

#[test]
fn bump_takes_a_newer_description_in() {
    let folder = folder();
    let own = CSDL.replace(
        "    </Schema>",
        r#"<Annotations Target="example.thing/colour"><Annotation Term="Org.OData.Core.V1.Description" String="Ours." /></Annotations></Schema>"#,
    );
    fs::write(folder.path().join("description/api.csdl"), own.replace("<edmx:Edmx", "<!-- ours -->\n<edmx:Edmx"))
        .unwrap();
    let newer = CSDL
        .replace(r#"<Property Name="colour""#, r#"<Property Name="size" Type="Edm.Int32"/><Property Name="colour""#)
        .replace("    </Schema>", r#"<ComplexType Name="more"/></Schema>"#);
    fs::write(folder.path().join("newer.csdl"), &newer).unwrap();
    let bump = ["bump", "--slice", "slice.toml", "--csdl", "newer.csdl", "--texts", "keep"];
    let before = fs::read_to_string(folder.path().join("slice.toml")).unwrap();
    let ran = run(folder.path(), &bump);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    assert!(
        ran.out.ends_with("Text wanted\n  example.thing/size\n\nNothing was written; `--write` does it.\n"),
        "{}",
        ran.out
    );
    assert_eq!(fs::read_to_string(folder.path().join("slice.toml")).unwrap(), before);

    let ran = run(folder.path(), &[&bump[..], &["--write", "--from", "the service"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.err);
    insta::assert_snapshot!(ran.out);
    insta::assert_snapshot!(fs::read_to_string(folder.path().join("description/api.csdl")).unwrap());
    let sources = fs::read_to_string(folder.path().join("SOURCES.toml")).unwrap();
    let sources: toml::Table = sources.parse().unwrap();
    assert_eq!(sources["description/api.csdl"]["from"].as_str(), Some("the service"));
    assert_eq!(sources["description/api.csdl"]["sha256"].as_str().map(str::len), Some(64));
    let slice = fs::read_to_string(folder.path().join("slice.toml")).unwrap();
    assert_eq!(slice, before.replace("name = \"things\"\n", "name = \"things\"\nversion = \"0.1.1\"\n"));

    let ran = run(folder.path(), &[&bump[..], &["--write"]].concat());
    assert!(ran.out.starts_with("nothing that users see has changed\n"), "{}", ran.out);

    // What else the list holds would be lost.
    fs::write(folder.path().join("SOURCES.toml"), "[other]\nfrom = \n").unwrap();
    let ran = run(folder.path(), &[&bump[..], &["--write"]].concat());
    assert!(ran.code == 2 && ran.err.contains("SOURCES.toml:2"), "{}{}", ran.out, ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("SOURCES.toml")).unwrap(), "[other]\nfrom = \n");
}

#[test]
fn bump_refuses_what_no_longer_applies() {
    let folder = folder();
    let supplement = CSDL.replace(r#"<EnumType Name="colour"><Member Name="red" Value="0"/></EnumType>"#, "").replace(
        r#"<EntityContainer Name="service"><EntitySet Name="things" EntityType="example.thing"/></EntityContainer>"#,
        "",
    );
    let supplement =
        supplement.replace(r#"<ComplexType Name="unused"><Property Name="x" Type="Edm.String"/></ComplexType>"#, "");
    let supplement = supplement
        .replace(r#"Type="example.colour""#, r#"Type="example.colour"/><Property Name="size" Type="Edm.Int32""#);
    fs::write(folder.path().join("more.csdl"), supplement).unwrap();
    let slice = SLICE.replace("[slice]", "supplements = [\"more.csdl\"]\n[slice]");
    fs::write(folder.path().join("slice.toml"), format!("{slice}[rename]\n\"example.thing/size\" = \"extent\"\n"))
        .unwrap();
    let bump = ["bump", "--slice", "slice.toml", "--csdl", "newer.csdl", "--write"];
    // The service has the supplement's property by now.
    fs::write(
        folder.path().join("newer.csdl"),
        CSDL.replace(
            r#"<Property Name="colour""#,
            r#"<Property Name="size" Type="Edm.Int32"/><Property Name="colour""#,
        ),
    )
    .unwrap();
    let ran = run(folder.path(), &bump);
    assert!(ran.code == 2 && ran.err.contains("more.csdl"), "{}{}", ran.out, ran.err);
    // The service has lost what is renamed.
    let slice = SLICE.to_owned() + "[rename]\n\"example.thing/colour\" = \"paint\"\n";
    fs::write(folder.path().join("slice.toml"), slice).unwrap();
    fs::write(folder.path().join("newer.csdl"), CSDL.replace(r#"<Property Name="colour" Type="example.colour"/>"#, ""))
        .unwrap();
    let ran = run(folder.path(), &bump);
    assert!(ran.code == 2 && ran.err.contains("bad-rename"), "{}{}", ran.out, ran.err);
    assert!(!folder.path().join("SOURCES.toml").exists());
}
