//! The `graphslice` command: all input and output.

pub mod write;
