//! Descriptions that graphslice writes.

use std::path::Path;

use graphslice::report::Report;
use graphslice::source::Sources;
use graphslice::{Description, Format, csdl};

/// `spec/` is in the form that is written, so that a bump changes only what changed.
#[test]
fn what_is_written_is_what_was_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/autopilot.csdl");
    let text = std::fs::read_to_string(path).unwrap();
    let mut sources = Sources::default();
    let base = sources.add("autopilot.csdl", text.as_str());
    let description = Description { base, format: Format::Csdl, supplements: Vec::new() };
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
