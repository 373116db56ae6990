//! What each target is known to withstand: the files below `tests/corpus`, in a folder for each. Those of cargo-fuzz can
//! begin with them.

use std::{collections::BTreeSet, fs, path::Path};

use graphslice_tests::fuzz::targets::{ALL, named};

use crate::run::run;

#[test]
fn what_was_found_once_stays_mended() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut targets = BTreeSet::new();
    for folder in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        for file in fs::read_dir(&folder).unwrap() {
            run(named(name), &fs::read(file.unwrap().path()).unwrap());
        }
        targets.insert(name.to_owned());
    }
    assert_eq!(targets, ALL.map(|(name, _)| name.to_owned()).into());
}

#[test]
fn cargo_fuzz_has_every_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let manifest: toml::Table = fs::read_to_string(root.join("Cargo.toml")).unwrap().parse().unwrap();
    let bins = manifest["bin"].as_array().unwrap().iter().map(|bin| bin["name"].as_str().unwrap().to_owned());
    assert_eq!(bins.collect::<BTreeSet<_>>(), ALL.map(|(name, _)| name.to_owned()).into());
    for (name, _) in ALL {
        let text = fs::read_to_string(root.join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(text.contains(&format!("targets::{name}(data)")), "{text}");
    }
}
