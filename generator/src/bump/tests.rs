#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use super::{Bump, Texts, bump, differs};
use crate::{
    Description, Format, config,
    diff::{Change, Impact, Input},
    report::Report,
    source::{Sources, Span},
    testing::document,
};

/// A set of devices with one more property, and a statement on what is not there.
fn devices(property: &str, nowhere: &str) -> String {
    document(&format!(
        "<EntityType Name=\"device\"><Key><PropertyRef Name=\"id\"/></Key>\n\
         <Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/>\n\
         <Property Name=\"{property}\" Type=\"Edm.String\"/></EntityType>\n\
         <EntityContainer Name=\"service\"><EntitySet Name=\"devices\" EntityType=\"graph.device\"/></EntityContainer>\n\
         <Annotations Target=\"microsoft.graph.device\">\n\
         <Annotation Term=\"Org.OData.Core.V1.Description\" String=\"A {property} holder.\"/></Annotations>\n\
         <Annotations Target=\"microsoft.graph.{nowhere}\">\n\
         <Annotation Term=\"Org.OData.Core.V1.Description\" String=\"Nothing.\"/></Annotations>"
    ))
}

fn bumped(texts: Texts) -> (Bump, String) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let old = sources.add("old.csdl", devices("name", "goneLongAgo"));
    let new = sources.add("new.csdl", devices("label", "goneNow"));
    let slice = "[package]\nname = \"devices\"\n[source]\ncsdl = \"old.csdl\"\n[slice]\ninclude = [\"/devices\"]\n";
    let slice = sources.add("slice.toml", slice);
    let config = config::parse(slice, &sources, &mut report).unwrap();
    let old = Description::new(old, Format::Csdl);
    let old = Input { description: &old, config: &config };
    let bumped = bump(&mut sources, old, (new, Format::Csdl), texts, &mut report).unwrap();
    (bumped, report.to_text(&sources))
}

#[test]
fn each_document_is_judged_once() {
    for texts in [Texts::Take, Texts::Keep] {
        let (_, report) = bumped(texts);
        let places: Vec<&str> = report.lines().filter_map(|line| line.split_once(": warning")).map(|it| it.0).collect();
        assert_eq!(places, ["old.csdl:8:22", "new.csdl:8:22"], "{report}");
    }
}

#[test]
fn shape_is_that_of_the_new_document_and_words_are_as_asked_for() {
    let (taken, _) = bumped(Texts::Take);
    let (kept, _) = bumped(Texts::Keep);
    for bump in [&taken, &kept] {
        assert!(bump.document.contains("Name=\"label\"") && !bump.document.contains("Name=\"name\""));
        let breaking = bump.changes.iter().filter(|change| change.impact == Impact::Breaking);
        let breaking: Vec<&str> = breaking.map(|change| change.item.as_str()).collect();
        assert_eq!(breaking, ["models::Device::name", "models::DeviceBody::name"]);
    }
    assert!(taken.document.contains("A label holder.") && taken.text_wanted.is_empty());
    assert!(kept.document.contains("A name holder."));
    assert_eq!(kept.text_wanted, ["microsoft.graph.device/label"]);
}

/// No description is known that leads to it.
#[test]
fn a_part_that_is_not_like_the_whole_is_told() {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let pattern = "/devices/**";
    let source = sources.add("--include", pattern);
    let include = vec![config::Text { value: pattern.to_owned(), span: Span::new(source, 0..pattern.len()) }];
    let change = Change {
        impact: Impact::Additive,
        kind: "operation-added",
        item: "requests::devices::owner::get".to_owned(),
        origin: "GET /devices/{id}/owner".to_owned(),
        reason: "the slice has it now".to_owned(),
    };
    report.push(differs(&change, &config::Slice { include, ..config::Slice::default() }));
    insta::assert_snapshot!(report.to_text(&sources), @r"
    --include:1:1: error[part-differs]: the part of the description that the slice needs gives another crate than the whole: `requests::devices::owner::get` (operation-added: the slice has it now)
      help: name the paths in `include` more closely: a wildcard finds other ways in a smaller description
    ");
}
