//! What the whole of a service costs: to generate, against the least that its output costs to print; for slices of all
//! sizes; and to compile.

use std::{collections::BTreeMap, error::Error, fs, path::Path, process::Command};

use super::{Cost, RUNS, measure, median, pair, release, show};
use crate::{cargo, run};

/// Other generators on Microsoft's OpenAPI document of the whole of v1.0, which has 11,422 operations: the best two,
/// measured once on two cores. Seconds of CPU and gigabytes.
const OTHERS: [(&str, f64, f64); 2] = [("oas3-gen 0.29.0", 11.3, 2.4), ("openapi-to-rust 0.23.0", 15.1, 3.2)];

/// Types in the crate that tells what a type costs the compiler.
const TYPES: usize = 1000;

/// Where all crates go, and the document that they come from.
struct Bench<'a> {
    root: &'a Path,
    flag: &'a str,
    document: &'a Path,
    folder: tempfile::TempDir,
}

/// Measures and prints.
pub(super) fn bench(root: &Path, flag: &str, document: &Path, compile: bool) -> Result<(), Box<dyn Error>> {
    let bench = Bench { root, flag, document, folder: tempfile::tempdir()? };
    let ours = bench.against_the_floor()?;
    for (name, cpu, memory) in OTHERS {
        println!(
            "          {name}: {:.1} times as much CPU, {:.0} times the memory",
            cpu / ours.cpu.as_secs_f64(),
            memory * 1e9 / ours.memory as f64
        );
    }
    bench.questions()?;
    bench.curve()?;
    if compile { bench.compile() } else { Ok(()) }
}

impl Bench<'_> {
    fn graphslice(&self, command: &str) -> Command {
        let mut graphslice = Command::new(release(self.root, "graphslice"));
        graphslice.arg(command).arg(self.flag).arg(self.document);
        graphslice
    }

    /// Into an empty folder: otherwise nothing would be written.
    fn generate(&self, name: &str, patterns: &[&str]) -> Command {
        let out = self.folder.path().join(name);
        let _ = fs::remove_dir_all(&out);
        let mut command = self.graphslice("generate");
        command.args(["--name", name, "--out"]).arg(out);
        for pattern in patterns {
            command.args(["--include", pattern]);
        }
        command
    }

    fn against_the_floor(&self) -> Result<Cost, Box<dyn Error>> {
        let floor = || {
            let out = self.folder.path().join("floor");
            let _ = fs::remove_dir_all(&out);
            let mut command = Command::new(release(self.root, "examples/floor"));
            command.arg(self.document).arg(self.folder.path().join("whole")).arg(out);
            command
        };
        let (ours, floor) = pair(|| self.generate("whole", &["/**"]), floor)?;
        println!("whole     all of {}", self.document.display());
        println!("          {}", show(ours));
        println!("          reading it, and parsing, printing and writing what was generated: {}", show(floor));
        println!("          ratio {:.2}", ours.cpu.as_secs_f64() / floor.cpu.as_secs_f64());
        Ok(ours)
    }

    fn questions(&self) -> Result<(), Box<dyn Error>> {
        for (name, args) in [("list", &[][..]), ("why", &["--include", "/**"])] {
            let ask = || {
                let mut ask = self.graphslice(name);
                ask.args(args);
                measure(ask)
            };
            let costs = (0..RUNS).map(|_| ask()).collect::<Result<_, _>>()?;
            println!("{name:<9} of everything: {}", show(median(costs)));
        }
        Ok(())
    }

    /// Slices of whole top-level segments, the smallest segments first.
    fn curve(&self) -> Result<(), Box<dyn Error>> {
        let list = self.graphslice("list").output()?.stdout;
        let list = String::from_utf8(list)?;
        let mut segments: BTreeMap<&str, usize> = BTreeMap::new();
        for path in list.lines().filter_map(|line| line.split_whitespace().nth(1)) {
            *segments.entry(path.split('/').nth(1).unwrap_or_default()).or_default() += 1;
        }
        let mut segments: Vec<(String, usize)> =
            segments.into_iter().map(|(name, calls)| (format!("/{name}/**"), calls)).collect();
        segments.sort_by_key(|(_, calls)| *calls);
        let mut rows: Vec<(usize, f64)> = Vec::new();
        for target in [10, 30, 100, 300, 1_000, 3_000, 10_000] {
            let (mut patterns, mut calls) = (Vec::new(), 0);
            for (pattern, more) in &segments {
                if calls < target {
                    patterns.push(pattern.as_str());
                    calls += more;
                }
            }
            let costs = (0..RUNS).map(|_| measure(self.generate("curve", &patterns)));
            rows.push((calls, median(costs.collect::<Result<_, _>>()?).cpu.as_secs_f64() * 1000.0));
        }
        println!("curve     calls, CPU, CPU for each call beyond those of the smallest slice");
        let (first, least) = rows[0];
        let most = rows.iter().map(|(_, cpu)| *cpu).fold(0.0, f64::max);
        for (calls, cpu) in rows {
            let each = (cpu - least) / calls.saturating_sub(first).max(1) as f64;
            println!("          {calls:>6} {cpu:>6.0} ms {each:>6.3} ms {}", "#".repeat((cpu / most * 60.0) as usize));
        }
        Ok(())
    }

    /// What the compiler makes of it: `cargo check` of the crate alone, with its dependencies done.
    fn compile(&self) -> Result<(), Box<dyn Error>> {
        let mut why = self.graphslice("why");
        let why = String::from_utf8(why.args(["--include", "/**"]).output()?.stdout)?;
        // A block for each type, which begins with its name.
        let types: Vec<&str> = why.split("\n\n").filter_map(|block| block.split(':').next()).collect();
        let step = (types.len() / TYPES).max(1);
        let some: Vec<&str> = types.iter().step_by(step).take(TYPES).copied().collect();
        run(self.generate_types(&some)?)?;
        let held = count(&self.folder.path().join("types/src/models"))?;
        let read = self.check("types")?;
        let for_each = read.cpu.as_secs_f64() / held as f64;
        println!("check     {held} types that are read: {}, {:.1} s for 1,000", show(read), for_each * 1000.0);
        let whole = self.check("whole")?;
        let list = self.graphslice("list").output()?.stdout;
        let calls = list.iter().filter(|byte| **byte == b'\n').count();
        let rest = whole.cpu.as_secs_f64() - for_each * types.len() as f64;
        println!("          all {} types and {calls} requests: {}", types.len(), show(whole));
        println!("          {:.1} s for 1,000 requests, with the bodies that they send", rest * 1000.0 / calls as f64);
        Ok(())
    }

    /// A crate of types alone.
    fn generate_types(&self, types: &[&str]) -> Result<Command, Box<dyn Error>> {
        let format = self.flag.trim_start_matches('-');
        let document = self.document.canonicalize()?;
        let slice =
            format!("[package]\nname = \"types\"\n[source]\n{format} = {document:?}\n[slice]\ntypes = {types:?}\n");
        let file = self.folder.path().join("types.toml");
        fs::write(&file, slice)?;
        let mut generate = Command::new(release(self.root, "graphslice"));
        generate.args(["generate", "--slice"]).arg(file).arg("--out").arg(self.folder.path().join("types"));
        Ok(generate)
    }

    fn check(&self, name: &str) -> Result<Cost, Box<dyn Error>> {
        let folder = self.folder.path().join(name);
        fs::copy(self.root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let check = || {
            let mut check = cargo(&folder, &["check", "--offline", "--quiet"]);
            check.env("CARGO_TARGET_DIR", self.folder.path().join("target")).env("CARGO_INCREMENTAL", "0");
            check
        };
        run(check())?;
        let root = folder.join("src/lib.rs");
        fs::write(&root, fs::read_to_string(&root)? + "\n")?;
        measure(check())
    }
}

/// The files below a folder.
fn count(folder: &Path) -> Result<usize, Box<dyn Error>> {
    let mut files = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files += if entry.file_type()?.is_dir() { count(&entry.path())? } else { 1 };
    }
    Ok(files)
}
