//! Every kind of finding that the generator can report stands in a snapshot, where somebody has read it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Kinds that no input is known for, with the reason. One that is in a snapshot has to go from here.
const UNSEEN: &[(&str, &str)] = &[
    ("bad-path", "a plan has no two modules of one path, and no path of it leads out of the folder"),
    ("interrupted", "it takes a `bump` that was killed while it replaced files"),
    ("io", "what the system says of a file is not the same everywhere"),
];

#[test]
fn each_is_in_a_snapshot() {
    let reported = reported();
    assert!(reported.len() > 80, "only {reported:?}");
    let read = read();
    let unseen: BTreeSet<&str> = reported.keys().map(String::as_str).filter(|code| !read.contains(*code)).collect();
    let known: BTreeSet<&str> = UNSEEN.iter().map(|(code, _)| *code).collect();
    let missing: Vec<_> = unseen.difference(&known).map(|code| (code, &reported[*code])).collect();
    assert!(missing.is_empty(), "no snapshot shows these; add a case, or a mistake in messages.rs: {missing:#?}");
    let needless: Vec<_> = known.difference(&unseen).collect();
    assert!(needless.is_empty(), "in a snapshot, or no longer reported: {needless:?}");
}

/// The codes that the sources of the generator report, and where.
///
/// A code is the literal that begins the arguments of `Diagnostic::error` and `warning`, or of a function or closure of the
/// same folder whose first parameter is called `code`.
fn reported() -> BTreeMap<String, BTreeSet<PathBuf>> {
    let sources: Vec<(PathBuf, Vec<TokenTree>)> = rust_files(&root().join("generator/src"))
        .into_iter()
        .filter(|path| !path.ends_with("tests.rs"))
        .map(|path| (path.clone(), tokens(&path)))
        .collect();
    let mut takers: BTreeSet<(PathBuf, String)> = BTreeSet::new();
    // The constructors themselves are known.
    for (path, tokens) in sources.iter().filter(|(path, _)| !path.ends_with("report.rs")) {
        visit(tokens, &mut |_, tokens| takers.extend(taker(tokens).map(|name| (folder(path), name))));
    }
    assert!(takers.len() > 6, "only {takers:?}");

    let mut codes: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
    for (path, tokens) in &sources {
        let is_taker = |name: &str| takers.contains(&(folder(path), name.to_owned()));
        visit(tokens, &mut |before, tokens| match called_with(before, tokens, &is_taker) {
            Some(First::Literal(code)) => drop(codes.entry(code).or_default().insert(path.clone())),
            Some(First::Other(what)) => panic!("{}: `{what}` is not seen to be the code of a finding", path.display()),
            None => {}
        });
    }
    codes
}

/// What is defined here, if its first parameter, `self` aside, is called `code`.
fn taker(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [fun, name, TokenTree::Group(parameters), ..] if is_ident(fun, "fn") => {
            let parameters = parameters.stream().to_string().replace(' ', "");
            let parameters = parameters.trim_start_matches("&self,").trim_start_matches("&mutself,");
            parameters.starts_with("code:").then(|| name.to_string())
        }
        [bind, name, equals, bar, code, ..]
            if is_ident(bind, "let") && is_punct(equals, '=') && is_punct(bar, '|') && is_ident(code, "code") =>
        {
            Some(name.to_string())
        }
        _ => None,
    }
}

enum First {
    Literal(String),
    Other(String),
}

/// The first argument, if this is a call of something that takes a code.
fn called_with(before: Option<&TokenTree>, tokens: &[TokenTree], is_taker: &dyn Fn(&str) -> bool) -> Option<First> {
    let [TokenTree::Ident(name), TokenTree::Group(arguments), ..] = tokens else { return None };
    if arguments.delimiter() != Delimiter::Parenthesis {
        return None;
    }
    let (name, first) = (name.to_string(), arguments.stream().into_iter().next());
    let is_constructor =
        before.is_some_and(|before| is_punct(before, ':')) && matches!(name.as_str(), "error" | "warning");
    if before.is_some_and(|before| is_ident(before, "fn")) || !(is_constructor || is_taker(&name)) {
        return None;
    }
    match first? {
        TokenTree::Literal(code) => Some(First::Literal(code.to_string().trim_matches('"').to_owned())),
        TokenTree::Ident(code) if code == "code" => None,
        other => Some(First::Other(format!("{name}({other}, …)"))),
    }
}

/// Calls with the rest of every list of tokens, from each token on, and the token before.
fn visit(tokens: &[TokenTree], found: &mut dyn FnMut(Option<&TokenTree>, &[TokenTree])) {
    for at in 0..tokens.len() {
        found(at.checked_sub(1).map(|before| &tokens[before]), &tokens[at..]);
        if let TokenTree::Group(group) = &tokens[at] {
            visit(&group.stream().into_iter().collect::<Vec<_>>(), found);
        }
    }
}

/// The file without its tests.
fn tokens(path: &Path) -> Vec<TokenTree> {
    let text = std::fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    TokenStream::from_str(text).unwrap_or_else(|error| panic!("{}: {error}", path.display())).into_iter().collect()
}

/// The codes that snapshots show: as `error[code]: …`, or alone on a line, as a terminal shows them.
fn read() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for path in files(&root(), &["rs", "snap"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        for line in text.lines() {
            let line = line.trim_start();
            codes.extend(["error[", "warning["].into_iter().filter_map(|severity| {
                let (code, rest) = line.split_once(severity)?.1.split_once(']')?;
                rest.starts_with(": ").then(|| code.to_owned())
            }));
            if path.extension().is_some_and(|extension| extension == "snap") && !line.contains(' ') {
                codes.insert(line.to_owned());
            }
        }
    }
    codes
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_punct(token: &TokenTree, name: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == name)
}

fn folder(path: &Path) -> PathBuf {
    path.parent().unwrap().to_owned()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    files(folder, &["rs"])
}

fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy();
        if path.is_dir() {
            if name != "target" && !name.starts_with('.') {
                found.extend(files(&path, extensions));
            }
        } else if path.extension().is_some_and(|extension| extensions.iter().any(|wanted| extension == *wanted)) {
            found.push(path);
        }
    }
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
