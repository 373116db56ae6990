//! Whether time and memory grow as the description does, up to ten times what Graph beta has.

mod make;
mod plot;

use std::{error::Error, fs, path::Path, process::Command};

use make::{BETA, Form};

use super::{Cost, measure, median, release};

/// Areas of the descriptions: from a tenth of Graph beta to ten times as much.
const SIZES: [usize; 5] = [BETA / 10, BETA / 3, BETA, 3 * BETA, 10 * BETA];
/// Runs of a command, of which the median counts; of what is larger than Graph beta one tells enough.
const RUNS: usize = 3;
/// What is asked of each: some types, all calls, and everything.
const QUESTIONS: [&str; 3] = ["slice", "list", "whole"];

/// What the questions cost, of a description of so many bytes.
struct Row {
    areas: usize,
    bytes: u64,
    costs: [Cost; 3],
}

/// Measures and prints.
pub(super) fn bench(root: &Path) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    for (name, form) in [("CSDL", Form::Csdl), ("OpenAPI in JSON", Form::Json), ("OpenAPI in YAML", Form::Yaml)] {
        println!(
            "scale     {name}, made up in the likeness of Graph beta: CPU (user) and memory, and the exponents by"
        );
        println!("          which they grow from one size to the next (1 is in proportion, 2 is quadratic)\n");
        head();
        let mut rows: Vec<Row> = Vec::new();
        // To write YAML takes longer than all the rest.
        let sizes = if form == Form::Yaml { &SIZES[..4] } else { &SIZES };
        for areas in sizes.iter().copied() {
            let document = folder.path().join("description");
            make::write(form, areas, &document)?;
            let bytes = fs::metadata(&document)?.len();
            let mut costs = Vec::new();
            for question in QUESTIONS {
                let runs = if areas > BETA { 1 } else { RUNS };
                let runs = (0..runs).map(|_| measure(ask(root, question, form, folder.path())));
                costs.push(median(runs.collect::<Result<_, _>>()?));
            }
            let row = Row { areas, bytes, costs: costs.try_into().map_err(|_| "a cost for each question")? };
            show(&row, rows.last());
            rows.push(row);
        }
        let series: Vec<_> = (0..QUESTIONS.len()).map(|at| (QUESTIONS[at], points(&rows, at))).collect();
        println!("\n{}", plot::plot(&series));
    }
    Ok(())
}

/// A crate goes into an empty folder: otherwise nothing would be written.
fn ask(root: &Path, question: &str, form: Form, folder: &Path) -> Command {
    let mut command = Command::new(release(root, "graphslice"));
    let (name, pattern) = match question {
        "list" => ("list", None),
        "slice" => ("generate", Some("/area0/units0/**")),
        _ => ("generate", Some("/**")),
    };
    command.arg(name).arg(form.flag()).arg(folder.join("description"));
    if let Some(pattern) = pattern {
        let out = folder.join("crate");
        let _ = fs::remove_dir_all(&out);
        command.args(["--include", pattern, "--name", "demo", "--out"]).arg(out);
    }
    command
}

fn head() {
    println!("| of beta | document |{}", QUESTIONS.map(|name| format!(" {name}, CPU | {name}, memory |")).concat());
    println!("|---|---|{}", "---|---|".repeat(QUESTIONS.len()));
}

fn show(row: &Row, before: Option<&Row>) {
    let [times, document] = [row.areas as f64 / BETA as f64, row.bytes as f64 / 1e6];
    print!("| {times:.1} | {document:.1} MB |");
    for question in 0..QUESTIONS.len() {
        let growth = |of: fn(&Cost) -> f64| {
            let exponent = before.map(|before| {
                let more = of(&row.costs[question]) / of(&before.costs[question]);
                more.ln() / (row.bytes as f64 / before.bytes as f64).ln()
            });
            exponent.map_or(String::new(), |exponent| format!(" ({exponent:.2})"))
        };
        let cost = row.costs[question];
        print!(" {:.2} s{} |", seconds(&cost), growth(seconds));
        print!(" {:.0} MB{} |", megabytes(&cost), growth(megabytes));
    }
    println!();
}

fn seconds(cost: &Cost) -> f64 {
    cost.user.as_secs_f64()
}

fn megabytes(cost: &Cost) -> f64 {
    cost.memory as f64 / 1e6
}

/// User time over bytes.
fn points(rows: &[Row], question: usize) -> Vec<(f64, f64)> {
    rows.iter().map(|row| (row.bytes as f64, seconds(&row.costs[question]))).collect()
}
