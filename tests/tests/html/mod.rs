//! Whether pages of rustdoc hold nothing that a description has put there to be run.

use std::path::Path;

/// Looks at each page below a folder; says how many there are.
pub fn assert_harmless(folder: &Path) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            count += assert_harmless(&path);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            let page = std::fs::read_to_string(&path).unwrap();
            assert_eq!(harm(&page), None, "{}", path.display());
            count += 1;
        }
    }
    count
}

/// The first tag that rustdoc would not write of its own accord. Its scripts know nothing of what the cases call `pwned`.
fn harm(page: &str) -> Option<String> {
    let page = page.to_ascii_lowercase();
    page.match_indices('<').find_map(|(at, _)| {
        let rest = &page[at..];
        let tag = rest.split('>').next().unwrap_or(rest);
        is_harmful(tag, rest).then(|| tag.to_owned())
    })
}

fn is_harmful(tag: &str, rest: &str) -> bool {
    let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric() && !"/!-".contains(c)).next().unwrap_or_default();
    let is_script = || {
        let body = rest.split("</script").next().unwrap_or(rest);
        // A page that has moved leads to another one of the crate.
        ["pwned", "alert("].iter().any(|mark| body.contains(mark))
            && !body.starts_with("<script>location.replace(\"../")
    };
    match name {
        "img" | "iframe" | "object" | "embed" | "form" | "base" | "svg" => true,
        "script" if is_script() => true,
        name if name.starts_with('!') && tag.contains("pwned") => true,
        _ => attributes(tag).any(|attribute| {
            let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let address = value.trim_matches('"');
            let runs = ["javascript:", "data:", "vbscript:"].iter().any(|scheme| address.starts_with(scheme));
            key.starts_with("on") || runs && matches!(key, "href" | "src" | "action" | "data")
        }),
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

#[test]
fn harm_is_found() {
    for bad in [
        "<p><script>pwned()</script>",
        "<b\nonclick=pwned()>",
        "<details class=\"a b\" ontoggle=\"x\">",
        "<img src=x>",
        "<a href=\"javascript:pwned()\">",
        "<A HREF=javascript:x>",
        "<!-- pwned",
    ] {
        assert!(harm(bad).is_some(), "{bad}");
    }
    for good in [
        "<a href=\"https://x.example/(javascript:pwned())\" title=\"on x\">&lt;script&gt;pwned()</a>",
        "<script src=\"main.js\"></script><p>pwned</p>",
        "<script>location.replace(\"../x/struct.Pwned.html\")</script>",
        "<meta content=\"onclick=pwned() <b\">",
    ] {
        assert_eq!(harm(good), None);
    }
}
