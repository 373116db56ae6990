//! What is given any bytes and has to come back: each panics if what comes out is wrong.

mod documents;
mod pairs;
mod runtime;
mod settings;

pub use documents::{csdl, list, openapi, pages, plain, supplement};
pub use pairs::{bump, diff};
pub use runtime::{next_link, response, retry_after};
pub use settings::{init, pattern, slice};

use graphslice::{
    Description, Format,
    config::{self, Config},
    files::Files,
    generate,
    report::Report,
    source::Sources,
};

/// A target by the name of its file in `fuzz/fuzz_targets`.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const ALL: [Target; 14] = [
    ("csdl", csdl),
    ("openapi", openapi),
    ("plain", plain),
    ("supplement", supplement),
    ("pages", pages),
    ("list", list),
    ("bump", bump),
    ("diff", diff),
    ("slice", slice),
    ("pattern", pattern),
    ("init", init),
    ("response", response),
    ("next_link", next_link),
    ("retry_after", retry_after),
];

/// The target of this name.
///
/// # Panics
/// If there is none.
pub fn named(name: &str) -> Target {
    ALL.into_iter().find(|(other, _)| *other == name).unwrap_or_else(|| panic!("there is no target `{name}`"))
}

/// The crate of a description that the target of this name reads, if it gives one.
///
/// # Panics
/// If the target reads no descriptions.
pub fn files(name: &str, data: &[u8]) -> Option<Files> {
    let format = match name {
        "csdl" => CSDL,
        "openapi" => OPENAPI,
        "plain" => PLAIN,
        _ => panic!("`{name}` reads no descriptions"),
    };
    let Given { sources, description, config } = Given::new(&String::from_utf8_lossy(data), format);
    generate(&sources, &description, &config, &mut Report::default())
}

/// Between the texts of an input that is more than one.
pub const NEXT: &str = "\n=====\n";

const ROOT: &str = "https://graph.example/v1.0";

const CSDL: &str = "csdl = \"description\"";
const OPENAPI: &str = "openapi = \"description\"";
const PLAIN: &str = "openapi = \"description\"\ndialect = \"plain\"";

/// The whole of a description.
struct Given {
    sources: Sources,
    description: Description,
    config: Config,
}

impl Given {
    /// A description of the format that the line of a `slice.toml` names.
    fn new(text: &str, format: &str) -> Self {
        let skip = if format == PLAIN { "skip-unsupported = true" } else { "" };
        let slice = format!(
            "[package]\nname = \"fuzz\"\n[source]\n{format}\nservice-root = \"{ROOT}\"\n[slice]\ninclude = [\"/**\"]\n{skip}\n"
        );
        let mut sources = Sources::default();
        let slice = sources.add("slice.toml", slice);
        let config = config::parse(slice, &sources, &mut Report::default()).expect("it is a configuration");
        let base = sources.add("description", text);
        let description =
            Description { base, format: config.source.format, supplements: Vec::new(), pages: Vec::new() };
        Self { sources, description, config }
    }

    fn is_plain(&self) -> bool {
        self.description.format == Format::PlainOpenApi
    }
}
