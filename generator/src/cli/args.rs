//! The command line.

use std::path::{Path, PathBuf};

use clap::{
    ArgGroup, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};

use crate::config::Features;

/// Typed Rust for exactly the part of Microsoft Graph that you use
#[derive(Debug, Parser)]
#[command(name = "graphslice", version, about)]
#[command(after_help = "Exit codes: 0 done, 1 the answer is no, 2 usage or bad input.")]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Begin: a folder with a slice.toml, the part of the description that it needs, and the crate
    #[command(after_help = INIT_EXAMPLES)]
    Init(Init),
    /// Write the crate for a slice, or check that it is up to date
    #[command(override_usage = GENERATE_USAGE, after_help = GENERATE_EXAMPLES)]
    Generate(Generate),
    /// List the calls that can be selected, each with the number of types that it needs
    #[command(after_help = LIST_EXAMPLES)]
    List(List),
    /// Show the chain that brings a type into the slice
    #[command(override_usage = WHY_USAGE, after_help = WHY_EXAMPLES)]
    Why(Why),
    /// Compare two crates by what their users see: what breaks, what was added
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(Diff),
    /// Draw the slice as a Mermaid diagram
    #[command(override_usage = SHOW_USAGE, after_help = SHOW_EXAMPLES)]
    Show(Show),
    /// Take in a newer description: show what it changes, and write the part that the slice needs
    #[command(after_help = BUMP_EXAMPLES)]
    Bump(Bump),
    /// Print a script that completes commands and flags in a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

// Clap's own would name as needed what is only needed without a slice.toml.
const GENERATE_USAGE: &str = "\
graphslice generate --slice <FILE> --out <DIR> [OPTIONS]
       graphslice generate <--csdl <FILE>|--openapi <FILE>> --include <PATTERN>... --name <CRATE> --out <DIR> [OPTIONS]";
const WHY_USAGE: &str = "\
graphslice why --slice <FILE> [TYPE]
       graphslice why <--csdl <FILE>|--openapi <FILE>> --include <PATTERN>... [OPTIONS] [TYPE]";
const SHOW_USAGE: &str = "\
graphslice show --slice <FILE>
       graphslice show <--csdl <FILE>|--openapi <FILE>> --include <PATTERN>... [OPTIONS]";

const INIT_EXAMPLES: &str = "\
Examples:
  curl -o metadata.xml 'https://graph.microsoft.com/v1.0/$metadata'     the description of Microsoft Graph
  graphslice init my-slice                                              asks for what it needs
  graphslice init my-slice --csdl metadata.xml --include '/users/{id}/messages/**' --name msgraph-mail";
const GENERATE_EXAMPLES: &str = "\
Examples:
  graphslice generate --slice slice.toml --out my-crate
  graphslice generate --slice slice.toml --out my-crate --check
  graphslice generate --csdl metadata.xml --include '/users/{id}#GET,PATCH' --name msgraph-users --out msgraph-users
  graphslice generate --openapi pets.yaml --dialect plain --include '/**' --name pets --out pets";
const LIST_EXAMPLES: &str = "\
Examples:
  graphslice list --csdl metadata.xml '/users/*'
  graphslice list --openapi openapi.yaml '/users/{id}/messages/**#GET'";
const WHY_EXAMPLES: &str = "\
Examples:
  graphslice why --slice slice.toml
  graphslice why --csdl metadata.xml --include '/users/{id}#GET' microsoft.graph.passwordProfile";
const SHOW_EXAMPLES: &str = "\
Examples:
  graphslice show --slice slice.toml
  graphslice show --csdl metadata.xml --include '/users/{id}#GET' > users.mmd";
const BUMP_EXAMPLES: &str = "\
Examples:
  graphslice bump --slice slice.toml --csdl metadata.xml
  graphslice bump --slice slice.toml --csdl metadata.xml --write --from 'https://graph.microsoft.com/v1.0/$metadata'";
const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  graphslice completions bash > ~/.local/share/bash-completion/completions/graphslice
  graphslice completions zsh > ~/.zfunc/_graphslice";
const DIFF_EXAMPLES: &str = "\
Examples:
  graphslice diff my-slice/ metadata.xml
  graphslice diff old.xml new.xml --include '/users/**' --format markdown --deny-breaking
  graphslice diff old.yaml new.yaml --dialect plain";

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The folder, new or without a slice.toml
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// A CSDL document of the service
    #[arg(long, value_name = "FILE", conflicts_with = "openapi")]
    pub(super) csdl: Option<PathBuf>,
    /// An OpenAPI 3.0 document of the service, in YAML or JSON
    #[arg(long, value_name = "FILE")]
    pub(super) openapi: Option<PathBuf>,
    /// The conventions that the OpenAPI document follows
    #[arg(long, value_enum, default_value_t, conflicts_with = "csdl")]
    pub(super) dialect: Dialect,
    /// Leave out the operations that need something which is not supported (plain documents only)
    #[arg(long, conflicts_with = "csdl")]
    pub(super) skip_unsupported: bool,
    /// Calls to take in, as `/users/{id}#GET,PATCH` or `/users/**`; can be repeated
    #[arg(long, value_name = "PATTERN")]
    pub(super) include: Vec<String>,
    /// The name of the crate
    #[arg(long, value_name = "CRATE")]
    pub(super) name: Option<String>,
    /// Where the document comes from, for SOURCES.toml; without it the name of the file
    #[arg(long, value_name = "TEXT")]
    pub(super) from: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Generate {
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) selection: Selection,
    /// Where the service is; without it Microsoft Graph, or what a plain document says
    #[arg(long, value_name = "URL", conflicts_with = "slice")]
    pub(super) service_root: Option<String>,
    /// The name of the crate
    #[arg(long, value_name = "CRATE", conflicts_with = "slice", required_unless_present = "slice")]
    pub(super) name: Option<String>,
    /// The features of the crate: none, or one for each top-level segment of the paths
    #[arg(long, value_name = "KIND", conflicts_with = "slice", default_value = "none", value_parser = features())]
    pub(super) features: Features,
    /// A folder of reference pages, for permissions and examples
    #[arg(long, value_name = "DIR", conflicts_with = "slice")]
    pub(super) pages: Option<PathBuf>,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Write nothing; show what differs and fail if anything does
    #[arg(long)]
    pub(super) check: bool,
    /// Overwrite generated files that were edited by hand
    #[arg(long, conflicts_with = "check")]
    pub(super) force: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    pub(super) input: Input,
    /// Only calls of this pattern, as `/users/{id}/**#GET`
    #[arg(value_name = "PATTERN", default_value = "/**")]
    pub(super) pattern: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Why {
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) selection: Selection,
    /// The type, by its full name
    #[arg(value_name = "TYPE")]
    pub(super) ty: Option<String>,
}

/// Where the description comes from.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("description").required(true)))]
pub(super) struct Input {
    /// A slice.toml, which says everything
    #[arg(long, value_name = "FILE", group = "description")]
    pub(super) slice: Option<PathBuf>,
    /// A CSDL document
    #[arg(long, value_name = "FILE", group = "description")]
    pub(super) csdl: Option<PathBuf>,
    /// An OpenAPI 3.0 document, in YAML or JSON
    #[arg(long, value_name = "FILE", group = "description")]
    pub(super) openapi: Option<PathBuf>,
    /// The conventions that the OpenAPI document follows
    #[arg(long, value_enum, default_value_t, conflicts_with_all = ["slice", "csdl"])]
    pub(super) dialect: Dialect,
    /// Leave out the operations that need something which is not supported (plain documents only)
    #[arg(long, conflicts_with_all = ["slice", "csdl"])]
    pub(super) skip_unsupported: bool,
    /// A CSDL document to merge into the description; can be repeated
    #[arg(long = "supplement", value_name = "FILE", conflicts_with = "slice")]
    pub(super) supplements: Vec<PathBuf>,
}

/// The conventions of an OpenAPI document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum Dialect {
    /// Those of OData services like Microsoft Graph
    #[default]
    Graph,
    /// None but those of the specification
    Plain,
}

/// What is wanted of it.
#[derive(Debug, clap::Args)]
pub(super) struct Selection {
    /// Calls to take in, as `/users/{id}#GET,PATCH` or `/users/**`; can be repeated
    #[arg(long, value_name = "PATTERN", conflicts_with = "slice", required_unless_present = "slice")]
    pub(super) include: Vec<String>,
    /// A type to take in, by its full name; can be repeated
    #[arg(long = "type", value_name = "NAME", conflicts_with = "slice")]
    pub(super) types: Vec<String>,
}

fn features() -> impl TypedValueParser<Value = Features> {
    let names = PossibleValuesParser::new(Features::ALL.map(|(name, _)| name));
    names.try_map(|name| Features::named(&name).ok_or("there is no such kind"))
}

#[derive(Debug, clap::Args)]
pub(super) struct Show {
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) selection: Selection,
}

#[derive(Debug, clap::Args)]
pub(super) struct Diff {
    /// The old crate: a folder with a slice.toml, or a description
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// The new one
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    /// The slice.toml by which descriptions are cut; without it that of the other side, if that is a folder
    #[arg(long, value_name = "FILE", conflicts_with_all = ["include", "types"])]
    pub(super) slice: Option<PathBuf>,
    /// Calls to compare, as `/users/{id}#GET,PATCH`; without it everything; can be repeated
    #[arg(long, value_name = "PATTERN")]
    pub(super) include: Vec<String>,
    /// A type to compare, by its full name; can be repeated
    #[arg(long = "type", value_name = "NAME")]
    pub(super) types: Vec<String>,
    /// The conventions that OpenAPI documents follow; without it those of the slice.toml, if there is one
    #[arg(long, value_enum, conflicts_with = "slice")]
    pub(super) dialect: Option<Dialect>,
    /// Leave out the operations that need something which is not supported (plain documents only)
    #[arg(long, conflicts_with = "slice")]
    pub(super) skip_unsupported: bool,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: DiffFormat,
    /// Fail with exit code 1 if anything breaks
    #[arg(long)]
    pub(super) deny_breaking: bool,
}

impl Diff {
    /// For two folders, each with words of its own.
    pub(super) fn of_crates(old: &Path, new: &Path) -> Self {
        Self {
            old: old.to_owned(),
            new: new.to_owned(),
            slice: None,
            include: Vec::new(),
            types: Vec::new(),
            dialect: None,
            skip_unsupported: false,
            format: DiffFormat::Text,
            deny_breaking: false,
        }
    }
}

/// How changes are written.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum DiffFormat {
    /// For a terminal
    #[default]
    Text,
    /// For a pull request: a summary, and details to unfold
    Markdown,
    /// For other tools
    Json,
}

#[derive(Debug, clap::Args)]
pub(super) struct Bump {
    /// The slice.toml whose description is to be renewed
    #[arg(long, value_name = "FILE")]
    pub(super) slice: PathBuf,
    #[command(flatten)]
    pub(super) newer: Newer,
    /// Whose words the new description has
    #[arg(long, value_enum, default_value_t = WordsFrom::Take)]
    pub(super) texts: WordsFrom,
}

/// A newer description of the whole service.
#[derive(Debug, clap::Args)]
pub struct Newer {
    /// A CSDL document
    #[arg(long, value_name = "FILE", conflicts_with = "openapi", required_unless_present = "openapi")]
    pub(super) csdl: Option<PathBuf>,
    /// An OpenAPI 3.0 document, in YAML or JSON
    #[arg(long, value_name = "FILE")]
    pub(super) openapi: Option<PathBuf>,
    /// Where the document comes from, for SOURCES.toml; without it the name of the file
    #[arg(long, value_name = "TEXT")]
    pub(super) from: Option<String>,
    /// Write the new description, where it comes from, and the version that follows
    #[arg(long)]
    pub(super) write: bool,
}

/// Whose words a description has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WordsFrom {
    /// Those of the document that is taken in
    Take,
    /// Those that are there already; what is new has none, and is listed
    Keep,
}
