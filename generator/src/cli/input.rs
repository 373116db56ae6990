//! From paths and flags to sources and a configuration.

use std::{fs, io::ErrorKind, path::Path};

use super::{
    Run,
    args::{Dialect, Input, Selection},
};
use crate::{
    Description, Format,
    config::{self, Config, Features, Package, Slice, Source, Text},
    report::Diagnostic,
    source::{SourceId, Span},
};

/// What a user without a `slice.toml` says about the crate.
pub(super) struct CrateWords<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) service_root: Option<&'a str>,
    pub(super) features: Features,
}

impl Run {
    /// A `slice.toml` and the documents that it names, whose paths are relative to it.
    pub(super) fn slice_file(&mut self, path: &Path) -> Option<(Description, Config)> {
        let config = self.slice_config(path)?;
        self.refuse_half_bumped(path, &config)?;
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        let base = self.read(&folder.join(&config.source.document.value), Some(config.source.document.span));
        let supplements: Vec<Option<SourceId>> = config
            .source
            .supplements
            .iter()
            .map(|supplement| self.read(&folder.join(&supplement.value), Some(supplement.span)))
            .collect();
        let pages = config.source.pages.as_ref().map(|pages| self.pages(&folder.join(&pages.value), Some(pages.span)));
        let supplements = supplements.into_iter().collect::<Option<_>>()?;
        let pages = pages.unwrap_or(Some(Vec::new()))?;
        Some((Description { base: base?, format: config.source.format, supplements, pages }, config))
    }

    /// What a `slice.toml` says, without the documents.
    pub(super) fn slice_config(&mut self, path: &Path) -> Option<Config> {
        let source = self.read(path, None)?;
        config::parse(source, &self.sources, &mut self.report)
    }

    /// The documents alone.
    pub(super) fn description(&mut self, input: &Input) -> Option<Description> {
        if let Some(slice) = &input.slice {
            return self.slice_file(slice).map(|(description, _)| description);
        }
        let (_, path, format) = document(input);
        let base = self.read(path, None);
        let supplements: Vec<Option<SourceId>> = input.supplements.iter().map(|path| self.read(path, None)).collect();
        let supplements = supplements.into_iter().collect::<Option<_>>()?;
        Some(Description { base: base?, format, supplements, pages: Vec::new() })
    }

    /// The documents, and what is wanted of them.
    pub(super) fn slice(&mut self, input: &Input, selection: &Selection) -> Option<(Description, Slice)> {
        match &input.slice {
            Some(path) => self.slice_file(path).map(|(description, config)| (description, config.slice)),
            None => Some((self.description(input)?, self.selection(selection, input.skip_unsupported))),
        }
    }

    /// The documents, and all that a `slice.toml` could say about the crate.
    pub(super) fn config(
        &mut self,
        input: &Input,
        selection: &Selection,
        words: &CrateWords<'_>,
    ) -> Option<(Description, Config)> {
        if let Some(path) = &input.slice {
            return self.slice_file(path);
        }
        let name = self.flag("--name", words.name.unwrap_or_default());
        let service_root = words.service_root.map(|root| self.flag("--service-root", root));
        let root_problem = service_root.as_ref().and_then(config::service_root);
        let problem = config::package_name(&name).or(root_problem);
        let (flag, path, format) = document(input);
        let document = self.flag(flag, &path.to_string_lossy());
        let slice = Slice { features: words.features, ..self.selection(selection, input.skip_unsupported) };
        let description = self.description(input);
        match problem {
            Some(problem) => self.fail(problem),
            None => {
                let root = service_root.map(|root| root.value.trim_end_matches('/').to_owned());
                let config = flags_only(name, document, format, slice);
                Some((description?, Config { source: Source { service_root: root, ..config.source }, ..config }))
            }
        }
    }

    pub(super) fn selection(&mut self, selection: &Selection, skip_unsupported: bool) -> Slice {
        Slice {
            include: selection.include.iter().map(|text| self.flag("--include", text)).collect(),
            types: selection.types.iter().map(|text| self.flag("--type", text)).collect(),
            features: Features::None,
            skip_unsupported,
        }
    }

    /// A text of the command line, under the name of its flag.
    pub(super) fn flag(&mut self, flag: &str, text: &str) -> Text {
        let source = self.sources.add(flag, text);
        Text { value: text.to_owned(), span: Span::new(source, 0..text.len()) }
    }

    /// Reads a file; `named_at` is where its path was written.
    pub(super) fn read(&mut self, path: &Path, named_at: Option<Span>) -> Option<SourceId> {
        let name = path.display().to_string();
        let problem = match fs::read(path) {
            Ok(content) if content.is_empty() => {
                Diagnostic::error("empty-file", format!("`{name}` is empty")).help("was a download cut off?")
            }
            Ok(content) => match String::from_utf8(content) {
                Ok(text) => return Some(self.sources.add(name, text)),
                Err(error) => not_utf8(&name, error.as_bytes(), error.utf8_error().valid_up_to()),
            },
            Err(_) if path.is_dir() => {
                Diagnostic::error("unreadable-file", format!("`{name}` is a folder")).help("name the file in it")
            }
            Err(_) if name.starts_with("https://") || name.starts_with("http://") => {
                Diagnostic::error("unreadable-file", format!("`{name}` is not a file"))
                    .help("download it first, with a program like curl: nothing is read but files")
            }
            Err(error) => {
                let problem = Diagnostic::error("unreadable-file", format!("cannot read `{name}`: {error}"));
                match error.kind() {
                    ErrorKind::PermissionDenied => problem.help("get the right to read it, or name a copy"),
                    _ => problem,
                }
            }
        };
        self.fail(match named_at {
            Some(span) => problem.at(span, ""),
            None => problem,
        })
    }
}

/// The configuration of a user who has no `slice.toml`.
pub(super) fn flags_only(name: Text, document: Text, format: Format, slice: Slice) -> Config {
    Config {
        package: Package {
            name,
            version: Package::VERSION.to_owned(),
            description: None,
            license: None,
            rust_version: Package::RUST_VERSION.to_owned(),
            repository: None,
            documentation: None,
            keywords: Vec::new(),
            categories: Vec::new(),
        },
        source: Source { document, format, supplements: Vec::new(), pages: None, service_root: None },
        slice,
        rename: Vec::new(),
    }
}

/// The document that the flags name: the flag, the path and the format.
fn document(input: &Input) -> (&'static str, &Path, Format) {
    match (&input.openapi, &input.csdl) {
        (Some(path), _) if input.dialect == Dialect::Plain => ("--openapi", path, Format::PlainOpenApi),
        (Some(path), _) => ("--openapi", path, Format::OpenApi),
        (None, path) => ("--csdl", path.as_deref().unwrap_or_else(|| Path::new("")), Format::Csdl),
    }
}

fn not_utf8(name: &str, content: &[u8], at: usize) -> Diagnostic {
    let line = content[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    let problem = Diagnostic::error("not-utf-8", format!("`{name}` is not UTF-8: line {line}, byte {at} of the file"));
    if content.starts_with(&[0xff, 0xfe]) || content.starts_with(&[0xfe, 0xff]) {
        return problem.help("it is UTF-16, as older PowerShell writes it; save it as UTF-8");
    }
    problem.help("save it as UTF-8")
}
