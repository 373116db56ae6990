use serde_json::{Map, Value};

use crate::fuzz::{hostile, random::Random};

/// The document with some of its keys and values exchanged, left out, repeated, put into one another, or with hostile
/// texts in them.
pub fn tree(document: &Value, random: &mut Random) -> Value {
    let mut document = document.clone();
    for _ in 0..=random.below(3) {
        let mut paths = Vec::new();
        walk(&document, &mut Vec::new(), &mut paths);
        let (Some(path), Some(other)) = (random.pick(&paths).cloned(), random.pick(&paths).cloned()) else { break };
        let other = document.pointer(&other).cloned().unwrap_or_default();
        change(&mut document, &path, other, random);
    }
    document
}

/// The document with some values of another one, where there are values of that name.
pub fn splice_tree(document: &Value, other: &Value, random: &mut Random) -> Value {
    let mut document = document.clone();
    let mut pieces = Vec::new();
    walk(other, &mut Vec::new(), &mut pieces);
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    for _ in 0..=random.below(3) {
        let mut places = Vec::new();
        walk(&document, &mut Vec::new(), &mut places);
        let Some(piece) = random.pick(&pieces) else { break };
        places.retain(|place| name(place) == name(piece));
        if let (Some(place), Some(value)) = (random.pick(&places), other.pointer(piece)) {
            set(&mut document, place, value.clone());
        }
    }
    document
}

fn walk(value: &Value, path: &mut Vec<String>, found: &mut Vec<String>) {
    let mut child = |key: String, value: &Value, path: &mut Vec<String>| {
        path.push(key.replace('~', "~0").replace('/', "~1"));
        found.push(path.iter().map(|step| format!("/{step}")).collect());
        walk(value, path, found);
        path.pop();
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| child(key.clone(), value, path)),
        Value::Array(items) => items.iter().enumerate().for_each(|(at, value)| child(at.to_string(), value, path)),
        _ => {}
    }
}

fn change(document: &mut Value, path: &str, other: Value, random: &mut Random) {
    let references = references(document);
    let (parent, key) = path.rsplit_once('/').unwrap_or_default();
    let key = key.replace("~1", "/").replace("~0", "~");
    match random.below(10) {
        0 => set(document, path, Value::String(hostile::text(random))),
        1 => set(document, path, other),
        2 => remove(document, parent, &key),
        3 => rename(document, parent, &key, &hostile::text(random)),
        4 => {
            if let Some(Value::Array(items)) = document.pointer_mut(path) {
                items.extend(items.clone());
                items.push(other);
            }
        }
        5 => {
            if let Some(Value::Object(map)) = document.pointer_mut(path) {
                map.insert(hostile::text(random), other);
            }
        }
        6 => {
            let inside = document.pointer(path).cloned().unwrap_or_default();
            let wrapped = match random.below(4) {
                0 => Value::Array(vec![inside]),
                1 => serde_json::json!({"allOf": [inside]}),
                2 => serde_json::json!({"oneOf": [inside, {"type": "string"}]}),
                _ => serde_json::json!({"type": "array", "items": inside}),
            };
            set(document, path, wrapped);
        }
        7 | 8 => {
            if let Some(reference) = random.pick(&references).cloned() {
                set(document, path, serde_json::json!({"$ref": reference}));
            }
        }
        _ => {
            let plain =
                [Value::Null, Value::Bool(true), Value::from(-1), Value::from(1e300), Value::Object(Map::new())];
            set(document, path, random.pick(&plain).cloned().unwrap_or_default());
        }
    }
}

fn set(document: &mut Value, path: &str, value: Value) {
    if let Some(place) = document.pointer_mut(path) {
        *place = value;
    }
}

fn remove(document: &mut Value, parent: &str, key: &str) {
    match document.pointer_mut(parent) {
        Some(Value::Object(map)) => drop(map.remove(key)),
        Some(Value::Array(items)) => drop(key.parse().ok().map(|at: usize| items.remove(at))),
        _ => {}
    }
}

fn rename(document: &mut Value, parent: &str, key: &str, name: &str) {
    if let Some(Value::Object(map)) = document.pointer_mut(parent)
        && let Some(value) = map.remove(key)
    {
        map.insert(name.to_owned(), value);
    }
}

/// What can be referred to.
fn references(document: &Value) -> Vec<String> {
    let components = document.pointer("/components").and_then(Value::as_object);
    let sections = components.into_iter().flatten().filter_map(|(name, section)| Some((name, section.as_object()?)));
    sections.flat_map(|(name, section)| section.keys().map(move |key| format!("#/components/{name}/{key}"))).collect()
}
