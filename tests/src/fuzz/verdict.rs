//! Whether what came out of any input is right: a crate that is Rust and nothing but what was meant, or findings.

use graphslice::{cli::report_text, files::Files, report::Report, source::Sources};
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
        } else if path.ends_with(".md") {
            findings(text);
        }
    }
    let paths: Vec<String> =
        files.into_iter().flat_map(Files::iter).map(|(path, _)| path.to_ascii_lowercase()).collect();
    let distinct: std::collections::BTreeSet<&String> = paths.iter().collect();
    assert_eq!(distinct.len(), paths.len(), "two files that some file systems take for one");
}

/// What is written is in proportion to what it is written from. Types repeat the members of their bases, and requests the
/// words of what leads to them, so that it is no fixed one; what grows with a power of the input is beyond it soon.
pub fn bounded(files: &Files, input: usize) {
    let is_own = |path: &str| !path.contains("runtime/") && path != "tests/examples/compare.rs";
    let size: usize = files.iter().filter(|(path, _)| is_own(path)).map(|(_, text)| text.len()).sum();
    assert!(size <= 20_000 + 100 * input, "{size} bytes from {input}");
}

/// What pages say wrongly is quoted in a block of code, which nothing in it ends.
fn findings(text: &str) {
    let quoted = text.split_once("What does not fit, with page and line:\n").map(|(_, quoted)| quoted);
    for line in quoted.into_iter().flat_map(str::lines) {
        assert!(line.is_empty() || line.starts_with("    "), "{line:?}");
    }
}

/// The longest sentence of a finding, in bytes.
const SENTENCE: usize = 2100;

/// Findings say where, in words that can be read, and are not more than there is to find. None writes to the terminal.
pub fn told(report: &Report, sources: &Sources) {
    let mut given = 0;
    for finding in report.diagnostics() {
        for label in &finding.labels {
            let text = &sources.get(label.span.source).text;
            given = given.max(text.len());
            let range = label.span.range();
            assert!(range.end <= text.len() && text.get(range.clone()).is_some(), "{finding:?}: {range:?} is no place");
            sentence(&label.text);
        }
        assert!(!finding.labels.is_empty(), "no place: {finding:?}");
        assert!(!finding.message.trim().is_empty(), "nothing is said: {finding:?}");
        sentence(&finding.message);
        // It may name all operations that are left out.
        if let Some(help) = &finding.help {
            assert!(help.len() <= SENTENCE + given, "{} bytes: {help}", help.len());
            help.split('\n').for_each(line);
        }
    }
    let count = report.diagnostics().len();
    assert!(count <= 20 + given / 4, "{count} findings in {given} bytes");
    // Each is drawn in the same way.
    if count <= 40 {
        shown(&report_text(report, sources));
    }
}

fn sentence(text: &str) {
    assert!(text.len() <= SENTENCE, "{} bytes: {text}", text.len());
    text.split('\n').for_each(line);
}

/// Findings as they are on a terminal: the only thing in them that is no text are our own colours.
fn shown(text: &str) {
    for (at, part) in text.split('\u{1b}').enumerate() {
        let colour = part.strip_prefix('[').and_then(|part| part.split_once('m'));
        let rest = match (at, colour) {
            (0, _) => part,
            (_, Some((colour, rest))) if colour.chars().all(|c| c.is_ascii_digit() || c == ';') => rest,
            _ => panic!("no colour: {part:?}"),
        };
        assert!(!rest.contains(is_deceptive), "{rest:?}");
    }
}

/// A line that is printed.
pub fn line(text: &str) {
    assert!(!text.contains(['\n', '\t']) && !text.contains(is_deceptive), "{text:?}");
}

/// Changes for a pull request: outside of code no character has a meaning that is not ours.
pub fn markdown(text: &str) {
    for line in text.lines() {
        assert!(!line.contains(is_deceptive), "{line:?}");
        let Some(item) = line.strip_prefix("- ") else {
            let is_ours =
                line.is_empty() || ["<details", "</details>", "**"].iter().any(|begin| line.starts_with(begin));
            assert!(is_ours, "{line}");
            continue;
        };
        assert!(item.matches('`').count().is_multiple_of(2), "code without an end: {item}");
        for prose in item.split('`').step_by(2) {
            assert!(!prose.contains(['<', '>', '[', ']', '*', '_', '|', '~', '!', '@', '\\']), "{prose}: {item}");
        }
    }
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
