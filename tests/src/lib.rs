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

/// That in the guides, too, where it needs a generated crate.
#[cfg(doctest)]
#[doc = include_str!("../../generator/src/guide/requests.md")]
struct Requests;

#[cfg(doctest)]
#[doc = include_str!("../../generator/src/guide/testing.md")]
struct Testing;
