//! Rust names for what the API calls by names of its own: letter case, keywords, collisions, modules.
//!
//! A name depends on the whole API and never on the slice: growing a slice renames nothing.

pub mod case;
mod feature;
mod plain;
mod rename;
mod types;

pub(crate) use feature::DEPENDENCIES;
pub use feature::feature_names;
pub use plain::{PlainNames, PlainRenames, modules};
pub use rename::{OF_EVERY_STRUCT, Renames};
pub use types::{TypeName, TypeNames};

use std::collections::{BTreeMap, BTreeSet};

use heck::ToLowerCamelCase;

/// Makes names distinct that were derived from distinct wire names. The wire name that is in lower camel case already
/// keeps its name, then the first in byte order; the others are numbered.
pub fn distinct(names: &mut [(&str, String)]) {
    distinct_from(names, |_| false);
}

/// The same, where some names are chosen by the user, and kept before all others.
pub fn distinct_from(names: &mut [(&str, String)], is_chosen: impl Fn(&str) -> bool) {
    let mut seen = BTreeSet::new();
    if names.iter().all(|(_, name)| seen.insert(name.as_str())) {
        return;
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| {
        let wire = names[*at].0;
        (!is_chosen(wire), wire.to_lower_camel_case() != wire, wire)
    });
    let mut taken = BTreeSet::new();
    // All numbers below are taken: thousands of names may be alike.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    for at in order {
        let plain = names[at].1.clone();
        while !taken.insert(names[at].1.clone()) {
            let number = next.entry(plain.clone()).or_insert(2);
            let mark = if plain.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
            names[at].1 = format!("{plain}{mark}{number}");
            *number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collisions_do_not_depend_on_order() {
        for wires in [["remote_Control", "remoteControl"], ["remoteControl", "remote_Control"]] {
            let mut names = wires.map(|wire| (wire, case::snake(wire)));
            distinct(&mut names);
            let of = |wire| names.iter().find(|(other, _)| *other == wire).map(|(_, name)| name.as_str());
            assert_eq!(of("remoteControl"), Some("remote_control"));
            assert_eq!(of("remote_Control"), Some("remote_control2"));
        }
    }
}
