//! Two documents, the second of which is the newer: CSDL, or plain ones.

use graphslice::{
    Description,
    bump::{self, Texts},
    cli::{DiffFormat, changes_text},
    diff::{Change, Input, compare},
    report::Report,
};

use super::{CSDL, Given, NEXT, PLAIN};
use crate::fuzz::verdict;

fn pair(data: &[u8]) -> (Given, Description) {
    let text = String::from_utf8_lossy(data);
    let (old, new) = text.split_once(NEXT).unwrap_or((&text, &text));
    let is_xml = old.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    let mut given = Given::new(old, if is_xml { CSDL } else { PLAIN });
    let base = given.sources.add("new", new);
    let newer = Description { base, ..given.description.clone() };
    (given, newer)
}

/// The newer is taken in: what is written has to read as it was meant.
pub fn bump(data: &[u8]) {
    let (Given { mut sources, description, config }, newer) = pair(data);
    let mut report = Report::default();
    let input = Input { description: &description, config: &config };
    let texts = if data.len().is_multiple_of(2) { Texts::Take } else { Texts::Keep };
    let bumped = bump::bump(&mut sources, input, (newer.base, newer.format), texts, &mut report);
    assert!(bumped.is_some() || report.has_errors(), "nothing, and no reason");
    verdict::told(&report, &sources);
    if let Some(bumped) = bumped {
        written(&bumped.changes);
        bumped.text_wanted.iter().for_each(|element| verdict::line(element));
    }
}

/// The two are compared.
pub fn diff(data: &[u8]) {
    let (Given { sources, description, config }, newer) = pair(data);
    let mut report = Report::default();
    let side = |description| Input { description, config: &config };
    let changes = compare(&sources, side(&description), side(&newer), &mut report);
    assert!(changes.is_some() || report.has_errors(), "nothing, and no reason");
    verdict::told(&report, &sources);
    if let Some(changes) = changes {
        written(&changes);
    }
}

/// Changes in all forms in which people and programs read them.
fn written(changes: &[Change]) {
    let text = changes_text(changes, "0.1.0", DiffFormat::Text);
    text.split('\n').for_each(verdict::line);
    verdict::markdown(&changes_text(changes, "0.1.0", DiffFormat::Markdown));
    let json = changes_text(changes, "0.1.0", DiffFormat::Json);
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(changes.len()), "{json}");
}
