//! One input after the other, with an eye on time and memory.

use std::{
    fs,
    io::Write as _,
    panic::catch_unwind,
    path::{Path, PathBuf},
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use graphslice_tests::fuzz::{
    mutate,
    random::Random,
    targets::{Target, named},
};

/// An input that is not done after this is named, on whatever machine: whoever waits wants to know what for.
const PATIENCE: Duration = Duration::from_secs(20);

/// More memory than any input of a test may take, in KiB.
const MEMORY: usize = 512 * 1024;

/// Runs a target; where it fails, the input is kept and named.
pub fn run((name, target): Target, input: &[u8]) {
    let before = peak();
    let outcome = catch_unwind(|| target(input));
    let memory = peak().saturating_sub(before);
    if outcome.is_err() || memory > MEMORY {
        panic!("{name} failed, or took memory ({memory} KiB); the input is {}", keep(name, input).display());
    }
}

fn keep(name: &str, input: &[u8]) -> PathBuf {
    let thread = format!("{:?}", thread::current().id()).replace(|c: char| !c.is_ascii_digit(), "");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}-{}-{thread}", std::process::id()));
    fs::write(&file, input).unwrap();
    file
}

/// The most memory that this process had so far, in KiB, where the system tells.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

/// Is told each input before it is run, and names the one that takes long. It fails nothing: machines have moods.
fn watch(name: &'static str) -> Sender<Vec<u8>> {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut input: Option<Vec<u8>> = None;
        loop {
            match told.recv_timeout(PATIENCE) {
                Ok(next) => input = Some(next),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(input) = input.take() {
                        let file = keep(name, &input);
                        // Past the capture of output by the test harness: the test may never end.
                        let _ = writeln!(
                            std::io::stderr(),
                            "SLOW {name}: not done after {PATIENCE:?}; the input is {}",
                            file.display()
                        );
                    }
                }
            }
        }
    });
    tell
}

/// How long each test of mutations goes on, and where it begins: the same mutations in every run of the tests, others
/// where there is time.
fn effort(seconds: f64) -> (Duration, u64) {
    match std::env::var("GRAPHSLICE_FUZZ_SECONDS") {
        Ok(seconds) => (Duration::from_secs(seconds.parse().unwrap()), seed()),
        Err(_) => (Duration::from_secs_f64(seconds), 0),
    }
}

/// The seed that the environment names.
pub fn seed() -> u64 {
    std::env::var("GRAPHSLICE_FUZZ_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

/// Mutations for some seconds, of one of the seeds each.
pub fn mutate<S>(target: &str, seconds: f64, seeds: &[S], change: impl Fn(&S, &mut Random) -> Vec<u8>) {
    let target = named(target);
    let watcher = watch(target.0);
    let (time, seed) = effort(seconds);
    let (begin, mut random) = (Instant::now(), Random::new(seed));
    let mut runs = 0;
    while begin.elapsed() < time {
        let input = change(random.pick(seeds).expect("there are seeds"), &mut random);
        let input = if random.below(8) == 0 { mutate::bytes(&input, &mut random) } else { input };
        watcher.send(input.clone()).unwrap();
        run(target, &input);
        runs += 1;
    }
    println!("{}: {runs} inputs from {} seeds", target.0, seeds.len());
    assert!(runs > 0);
}
