use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    ops::Range,
};

use serde_json::{Map, Value, json};

use crate::fuzz::random::Random;

/// So many components are in an excerpt.
const COMPONENTS: usize = 40;
/// And so many paths.
const PATHS: usize = 5;

/// Excerpts of an OpenAPI document in JSON, each of some paths that begin alike and the components that they lead to.
/// Instead of others there is a text.
///
/// # Panics
/// If the document is not as OpenAPI is.
pub fn openapi(text: &str, count: usize, random: &mut Random) -> Vec<Value> {
    let whole = members(text, text.find('{').expect("it is JSON"));
    let within = |range: &Range<usize>| members(text, range.start);
    let paths: Vec<_> = within(&whole["paths"]).into_iter().collect();
    let components: BTreeMap<_, _> =
        within(&whole["components"]).iter().map(|(name, section)| (name.clone(), within(section))).collect();
    let read = |range: &Range<usize>| -> Value { serde_json::from_str(&text[range.clone()]).expect("it is JSON") };
    (0..count)
        .map(|_| {
            let at = random.below(paths.len());
            let beginning = |path: &str| path.split('/').take(3).collect::<Vec<_>>().join("/");
            let alike = paths[at..].iter().take_while(|(path, _)| beginning(path) == beginning(&paths[at].0));
            let mut taken: Vec<_> = alike.take(PATHS).collect();
            // What is on the way to them says what they lead to.
            let last = taken.last().map(|(path, _)| path.clone()).unwrap_or_default();
            taken.extend(paths[..at].iter().filter(|(path, _)| last.starts_with(&format!("{path}/"))));
            let taken = taken.into_iter().map(|(path, range)| (path.clone(), read(range))).collect();
            let mut document = json!({"openapi": "3.0.1", "info": {"title": "a", "version": "1"}, "components": {}});
            document["paths"] = Value::Object(taken);
            close(&mut document, |section, name| Some(read(components.get(section)?.get(name)?)));
            document
        })
        .collect()
}

/// Takes in what is referred to, as long as there is room.
fn close(document: &mut Value, find: impl Fn(&str, &str) -> Option<Value>) {
    let mut open = VecDeque::new();
    let mut taken: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut count = 0;
    let mut bases: BTreeSet<String> = BTreeSet::new();
    references(&mut document["paths"], &mut |reference| {
        open.push_back(reference.clone());
    });
    while let Some(reference) = open.pop_front() {
        let Some((section, name)) = parts(&reference) else { continue };
        if taken.get(section).is_some_and(|taken| taken.contains_key(name))
            || count >= COMPONENTS && !bases.contains(&reference)
        {
            continue;
        }
        if let Some(mut component) = find(section, name) {
            references(&mut component, &mut |reference| open.push_back(reference.clone()));
            let base = component.pointer("/allOf/0/$ref").and_then(Value::as_str).map(str::to_owned);
            open.extend(base.clone());
            bases.extend(base);
            taken.entry(section.to_owned()).or_default().insert(name.to_owned(), component);
            count += 1;
        }
    }
    let is_taken = |reference: &str| {
        parts(reference).is_some_and(|(section, name)| taken.get(section).is_some_and(|taken| taken.contains_key(name)))
    };
    let mut components = json!(taken.clone());
    for part in [&mut document["paths"], &mut components] {
        without(part, &is_taken);
    }
    document["components"] = components;
}

fn parts(reference: &str) -> Option<(&str, &str)> {
    reference.strip_prefix("#/components/")?.split_once('/')
}

/// Each reference; discriminators name hundreds, and are not followed.
fn references(value: &mut Value, found: &mut impl FnMut(&String)) {
    match value {
        Value::Object(map) => {
            map.remove("discriminator");
            if let Some(Value::String(reference)) = map.get("$ref") {
                found(reference);
            }
            map.values_mut().for_each(|value| references(value, found));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// A text in place of each reference to a type that is not there; navigation properties that lead to one, parameters and
/// answers are gone.
fn without(value: &mut Value, is_taken: &impl Fn(&str) -> bool) {
    let is_gone = |value: &Value| value.get("$ref").and_then(Value::as_str).is_some_and(|name| !is_taken(name));
    let is_schema =
        |value: &Value| value["$ref"].as_str().is_some_and(|name| name.starts_with("#/components/schemas/"));
    match value {
        _ if is_gone(value) => *value = json!({"type": "string"}),
        Value::Object(map) => {
            map.retain(|_, value| !is_gone(value) || is_schema(value));
            // What it leads to has to be an entity.
            map.retain(|_, value| value["x-ms-navigationProperty"] != true || !has(value, &is_gone));
            map.values_mut().for_each(|value| without(value, is_taken));
        }
        Value::Array(items) => {
            items.retain(|value| !is_gone(value) || is_schema(value));
            items.iter_mut().for_each(|value| without(value, is_taken));
        }
        _ => {}
    }
}

fn has(value: &Value, found: &impl Fn(&Value) -> bool) -> bool {
    let inside = match value {
        Value::Object(map) => map.values().any(|value| has(value, found)),
        Value::Array(items) => items.iter().any(|value| has(value, found)),
        _ => false,
    };
    inside || found(value)
}

/// The members of the object that begins at a place, and where their values stand: quicker than reading it all.
fn members(text: &str, begin: usize) -> BTreeMap<String, Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = BTreeMap::new();
    let (mut at, mut depth) = (begin, 0);
    let (mut key, mut value) = (None, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let start = at + 1;
                at = start;
                while bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                if depth == 1 && key.is_none() {
                    key = serde_json::from_str(&text[start - 1..=at]).ok();
                }
            }
            b':' if depth == 1 && value == 0 => value = at + 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' | b',' => {
                if bytes[at] != b',' {
                    depth -= 1;
                }
                let is_end = depth == 0 || (depth == 1 && bytes[at] == b',');
                if let (true, Some(key)) = (is_end, is_end.then(|| key.take()).flatten()) {
                    found.insert(key, value..at);
                    value = 0;
                }
                if depth == 0 {
                    break;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}
