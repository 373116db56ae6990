//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

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
    /// Write the crate for a slice, or check that it is up to date
    Generate(Generate),
    /// List the calls that can be selected, each with the number of types that it needs
    List(List),
    /// Show the chain that brings a type into the slice
    Why(Why),
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
pub(super) struct Input {
    /// A slice.toml, which says everything
    #[arg(long, value_name = "FILE", conflicts_with_all = ["csdl", "openapi"])]
    #[arg(required_unless_present_any = ["csdl", "openapi"])]
    pub(super) slice: Option<PathBuf>,
    /// A CSDL document
    #[arg(long, value_name = "FILE", conflicts_with = "openapi")]
    pub(super) csdl: Option<PathBuf>,
    /// An OpenAPI 3.0 document, in YAML or JSON
    #[arg(long, value_name = "FILE")]
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
