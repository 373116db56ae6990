//! Mutations of our own fixtures.

use std::{
    fs,
    path::{Path, PathBuf},
};

use graphslice::source::Sources;
use graphslice_tests::{
    case,
    fuzz::{mutate, random::Random, targets::NEXT},
};
use serde_json::Value;

use crate::run::mutate;

/// The texts of our cases and changes that end so.
pub fn seeds(endings: &[&str], plain: Option<bool>) -> Vec<Vec<u8>> {
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

pub fn xml(seed: &[u8], random: &mut Random) -> Vec<u8> {
    mutate::xml(std::str::from_utf8(seed).unwrap(), random).into_bytes()
}

pub fn tree(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let document: Value = serde_json::from_slice(seed).unwrap();
    let changed = mutate::tree(&document, random);
    match random.below(2) {
        0 => serde_json::to_vec(&changed).unwrap(),
        _ => serde_yaml::to_string(&changed).unwrap().into_bytes(),
    }
}

/// As JSON, which is what the mutations read.
pub fn trees(plain: bool) -> Vec<Vec<u8>> {
    let seeds = seeds(&["yaml", "json"], Some(plain));
    let read = |seed: &Vec<u8>| serde_yaml::from_slice::<Value>(seed).ok().filter(Value::is_object);
    seeds.iter().filter_map(read).map(|tree| serde_json::to_vec(&tree).unwrap()).collect()
}

fn pair(seed: &[u8], random: &mut Random) -> Vec<u8> {
    [&xml(seed, random)[..], NEXT.as_bytes(), &xml(seed, random)].concat()
}

#[test]
fn csdl() {
    mutate("csdl", 1.5, &seeds(&["csdl"], None), |seed, random| xml(seed, random));
}

#[test]
fn openapi() {
    mutate("openapi", 1.5, &trees(false), |seed, random| tree(seed, random));
}

#[test]
fn plain() {
    mutate("plain", 1.5, &trees(true), |seed, random| tree(seed, random));
}

#[test]
fn supplement() {
    mutate("supplement", 1.0, &seeds(&["csdl"], None), |seed, random| xml(seed, random));
}

#[test]
fn list() {
    mutate("list", 0.7, &seeds(&["csdl"], None), |seed, random| xml(seed, random));
    mutate("list", 0.7, &[trees(true), trees(false)].concat(), |seed, random| tree(seed, random));
}

/// Pages in a folder of the repository, and the description that they speak of.
fn reference(pages: &str, description: &str) -> (String, Vec<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Sources::default();
    let pages = case::pages_in(&root.join(pages), &mut sources).unwrap();
    let text = fs::read_to_string(root.join(description)).unwrap();
    (text, pages.into_iter().map(|page| sources.get(page).text.clone()).collect())
}

#[test]
fn pages() {
    let ours = reference("../spec/pages", "../spec/autopilot.csdl");
    let small = reference("cases/pages/pages", "cases/pages/description.csdl");
    mutate("pages", 1.5, &[ours, small], |(description, pages), random| {
        let mut input = description.clone();
        for _ in 0..=random.below(3) {
            let [page, other] = [(); 2].map(|()| random.pick(pages).expect("there are pages"));
            input = [&input, NEXT, &mutate::page(page, other, random)].concat();
        }
        input.into_bytes()
    });
}

#[test]
fn pairs() {
    mutate("bump", 1.2, &seeds(&["csdl"], None), |seed, random| pair(seed, random));
    mutate("diff", 1.2, &seeds(&["csdl"], None), |seed, random| pair(seed, random));
    mutate("diff", 0.7, &trees(true), |seed, random| {
        [&tree(seed, random)[..], NEXT.as_bytes(), &tree(seed, random)].concat()
    });
}

#[test]
fn settings() {
    let bytes = |seed: &Vec<u8>, random: &mut Random| mutate::bytes(seed, random);
    mutate("slice", 1.0, &seeds(&["toml"], None), bytes);
    let patterns = ["/**", "/users/{id}/*#GET,PATCH", "/a/m.g.f(x={y},z='1')/$count", "/a(b={c})/m.t/$ref#DELETE"];
    mutate("pattern", 0.7, &patterns.map(|seed| seed.as_bytes().to_vec()), bytes);
    let answers = ["a-crate\n/**", "pets\n/pets/{id}\n/pets#POST", "x\n/things/{id}/*#GET"];
    mutate("init", 1.0, &answers.map(|seed| seed.as_bytes().to_vec()), bytes);
}

#[test]
fn runtime() {
    let page = r##"{"@odata.count":2,"value":[{"id":"1","hardwareIdentifier":"YQ==","state":{"deviceErrorCode":-1,
        "deviceImportStatus":"complete"}},{"@odata.type":"#x","a":[1,"ä"]}],"@odata.nextLink":"https://graph.example/v1.0/x"}"##;
    let error =
        r#"{"error":{"code":"a","message":"b","innerError":{"request-id":"c","date":"d"},"details":[{"code":"e"}]}}"#;
    let bytes = |seed: &Vec<u8>, random: &mut Random| mutate::bytes(seed, random);
    mutate("response", 0.7, &[page.into(), error.into()], bytes);
    let links =
        ["https://graph.example/v1.0/x?$skiptoken=1", "//graph.example:443/v1.0/../x#y", "https://a@graph.example/"];
    mutate("next_link", 0.7, &links.map(|link| link.as_bytes().to_vec()), bytes);
    let waits =
        ["7", "Sun, 06 Nov 1994 08:49:37 GMT\nSun, 06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:50:07 1994", "2.5"];
    mutate("retry_after", 0.3, &waits.map(|wait| wait.as_bytes().to_vec()), bytes);
}
