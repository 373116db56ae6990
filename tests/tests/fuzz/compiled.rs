//! What is generated from mutations compiles without a warning: a few crates of different shape in every run of the
//! tests, and as many as `GRAPHSLICE_FUZZ_CRATES` says. They are modules of one crate for each runtime, since most of what
//! a crate costs the compiler is its runtime.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use graphslice::files::Files;
use graphslice_tests::fuzz::{random::Random, targets};

use crate::{own, real, run::seed};

/// Unless the environment says otherwise.
const CRATES: usize = 10;

#[test]
fn what_is_generated_from_mutations_compiles_without_a_warning() {
    let number = std::env::var("GRAPHSLICE_FUZZ_CRATES").ok().map(|number| number.parse().unwrap());
    let number: usize = number.unwrap_or(CRATES);
    let mut random = Random::new(seed());
    let folder = tempfile::tempdir().unwrap();
    let (csdl, openapi, plain) = (own::seeds(&["csdl"], None), own::trees(false), own::trees(true));
    // Those of the published documents are larger.
    let published = if number > CRATES { real::csdl_excerpts("fuzz::compiled") } else { None }.unwrap_or_default();
    let real = sample("csdl", number.min(published.len()), &mut random, |random| {
        real::changed(random.pick(&published).unwrap(), &published, random).into_bytes()
    });
    let graph = [
        real,
        sample("csdl", number / 2, &mut random, |random| own::xml(random.pick(&csdl).unwrap(), random)),
        sample("openapi", number / 5, &mut random, |random| own::tree(random.pick(&openapi).unwrap(), random)),
    ]
    .concat();
    let plain =
        sample("plain", number - graph.len(), &mut random, |random| own::tree(random.pick(&plain).unwrap(), random));
    write("graph", &graph, folder.path());
    write("plain", &plain, folder.path());
    fs::write(folder.path().join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"graph\", \"plain\"]\n")
        .unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.path().join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["clippy", "--workspace", "--keep-going", "--offline", "--quiet"])
        .current_dir(folder.path())
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .unwrap();
    println!("{} crates of Graph's kind and {} plain ones", graph.len(), plain.len());
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        panic!("{said}\nThe crates, and beside each what it is from, are in {}", folder.keep().display());
    }
}

/// A description and its crate.
type Sample = (Vec<u8>, Files);

/// Crates of mutations, each of another shape than those before: it uses other things of the runtime.
fn sample(
    target: &str,
    number: usize,
    random: &mut Random,
    mut mutate: impl FnMut(&mut Random) -> Vec<u8>,
) -> Vec<Sample> {
    let mut shapes = BTreeSet::new();
    let mut found = Vec::new();
    // Most mutations are refused, and many are alike.
    for _ in 0..number * 100 {
        if found.len() == number {
            break;
        }
        let input = mutate(random);
        let Some(files) = targets::files(target, &input) else { continue };
        if shapes.insert(shape(&files)) {
            found.push((input, files));
        }
    }
    found
}

/// The macros, types and attributes that the crate's own files have.
fn shape(files: &Files) -> BTreeSet<String> {
    let own = files.iter().filter(|(path, _)| path.starts_with("src/models") || path.starts_with("src/requests"));
    let lines = own.flat_map(|(_, text)| text.lines().map(str::trim_start));
    let code = lines.filter(|line| !line.starts_with("//") && !line.contains('"'));
    code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|word| word.len() > 1 && !word.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

/// One crate, with the runtime and the manifest that all have, and a module for each.
fn write(name: &str, samples: &[Sample], folder: &Path) {
    let folder = folder.join(name);
    let write = |path: &str, text: &[u8]| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let (_, first) = samples.first().expect("some mutations give a crate");
    let is_shared = |path: &str| path == "Cargo.toml" || path.starts_with("src/runtime/");
    for (path, text) in first.iter().filter(|(path, _)| is_shared(path)) {
        write(path, text.replace("name = \"fuzz\"", &format!("name = \"{name}\"")).as_bytes());
    }
    let mut root = String::from("mod runtime;\n");
    let mut limit = "";
    for (at, (input, files)) in samples.iter().enumerate() {
        root += &format!("/// One.\npub mod sample_{at};\n");
        write(&format!("input/{at}"), input);
        for (path, text) in files.iter() {
            let text = text.replace("crate::", &format!("crate::sample_{at}::"));
            match path.strip_prefix("src/") {
                Some("lib.rs") => {
                    let is_limit = |line: &&str| line.starts_with("#![recursion_limit");
                    limit = files.get("src/lib.rs").and_then(|text| text.lines().find(is_limit)).unwrap_or(limit);
                    let text = text.replace("\nmod runtime;\n", "\nuse crate::runtime;\n");
                    let text = text.lines().filter(|line| !is_limit(line)).collect::<Vec<_>>().join("\n");
                    write(&format!("src/sample_{at}.rs"), text.as_bytes());
                }
                Some(path) if !path.starts_with("runtime/") => {
                    write(&format!("src/sample_{at}/{path}"), text.as_bytes());
                }
                _ => {}
            }
        }
    }
    write("src/lib.rs", format!("//! Samples.\n{limit}\n{root}").as_bytes());
}
