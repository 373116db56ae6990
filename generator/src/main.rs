//! The `graphslice` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    graphslice::cli::main()
}
