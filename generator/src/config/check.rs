//! What a value has to be, beyond its type. Each check gives the finding, if there is one.

use super::{Features, Package, Text};
use crate::{legible::is_deceptive, report::Diagnostic};

/// Names that cargo accepts, with a warning or none, and that cannot be used: the crates that come with the compiler, what
/// is a keyword in the edition of the generated crate only, and the devices of Windows, which can be no folder.
const RESERVED: &[&str] = &[
    "alloc",
    "core",
    "proc_macro",
    "std",
    "test",
    "gen",
    "aux",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "con",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
    "nul",
    "prn",
];

/// A package's name: what cargo and registries accept, and what can stand in a `use`.
pub fn package_name(name: &Text) -> Option<Diagnostic> {
    let refused = |why: &str| {
        let message = format!("`{}` cannot be the name of a package: {why}", name.value);
        Some(Diagnostic::error("bad-package-name", message).at(name.span, ""))
    };
    let in_use = name.value.replace('-', "_");
    let lower = in_use.to_ascii_lowercase();
    if !name.value.starts_with(|first: char| first.is_ascii_alphabetic()) {
        refused("it has to begin with a letter")
    } else if !name.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        refused("only the letters of English, digits, `-` and `_` are allowed")
    } else if name.value.len() > 64 {
        refused("it is longer than 64 letters")
    } else if syn::parse_str::<syn::Ident>(&in_use).is_err() {
        refused("it is a keyword of Rust")
    } else if RESERVED.contains(&lower.as_str()) {
        refused("it is reserved")
    } else if is_dependency(&in_use) {
        refused("the generated crate depends on a crate of that name")
    } else {
        None
    }
}

/// What the crate is called in a `use` tells it from its dependencies, in examples and tests, where both are known.
fn is_dependency(name: &str) -> bool {
    let manifest: toml::Table = crate::name::DEPENDENCIES.parse().unwrap_or_default();
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    dependencies.is_some_and(|table| table.keys().any(|dependency| dependency.replace('-', "_") == name))
}

pub(super) fn version(version: &Text) -> Option<Diagnostic> {
    let error = semver::Version::parse(&version.value).err()?;
    let message = format!("`{}` is not a version: {error}", version.value);
    Some(Diagnostic::error("bad-version", message).at(version.span, "").help("write it like `0.1.0`"))
}

pub(super) fn features(features: &Text) -> Option<Diagnostic> {
    if Features::named(&features.value).is_some() {
        return None;
    }
    let message = format!("`{}` is not a kind of features", features.value);
    let known = Features::ALL.map(|(name, _)| format!("`{name}`")).join(" and ");
    Some(Diagnostic::error("bad-features", message).at(features.span, "").help(format!("known are {known}")))
}

/// Whether a dialect is that of documents without conventions.
pub(super) fn is_plain(dialect: &Text, problems: &mut Vec<Diagnostic>) -> bool {
    if !matches!(dialect.value.as_str(), "graph" | "plain") {
        problems.push(
            Diagnostic::error("bad-dialect", format!("there is no dialect `{}`", dialect.value))
                .at(dialect.span, "")
                .help("the dialects are `graph` and `plain`"),
        );
    }
    dialect.value == "plain"
}

/// The other format has no dialects.
pub(super) fn plain_csdl(csdl: &Text) -> Diagnostic {
    Diagnostic::error("bad-dialect", "a CSDL document cannot be plain: only OpenAPI documents have dialects")
        .at(csdl.span, "")
        .help("leave `dialect` out")
}

/// Supplements are CSDL, and describe what OData services have.
pub(super) fn plain_supplement(supplement: &Text) -> Diagnostic {
    Diagnostic::error("bad-dialect", "a plain document cannot have supplements")
        .at(supplement.span, "")
        .help("leave `supplements` out, and change the document itself")
}

pub(super) fn rust_version(version: &Text) -> Option<Diagnostic> {
    let problem = match (numbers(&version.value), numbers(Package::RUST_VERSION)) {
        (None, _) => format!("`{}` is not a version of Rust", version.value),
        (wanted, least) if wanted < least => format!("the generated crate cannot be built with Rust {}", version.value),
        _ => return None,
    };
    let help = format!("write it like `{0}`, which is the oldest that can be named", Package::RUST_VERSION);
    Some(Diagnostic::error("bad-rust-version", problem).at(version.span, "").help(help))
}

/// `1.88` or `1.88.0`.
fn numbers(version: &str) -> Option<Vec<u32>> {
    let parts: Option<Vec<u32>> = version.split('.').map(|part| part.parse().ok()).collect();
    parts.filter(|parts| matches!(parts.len(), 2 | 3) && !version.contains('+'))
}

/// What is wrong with the address of a service: it has to be an absolute URL to which paths can be appended. Nothing that
/// would need to be escaped is let through, since it goes into the generated code and its documentation.
pub fn service_root(root: &Text) -> Option<Diagnostic> {
    let refused = |why: &str| {
        let message = format!("`{}` cannot be the service root: {why}", root.value);
        let help = "write it like `https://graph.microsoft.com/v1.0`";
        Some(Diagnostic::error("bad-service-root", message).at(root.span, "").help(help))
    };
    let Some(rest) = root.value.strip_prefix("https://").or_else(|| root.value.strip_prefix("http://")) else {
        return refused("it has to begin with `https://` or `http://`");
    };
    let host = rest.split('/').next().unwrap_or_default();
    if rest.contains(['?', '#']) {
        refused("it cannot have a query or a fragment")
    } else if host.contains('@') {
        refused("it cannot have a user")
    } else if !host.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[') {
        refused("it has no host")
    } else if !rest.chars().all(|c| c.is_ascii_alphanumeric() || "-._~%!$&'()*+,;=:@/[]".contains(c)) {
        refused("a character in it has to be percent-encoded")
    } else {
        None
    }
}

pub(super) fn one_line(key: &str, text: &Text) -> Option<Diagnostic> {
    let fits = !text.value.trim().is_empty() && !text.value.chars().any(is_deceptive);
    let message = format!("`{key}` has to be one line of text, without characters that cannot be seen");
    (!fits).then(|| Diagnostic::error("not-one-line", message).at(text.span, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};

    fn verdict(check: fn(&Text) -> Option<Diagnostic>, value: &str) -> Option<String> {
        let span = Span::new(Sources::default().add("x", value), 0..value.len());
        check(&Text { value: value.to_owned(), span }).map(|problem| problem.message)
    }

    #[test]
    fn package_names() {
        for good in ["a", "msgraph-autopilot", "A_1", "union"] {
            assert_eq!(verdict(package_name, good), None, "{good}");
        }
        for bad in [
            "",
            "1a",
            "_a",
            "-a",
            "a b",
            "ä",
            "a/b",
            "async",
            "type",
            "gen",
            "std",
            "proc-macro",
            "NUL",
            "http",
            "serde-json",
            "serde_json",
            "uuid",
            "a\"\nb",
        ] {
            assert!(verdict(package_name, bad).is_some(), "{bad}");
        }
        assert!(verdict(package_name, &"a".repeat(65)).is_some());
    }

    #[test]
    fn service_roots() {
        for good in ["https://graph.microsoft.com/v1.0", "http://localhost:8080", "https://[::1]/x/"] {
            assert_eq!(verdict(service_root, good), None, "{good}");
        }
        for bad in [
            "",
            "graph",
            "ftp://x",
            "https://",
            "https:///v1.0",
            "https://a/b?c",
            "https://a/#",
            "https://u@h/",
            "https://a/ b",
            "https://a/\"",
            "//a",
        ] {
            assert!(verdict(service_root, bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn versions() {
        assert_eq!(verdict(version, "0.1.0-rc.1+5"), None);
        assert!(["1", "1.2", "01.2.3", "v1.2.3", ""].iter().all(|bad| verdict(version, bad).is_some()));
        assert!(["1.88", "1.90.1", "2.0"].iter().all(|good| verdict(rust_version, good).is_none()));
        assert!(
            ["1", "1.87", "1.88.x", ">=1.88", "+1.90", "1.9.0.0"]
                .iter()
                .all(|bad| verdict(rust_version, bad).is_some())
        );
    }
}
