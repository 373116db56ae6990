//! A newer description for a slice: its part of the document, written down in place of the one that is there.
//!
//! The shape is taken from the new document. Words are either taken along, or those of the old document stay; elements
//! that are new have none then, and are listed.

mod words;

use crate::{
    Description, Format,
    api::{Api, Names},
    config::{self, Config},
    csdl,
    diff::{Change, Impact, Input, compare},
    report::{Diagnostic, Report},
    slice::{self, DeadEnds},
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
    if format != old.description.format {
        report.push(
            Diagnostic::warning("facts-lost", "the new document is of another format than the one that is there")
                .help("OpenAPI cannot say which types are abstract, the numbers of enumeration members and the like"),
        );
    }
    let whole = Description { base: new, format, supplements: old.description.supplements.clone(), pages: Vec::new() };
    let whole = Input { description: &whole, config: old.config };
    let kept = match texts {
        Texts::Take => None,
        Texts::Keep => {
            let alone = Description { supplements: Vec::new(), ..old.description.clone() };
            let opening = opening(&sources.get(old.description.base).text).to_owned();
            Some((crate::read(sources, &alone, report)?, opening))
        }
    };
    let mut text_wanted = Vec::new();
    let (document, bumped) = part(sources, whole, report, |api, names| match &kept {
        None => String::new(),
        Some((old, opening)) => {
            text_wanted = words::keep(api, names, old);
            opening.clone()
        }
    })?;
    let changes = compare(sources, old, Input { description: &bumped, config: old.config }, report)?;
    Some(Bump { document, changes, text_wanted })
}

/// The part of a description that a slice needs, as a CSDL document.
pub fn cut_out(sources: &mut Sources, whole: Input<'_>, report: &mut Report) -> Option<String> {
    part(sources, whole, report, |_, _| String::new()).map(|(document, _)| document)
}

/// The part as a text and as a description. `adapt` may change what is said of elements, and gives what the document
/// begins with, if that is to be something else.
fn part(
    sources: &mut Sources,
    whole: Input<'_>,
    report: &mut Report,
    mut adapt: impl FnMut(&mut Api, &Names) -> String,
) -> Option<(String, Description)> {
    let Config { slice: wanted, rename, .. } = whole.config;
    let checked = crate::read_for(sources, whole.description, wanted, &crate::renamed_types(rename), report)?;
    let slice = slice::slice(&checked, wanted, report);
    crate::name::Renames::new(rename, &checked, report);
    if report.has_errors() {
        return None;
    }
    let mut difference = None;
    for dead_ends in [DeadEnds::Unmarked, DeadEnds::Marked] {
        let mut api = slice::cut(&checked, &slice, whole.description.base, dead_ends);
        let opening = adapt(&mut api, checked.names());
        let document = with_opening(&opening, csdl::write(&api, checked.names()));
        let base = sources.add("the part of the description", document.as_str());
        let supplements = whole.description.supplements.clone();
        let description = Description { base, format: Format::Csdl, supplements, pages: Vec::new() };
        let changes = compare(sources, whole, Input { description: &description, config: whole.config }, report)?;
        difference = changes.into_iter().find(|change| change.impact > Impact::Documentation);
        if difference.is_none() {
            return Some((document, description));
        }
    }
    report.push(differs(&difference?, wanted));
    None
}

/// The part has to give the crate that the whole gives.
fn differs(change: &Change, wanted: &config::Slice) -> Diagnostic {
    let message = format!(
        "the part of the description that the slice needs gives another crate than the whole: `{}` ({}: {})",
        change.item, change.kind, change.reason
    );
    let finding = Diagnostic::error("part-differs", message)
        .help("name the paths in `include` more closely: a wildcard finds other ways in a smaller description");
    wanted.include.iter().fold(finding, |finding, pattern| finding.at(pattern.span, ""))
}

/// What stands before the root element.
fn opening(document: &str) -> &str {
    &document[..document.find("<edmx:Edmx").unwrap_or_default()]
}

/// A document that is kept by hand begins with a comment that says what it is.
fn with_opening(old: &str, new: String) -> String {
    if old.is_empty() { new } else { [old, &new[opening(&new).len()..]].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

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
}
