use toml::de::{DeTable, Error as TomlError};

use super::{Config, Features, Package, Slice, Source, Text, check, table::Table};
use crate::{
    Format,
    report::{Diagnostic, Report},
    source::{SourceId, Sources, Span},
};

/// Reads a `slice.toml`. All mistakes are reported, in the order of the file. After a mistake that leaves the rest clear,
/// such as an unknown key, there is an answer all the same, so that one run can report more.
pub fn parse(source: SourceId, sources: &Sources, report: &mut Report) -> Option<Config> {
    let text = &sources.get(source).text;
    let (document, errors) = DeTable::parse_recoverable(text);
    let place = |error: &TomlError| Span::new(source, error.span().unwrap_or(0..0));
    let mut errors: Vec<(Span, &TomlError)> = errors.iter().map(|error| (place(error), error)).collect();
    errors.sort_by_key(|(place, _)| *place);
    // Behind the first mistake of a line the parser guesses, and finds hundreds more.
    errors.dedup_by_key(|(place, _)| sources.position(*place).line);
    let syntax = |(place, error): (Span, &TomlError)| {
        Diagnostic::error("toml-syntax", format!("this is not TOML: {}", error.message())).at(place, "")
    };
    let mut problems: Vec<Diagnostic> = errors.into_iter().map(syntax).collect();
    // What the parser guessed of a broken document would only give errors that are none.
    let config =
        if problems.is_empty() { read(Table::document(source, text, document.get_ref()), &mut problems) } else { None };
    problems.sort_by_key(|problem| problem.labels.first().map(|label| label.span));
    for problem in problems {
        report.push(problem);
    }
    config
}

fn read(mut document: Table<'_>, problems: &mut Vec<Diagnostic>) -> Option<Config> {
    let package = document.required_table("package", problems).and_then(|table| package(table, problems));
    let source = document.required_table("source", problems).and_then(|table| api(table, problems));
    let slice = document.required_table("slice", problems).map(|table| slice(table, problems));
    let rename = document.table("rename", problems).map(|table| table.pairs(problems)).unwrap_or_default();
    document.finish(problems);
    Some(Config { package: package?, source: source?, slice: slice?, rename })
}

fn package(mut table: Table<'_>, problems: &mut Vec<Diagnostic>) -> Option<Package> {
    let name = table.required_string("name", problems);
    let version = table.string("version", problems);
    let description = table.string("description", problems);
    let license = table.string("license", problems);
    let rust_version = table.string("rust-version", problems);
    let repository = table.string("repository", problems);
    let documentation = table.string("documentation", problems);
    let mut list = |key| table.strings(key, problems).into_iter().map(|text| text.value).collect();
    let (keywords, categories) = (list("keywords"), list("categories"));
    table.finish(problems);

    problems.extend(name.as_ref().and_then(check::package_name));
    problems.extend(version.as_ref().and_then(check::version));
    problems.extend(rust_version.as_ref().and_then(check::rust_version));
    let lines = [
        ("description", &description),
        ("license", &license),
        ("repository", &repository),
        ("documentation", &documentation),
    ];
    for (key, text) in lines {
        problems.extend(text.as_ref().and_then(|text| check::one_line(key, text)));
    }
    Some(Package {
        name: name?,
        version: value_or(version, Package::VERSION),
        description: description.map(|text| text.value),
        license: license.map(|text| text.value),
        rust_version: value_or(rust_version, Package::RUST_VERSION),
        repository: repository.map(|text| text.value),
        documentation: documentation.map(|text| text.value),
        keywords,
        categories,
    })
}

fn api(mut table: Table<'_>, problems: &mut Vec<Diagnostic>) -> Option<Source> {
    let place = table.place();
    let before = problems.len();
    let csdl = table.string("csdl", problems).map(|text| (text, Format::Csdl));
    let openapi = table.string("openapi", problems).map(|text| (text, Format::OpenApi));
    match (&csdl, &openapi) {
        (Some((csdl, _)), Some((openapi, _))) => problems.push(
            Diagnostic::error("two-descriptions", "`csdl` and `openapi` exclude each other")
                .at(openapi.span, "")
                .at(csdl.span, "the other one")
                .help("name one description; a supplement says what it lacks"),
        ),
        (None, None) if problems.len() == before => problems.push(
            Diagnostic::error("missing-key", "`csdl` or `openapi` is missing in `[source]`")
                .at(place, "")
                .help("add `csdl = \"…\"` or `openapi = \"…\"`"),
        ),
        _ => {}
    }
    let is_plain = table.string("dialect", problems).is_some_and(|text| check::is_plain(&text, problems));
    let supplements = table.strings("supplements", problems);
    let pages = table.string("pages", problems);
    if is_plain {
        problems.extend(csdl.as_ref().map(|(csdl, _)| check::plain_csdl(csdl)));
        problems.extend(supplements.first().map(check::plain_supplement));
    }
    let root = table.string("service-root", problems);
    table.finish(problems);

    problems.extend(root.as_ref().and_then(check::service_root));
    let root = root.map(|root| root.value.trim_end_matches('/').to_owned());
    let (document, format) = csdl.or(openapi)?;
    let format = if is_plain { Format::PlainOpenApi } else { format };
    Some(Source { document, format, supplements, pages, service_root: root })
}

fn slice(mut table: Table<'_>, problems: &mut Vec<Diagnostic>) -> Slice {
    let place = table.place();
    let before = problems.len();
    let include = table.strings("include", problems);
    let types = table.strings("types", problems);
    let features = table.string("features", problems);
    let named = features.as_ref().and_then(|text| Features::named(&text.value));
    let skip_unsupported = table.boolean("skip-unsupported", problems);
    let slice = Slice { include, types, features: named.unwrap_or_default(), skip_unsupported };
    table.finish(problems);
    if slice.include.is_empty() && slice.types.is_empty() && problems.len() == before {
        problems.push(
            Diagnostic::error("empty-slice", "`[slice]` selects nothing")
                .at(place, "")
                .help("add `include = [\"…\"]` with the paths to generate for, like `/users/{id}#GET`"),
        );
    }
    problems.extend(features.as_ref().and_then(check::features));
    slice
}

fn value_or(text: Option<Text>, default: &str) -> String {
    text.map_or_else(|| default.to_owned(), |text| text.value)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use insta::assert_snapshot;

    use super::*;

    fn run(text: &str) -> (Option<Config>, String) {
        let mut sources = Sources::default();
        let source = sources.add("slice.toml", text);
        let mut report = Report::default();
        let config = parse(source, &sources, &mut report);
        (config, report.to_text(&sources))
    }

    const SMALL: &str = "[package]\nname = \"x\"\n[source]\ncsdl = \"a.csdl\"\n[slice]\ninclude = [\"/a\"]\n";

    #[test]
    fn everything_is_read_with_its_place() {
        let text = r#"
[package]
name = "msgraph-autopilot"
version = "1.2.3-beta.1"
description = "Devices"
license = "MIT"
rust-version = "1.90"
repository = "somewhere"
documentation = "elsewhere"
keywords = ["a", "b"]
categories = ["c"]
[source]
csdl = "a.csdl"
supplements = ["b.csdl"]
pages = "pages"
service-root = "https://example.org/root/"
[slice]
include = ["/a/**", '/b#GET']
types = ["n.t"]
features = "segments"
[rename]
"n.z" = "Z"
"n.a" = "\u0041"
"#;
        let (config, report) = run(text);
        assert_eq!(report, "");
        let config = config.unwrap();
        let at = |place: &Text| &text[place.span.range()];
        assert_eq!(at(&config.package.name), "msgraph-autopilot");
        assert_eq!(config.slice.include.iter().map(at).collect::<Vec<_>>(), ["/a/**", "/b#GET"]);
        assert_eq!(config.rename.iter().map(|(from, _)| at(from)).collect::<Vec<_>>(), ["n.z", "n.a"]);
        assert_eq!((config.rename[1].1.value.as_str(), at(&config.rename[1].1)), ("A", r#""\u0041""#));
        assert_eq!(config.source.pages.as_ref().map(at), Some("pages"));
        assert_eq!(config.source.service_root.as_deref(), Some("https://example.org/root"));
        assert_eq!(config.package.version, "1.2.3-beta.1");
        assert_eq!((config.package.keywords.len(), config.package.categories.len()), (2, 1));
        assert_eq!(config.slice.features, Features::Segments);
    }

    #[test]
    fn what_is_not_said_has_a_default() {
        let config = run(SMALL).0.unwrap();
        assert_eq!(config.package.version, "0.1.0");
        assert_eq!(config.package.rust_version, "1.88");
        assert_eq!(config.source.service_root, None);
        assert!(!config.slice.skip_unsupported);
    }

    #[test]
    fn a_description_is_csdl_or_openapi() {
        let config = run(&SMALL.replace("csdl = \"a.csdl\"", "openapi = \"a.yaml\"")).0.unwrap();
        assert_eq!((config.source.document.value.as_str(), config.source.format), ("a.yaml", Format::OpenApi));
        assert_snapshot!(run(&SMALL.replace("csdl =", "openapi = \"a.yaml\"\ncsdl =")).1, @r"
        slice.toml:4:12: error[two-descriptions]: `csdl` and `openapi` exclude each other
          slice.toml:5:9: the other one
          help: name one description; a supplement says what it lacks
        ");
        assert_snapshot!(run(&SMALL.replace("csdl = \"a.csdl\"", "")).1, @r#"
        slice.toml:3:1: error[missing-key]: `csdl` or `openapi` is missing in `[source]`
          help: add `csdl = "…"` or `openapi = "…"`
        "#);
    }

    #[test]
    fn an_openapi_document_may_be_plain() {
        let plain = SMALL.replace("csdl = \"a.csdl\"", "openapi = \"a.yaml\"\ndialect = \"plain\"");
        assert_eq!(run(&plain).0.unwrap().source.format, Format::PlainOpenApi);
        assert_eq!(run(&plain.replace("plain", "graph")).0.unwrap().source.format, Format::OpenApi);
        assert!(run(&(plain.clone() + "skip-unsupported = true")).0.unwrap().slice.skip_unsupported);
        let wrong = plain.replace("openapi", "supplements = [\"s\"]\ncsdl") + "skip-unsupported = 1";
        assert_snapshot!(run(&wrong).1, @r"
        slice.toml:4:17: error[bad-dialect]: a plain document cannot have supplements
          help: leave `supplements` out, and change the document itself
        slice.toml:5:9: error[bad-dialect]: a CSDL document cannot be plain: only OpenAPI documents have dialects
          help: leave `dialect` out
        slice.toml:9:20: error[wrong-type]: `skip-unsupported` has to be true or false, not a number
        ");
        assert_snapshot!(run(&plain.replace("plain", "odata")).1, @r"
        slice.toml:5:12: error[bad-dialect]: there is no dialect `odata`
          help: the dialects are `graph` and `plain`
        ");
    }

    #[test]
    fn one_run_reports_every_mistake() {
        let (config, report) = run(r#"
paket = 1
[package]
nam = "x"
version = 3
zzzzz = true
[source]
csdl = ["a"]
supplements = "b"
[slice]
includes = ["/a"]
types = ["a", 2]
[slize]
[rename]
n.t = "X"
"#);
        assert!(config.is_none());
        assert_snapshot!(report, @r#"
        slice.toml:2:1: error[unknown-key]: unknown key `paket`
          help: known are `package`, `source`, `slice`, `rename`
        slice.toml:3:1: error[missing-key]: `name` is missing in `[package]`
          help: add `name = "…"`
        slice.toml:4:1: error[unknown-key]: unknown key `nam` in `[package]`
          help: did you mean `name`?
        slice.toml:5:11: error[wrong-type]: `version` has to be a string, not a number
        slice.toml:6:1: error[unknown-key]: unknown key `zzzzz` in `[package]`
          help: known are `name`, `version`, `description`, `license`, `rust-version`, `repository`, `documentation`, `keywords`, `categories`
        slice.toml:8:8: error[wrong-type]: `csdl` has to be a string, not a list
        slice.toml:9:15: error[wrong-type]: `supplements` has to be a list of strings, not a string
          help: write `supplements = ["…"]`, even for one
        slice.toml:11:1: error[unknown-key]: unknown key `includes` in `[slice]`
          help: did you mean `include`?
        slice.toml:12:15: error[wrong-type]: every item of `types` has to be a string, not a number
        slice.toml:13:2: error[unknown-key]: unknown table `slize`
          help: did you mean `slice`?
        slice.toml:15:1: error[wrong-type]: `n` has to be a string, not a table
          help: put the whole name in quotes: a name without them ends at its first dot
        "#);
    }

    #[test]
    fn values_are_checked() {
        let (config, report) = run(r#"
[package]
name = "self"
version = "1.2"
description = "two\nlines"
rust-version = "1.60"
[source]
csdl = "a.csdl"
service-root = "graph.microsoft.com"
[slice]
features = "all"
"#);
        assert!(config.is_some(), "what is wrong leaves the rest clear");
        assert_snapshot!(report, @r#"
        slice.toml:3:9: error[bad-package-name]: `self` cannot be the name of a package: it is a keyword of Rust
        slice.toml:4:12: error[bad-version]: `1.2` is not a version: unexpected end of input while parsing minor version number
          help: write it like `0.1.0`
        slice.toml:5:15: error[not-one-line]: `description` has to be one line of text, without characters that cannot be seen
        slice.toml:6:17: error[bad-rust-version]: the generated crate cannot be built with Rust 1.60
          help: write it like `1.88`, which is the oldest that can be named
        slice.toml:9:17: error[bad-service-root]: `graph.microsoft.com` cannot be the service root: it has to begin with `https://` or `http://`
          help: write it like `https://graph.microsoft.com/v1.0`
        slice.toml:10:1: error[empty-slice]: `[slice]` selects nothing
          help: add `include = ["…"]` with the paths to generate for, like `/users/{id}#GET`
        slice.toml:11:13: error[bad-features]: `all` is not a kind of features
          help: known are `none` and `segments`
        "#);
    }

    #[test]
    fn a_broken_document_says_where_and_nothing_more() {
        let (config, report) = run("[package\nname = \"x\"\nversion = = 1\n");
        assert!(config.is_none());
        assert_snapshot!(report, @r"
        slice.toml:1:9: error[toml-syntax]: this is not TOML: unclosed table, expected `]`
        slice.toml:3:11: error[toml-syntax]: this is not TOML: extra `=`, expected nothing
        ");
    }

    #[test]
    fn an_empty_document_names_the_tables() {
        assert_snapshot!(run("").1, @r"
        slice.toml:1:1: error[missing-key]: the table `[package]` is missing
          help: a `slice.toml` has `[package]`, `[source]` and `[slice]`; `graphslice init` writes one
        slice.toml:1:1: error[missing-key]: the table `[source]` is missing
          help: a `slice.toml` has `[package]`, `[source]` and `[slice]`; `graphslice init` writes one
        slice.toml:1:1: error[missing-key]: the table `[slice]` is missing
          help: a `slice.toml` has `[package]`, `[source]` and `[slice]`; `graphslice init` writes one
        ");
    }
}
