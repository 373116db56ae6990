//! Names of cargo features for the top-level segments of an API.

use std::collections::BTreeMap;

use super::{case, distinct};
use crate::check::Checked;

/// What each generated crate has beside its segments.
pub(crate) const DEPENDENCIES: &str = include_str!("../../runtime/dependencies.toml");

/// The name of the feature for each entity set and singleton.
pub fn feature_names(api: &Checked) -> BTreeMap<&str, String> {
    let taken = taken();
    let feature = |segment: &str| {
        let name = case::snake(segment).trim_matches('_').replace('_', "-");
        if taken.contains_key(&name) { name + "-requests" } else { name }
    };
    let mut names: Vec<(&str, String)> =
        api.api().roots.keys().map(|segment| (segment.as_str(), feature(segment))).collect();
    distinct(&mut names);
    names.into_iter().collect()
}

/// Features and dependencies share their names.
fn taken() -> toml::Table {
    let mut manifest: toml::Table = DEPENDENCIES.parse().unwrap_or_default();
    let mut taken = toml::Table::new();
    for table in ["dependencies", "features"] {
        if let Some(toml::Value::Table(names)) = manifest.remove(table) {
            taken.extend(names);
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_of_the_runtime_are_taken() {
        let taken = taken();
        for name in ["default", "reqwest", "time"] {
            assert!(taken.contains_key(name), "{name}");
        }
    }
}
