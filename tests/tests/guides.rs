//! What the guides show, apart from Rust, is what graphslice reads.

use std::path::Path;

use graphslice::report::Report;
use graphslice::source::Sources;
use graphslice::{Description, Format, config};

/// The first block of this language in a guide.
fn block(guide: &str, language: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/src/guide").join(guide);
    let text = std::fs::read_to_string(path).unwrap();
    let block = text.split(&format!("```{language}\n")).nth(1).and_then(|rest| rest.split("```").next());
    block.unwrap_or_else(|| panic!("{guide} has no {language}")).to_owned()
}

#[test]
fn a_slice_toml_has_these_keys() {
    for (guide, before) in [("slices.md", ""), ("plain.md", "[package]\nname = \"kennel\"\n")] {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let slice = sources.add(guide, before.to_owned() + &block(guide, "toml"));
        let config = config::parse(slice, &sources, &mut report);
        assert!(config.is_some() && report.diagnostics().is_empty(), "{}", report.to_text(&sources));
    }
}

#[test]
fn a_supplement_can_be_merged() {
    let whole = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
      <Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
        <EntityType Name="directoryObject"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
        <EntityType Name="device" BaseType="graph.directoryObject" OpenType="true">
          <Property Name="displayName" Type="Edm.String"/>
        </EntityType>
      </Schema>
    </edmx:DataServices></edmx:Edmx>"#;
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let base = sources.add("whole.csdl", whole);
    let supplements = vec![sources.add("supplements.md", block("supplements.md", "xml"))];
    let description = Description { base, format: Format::Csdl, supplements, pages: Vec::new() };
    graphslice::read(&sources, &description, &mut report);
    assert!(report.diagnostics().is_empty(), "{}", report.to_text(&sources));
}
