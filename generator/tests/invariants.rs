//! What has to stay true of the sources themselves.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What touches files, streams, the environment, the clock or other parts of the program.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::io",
    "std::env",
    "std::process",
    "std::net",
    "std::time",
    "std::thread",
    "fs::",
    "print!(",
    "println!(",
    "eprint!(",
    "eprintln!(",
    "dbg!(",
    "static mut ",
    "OnceLock",
    "LazyLock",
    "thread_local!",
];

/// The library is pure: only the command does input and output.
#[test]
fn only_the_command_is_impure() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    for path in rust_files(&source) {
        let inner = path.strip_prefix(&source).unwrap();
        if inner.starts_with("cli") || inner == Path::new("main.rs") {
            continue;
        }
        seen += 1;
        let text = fs::read_to_string(&path).unwrap();
        // Tests come last in a file, and may read and write.
        let library = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (at, line) in library.lines().enumerate() {
            for word in IMPURE {
                assert!(!is_code(line, word), "{}:{}: `{word}` in the library", inner.display(), at + 1);
            }
        }
    }
    assert!(seen > 10, "only {seen} files were looked at");
}

/// Whether a word is in a line, and neither the end of a longer one, nor in a comment, nor in a string, as generated
/// code is.
fn is_code(line: &str, word: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices(word).any(|(at, _)| {
        let before = &code[..at];
        !before.ends_with(|c: char| c.is_alphanumeric() || c == '_') && before.matches('"').count().is_multiple_of(2)
    })
}

#[test]
fn code_is_told_from_text() {
    assert!(is_code("use std::fs::File;", "std::fs"));
    assert!(is_code("    println!(\"x\")", "println!("));
    assert!(!is_code("    eprintln!(\"x\")", "println!("));
    assert!(!is_code("// std::fs", "std::fs"));
    assert!(!is_code("    out += \"use std::fs;\";", "std::fs"));
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
