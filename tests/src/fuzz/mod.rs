//! Fuzzing: the targets, which `fuzz/` gives to cargo-fuzz, and mutations that come past the parsers, for a plain test.

pub mod excerpt;
pub mod hostile;
pub mod mutate;
pub mod random;
pub mod targets;
mod verdict;
