//! Whether pages of rustdoc hold nothing that a description has put there to be run.

use std::path::Path;

/// Gives each page below a folder to a check, with its path; says how many there are.
pub fn pages(folder: &Path, check: &mut impl FnMut(&Path, &str)) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += pages(&path, check);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            check(&path, &std::fs::read_to_string(&path).unwrap());
            count += 1;
        }
    }
    count
}

/// No tag but those of rustdoc, whose own scripts know nothing of what the cases call `pwned`.
pub fn assert_harmless(path: &Path, page: &str) {
    let page = page.to_ascii_lowercase();
    for (at, _) in page.match_indices('<') {
        let tag = &page[at..at + page[at..].find('>').expect("a tag ends")];
        let name =
            tag[1..].split(|c: char| !c.is_ascii_alphanumeric() && !"/!-".contains(c)).next().unwrap_or_default();
        let known = !matches!(name, "img" | "iframe" | "object" | "embed" | "form" | "base" | "svg");
        assert!(known, "{}: {tag}>", path.display());
        assert!(!name.starts_with('!') || !tag.contains("pwned"), "{}: {tag}>", path.display());
        for attribute in attributes(tag) {
            let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            assert!(!key.starts_with("on"), "{}: {tag}>", path.display());
            let address = value.trim_matches('"');
            let runs = ["javascript:", "data:", "vbscript:"].iter().any(|scheme| address.starts_with(scheme));
            assert!(!(runs && matches!(key, "href" | "src" | "action" | "data")), "{}: {tag}>", path.display());
        }
        if name == "script" {
            let body = page[at..].split("</script").next().unwrap_or_default();
            // A page that has moved leads to another one of the crate.
            let is_ours = body.starts_with("<script>location.replace(\"../") || !body.contains("pwned");
            assert!(is_ours && !body.contains("alert("), "{}: {body}", path.display());
        }
    }
}

/// What stands between the blanks of a tag that are in no quotes.
fn attributes(tag: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    tag.split(move |c: char| {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
        quote.is_none() && c.is_ascii_whitespace()
    })
    .skip(1)
}
