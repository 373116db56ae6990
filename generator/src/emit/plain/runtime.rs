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
    "binary.rs",
    "client.rs",
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
    "temporal/mod.rs",
    "union.rs",
    "uuid.rs",
    shared
    "base64.rs",
    "enumeration.rs",
    "field.rs",
    "location.rs",
    "temporal/calendar.rs",
    "temporal/chrono.rs",
    "temporal/grammar.rs",
    "temporal/jiff.rs",
    "temporal/parts.rs",
    "temporal/standard.rs",
    "temporal/time.rs",
    "text.rs",
];

/// The dependencies and features that the manifest names.
pub(super) const DEPENDENCIES: &str = include_str!("../../../runtime/plain/dependencies.toml");
