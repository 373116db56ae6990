//! `graphslice diff`

pub(super) mod render;

use std::{path::Path, rc::Rc};

use super::{
    Answer, Run, Verdict,
    args::{Dialect, Diff, Selection},
    input::flags_only,
};
use crate::{
    Description, Format,
    config::Config,
    diff::{Input, Step, compare},
    report::Diagnostic,
    source::SourceId,
};

/// What the user names as one side.
enum Named {
    /// A `slice.toml` with all that it names.
    Crate(Description, Rc<Config>),
    /// A description alone, with whether it is XML.
    Document(SourceId, bool),
}

/// What a description is cut by.
struct Words {
    supplements: Vec<SourceId>,
    config: Rc<Config>,
}

impl Run {
    pub(super) fn diff(&mut self, args: &Diff) -> Option<Answer> {
        let (old, new) = (self.named(&args.old), self.named(&args.new));
        let (old, new) = (old?, new?);
        let words = self.words(args, &old, &new)?;
        let (old, old_config) = described(old, words.as_ref())?;
        let (new, new_config) = described(new, words.as_ref())?;
        let changes = compare(
            &self.sources,
            Input { description: &old, config: &old_config },
            Input { description: &new, config: &new_config },
            &mut self.report,
        )?;
        let text = render::render(&changes, &new_config.package.version, args.format);
        let is_denied = args.deny_breaking && Step::of(&changes) == Step::Breaking;
        Some(Answer { verdict: if is_denied { Verdict::No } else { Verdict::Yes }, text })
    }

    fn named(&mut self, path: &Path) -> Option<Named> {
        let slice = if path.is_dir() { path.join("slice.toml") } else { path.to_owned() };
        if path.is_dir() && !slice.exists() {
            let message = format!("there is no `slice.toml` in `{}`", path.display());
            let help = "name the folder of a slice, or a description: a crate alone does not say what it was made from";
            return self.fail(Diagnostic::error("unreadable-file", message).help(help));
        }
        if slice.extension().is_some_and(|extension| extension == "toml") {
            return self.slice_file(&slice).map(|(description, config)| Named::Crate(description, Rc::new(config)));
        }
        let source = self.read(path, None)?;
        Some(Named::Document(source, self.sources.get(source).is_xml()))
    }

    /// By which words, and with which supplements, descriptions are cut: those of the command line, else those of the
    /// other side, else everything.
    fn words(&mut self, args: &Diff, old: &Named, new: &Named) -> Option<Option<Words>> {
        let is_told = args.slice.is_some() || !args.include.is_empty() || !args.types.is_empty();
        let is_more_told = args.dialect.is_some() || args.skip_unsupported;
        match (old, new) {
            (Named::Crate(..), Named::Crate(..)) if is_told || is_more_told => self.fail(
                Diagnostic::error("usage", "both sides are crates, each with a slice.toml of its own")
                    .help("leave out `--slice`, `--include`, `--type` and the like: they are for descriptions"),
            ),
            (Named::Crate(..), Named::Crate(..)) => Some(None),
            (Named::Crate(..), _) | (_, Named::Crate(..)) if !is_told && is_more_told => self.fail(
                Diagnostic::error(
                    "usage",
                    "the slice.toml says the dialect, and whether what is not supported is skipped",
                )
                .help("leave out `--dialect` and `--skip-unsupported`, or say by `--include` what to compare instead"),
            ),
            (Named::Crate(description, config), _) | (_, Named::Crate(description, config)) if !is_told => {
                Some(Some(Words { supplements: description.supplements.clone(), config: Rc::clone(config) }))
            }
            (Named::Crate(description, _), _) | (_, Named::Crate(description, _)) => {
                Some(Some(self.told(args, description.format)?))
            }
            _ => Some(Some(self.told(args, Format::Csdl)?)),
        }
    }

    /// `format` is that of descriptions of which nothing is said.
    fn told(&mut self, args: &Diff, format: Format) -> Option<Words> {
        if let Some(slice) = &args.slice {
            let (description, config) = self.slice_file(slice)?;
            return Some(Words { supplements: description.supplements, config: Rc::new(config) });
        }
        let is_everything = args.include.is_empty() && args.types.is_empty();
        let include = if is_everything { vec!["/**".to_owned()] } else { args.include.clone() };
        let slice = self.selection(&Selection { include, types: args.types.clone() }, args.skip_unsupported);
        let (name, document) = (self.flag("NEW", "crate"), self.flag("NEW", &args.new.to_string_lossy()));
        let format = match args.dialect {
            Some(Dialect::Plain) => Format::PlainOpenApi,
            Some(Dialect::Graph) => Format::OpenApi,
            None => format,
        };
        let config = flags_only(name, document, format, slice);
        Some(Words { supplements: Vec::new(), config: Rc::new(config) })
    }
}

/// The documents of a side and the words for it.
fn described(named: Named, words: Option<&Words>) -> Option<(Description, Rc<Config>)> {
    match (named, words) {
        (Named::Crate(description, config), None) => Some((description, config)),
        (Named::Crate(description, _), Some(words)) => Some((description, Rc::clone(&words.config))),
        (Named::Document(base, is_xml), Some(Words { supplements, config })) => {
            let format = match config.source.format {
                _ if is_xml => Format::Csdl,
                Format::PlainOpenApi => Format::PlainOpenApi,
                Format::Csdl | Format::OpenApi => Format::OpenApi,
            };
            Some((Description { base, format, supplements: supplements.clone(), pages: Vec::new() }, Rc::clone(config)))
        }
        (Named::Document(..), None) => None,
    }
}
