//! What has to stay true of the sources themselves.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What touches files, streams, the environment, the clock, or is there for all runs. Threads do not: what they make is put
/// together in order.
const IMPURE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::time",
    "static",
    "dbg!",
    "eprint!",
    "eprintln!",
    "print!",
    "println!",
    "thread_local!",
];

/// What each stage names of the others. What is not here joins stages, and names any of them.
const STAGES: &[(&str, &[&str])] = &[
    ("api", &["report", "source"]),
    ("check", &["api", "nearest", "report", "source"]),
    ("circles", &[]),
    ("config", &["Format", "legible", "name::DEPENDENCIES", "nearest", "report", "source"]),
    ("csdl", &["api", "nearest", "report", "source"]),
    (
        "emit",
        &["api::Method", "api::plain::Location", "api::plain::Style", "config", "files", "format", "legible", "plan"],
    ),
    ("files", &[]),
    ("format", &[]),
    ("legible", &["source"]),
    ("name", &["api", "check", "config", "nearest", "report", "source"]),
    ("nearest", &[]),
    // Of the slice only the patterns; and a type of a plain document that has no name gets one that Rust could have.
    (
        "openapi",
        &[
            "api",
            "check::DEEPEST",
            "config::Text",
            "config::service_root",
            "name::case",
            "nearest",
            "report",
            "slice::pattern",
            "source",
        ],
    ),
    ("pages", &["api", "check", "legible", "slice", "source"]),
    ("plan", &["api", "check", "circles", "legible", "name", "pages", "report", "slice", "source"]),
    ("report", &["legible", "source"]),
    ("show", &["api::Method", "plan"]),
    ("slice", &["api", "check", "circles", "config", "nearest", "report", "source"]),
    ("source", &[]),
];

/// The library is pure: only the command does input and output.
#[test]
fn only_the_command_is_impure() {
    for file in LIBRARY.iter() {
        for path in &file.paths {
            let is_impure = IMPURE.iter().any(|word| is_below(path, word));
            assert!(!is_impure || file.module == "cli" || file.module == "main", "{}: `{path}`", file.name);
        }
    }
}

#[test]
fn stages_know_of_others_only_what_they_may() {
    for (stage, known) in STAGES {
        let mut seen = false;
        for file in LIBRARY.iter().filter(|file| file.module == *stage) {
            seen = true;
            for path in file.paths.iter().filter_map(|path| path.strip_prefix("crate::")) {
                let is_known = is_below(path, stage) || known.iter().any(|known| is_below(path, known));
                assert!(is_known, "{} names `{path}`", file.name);
            }
        }
        assert!(seen, "there is no stage `{stage}`");
    }
}

/// Each stage gets its part of the configuration.
#[test]
fn no_stage_takes_the_whole_configuration() {
    for file in LIBRARY.iter() {
        let is_stage = STAGES.iter().any(|(stage, _)| *stage == file.module) && file.module != "config";
        let whole = file.paths.iter().find(|path| path.ends_with("config::Config"));
        assert!(!is_stage || whole.is_none(), "{} names `Config`", file.name);
    }
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let found = |code: &str| paths(code.parse().unwrap());
    assert_eq!(found("use std::{fs, io::{self, Read}};"), ["use", "std::fs", "std::io::self", "std::io::Read"]);
    assert_eq!(found("f(crate::a::b, \"std::fs\") // std::io"), ["f", "crate::a::b"]);
    assert_eq!(found("static A: &'static str"), ["static", "A", "str"]);
    assert_eq!(found("println!(\"\"); a.b::<C>()"), ["println!", "a", "b", "C"]);
    assert!(is_below("std::fs::read", "std::fs") && !is_below("std::fss", "std::fs"));
}

/// A file of the library.
struct File {
    name: String,
    module: String,
    paths: Vec<String>,
}

static LIBRARY: LazyLock<Vec<File>> = LazyLock::new(library);

/// All files, without the tests in them.
fn library() -> Vec<File> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    for path in rust_files(&source) {
        let name = path.strip_prefix(&source).unwrap().to_str().unwrap().replace('\\', "/");
        if name.ends_with("tests.rs") || name == "testing.rs" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        // Tests come last in a file, and may read and write.
        let library = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let module = name.split('/').next().unwrap_or_default().trim_end_matches(".rs").to_owned();
        files.push(File { paths: paths(library.parse().unwrap()), module, name });
    }
    assert!(files.len() > 100, "only {} files were looked at", files.len());
    files
}

/// The names in code with the paths before them, those in braces one by one; those of macros end in `!`.
fn paths(code: TokenStream) -> Vec<String> {
    let mut found = Vec::new();
    collect(code, "", &mut found);
    found
}

fn collect(code: TokenStream, before: &str, found: &mut Vec<String>) {
    let mut path = String::new();
    let mut end = |path: &mut String| {
        if !path.is_empty() {
            found.push(format!("{before}{}", path.trim_end_matches(':')));
        }
        path.clear();
    };
    let mut inner = Vec::new();
    let mut is_lifetime = false;
    for token in code {
        let is_name_of_lifetime = is_lifetime;
        is_lifetime = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '\'');
        match token {
            TokenTree::Ident(_) if is_name_of_lifetime => {}
            TokenTree::Ident(name) => {
                if !path.ends_with("::") {
                    end(&mut path);
                }
                path += &name.to_string();
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' && !path.is_empty() => path.push(':'),
            TokenTree::Punct(mark) => {
                if mark.as_char() == '!' && !path.is_empty() {
                    path.push('!');
                }
                end(&mut path);
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && path.ends_with("::") => {
                inner.push((group.stream(), format!("{before}{path}")));
                path.clear();
            }
            TokenTree::Group(group) => {
                end(&mut path);
                inner.push((group.stream(), String::new()));
            }
            TokenTree::Literal(_) => end(&mut path),
        }
    }
    end(&mut path);
    for (code, before) in inner {
        collect(code, &before, found);
    }
}

fn is_below(path: &str, ancestor: &str) -> bool {
    path.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
