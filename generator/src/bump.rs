//! A newer description for a slice: its part of the document, written down in place of the one that is there.
//!
//! The shape is taken from the new document. Words are either taken along, or those of the old document stay; elements
//! that are new have none then, and are listed.

mod words;

use crate::{
    Description, Format,
    api::Api,
    check::Checked,
    config::Config,
    csdl,
    diff::{Change, Impact, Input, compare},
    report::{Diagnostic, Report},
    slice,
    source::{SourceId, Sources},
};

/// Whose words the new document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Those of the description that is taken in.
    Take,
    /// Those that are there already.
    Keep,
}

/// What a bump would do.
#[derive(Debug, Clone)]
pub struct Bump {
    /// The document for the slice, as CSDL.
    pub document: String,
    /// What changes for the users of the crate.
    pub changes: Vec<Change>,
    /// Elements that are new and have no words yet, by their names in annotations.
    pub text_wanted: Vec<String>,
}

/// Takes a newer description in: `old` is what the slice is made of now, `new` a document of the whole service.
pub fn bump(
    sources: &mut Sources,
    old: Input<'_>,
    (new, format): (SourceId, Format),
    texts: Texts,
    report: &mut Report,
) -> Option<Bump> {
    let supplements = old.description.supplements.clone();
    let whole = Description { base: new, format, supplements: supplements.clone() };
    if format != old.description.format {
        report.push(
            Diagnostic::warning("facts-lost", "the new document is of another format than the one that is there")
                .help("OpenAPI cannot say which types are abstract, the numbers of enumeration members and the like"),
        );
    }
    let mut part = part(sources, &whole, old.config, report)?;
    let mut text_wanted = Vec::new();
    if texts == Texts::Keep {
        let alone = Description { supplements: Vec::new(), ..old.description.clone() };
        let before = crate::read(sources, &alone, report)?;
        text_wanted = words::keep(&mut part.api, &part.names, &before);
    }
    let mut document = csdl::write(&part.api, &part.names);
    if texts == Texts::Keep {
        document = with_opening(&sources.get(old.description.base).text, document);
    }
    let base = sources.add("the new document", document.as_str());
    let bumped = Description { base, format: Format::Csdl, supplements };
    let after = Input { description: &bumped, config: old.config };
    is_whole(sources, Input { description: &whole, config: old.config }, after, report)?;
    let changes = compare(sources, old, after, report)?;
    Some(Bump { document, changes, text_wanted })
}

struct Part {
    api: Api,
    names: crate::api::Names,
}

fn part(sources: &Sources, whole: &Description, config: &Config, report: &mut Report) -> Option<Part> {
    let checked: Checked =
        crate::read_for(sources, whole, &config.slice, &crate::renamed_types(&config.rename), report)?;
    let slice = slice::slice(&checked, &config.slice, report);
    crate::name::Renames::new(&config.rename, &checked, report);
    if report.has_errors() {
        return None;
    }
    Some(Part { api: slice::cut(&checked, &slice, whole.base), names: checked.names().clone() })
}

/// The part has to give the crate that the whole gives; where a wildcard finds other ways in it, it does not.
fn is_whole(sources: &Sources, whole: Input<'_>, part: Input<'_>, report: &mut Report) -> Option<()> {
    let changes = compare(sources, whole, part, report)?;
    let Some(change) = changes.iter().find(|change| change.impact > Impact::Documentation) else { return Some(()) };
    let message = format!(
        "the part of the description that the slice needs gives another crate than the whole: `{}` ({}: {})",
        change.item, change.kind, change.reason
    );
    let mut finding = Diagnostic::error("part-differs", message)
        .help("name the paths in `include` more closely: a wildcard finds other ways in a smaller description");
    for pattern in &part.config.slice.include {
        finding = finding.at(pattern.span, "");
    }
    report.push(finding);
    None
}

/// A document that is kept by hand begins with a comment that says what it is.
fn with_opening(old: &str, new: String) -> String {
    let opening = |text: &'_ str| text.find("<edmx:Edmx");
    match (opening(old), opening(&new)) {
        (Some(end), Some(start)) => [&old[..end], &new[start..]].concat(),
        _ => new,
    }
}
