//! The `graphslice` command from outside.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod arguments;
mod bump;
mod diff;
mod generate;
mod harness;
mod init;
mod look;
mod messages;
mod plain;
