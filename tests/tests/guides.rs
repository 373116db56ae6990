//! What the guides show, apart from Rust, is what graphslice reads, and what the pages of the repository link to is there.

use std::path::{Path, PathBuf};

use graphslice::report::Report;
use graphslice::source::Sources;
use graphslice::{Description, Format, config};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The first block of this language in a guide.
fn block(guide: &str, language: &str) -> String {
    let text = std::fs::read_to_string(repository().join("generator/src/guide").join(guide)).unwrap();
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

/// A page without its blocks of code.
fn prose(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    text.split("```").step_by(2).collect()
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(path: &Path) -> Vec<String> {
    let prose = prose(path);
    let headings = prose
        .lines()
        .filter_map(|line| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')));
    headings
        .map(|heading| heading.to_lowercase().replace(' ', "-"))
        .map(|heading| heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect())
        .collect()
}

#[test]
fn links_lead_somewhere() {
    let pages = ["", "spec", "generator/runtime", "generator/src/guide"].map(|folder| repository().join(folder));
    let files = pages.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let pages: Vec<PathBuf> =
        files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    let mut seen = 0;
    for page in &pages {
        for rest in prose(page).split("](").skip(1) {
            // Those of rustdoc, and those to other places, are for others to follow.
            let link = rest.split(')').next().unwrap();
            if link.contains("::") || link.contains("://") {
                continue;
            }
            seen += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: `{link}` is not there", page.display());
            let is_heading = anchor.is_empty() || anchors(&target).iter().any(|heading| heading == anchor);
            assert!(is_heading, "{}: `{link}` has no such heading", page.display());
        }
    }
    assert!(seen > 20, "{seen}");
}
