//! A newer description for a slice: its part of the document, written down in place of the one that is there.
//!
//! The shape is taken from the new document. Words are either taken along, or those of the old document stay; elements
//! that are new have none then, and are listed.

mod words;

use crate::{
    Description, Format,
    api::{Api, Names},
    check::Checked,
    config, csdl,
    diff::{Change, Impact, Input, Side, compare, compare_sides, diff},
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
    /// The document for the slice, as CSDL; a plain one as it is.
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
    if old.description.format == Format::PlainOpenApi {
        return bump_plain(sources, old, (new, format), texts, report);
    }
    if format != old.description.format {
        report.push(
            Diagnostic::warning("facts-lost", "the new document is of another format than the one that is there")
                .help("OpenAPI cannot say which types are abstract, the numbers of enumeration members and the like"),
        );
    }
    let before = old.read(sources, report)?;
    let whole = Description { base: new, format, supplements: old.description.supplements.clone(), pages: Vec::new() };
    let whole = Input { description: &whole, config: old.config };
    let kept = match texts {
        Texts::Take => None,
        Texts::Keep => {
            let alone = Description { supplements: Vec::new(), ..old.description.clone() };
            let opening = opening(&sources.get(old.description.base).text).to_owned();
            Some((read_again(sources, Input { description: &alone, ..old }, report)?, opening))
        }
    };
    let mut text_wanted = Vec::new();
    let part = part(sources, whole, report, |api, names| match &kept {
        None => String::new(),
        Some((old, opening)) => {
            text_wanted = words::keep(api, names, old);
            opening.clone()
        }
    })?;
    let crate_name = old.config.package.crate_name();
    let before = Side::new(&before, old.config, &crate_name);
    let after = Side::new(&part.checked, old.config, &crate_name);
    let changes = compare_sides(&before, &after, report)?;
    Some(Bump { document: part.document, changes, text_wanted })
}

/// A plain document is kept whole: the new one takes its place.
fn bump_plain(
    sources: &Sources,
    old: Input<'_>,
    (new, format): (SourceId, Format),
    texts: Texts,
    report: &mut Report,
) -> Option<Bump> {
    if texts == Texts::Keep {
        report.push(
            Diagnostic::error("plain-texts", "the words of a plain document cannot be kept: it is replaced as a whole")
                .help("leave `--texts keep` out"),
        );
        return None;
    }
    let whole = Description::new(new, format);
    // With words of its own: what no longer applies is an error.
    let config = old.config.clone();
    let changes = compare(sources, old, Input { description: &whole, config: &config }, report)?;
    Some(Bump { document: sources.get(new).text.clone(), changes, text_wanted: Vec::new() })
}

/// The part of a description that a slice needs, as a CSDL document.
pub fn cut_out(sources: &mut Sources, whole: Input<'_>, report: &mut Report) -> Option<String> {
    part(sources, whole, report, |_, _| String::new()).map(|part| part.document)
}

/// The part of a description, as a document and as it is read.
struct Part {
    document: String,
    checked: Checked,
}

/// `adapt` may change what is said of elements, and gives what the document begins with, if that is to be something else.
fn part(
    sources: &mut Sources,
    whole: Input<'_>,
    report: &mut Report,
    mut adapt: impl FnMut(&mut Api, &Names) -> String,
) -> Option<Part> {
    let crate_name = whole.config.package.crate_name();
    let checked = whole.read(sources, report)?;
    let of_whole = Side::new(&checked, whole.config, &crate_name);
    report.append(of_whole.findings.clone());
    if report.has_errors() {
        return None;
    }
    let mut difference = None;
    for dead_ends in [DeadEnds::Unmarked, DeadEnds::Marked] {
        let mut api = slice::cut(&checked, &of_whole.slice, whole.description.base, dead_ends);
        let opening = adapt(&mut api, checked.names());
        let document = with_opening(&opening, csdl::write(&api, checked.names()));
        let base = sources.add("the part of the description", document.as_str());
        let supplements = whole.description.supplements.clone();
        let description = Description { base, format: Format::Csdl, supplements, pages: Vec::new() };
        let checked = read_again(sources, Input { description: &description, ..whole }, report)?;
        let of_part = Side::new(&checked, whole.config, &crate_name);
        difference = diff(&of_whole, &of_part).into_iter().find(|change| change.impact > Impact::Documentation);
        if difference.is_none() {
            return Some(Part { document, checked });
        }
    }
    report.push(differs(&difference?, &whole.config.slice));
    None
}

/// Reads what is a part of something that was read before: its warnings have been told. If there are errors, there is
/// nothing.
fn read_again(sources: &Sources, part: Input<'_>, report: &mut Report) -> Option<Checked> {
    let mut again = Report::default();
    let checked = part.read(sources, &mut again);
    if again.has_errors() {
        report.append(again);
        return None;
    }
    checked
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
mod tests;
