//! The `graphslice` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    graphslice::cli::main()
}

#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;
