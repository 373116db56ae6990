//! `graphslice bump`

use std::{
    fmt::Write,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use toml_edit::{DocumentMut, TomlError};

use super::{
    Answer, Run, Verdict,
    args::{DiffFormat, Newer, WordsFrom},
    diff::render::render,
    render::path_text,
    write::{Together, is_half_done},
};
use crate::{
    Format,
    bump::{Bump, Texts, bump},
    config::Config,
    diff::{Input, next_version},
    report::Diagnostic,
    source::Span,
};

/// Beside the `slice.toml`: where its description comes from.
pub(super) const SOURCES: &str = "SOURCES.toml";

/// The folder of a `slice.toml`, and the files that a bump replaces there. The version comes last: without it, it could not
/// be told any more how far it has to be raised.
fn replaced(slice: &Path, config: &Config) -> (PathBuf, [PathBuf; 3]) {
    let folder = slice.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = slice.file_name().unwrap_or_default();
    (folder.to_owned(), [(&config.source.document.value).into(), SOURCES.into(), name.into()])
}

impl Run {
    pub(super) fn bump(&mut self, slice: &Path, newer: &Newer, texts: WordsFrom) -> Option<Answer> {
        if !newer.write {
            return self.bump_with(slice, newer, texts, None);
        }
        let (folder, files) = replaced(slice, &self.slice_config(slice)?);
        let mut before = |_: &Path| Ok(());
        let mut together = match Together::take(&folder, &files, &mut before) {
            Ok(together) => together,
            Err(error) => return self.fail(error.diagnostic()),
        };
        let answer = self.bump_with(slice, newer, texts, Some(&mut together));
        match together.release() {
            Ok(()) => answer,
            Err(error) => self.fail(error.diagnostic()),
        }
    }

    /// Some of the files of a `slice.toml` are of another state than the others while a bump replaces them.
    pub(super) fn refuse_half_bumped(&mut self, slice: &Path, config: &Config) -> Option<()> {
        let (folder, files) = replaced(slice, config);
        if !is_half_done(&folder, &files) {
            return Some(());
        }
        let message = format!("`bump` was interrupted while it replaced `{}` and the files beside it", slice.display());
        self.fail(
            Diagnostic::error("interrupted", message).help("run it again, with `--write`: it completes what is left"),
        )
    }

    fn bump_with(
        &mut self,
        slice: &Path,
        newer: &Newer,
        texts: WordsFrom,
        files: Option<&mut Together<'_>>,
    ) -> Option<Answer> {
        let (description, config) = self.slice_file(slice)?;
        if config.source.format == Format::OpenApi {
            return self.fail(
                Diagnostic::error("openapi-source", "the new description would be written as CSDL")
                    .at(config.source.document.span, "this is OpenAPI")
                    .help("name a file for it with `csdl = \"…\"` instead of `openapi`; both formats can be taken in"),
            );
        }
        let (path, format) = match (&newer.openapi, &newer.csdl) {
            (Some(path), _) if config.source.format == Format::PlainOpenApi => (path.clone(), Format::PlainOpenApi),
            (Some(path), _) => (path.clone(), Format::OpenApi),
            (None, path) => (path.clone().unwrap_or_default(), Format::Csdl),
        };
        let whole = self.read(&path, None)?;
        let texts = if texts == WordsFrom::Keep { Texts::Keep } else { Texts::Take };
        let old = Input { description: &description, config: &config };
        let bumped = bump(&mut self.sources, old, (whole, format), texts, &mut self.report)?;
        let mut text = render(&bumped.changes, &config.package.version, DiffFormat::Text);
        text += &wanted(&bumped.text_wanted);
        if let Some(files) = files {
            let from = newer.from.clone().unwrap_or_else(|| path.display().to_string());
            let list = self.sources_list(&slice.with_file_name(SOURCES))?;
            let document = &config.source.document.value;
            let provenance = provenance(list, document, &from, &self.sources.get(whole).text);
            text += &self.write_bump(slice, &config, &bumped, (&provenance, files))?;
        } else {
            text += "\nNothing was written; `--write` does it.\n";
        }
        Some(Answer { verdict: Verdict::Yes, text })
    }

    /// What is listed so far. A list that cannot be read is not replaced.
    pub(super) fn sources_list(&mut self, path: &Path) -> Option<DocumentMut> {
        const OPENING: &str =
            "# Of which documents the descriptions beside this file are parts; `graphslice bump` writes it.\n\n";
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => OPENING.to_owned(),
            Err(error) => {
                let message = format!("cannot read `{}`: {error}", path.display());
                return self.fail(Diagnostic::error("unreadable-file", message));
            }
            Ok(text) => text,
        };
        text.parse().map_or_else(
            |error: TomlError| {
                let source = self.sources.add(path.display().to_string(), text.as_str());
                let span = Span::new(source, error.span().unwrap_or_default());
                let problem = Diagnostic::error("bad-toml", format!("this is not TOML: {}", error.message()));
                self.fail(problem.at(span, "").help("mend it, or delete the file: it is written anew then"))
            },
            Some,
        )
    }

    fn write_bump(
        &mut self,
        slice: &Path,
        config: &Config,
        bumped: &Bump,
        (provenance, files): (&str, &mut Together<'_>),
    ) -> Option<String> {
        let document = slice.with_file_name(&config.source.document.value);
        let mut text = format!("\nWritten: `{}`, and `{SOURCES}` beside it.\n", path_text(&document));
        let mut words = self.sources.get(config.source.document.span.source).text.clone();
        let version = next_version(&config.package.version, &bumped.changes);
        match version.filter(|version| *version != config.package.version) {
            Some(version) => {
                words = raised(&words, &version);
                let _ = writeln!(text, "`{}` has version {version} now.", path_text(slice));
            }
            None => text += "The version stays as it is.\n",
        }
        match files.replace(&[&bumped.document, provenance, &words]) {
            Ok(()) => Some(text + "Generate the crate next, and read the diff.\n"),
            Err(error) => self.fail(error.diagnostic()),
        }
    }
}

fn wanted(elements: &[String]) -> String {
    if elements.is_empty() {
        return String::new();
    }
    let list: String = elements.iter().map(|element| format!("  {element}\n")).collect();
    format!("\nText wanted\n{list}")
}

/// The `slice.toml` with another version, and otherwise to the letter.
fn raised(text: &str, version: &str) -> String {
    let Ok(mut document) = text.parse::<DocumentMut>() else { return text.to_owned() };
    if let Some(value) = document.get_mut("package").and_then(|package| package.get_mut("version")) {
        let decor = value.as_value().map(|value| value.decor().clone());
        *value = toml_edit::value(version);
        if let (Some(value), Some(decor)) = (value.as_value_mut(), decor) {
            *value.decor_mut() = decor;
        }
    } else if let Some(package) = document.get_mut("package").and_then(|package| package.as_table_mut()) {
        package.insert("version", toml_edit::value(version));
    }
    document.to_string()
}

/// The list of sources with a new entry for the description.
pub(super) fn provenance(mut list: DocumentMut, document: &str, from: &str, whole: &str) -> String {
    let mut hash = String::new();
    for byte in Sha256::digest(whole) {
        // Writing to a String cannot fail.
        let _ = write!(hash, "{byte:02x}");
    }
    let mut entry = toml_edit::Table::new();
    entry.insert("from", toml_edit::value(from));
    entry.insert("sha256", toml_edit::value(hash));
    entry.insert("date", toml_edit::value(time::OffsetDateTime::now_utc().date().to_string()));
    if list.is_empty() {
        // What a new list begins with is all that it holds, so it would stand at the end.
        entry.decor_mut().set_prefix(list.trailing().as_str().unwrap_or_default());
        list.set_trailing("");
    }
    list.insert(document, toml_edit::Item::Table(entry));
    list.to_string()
}
