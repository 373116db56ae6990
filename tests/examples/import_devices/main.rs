//! Imports devices into Windows Autopilot: a program for Intune engineers, and an example of how to use the crate.
//!
//!     GRAPH_TOKEN=… cargo run -p graphslice-tests --features live --example import_devices -- devices.csv
//!
//! It reads the file (`devices`), shows what there is to do (`plan`), sends what was not sent yet (`import`), waits
//! until all is over (`poll`), deletes its own records if it shall (`clean_up`) and tells what came of it (`report`).
//! Whatever happens stands in a `journal` first, so it can be stopped at any time. What it asks of Graph is in
//! `service`.

mod args;
mod clean_up;
mod devices;
mod import;
mod journal;
mod plan;
mod poll;
mod progress;
mod report;
mod service;

use std::fmt;
use std::io;
use std::process::ExitCode;

use clap::Parser;
use msgraph_autopilot::Error;

use args::Args;
use devices::Device;
use journal::{Event, Fate, Journal};
use plan::Plan;
use progress::Progress;
use report::Report;
use service::Service;

/// Why it cannot go on.
#[derive(Debug)]
enum Failure {
    /// The command line or a file is wrong.
    Input(String),
    /// The journal cannot be written, so nothing more may be sent.
    Journal(String),
    /// The service does not do it.
    Service(Error),
    /// The service has never answered.
    NoAnswer,
    /// The results cannot be written.
    Output(io::Error),
}

/// How the work has ended.
enum Ending {
    Done,
    Interrupted,
    Deadline,
    Failed(Failure),
}

/// All that the work needs.
struct Run<'a> {
    args: &'a Args,
    devices: &'a [Device],
    service: &'a Service,
    journal: &'a mut Journal,
    progress: &'a Progress,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args).await {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(failure.code())
        }
    }
}

async fn run(args: &Args) -> Result<u8, Failure> {
    let devices = read(args)?;
    let service = Service::new(args)?;
    let mut journal = if args.dry_run {
        Journal::peek(&args.journal(), &args.service_root)?
    } else {
        Journal::open(&args.journal(), &args.service_root)?
    };
    let progress = Progress::new(devices.len());
    let records = tokio::time::timeout(args.deadline, service.records(&progress)).await;
    let records = records.map_err(|_| Failure::NoAnswer)?.map_err(Failure::Service)?;
    let plan = Plan::new(args, &devices, &journal, &records);
    progress.say(plan.to_string());
    if args.dry_run {
        progress.finish();
        if args.json {
            println!("{}", serde_json::json!(plan));
        }
        return Ok(0);
    }
    let foreign = plan.foreign;
    journal.append((!foreign.is_empty()).then_some(Event::Foreign { ids: foreign }))?;

    let mut run = Run { args, devices: &devices, service: &service, journal: &mut journal, progress: &progress };
    let ending = run.until_it_ends().await;
    progress.finish();
    let report = Report::new(&ending, &devices, &journal);
    tell(args, &report).map_err(Failure::Output)?;
    Ok(match ending {
        Ending::Done => u8::from(report.complete < devices.len()),
        Ending::Interrupted | Ending::Deadline => 3,
        Ending::Failed(failure) => failure.code(),
    })
}

fn read(args: &Args) -> Result<Vec<Device>, Failure> {
    let place = args.csv.display();
    let bytes = std::fs::read(&args.csv).map_err(|error| Failure::Input(format!("{place}: {error}")))?;
    devices::read(&bytes).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(|error| format!("{place}: {error}")).collect();
        Failure::Input(lines.join("\n"))
    })
}

impl<'a> Run<'a> {
    /// Works until all is over, or until it is stopped: then what is on its way is dropped, and is unclear until the
    /// next run looks for it.
    async fn until_it_ends(&mut self) -> Ending {
        let deadline = self.args.deadline;
        tokio::select! {
            done = self.work() => done.map_or_else(Ending::Failed, |()| Ending::Done),
            _ = tokio::signal::ctrl_c() => Ending::Interrupted,
            () = tokio::time::sleep(deadline) => Ending::Deadline,
        }
    }

    async fn work(&mut self) -> Result<(), Failure> {
        import::import(self).await?;
        poll::poll(self).await?;
        if self.args.clean_up {
            clean_up::clean_up(self).await?;
        }
        Ok(())
    }

    /// The devices of which this is known.
    fn devices_whose(&self, is: impl Fn(Option<&Fate>) -> bool) -> Vec<&'a Device> {
        self.devices.iter().filter(|device| is(self.journal.fate(device))).collect()
    }

    /// Shows how far it is.
    fn show(&self, doing: String) {
        let over = self.devices_whose(|fate| matches!(fate, Some(Fate::Created(record)) if record.is_over()));
        self.progress.show(over.len(), doing);
    }
}

fn tell(args: &Args, report: &Report) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if args.json {
        report.print_json(&mut out)?;
    } else {
        report.print(&mut out)?;
    }
    report.save(&args.results())?;
    eprintln!("The results are in {}", args.results().display());
    Ok(())
}

impl Failure {
    fn code(&self) -> u8 {
        match self {
            Self::Input(_) => 2,
            Self::NoAnswer => 3,
            Self::Journal(_) | Self::Service(_) | Self::Output(_) => 4,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(what) => f.write_str(what),
            Self::Journal(what) => write!(f, "the journal cannot be written: {what}"),
            Self::Service(error) => error.fmt(f),
            Self::NoAnswer => f.write_str("the service has not answered before the deadline"),
            Self::Output(error) => write!(f, "the results cannot be written: {error}"),
        }
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => f.write_str("Done"),
            Self::Interrupted => f.write_str("Interrupted; run it again to go on"),
            Self::Deadline => f.write_str("The deadline has passed; run it again to go on"),
            Self::Failed(failure) => write!(f, "Stopped ({failure}); run it again to go on"),
        }
    }
}
