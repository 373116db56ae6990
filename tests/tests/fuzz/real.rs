//! Mutations of excerpts of Microsoft's documents, spliced with one another, where they are at hand.

use std::fs;

use graphslice_tests::{
    fuzz::{
        excerpt, mutate,
        random::Random,
        targets::{self, NEXT},
    },
    real::document,
};
use serde_json::Value;

use crate::run::{mutate, seed};

/// Excerpts of each document. They are the same in every run of the tests, and others where there is time.
const EXCERPTS: usize = 8;

pub fn csdl_excerpts(test: &str) -> Option<Vec<String>> {
    let mut random = Random::new(seed());
    let mut excerpts = Vec::new();
    for name in ["v1.0.csdl", "v1.0-2023-02-14.csdl"] {
        let text = fs::read_to_string(document(test, name)?).unwrap();
        excerpts.extend(excerpt::csdl(&text, EXCERPTS, &mut random));
    }
    Some(excerpts)
}

/// Mutations of what is refused as it stands would find little.
fn are_whole<'a>(target: &str, excerpts: impl ExactSizeIterator<Item = &'a [u8]>) {
    let count = excerpts.len();
    let whole = excerpts.filter(|excerpt| targets::files(target, excerpt).is_some()).count();
    assert!(whole * 4 >= count * 3, "only {whole} of {count} excerpts give a crate");
}

/// A mutation, or something of another excerpt.
pub fn changed(excerpt: &str, excerpts: &[String], random: &mut Random) -> String {
    let other = random.pick(excerpts).expect("there are excerpts").clone();
    match random.below(3) {
        0 => mutate::splice_xml(excerpt, &other, random),
        1 => mutate::xml(&mutate::splice_xml(excerpt, &other, random), random),
        _ => mutate::xml(excerpt, random),
    }
}

#[test]
fn csdl() {
    let Some(excerpts) = csdl_excerpts("fuzz::real::csdl") else { return };
    are_whole("csdl", excerpts.iter().map(String::as_bytes));
    mutate("csdl", 1.5, &excerpts, |excerpt, random| changed(excerpt, &excerpts, random).into_bytes());
    mutate("list", 0.7, &excerpts, |excerpt, random| changed(excerpt, &excerpts, random).into_bytes());
    for pairs in ["diff", "bump"] {
        mutate(pairs, 0.7, &excerpts, |excerpt, random| {
            [excerpt, NEXT, &changed(excerpt, &excerpts, random)].concat().into_bytes()
        });
    }
}

#[test]
fn openapi() {
    let Some(path) = document("fuzz::real::openapi", "v1.0-2023-02.openapi.json") else { return };
    let excerpts = excerpt::openapi(&fs::read_to_string(path).unwrap(), EXCERPTS, &mut Random::new(seed()));
    let texts: Vec<Vec<u8>> = excerpts.iter().map(|excerpt| serde_json::to_vec(excerpt).unwrap()).collect();
    are_whole("openapi", texts.iter().map(Vec::as_slice));
    let changed = |excerpt: &Value, random: &mut Random| {
        let other = random.pick(&excerpts).expect("there are excerpts").clone();
        let changed = match random.below(3) {
            0 => mutate::splice_tree(excerpt, &other, random),
            1 => mutate::tree(&mutate::splice_tree(excerpt, &other, random), random),
            _ => mutate::tree(excerpt, random),
        };
        serde_json::to_vec(&changed).unwrap()
    };
    mutate("openapi", 1.5, &excerpts, changed);
    mutate("plain", 0.7, &excerpts, changed);
}

/// Pages of the reference, with a description that has what some of them speak of.
#[test]
fn pages() {
    let Some(folder) = document("fuzz::real::pages", "docs") else { return };
    let Some(excerpts) = csdl_excerpts("fuzz::real::pages") else { return };
    let mut files = Vec::new();
    let mut open = vec![folder];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() { open.push(entry) } else { files.push(entry) }
        }
    }
    files.retain(|file| file.extension().is_some_and(|end| end == "md"));
    files.sort();
    let mut random = Random::new(seed());
    let read = |random: &mut Random| fs::read_to_string(random.pick(&files).expect("there are pages")).ok();
    let pages: Vec<String> = (0..EXCERPTS * 40).filter_map(|_| read(&mut random)).collect();
    // Those that name a path of the excerpt.
    let about = |excerpt: &String| -> Vec<usize> {
        let sets = excerpt.split("<EntitySet Name=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let paths: Vec<String> = sets.map(|set| format!(" /{set}/")).collect();
        (0..pages.len()).filter(|at| paths.iter().any(|path| pages[*at].contains(path))).collect()
    };
    let seeds: Vec<(&String, Vec<usize>)> = excerpts.iter().map(|excerpt| (excerpt, about(excerpt))).collect();
    mutate("pages", 1.5, &seeds, |(excerpt, about), random| {
        let any = random.below(pages.len());
        let [page, other] = [(); 2].map(|()| &pages[random.pick(about).copied().unwrap_or(any)]);
        [excerpt, NEXT, &mutate::page(page, other, random)].concat().into_bytes()
    });
}
