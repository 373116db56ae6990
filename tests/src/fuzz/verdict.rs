//! Whether what came out of any input is right: a crate that is Rust and nothing but what was meant, or findings.

use graphslice::{files::Files, report::Report, source::Sources};
use proc_macro2::{TokenStream, TokenTree};

use super::hostile::MARK;

/// Files that are Rust and TOML, or findings with places.
pub fn generated(files: Option<&Files>, report: &Report, sources: &Sources) {
    assert!(files.is_some() != report.has_errors(), "neither files nor errors, or both");
    told(report, sources);
    for (path, text) in files.into_iter().flat_map(Files::iter) {
        assert!(!path.starts_with('/') && !path.contains("..") && !path.contains('\\'), "{path:?}");
        assert!(!text.contains(is_deceptive), "{path}: a character that deceives readers");
        if path.ends_with(".toml") {
            manifest(text);
        } else if path.ends_with(".rs") && !path.contains("runtime/") {
            rust(path, text);
        }
    }
    let paths: Vec<String> =
        files.into_iter().flat_map(Files::iter).map(|(path, _)| path.to_ascii_lowercase()).collect();
    let distinct: std::collections::BTreeSet<&String> = paths.iter().collect();
    assert_eq!(distinct.len(), paths.len(), "two files that some file systems take for one");
}

/// Errors say where, and no finding writes to the terminal.
pub fn told(report: &Report, sources: &Sources) {
    for finding in report.diagnostics() {
        for label in &finding.labels {
            let text = &sources.get(label.span.source).text;
            let range = label.span.range();
            assert!(range.end <= text.len() && text.get(range.clone()).is_some(), "{finding:?}: {range:?} is no place");
        }
        assert!(!finding.labels.is_empty(), "no place: {finding:?}");
    }
    report.to_text(sources);
}

/// A drawing holds nothing but names.
pub fn markup(text: &str) {
    assert!(!text.contains(['\u{1b}', '`', '&', '\\']) && !text.contains(is_deceptive), "{text}");
    assert!(!text.to_lowercase().contains("<script") && !text.contains("javascript:"), "{text}");
}

fn is_deceptive(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

fn manifest(text: &str) {
    let manifest: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}: {text}"));
    let dependencies = manifest["dependencies"].as_table().expect("a table");
    assert!(!dependencies.contains_key(MARK), "{text}");
    let tables: Vec<&str> = manifest.keys().map(String::as_str).collect();
    let known = ["package", "dependencies", "dev-dependencies", "features", "target", "lints"];
    assert!(tables.iter().all(|table| known.contains(table)), "{tables:?}");
}

fn rust(path: &str, text: &str) {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}:\n{text}"));
    drop(file);
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}:\n{text}"));
    tokens_are_ours(path, tokens);
    // An example is ours, and begins and ends at a line of its own.
    for line in text.lines() {
        let comment = line.trim_start().trim_start_matches("///").trim_start_matches("//!").trim_start();
        assert!(!(comment.starts_with("```") && comment != "```"), "{path}: {line}");
        assert!(!comment.starts_with("~~~"), "{path}: {line}");
    }
    let mut inside = false;
    for line in text.lines() {
        let Some(comment) = line.trim_start().strip_prefix("//") else { continue };
        let comment = comment.trim_start_matches(['/', '!']);
        if comment.trim() == "```" {
            inside = !inside;
        }
        assert!(!(inside && comment.contains(&format!("{MARK}!("))), "{path}: an example that is not ours: {line}");
        assert!(inside || !comment.starts_with("     "), "{path}: an indented block is an example: {line}");
    }
}

/// A call of the mark, or an attribute of that name, was once a text.
fn tokens_are_ours(path: &str, tokens: TokenStream) {
    let mut last_is_mark = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                tokens_are_ours(path, group.stream());
                last_is_mark = false;
            }
            TokenTree::Ident(ident) => last_is_mark = ident == MARK,
            TokenTree::Punct(punct) => {
                assert!(!(last_is_mark && punct.as_char() == '!'), "{path}: text became code");
                last_is_mark = false;
            }
            TokenTree::Literal(_) => last_is_mark = false,
        }
    }
}
