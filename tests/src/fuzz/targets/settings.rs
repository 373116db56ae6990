//! What users write: a `slice.toml`, patterns, and what `init` is told.

use graphslice::{
    Description, Format,
    bump::cut_out,
    config::{self, Opening},
    diff::Input,
    generate,
    report::Report,
    source::Sources,
};

use crate::fuzz::verdict;

/// A small service in each format: the name of its document, and the document.
fn service(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Csdl => ("service.csdl", include_str!("../../../cases/paths/description.csdl")),
        Format::OpenApi => ("service.yaml", include_str!("../../../cases/openapi/description.yaml")),
        Format::PlainOpenApi => ("service.yaml", include_str!("../../../cases/plain-pets/description.yaml")),
    }
}

/// A `slice.toml`, and the crate of a small service if it is one.
pub fn slice(data: &[u8]) {
    let mut sources = Sources::default();
    let mut report = Report::default();
    let id = sources.add("slice.toml", String::from_utf8_lossy(data));
    let Some(config) = config::parse(id, &sources, &mut report) else {
        assert!(report.has_errors(), "nothing, and no reason");
        return verdict::told(&report, &sources);
    };
    let (name, text) = service(config.source.format);
    let base = sources.add(name, text);
    let description = Description { base, format: config.source.format, supplements: Vec::new(), pages: Vec::new() };
    let files = generate(&sources, &description, &config, &mut report);
    verdict::generated(files.as_ref(), &report, &sources);
}

/// A pattern, in all formats.
pub fn pattern(data: &[u8]) {
    let pattern = toml::Value::from(String::from_utf8_lossy(data).into_owned());
    for source in ["csdl = \"d\"", "openapi = \"d\"", "openapi = \"d\"\ndialect = \"plain\""] {
        slice(format!("[package]\nname = \"fuzz\"\n[source]\n{source}\n[slice]\ninclude = [{pattern}]\n").as_bytes());
    }
}

/// The name of a crate, and a pattern on each further line, as `init` is told them: the `slice.toml` that it writes
/// means that, and the part of the description which it names gives a crate, if the whole does.
pub fn init(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (name, patterns) = text.split_once('\n').unwrap_or((&text, "/**"));
    let include: Vec<String> = patterns.split('\n').map(str::to_owned).collect();
    for format in [Format::Csdl, Format::OpenApi, Format::PlainOpenApi] {
        let (document, service) = service(format);
        let mut sources = Sources::default();
        let mut report = Report::default();
        let opening = Opening { name, document, format, include: &include, skip_unsupported: true };
        let id = sources.add("slice.toml", config::write(&opening));
        let config = config::parse(id, &sources, &mut report);
        verdict::told(&report, &sources);
        let Some(config) = config else {
            assert!(report.has_errors(), "nothing, and no reason");
            continue;
        };
        let written: Vec<&String> = config.slice.include.iter().map(|pattern| &pattern.value).collect();
        assert_eq!((&*config.package.name.value, config.source.format), (name, format));
        assert_eq!(written, include.iter().collect::<Vec<_>>());
        if format == Format::PlainOpenApi {
            continue;
        }
        let base = sources.add(document, service);
        let whole = Description { base, format, supplements: Vec::new(), pages: Vec::new() };
        let part = cut_out(&mut sources, Input { description: &whole, config: &config }, &mut report);
        assert!(part.is_some() != report.has_errors(), "neither a part nor errors, or both");
        verdict::told(&report, &sources);
        if let Some(part) = part {
            let base = sources.add("part", part);
            let part = Description { base, format: Format::Csdl, supplements: Vec::new(), pages: Vec::new() };
            let files = generate(&sources, &part, &config, &mut report);
            verdict::generated(files.as_ref(), &report, &sources);
        }
    }
}
