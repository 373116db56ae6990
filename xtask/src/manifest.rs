//! Cuts the manifest of the generated crate down to the features that somebody uses. What an optional dependency brings
//! with it stands in a lock file, and is vendored, whether it is used or not.

use std::{collections::BTreeSet, error::Error};

use toml_edit::{Array, DocumentMut, Item, Table, Value, value};

/// The manifest with only these features, those that they and the default need, and their dependencies.
pub(super) fn cut(manifest: &str, wanted: &[String]) -> Result<String, Box<dyn Error>> {
    let mut document: DocumentMut = manifest.parse()?;
    let empty = Item::Table(Table::new());
    let features = document.get("features").unwrap_or(&empty).as_table_like().ok_or("`features` is no table")?;
    let all: Vec<String> = features.iter().map(|(name, _)| name.to_owned()).collect();
    if let Some(unknown) = wanted.iter().find(|name| !all.contains(name)) {
        return Err(format!("there is no feature `{unknown}`; there are {}", all.join(", ")).into());
    }

    let mut kept = BTreeSet::new();
    let mut dependencies = BTreeSet::new();
    let mut open: Vec<String> = wanted.iter().cloned().chain(["default".to_owned()]).collect();
    while let Some(name) = open.pop() {
        if !all.contains(&name) {
            // A dependency that no `dep:` names is a feature by its own name.
            dependencies.insert(name);
            continue;
        }
        if !kept.insert(name.clone()) {
            continue;
        }
        for part in strings(features.get(&name)) {
            match part.strip_prefix("dep:").or_else(|| strong_dependency(&part)) {
                Some(dependency) => drop(dependencies.insert(dependency.to_owned())),
                None => open.push(part),
            }
        }
    }

    if let Some(features) = document.get_mut("features").and_then(Item::as_table_like_mut) {
        for name in all.iter().filter(|name| !kept.contains(*name)) {
            features.remove(name);
        }
    }
    if let Some(table) = document.get_mut("dependencies").and_then(Item::as_table_like_mut) {
        let is_optional = |item: &Item| item.get("optional").and_then(Item::as_bool).unwrap_or_default();
        let unused: Vec<String> = table
            .iter()
            .filter(|(name, item)| is_optional(item) && !dependencies.contains(*name))
            .map(|(name, _)| name.to_owned())
            .collect();
        for name in unused {
            table.remove(&name);
        }
    }
    admit(&mut document, all.iter().filter(|name| !kept.contains(*name)));
    Ok(document.to_string())
}

/// `dependency/feature` takes the dependency in; `dependency?/feature` does not.
fn strong_dependency(part: &str) -> Option<&str> {
    part.split_once('/').map(|(dependency, _)| dependency).filter(|dependency| !dependency.ends_with('?'))
}

/// The code still asks for the features that are gone, and the compiler would warn of names that it does not know.
fn admit<'a>(document: &mut DocumentMut, gone: impl Iterator<Item = &'a String>) {
    let names: Vec<String> = gone.map(|name| format!("{name:?}")).collect();
    if names.is_empty() {
        return;
    }
    let mut check = toml_edit::InlineTable::new();
    check.insert("level", "warn".into());
    let condition = format!("cfg(feature, values({}))", names.join(", "));
    check.insert("check-cfg", Value::Array(Array::from_iter([condition])));
    let mut outer = Table::new();
    outer.set_implicit(true);
    let lints = document.entry("lints").or_insert(Item::Table(outer));
    let rust = lints.as_table_like_mut().map(|lints| lints.entry("rust").or_insert(Item::Table(Table::new())));
    if let Some(rust) = rust.and_then(Item::as_table_like_mut) {
        rust.insert("unexpected_cfgs", value(check));
    }
}

fn strings(item: Option<&Item>) -> Vec<String> {
    let array = item.and_then(Item::as_array);
    array.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use insta::assert_snapshot;

    use super::*;

    const MANIFEST: &str = r#"# Header.

[package]
name = "x"

[dependencies]
bytes = "1"
chrono = { version = "0.4", optional = true }
reqwest = { version = "0.13", optional = true, default-features = false }
uuid = { version = "1", optional = true }

[features]
default = []
# The client.
reqwest = ["reqwest-no-tls", "reqwest?/rustls"]
# Without TLS.
reqwest-no-tls = ["dep:reqwest", "uuid/v4"]
# Dates.
chrono = ["dep:chrono"]
"#;

    #[test]
    fn nothing_but_the_default() {
        assert_snapshot!(cut(MANIFEST, &[]).unwrap(), @r#"
        # Header.

        [package]
        name = "x"

        [dependencies]
        bytes = "1"

        [features]
        default = []

        [lints.rust]
        unexpected_cfgs = { level = "warn", check-cfg = ['cfg(feature, values("reqwest", "reqwest-no-tls", "chrono"))'] }
        "#);
    }

    #[test]
    fn a_client_keeps_what_it_needs() {
        assert_snapshot!(cut(MANIFEST, &["reqwest".to_owned()]).unwrap(), @r#"
        # Header.

        [package]
        name = "x"

        [dependencies]
        bytes = "1"
        reqwest = { version = "0.13", optional = true, default-features = false }
        uuid = { version = "1", optional = true }

        [features]
        default = []
        # The client.
        reqwest = ["reqwest-no-tls", "reqwest?/rustls"]
        # Without TLS.
        reqwest-no-tls = ["dep:reqwest", "uuid/v4"]

        [lints.rust]
        unexpected_cfgs = { level = "warn", check-cfg = ['cfg(feature, values("chrono"))'] }
        "#);
    }

    #[test]
    fn everything_is_the_manifest_itself() {
        let all = ["reqwest", "chrono"].map(str::to_owned);
        assert_eq!(cut(MANIFEST, &all).unwrap(), MANIFEST);
    }

    #[test]
    fn an_unknown_feature_is_refused() {
        let error = cut(MANIFEST, &["ureq".to_owned()]).unwrap_err().to_string();
        assert_eq!(error, "there is no feature `ureq`; there are default, reqwest, reqwest-no-tls, chrono");
    }
}
