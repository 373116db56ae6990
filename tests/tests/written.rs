//! Descriptions and diagrams that graphslice writes.

use std::path::Path;

use graphslice::diff::Input;
use graphslice::report::Report;
use graphslice::source::Sources;
use graphslice::{Description, Format, bump, csdl, show};
use graphslice_tests::case::{self, Case};
use graphslice_tests::real;

/// `spec/` is in the form that is written, so that a bump changes only what changed.
#[test]
fn what_is_written_is_what_was_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/autopilot.csdl");
    let text = std::fs::read_to_string(path).unwrap();
    let mut sources = Sources::default();
    let base = sources.add("autopilot.csdl", text.as_str());
    let description = Description::new(base, Format::Csdl);
    let mut report = Report::default();
    let api = graphslice::read(&sources, &description, &mut report).unwrap();
    assert!(report.diagnostics().is_empty());
    let written = csdl::write(api.api(), api.names());
    let (prolog, written) = written.split_at(written.find("<edmx:Edmx").unwrap());
    assert_eq!(prolog, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let text = &text[text.find("<edmx:Edmx").unwrap()..];
    for (at, (written, read)) in written.lines().zip(text.lines()).enumerate() {
        assert_eq!(written, read, "line {} behind the prolog", at + 1);
    }
    assert_eq!(written.len(), text.len());
}

/// The page beside the description draws the slice as it is.
#[test]
fn the_diagram_of_our_slice_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = std::fs::read_to_string(root.join("spec/README.md")).unwrap();
    let drawn = page.split("```mermaid\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
    let Case { sources, mut report, input, .. } = Case::read(&root.join("spec")).unwrap();
    let (description, config) = input.unwrap();
    let plan = graphslice::plan(&sources, &description, &config, &mut report).unwrap();
    // Lines, whatever ends them in this checkout.
    assert!(
        drawn.lines().eq(show::mermaid(&plan).lines()),
        "put what `cargo run -p graphslice -- show --slice spec/slice.toml` prints into spec/README.md"
    );
}

/// What a case needs of its description, written down, gives the same crate.
#[test]
fn cases_can_be_written_down() {
    let mut written = 0;
    for case in case::all().unwrap() {
        let Case { name, mut sources, mut report, input: Some((description, config)), .. } = case else { continue };
        if description.format != Format::Csdl {
            continue;
        }
        let Some(of_case) = graphslice::generate(&sources, &description, &config, &mut report) else { continue };
        let part = bump::cut_out(&mut sources, Input { description: &description, config: &config }, &mut report);
        let base = sources.add("part.csdl", part.unwrap_or_else(|| panic!("{name}: {}", report.to_text(&sources))));
        let part = Description { base, ..description };
        let of_part = graphslice::generate(&sources, &part, &config, &mut report).unwrap();
        // What pages say of the rest of a service is not said of a part.
        for (path, text) in of_case.iter().filter(|(path, _)| *path != "PAGES.md") {
            assert_eq!(of_part.get(path), Some(text), "{name}: {path}");
        }
        written += 1;
    }
    assert!(written > 5);
}

/// The part of the whole description that a slice needs gives the crate that the whole gives.
#[test]
fn a_part_stands_for_the_whole() {
    let Some(path) = real::document("a_part_stands_for_the_whole", "v1.0.csdl") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let slices = [
        ["/users/{id}#GET,PATCH", "/users/{id}/messages/**"],
        ["/groups/{id}/members", "/groups/{id}#GET"],
        ["/deviceManagement/managedDevices/**", "/deviceManagement/*"],
        ["/security/alerts_v2/**", "/identity/**"],
        ["/users/{id}/**", "/me/drive/**"],
        ["/applications/**", "/drives/{id}/items/*/**"],
        ["/me/mailboxSettings/workingHours", "/users/{id}/displayName"],
    ];
    for include in slices {
        let mut sources = Sources::default();
        let mut report = Report::default();
        let base = sources.add("v1.0.csdl", text.as_str());
        let slice_toml =
            format!("[package]\nname = \"part\"\n[source]\ncsdl = \"v1.0.csdl\"\n[slice]\ninclude = {include:?}\n");
        let toml = sources.add("slice.toml", slice_toml);
        let config = graphslice::config::parse(toml, &sources, &mut report).unwrap();
        let description = |base| Description::new(base, Format::Csdl);
        let whole = description(base);
        let part = bump::cut_out(&mut sources, Input { description: &whole, config: &config }, &mut report);
        let part = part.unwrap_or_else(|| panic!("{include:?}: {}", report.to_text(&sources)));
        let part = sources.add("part.csdl", part);
        let of_whole = graphslice::generate(&sources, &description(base), &config, &mut report).unwrap();
        let of_part = graphslice::generate(&sources, &description(part), &config, &mut report).unwrap();
        for (path, text) in of_whole.iter() {
            let lines = of_part.get(path).unwrap_or_default().lines().zip(text.lines());
            for (part, whole) in lines {
                assert_eq!(part, whole, "{include:?}: {path}");
            }
            assert_eq!(of_part.get(path).map(str::len), Some(text.len()), "{include:?}: {path}");
        }
        assert_eq!(of_part.len(), of_whole.len(), "{include:?}");
    }
}
