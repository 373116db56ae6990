//! The `graphslice` command.

use std::process::ExitCode;

/// A third less time than with the system's allocator on megabytes of XML: see ARCHITECTURE.md.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    graphslice::cli::main()
}
