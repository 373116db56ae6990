//! `graphslice generate`

use std::{ffi::OsString, path::Path};

use super::{
    Answer, Run, Verdict,
    args::Generate,
    difference,
    input::CrateWords,
    render::{count, path_text},
    write::{self, Edited},
};
use crate::{
    Description,
    config::Config,
    files::{Change, ChangeKind, Files},
};

/// What to do with what was generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Write it.
    Write(Edited),
    /// Compare it with what is there.
    Check,
}

/// Where the crate goes.
pub(super) struct Target<'a> {
    pub(super) folder: &'a Path,
    pub(super) mode: Mode,
    /// The command that writes it.
    pub(super) again: &'a str,
}

impl Run {
    pub(super) fn generate(&mut self, args: &Generate) -> Option<Answer> {
        let words = CrateWords {
            name: args.name.as_deref(),
            service_root: args.service_root.as_deref(),
            features: args.features,
        };
        let (mut description, config) = self.config(&args.input, &args.selection, &words)?;
        if let Some(pages) = &args.pages {
            description.pages = self.pages(pages, None)?;
        }
        let mode = match (args.check, args.force) {
            (true, _) => Mode::Check,
            (false, true) => Mode::Write(Edited::Overwrite),
            (false, false) => Mode::Write(Edited::Keep),
        };
        let again = command_again(std::env::args_os().skip(1));
        generate(self, &description, &config, &Target { folder: &args.out, mode, again: &again })
    }
}

pub(super) fn generate(
    run: &mut Run,
    description: &Description,
    config: &Config,
    target: &Target<'_>,
) -> Option<Answer> {
    let files = crate::generate(&run.sources, description, config, &mut run.report)?;
    let name = &config.package.name.value;
    match target.mode {
        Mode::Check => match write::check(target.folder, &files) {
            Err(error) => run.fail(error.diagnostic()),
            Ok(found) if found.changes.is_empty() => Some(Answer {
                verdict: Verdict::Yes,
                text: format!("`{}` is up to date: {}\n", path_text(target.folder), count(files.len(), "file")),
            }),
            Ok(found) => Some(Answer { verdict: Verdict::No, text: difference::show(&found, &files, target) }),
        },
        Mode::Write(edited) => match write::write(target.folder, &files, edited) {
            Err(error) => run.fail(error.diagnostic()),
            Ok(changes) => Some(Answer { verdict: Verdict::Yes, text: summary(name, target.folder, &files, &changes) }),
        },
    }
}

fn summary(name: &str, folder: &Path, files: &Files, changes: &[Change]) -> String {
    let of_kind = |wanted: fn(&ChangeKind) -> bool| changes.iter().filter(|change| wanted(&change.kind)).count();
    format!(
        "`{name}` in `{}`: {}, {} added, {} changed, {} removed\n",
        path_text(folder),
        count(files.len(), "file"),
        of_kind(|kind| matches!(kind, ChangeKind::Added)),
        of_kind(|kind| matches!(kind, ChangeKind::Changed { .. })),
        of_kind(|kind| matches!(kind, ChangeKind::Removed { .. })),
    )
}

/// The command line without `--check`, to be pasted into a shell.
fn command_again(args: impl Iterator<Item = OsString>) -> String {
    let mut command = "graphslice".to_owned();
    for arg in args {
        let arg = arg.to_string_lossy();
        if arg != "--check" {
            command.push(' ');
            command += &quoted(&arg);
        }
    }
    command
}

/// A word of a command, to be pasted into a shell.
pub(super) fn quoted(arg: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=,+@%".contains(c);
    if !arg.is_empty() && arg.chars().all(is_plain) {
        return arg.to_owned();
    }
    format!("'{}'", arg.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_can_be_pasted() {
        let args = ["generate", "--include", "/a/{id}#GET", "--check", "--out", "it's"];
        let command = command_again(args.into_iter().map(OsString::from));
        assert_eq!(command, r"graphslice generate --include '/a/{id}#GET' --out 'it'\''s'");
    }
}
