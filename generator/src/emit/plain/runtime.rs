//! The hand-written runtime of plain crates, to the letter: files of its own, and those that it shares.

macro_rules! files {
    (own $($own:literal,)* shared $($shared:literal,)*) => {
        &[
            $(($own, include_str!(concat!("../../../runtime/plain/", $own))),)*
            $(($shared, include_str!(concat!("../../../runtime/", $shared))),)*
        ]
    };
}

/// The files below `src/runtime`, by path.
pub(super) const FILES: &[(&str, &str)] = files![
    own
    "answer.rs",
    "blocking/credentials.rs",
    "blocking/mod.rs",
    "blocking/streams.rs",
    "call/mod.rs",
    "client/credentials.rs",
    "client/mod.rs",
    "client/streams.rs",
    "credentials.rs",
    "error.rs",
    "form.rs",
    "json.rs",
    "mod.rs",
    "multipart.rs",
    "object.rs",
    "parameters.rs",
    "request.rs",
    "style.rs",
    "union.rs",
    shared
    "base64.rs",
    "binary.rs",
    "blocking/send.rs",
    "blocking/transport.rs",
    "blocking/ureq.rs",
    "call/answer.rs",
    "call/exchange.rs",
    "call/settings.rs",
    "call/trace.rs",
    "challenge.rs",
    "client/reqwest.rs",
    "client/send.rs",
    "client/transport.rs",
    "decode_error.rs",
    "enumeration.rs",
    "field.rs",
    "guid.rs",
    "http_date.rs",
    "location.rs",
    "member.rs",
    "retry.rs",
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
];

/// The dependencies and features that the manifest names.
pub(super) const DEPENDENCIES: &str = include_str!("../../../runtime/plain/dependencies.toml");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// A file that stands there and is not emitted would be missed by whoever generates a crate.
    #[test]
    fn all_files_of_its_own_are_emitted() {
        fn collect(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    collect(&entry.path(), &format!("{name}/"), found);
                } else if name.ends_with(".rs") {
                    found.insert(name);
                }
            }
        }
        let mut found = BTreeSet::new();
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/plain"), "", &mut found);
        let listed: BTreeSet<&str> = FILES.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed.len(), FILES.len(), "one file twice");
        assert!(found.len() > 10 && found.iter().all(|path| listed.contains(path.as_str())), "{found:?}");
    }

    /// The crate speaks of the service that it is for, and of no other.
    #[test]
    fn nothing_speaks_of_graph() {
        for (path, text) in FILES {
            for word in ["odata", "OData", "Graph", "Edm.", "Microsoft", "client-request-id"] {
                assert!(!text.contains(word), "{path} has {word}");
            }
        }
    }
}
