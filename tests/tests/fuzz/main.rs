//! Every target of `fuzz/` with what it is known to withstand, and with mutations of our fixtures and, where they are
//! there, of Microsoft's documents. Bounded: a machine with more time is told so by `GRAPHSLICE_FUZZ_SECONDS`.

use std::{
    fs,
    panic::catch_unwind,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use graphslice_tests::fuzz::{
    mutate,
    random::Random,
    targets::{ALL, Target},
};
use serde_json::Value;

/// Longer than any input of a test may take, even on a busy machine.
const HANG: Duration = Duration::from_secs(20);

/// Runs a target; where it fails, the input is kept and named.
fn run((name, target): Target, input: &[u8]) {
    let begin = Instant::now();
    let outcome = catch_unwind(|| target(input));
    if outcome.is_err() || begin.elapsed() > HANG {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}-{}", std::process::id()));
        fs::write(&file, input).unwrap();
        panic!("{name} failed after {:?}; the input is {}", begin.elapsed(), file.display());
    }
}

fn named(name: &str) -> Target {
    ALL.into_iter().find(|(other, _)| *other == name).unwrap()
}

/// How long each test of mutations goes on, and where it begins: the same mutations in every run of the tests, others
/// where there is time.
fn effort(seconds: f64) -> (Duration, u64) {
    match std::env::var("GRAPHSLICE_FUZZ_SECONDS") {
        Ok(seconds) => {
            let seed = std::env::var("GRAPHSLICE_FUZZ_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
            (Duration::from_secs(seconds.parse().unwrap()), seed)
        }
        Err(_) => (Duration::from_secs_f64(seconds), 0),
    }
}

fn mutate(target: &str, seeds: &[Vec<u8>], change: fn(&[u8], &mut Random) -> Vec<u8>) {
    let (time, seed) = effort(3.0);
    let (begin, mut random) = (Instant::now(), Random::new(seed));
    let mut runs = 0;
    while begin.elapsed() < time {
        let input = change(random.pick(seeds).unwrap(), &mut random);
        let input = if random.below(8) == 0 { mutate::bytes(&input, &mut random) } else { input };
        run(named(target), &input);
        runs += 1;
    }
    println!("{target}: {runs} inputs from {} seeds", seeds.len());
    assert!(runs > 0);
}

/// The texts of our cases and changes that end so.
fn seeds(endings: &[&str], plain: Option<bool>) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["cases", "changes"] {
        for case in fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
            let is_plain = case.file_name().unwrap().to_string_lossy().starts_with("plain-");
            if plain.is_none_or(|plain| plain == is_plain) {
                found.extend(fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()));
            }
        }
    }
    let is_wanted =
        |path: &PathBuf| path.extension().is_some_and(|end| endings.contains(&end.to_str().unwrap_or_default()));
    found.retain(is_wanted);
    found.sort();
    found.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

fn xml(seed: &[u8], random: &mut Random) -> Vec<u8> {
    mutate::xml(std::str::from_utf8(seed).unwrap(), random).into_bytes()
}

fn tree(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let document: Value = serde_json::from_slice(seed).unwrap();
    let changed = mutate::tree(&document, random);
    match random.below(2) {
        0 => serde_json::to_vec(&changed).unwrap(),
        _ => serde_yaml::to_string(&changed).unwrap().into_bytes(),
    }
}

/// As JSON, which is what the mutations read.
fn trees(plain: bool) -> Vec<Vec<u8>> {
    let seeds = seeds(&["yaml", "json"], Some(plain));
    let read = |seed: &Vec<u8>| serde_yaml::from_slice::<Value>(seed).ok().filter(Value::is_object);
    seeds.iter().filter_map(read).map(|tree| serde_json::to_vec(&tree).unwrap()).collect()
}

#[test]
fn csdl() {
    mutate("csdl", &seeds(&["csdl"], None), xml);
}

#[test]
fn openapi() {
    mutate("openapi", &trees(false), tree);
}

#[test]
fn plain() {
    mutate("plain", &trees(true), tree);
}

#[test]
fn bump() {
    mutate("bump", &seeds(&["csdl"], None), |seed, random| {
        [&xml(seed, random)[..], b"\n=====\n", &xml(seed, random)].concat()
    });
}

#[test]
fn slice() {
    mutate("slice", &seeds(&["toml"], None), mutate::bytes);
}

#[test]
fn pattern() {
    let seeds = ["/**", "/users/{id}/*#GET,PATCH", "/a/m.g.f(x={y},z='1')/$count", "/a(b={c})/m.t/$ref#DELETE"];
    mutate("pattern", &seeds.map(|seed| seed.as_bytes().to_vec()), mutate::bytes);
}

#[test]
fn runtime() {
    let page = r##"{"@odata.count":2,"value":[{"id":"1","hardwareIdentifier":"YQ==","state":{"deviceErrorCode":-1,
        "deviceImportStatus":"complete"}},{"@odata.type":"#x","a":[1,"ä"]}],"@odata.nextLink":"https://graph.example/v1.0/x"}"##;
    let error =
        r#"{"error":{"code":"a","message":"b","innerError":{"request-id":"c","date":"d"},"details":[{"code":"e"}]}}"#;
    mutate("response", &[page.into(), error.into()], mutate::bytes);
    let links =
        ["https://graph.example/v1.0/x?$skiptoken=1", "//graph.example:443/v1.0/../x#y", "https://a@graph.example/"];
    mutate("next_link", &links.map(|link| link.as_bytes().to_vec()), mutate::bytes);
    let waits =
        ["7", "Sun, 06 Nov 1994 08:49:37 GMT\nSun, 06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:50:07 1994", "2.5"];
    mutate("retry_after", &waits.map(|wait| wait.as_bytes().to_vec()), mutate::bytes);
}
