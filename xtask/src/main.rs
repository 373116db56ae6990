//! The chores of this repository.

/// As that of the standard library, but a reader that has seen enough, as `head`, is no panic.
macro_rules! println {
    () => {
        $crate::say(format_args!(""))
    };
    ($($words:tt)*) => {
        $crate::say(format_args!($($words)*))
    };
}

mod bench;
mod changes;
mod ci;
mod manifest;
mod vendor;

use std::{
    env,
    error::Error,
    fmt,
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    process::{self, Command, ExitCode},
};

use clap::{Parser, Subcommand};
use graphslice::cli::{Mode, Newer, WordsFrom, bump, generate, write::Edited};

/// What the generated crate is made from.
const SLICE: &str = "spec/slice.toml";

/// The chores of this repository
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Write generated/ from spec/, or check that it is up to date
    Regenerate {
        /// Write nothing; show what differs and fail if anything does
        #[arg(long)]
        check: bool,
        /// Overwrite generated files that were edited by hand
        #[arg(long, conflicts_with = "check")]
        force: bool,
    },
    /// Take a newer description of the service in: show what it changes, and with --write put it into spec/
    Bump(Newer),
    /// Copy the generated crate, with the features that you use, into your own repository
    Vendor(vendor::Args),
    /// Measure what generating and decoding cost
    Bench {
        #[command(flatten)]
        documents: bench::Documents,
        /// Let the compiler check what is generated, too: some minutes, and gigabytes of memory
        #[arg(long)]
        compile: bool,
    },
    /// Run all that has to hold before a change lands
    Ci,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let is_ci = matches!(args.chore, Chore::Ci);
    let done = match args.chore {
        Chore::Regenerate { check, force } => return regenerate(mode(check, force)),
        // The words in spec/ are ours.
        Chore::Bump(newer) => return bump(&root().join(SLICE), &newer, WordsFrom::Keep),
        Chore::Vendor(args) => vendor::vendor(&root(), &args),
        Chore::Bench { documents, compile } => bench::bench(&root(), &documents, compile),
        Chore::Ci => ci::ci(&root()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            // One means that the answer is no.
            ExitCode::from(if is_ci { 1 } else { 2 })
        }
    }
}

/// Prints a line. What nobody can read in full is no result.
fn say(line: fmt::Arguments<'_>) {
    match writeln!(io::stdout(), "{line}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            eprintln!("cannot write the result: {error}");
            process::exit(2);
        }
        _ => {}
    }
}

fn mode(check: bool, force: bool) -> Mode {
    match (check, force) {
        (true, _) => Mode::Check,
        (false, true) => Mode::Write(Edited::Overwrite),
        (false, false) => Mode::Write(Edited::Keep),
    }
}

fn regenerate(mode: Mode) -> ExitCode {
    if mode != Mode::Check
        && let Err(error) = changes::show(&root())
    {
        eprintln!("no comparison with the last commit: {error}");
    }
    at_root(|| generate(Path::new(SLICE), Path::new("generated"), mode, "cargo xtask regenerate"))
}

/// What is shown are paths as one types them at the root of the repository.
fn at_root(act: impl FnOnce() -> ExitCode) -> ExitCode {
    match env::set_current_dir(root()) {
        Ok(()) => act(),
        Err(error) => {
            eprintln!("error: {}: {error}", root().display());
            ExitCode::from(2)
        }
    }
}

/// The root of the repository. Cargo says where this package is, and says so to the running process: the place where
/// it was compiled may be another.
fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    package.parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// The cargo that runs this.
fn cargo(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).args(args);
    command
}

fn run(mut command: Command) -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy().into_owned()).collect();
    let status = command.status().map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`cargo {}` failed", words.join(" ")).into()) }
}
