//! The hand-written runtime, to the letter.

macro_rules! files {
    ($($path:literal,)*) => { &[$(($path, include_str!(concat!("../../runtime/", $path))),)*] };
}

/// The files below `src/runtime`, by path.
pub(super) const FILES: &[(&str, &str)] = files![
    "azure.rs",
    "base64.rs",
    "binary.rs",
    "blocking/mod.rs",
    "blocking/pages.rs",
    "blocking/send.rs",
    "blocking/streams.rs",
    "blocking/token.rs",
    "blocking/transport.rs",
    "blocking/ureq.rs",
    "body.rs",
    "call/answer.rs",
    "call/batch/mod.rs",
    "call/batch/run.rs",
    "call/batch/wire.rs",
    "call/cloud.rs",
    "call/exchange.rs",
    "call/mod.rs",
    "call/operation.rs",
    "call/redirects.rs",
    "call/settings.rs",
    "call/token.rs",
    "call/trace.rs",
    "call/trust.rs",
    "challenge.rs",
    "client/mod.rs",
    "client/pages.rs",
    "client/reqwest.rs",
    "client/send.rs",
    "client/streams.rs",
    "client/token.rs",
    "client/transport.rs",
    "decimal.rs",
    "decode_error.rs",
    "derived.rs",
    "edm.rs",
    "enumeration.rs",
    "error.rs",
    "expand.rs",
    "expression.rs",
    "field.rs",
    "filter.rs",
    "flags.rs",
    "get.rs",
    "guid.rs",
    "http_date.rs",
    "legible.rs",
    "list.rs",
    "literal.rs",
    "location.rs",
    "member.rs",
    "mod.rs",
    "object.rs",
    "options.rs",
    "order.rs",
    "origin.rs",
    "page.rs",
    "paging.rs",
    "path.rs",
    "property.rs",
    "reference.rs",
    "request.rs",
    "retry.rs",
    "search.rs",
    "service_error.rs",
    "stream.rs",
    "temporal/calendar.rs",
    "temporal/chrono.rs",
    "temporal/grammar.rs",
    "temporal/jiff.rs",
    "temporal/mod.rs",
    "temporal/parts.rs",
    "temporal/standard.rs",
    "temporal/time.rs",
    "testing.rs",
    "text.rs",
    "transport_error.rs",
    "wrapper.rs",
];

/// The dependencies and features that the manifest names.
pub(super) const DEPENDENCIES: &str = include_str!("../../runtime/dependencies.toml");

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// A file that stands there and is not emitted would be missed by whoever generates a crate.
    #[test]
    fn the_whole_folder_is_emitted() {
        fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    collect(&entry.path(), &format!("{name}/"), found);
                } else if name.ends_with(".rs") {
                    found.push(name);
                }
            }
        }
        let mut found = Vec::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime"), "", &mut found);
        found.sort();
        found.retain(|path| !path.starts_with("plain/"));
        let listed: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, found);
    }
}
