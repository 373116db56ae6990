//! What is read as a type of this crate is written back as it was.

#![allow(dead_code, reason = "pages need not have every kind of body")]

use std::collections::BTreeMap;

use serde_json::{Value, value::RawValue};

use crate::{Decode, Encode};

/// What a request sends: nothing is lost.
#[track_caller]
pub fn body<T: Decode + Encode>(text: &str) {
    let changes = changes::<T>(text);
    let lost: Vec<&String> = changes.lost.iter().chain(&changes.passed_over).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    assert!(changes.other.is_empty(), "{:?}", changes.other);
}

/// What the service answers: only these members, which the type does not have, are lost.
#[track_caller]
pub fn answer<T: Decode + Encode>(text: &str, lost: &[&str]) {
    let changes = changes::<T>(text);
    assert_eq!(changes.lost, lost);
    assert!(changes.other.is_empty(), "{:?}", changes.other);
}

/// A value that travels as the member `value` of an object.
#[track_caller]
pub fn value<T: Decode + Encode>(text: &str, lost: &[&str]) {
    let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap();
    answer::<T>(members["value"].get(), lost);
}

#[derive(Default)]
struct Changes {
    /// The paths of members that are gone, sorted.
    lost: Vec<String>,
    /// Those that an answer need not keep: null reads as absent, and annotations speak of the answer that they are in.
    passed_over: Vec<String>,
    /// The paths of values that are new or have changed.
    other: Vec<String>,
}

/// What reading and writing changes.
#[track_caller]
fn changes<T: Decode + Encode>(text: &str) -> Changes {
    let read = T::decode(&mut serde_json::Deserializer::from_str(text)).unwrap();
    let mut written = Vec::new();
    read.encode(&mut serde_json::Serializer::new(&mut written)).unwrap();
    let (before, after): (Value, Value) =
        (serde_json::from_str(text).unwrap(), serde_json::from_slice(&written).unwrap());
    let mut changes = Changes::default();
    changes.collect(&before, &after, "");
    changes.lost.sort();
    changes
}

impl Changes {
    fn collect(&mut self, before: &Value, after: &Value, at: &str) {
        let below = |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}/{name}") };
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                for (name, value) in before {
                    match after.get(name) {
                        Some(after) => self.collect(value, after, &below(name)),
                        None if name == "@odata.context" => {}
                        None if value.is_null() || name.contains('@') => self.passed_over.push(below(name)),
                        None => self.lost.push(below(name)),
                    }
                }
                self.other.extend(after.keys().filter(|name| !before.contains_key(*name)).map(|name| below(name)));
            }
            (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
                let items = before.iter().zip(after).enumerate();
                items.for_each(|(index, (before, after))| self.collect(before, after, &below(&index.to_string())));
            }
            _ if before == after || same_number(before, after) => {}
            _ => self.other.push(format!("{at}: {before} became {after}")),
        }
    }
}

/// Numbers are equal by value, and Edm.Int64 and Edm.Decimal may travel as text. Edm.Single holds fewer digits than
/// may be written.
fn same_number(before: &Value, after: &Value) -> bool {
    if !before.is_number() && !after.is_number() {
        return false;
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (one, other) = (text(before), text(after));
    match (one.parse::<i64>(), other.parse::<i64>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one.parse::<f32>().is_ok_and(|one| other.parse() == Ok(one)),
    }
}
