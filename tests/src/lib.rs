//! What the tests share: the cases, the real documents, a text for a description.

pub mod case;
pub mod compare;
pub mod fuzz;
pub mod outline;
pub mod real;

/// The code in the README is compiled, as documentation.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
