//! The `graphslice` command: all input and output.
//!
//! [`main`] is the command. [`generate`] is for an xtask of your own, with your `slice.toml` and your words for how to
//! run it again.

mod args;
mod bump;
mod diff;
mod difference;
mod generate;
mod init;
mod input;
mod list;
mod pages;
mod render;
mod show;
mod why;
pub mod write;

use std::{
    io::{self, ErrorKind, Write},
    path::Path,
    process::ExitCode,
};

use clap::{CommandFactory, Parser};

pub use args::{DiffFormat, Newer, WordsFrom};
pub use diff::render::render as changes_text;
pub use generate::Mode;
pub use render::show as report_text;

use crate::{
    report::{Diagnostic, Report},
    source::Sources,
};
use args::{Args, Command};

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(told) => return tell(&told),
    };
    let mut run = Run::default();
    let answer = match &args.command {
        Command::Init(args) => run.init(args),
        Command::Generate(args) => run.generate(args),
        Command::List(args) => run.list(args),
        Command::Why(args) => run.why(args),
        Command::Diff(args) => run.diff(args),
        Command::Show(args) => run.show(args),
        Command::Bump(args) => run.bump(&args.slice, &args.newer, args.texts),
        Command::Completions { shell } => Some(completions(*shell)),
    };
    run.end(answer)
}

/// Generates what a `slice.toml` says into a folder, or compares the two; all that is to be said goes to standard
/// output and standard error. `again` is the command that does the same, which a failed comparison recommends.
pub fn generate(slice: &Path, out: &Path, mode: Mode, again: &str) -> ExitCode {
    let mut run = Run::default();
    let answer = run.slice_file(slice).and_then(|(description, config)| {
        generate::generate(&mut run, &description, &config, &generate::Target { folder: out, mode, again })
    });
    run.end(answer)
}

/// Compares the crates of two folders with a `slice.toml`, as `graphslice diff` does.
pub fn diff(old: &Path, new: &Path) -> ExitCode {
    let mut run = Run::default();
    let answer = run.diff(&args::Diff::of_crates(old, new));
    run.end(answer)
}

/// Takes a newer description in for a `slice.toml`, as `graphslice bump` does.
pub fn bump(slice: &Path, newer: &Newer, texts: WordsFrom) -> ExitCode {
    let mut run = Run::default();
    let answer = run.bump(slice, newer, texts);
    run.end(answer)
}

/// Help, the version, or what is wrong with the arguments.
fn tell(told: &clap::Error) -> ExitCode {
    match told.print() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => ExitCode::from(2),
        _ => ExitCode::from(if told.use_stderr() { 2 } else { 0 }),
    }
}

fn completions(shell: clap_complete::Shell) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "graphslice", &mut script);
    Answer { verdict: Verdict::Yes, text: String::from_utf8_lossy(&script).into_owned() }
}

/// What a command has to say on standard output.
struct Answer {
    verdict: Verdict,
    text: String,
}

/// Whether it is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Yes,
    No,
}

/// The texts that were read, and what is wrong with them. A command that cannot answer has put the reason here.
#[derive(Default)]
struct Run {
    sources: Sources,
    report: Report,
}

impl Run {
    /// Shows the findings and then the answer, and says how the process ends.
    fn end(self, answer: Option<Answer>) -> ExitCode {
        let shown = render::show(&self.report, &self.sources);
        // If nobody listens on standard error, there is nobody to tell.
        let _ = anstream::stderr().write_all(shown.as_bytes());
        let Some(answer) = answer else { return ExitCode::from(2) };
        let printed = print(&answer.text);
        match (printed, answer.verdict) {
            (Err(error), _) => {
                let _ = writeln!(anstream::stderr(), "cannot write the result: {error}");
                ExitCode::from(2)
            }
            (Ok(()), Verdict::Yes) => ExitCode::SUCCESS,
            (Ok(()), Verdict::No) => ExitCode::from(1),
        }
    }

    /// Adds a finding and gives no answer.
    fn fail<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.report.push(diagnostic);
        None
    }
}

/// A reader that has seen enough, as `head`, is no error.
fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
