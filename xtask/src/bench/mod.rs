//! What things cost, as ratios in one run: a machine's mood meets both sides of a ratio.

mod noise;
mod scale;
mod whole;

use std::{
    error::Error,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use wait4::Wait4;

use crate::{cargo, run};

/// Runs of each command; the median counts.
const RUNS: usize = 9;

/// Documents of the whole service.
#[derive(Debug, clap::Args)]
pub(super) struct Documents {
    /// A CSDL document of the whole service, to generate from
    #[arg(long, value_name = "FILE")]
    csdl: Option<PathBuf>,
    /// An earlier one, to count the lines that change between their crates
    #[arg(long, value_name = "FILE", requires = "csdl")]
    earlier: Option<PathBuf>,
    /// An OpenAPI document of the whole service, to generate from
    #[arg(long, value_name = "FILE")]
    openapi: Option<PathBuf>,
    /// Instead of all else: how time and memory grow with the description, up to ten times Graph beta, made up; some
    /// minutes, and gigabytes of memory and disk
    #[arg(long, conflicts_with_all = ["csdl", "openapi", "compile"])]
    scale: bool,
}

/// What one run of a command cost.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// User and system time, of all threads.
    cpu: Duration,
    /// User time alone: without what the file system takes for thousands of files.
    user: Duration,
    /// The most memory that was in use, in bytes.
    memory: u64,
}

/// Measures and prints, for the documents of the whole service that are at hand.
pub(super) fn bench(
    root: &Path,
    Documents { csdl, earlier, openapi, scale }: &Documents,
    compile: bool,
) -> Result<(), Box<dyn Error>> {
    run(cargo(root, &["build", "--release", "--quiet", "--package", "graphslice"]))?;
    if *scale {
        return scale::bench(root);
    }
    run(cargo(root, &["build", "--release", "--quiet", "--package", "graphslice-tests", "--examples"]))?;
    for (flag, document) in [("--csdl", csdl), ("--openapi", openapi)] {
        if let Some(document) = document {
            from_document(root, flag, document)?;
            whole::bench(root, flag, document, compile)?;
        }
    }
    if let (Some(earlier), Some(csdl)) = (earlier, csdl) {
        noise::bench(earlier, csdl)?;
    }
    println!("exchange  a page of 1,000 devices with hashes of 4 KB, and requests, against serde's derive by hand");
    run(Command::new(release(root, "examples/exchange")))
}

/// A slice of four types, against what reads the same document and does nothing with it.
fn from_document(root: &Path, flag: &str, document: &Path) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let out = folder.path().join("demo");
    let generate = || {
        // Into an empty folder each time: otherwise nothing would be written.
        let _ = std::fs::remove_dir_all(&out);
        let mut command = Command::new(release(root, "graphslice"));
        command.args(["generate", "--name", "demo", flag]).arg(document).arg("--out").arg(&out);
        command.args(["--include", "/deviceManagement/importedWindowsAutopilotDeviceIdentities/**"]);
        command
    };
    let parse = || {
        let mut command = Command::new(release(root, "examples/parse"));
        command.arg(document);
        command
    };
    let (ours, floor) = pair(generate, parse)?;
    println!("generate  the import records from {}", document.display());
    println!("          {}", show(ours));
    println!("          parsing the document alone: {}", show(floor));
    println!("          ratio {:.2}", ours.cpu.as_secs_f64() / floor.cpu.as_secs_f64());
    Ok(())
}

/// The medians of two commands that run in turn.
fn pair(one: impl Fn() -> Command, other: impl Fn() -> Command) -> Result<(Cost, Cost), Box<dyn Error>> {
    let (mut ones, mut others) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ones.push(measure(one())?);
        others.push(measure(other())?);
    }
    Ok((median(ones), median(others)))
}

fn measure(mut command: Command) -> Result<Cost, Box<dyn Error>> {
    let done = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?.wait4()?;
    if !done.status.success() {
        return Err(format!("{command:?} failed").into());
    }
    let usage = done.rusage;
    Ok(Cost { cpu: usage.utime + usage.stime, user: usage.utime, memory: usage.maxrss })
}

fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by_key(|cost| cost.cpu);
    costs[costs.len() / 2]
}

fn show(cost: Cost) -> String {
    format!("{:.0} ms of CPU, {} MB", cost.cpu.as_secs_f64() * 1000.0, cost.memory / 1_000_000)
}

fn release(root: &Path, program: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    target.join("release").join(program)
}
