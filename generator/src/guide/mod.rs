//! Guides: how to do what one does with graphslice, one page each.
//!
//! | page | for whom |
//! |---|---|
//! | [`slices`] | who wants a crate: which paths to name, and what comes with them |
//! | [`requests`] | who uses a crate: sending, pages, errors |
//! | [`testing`] | who tests code that uses a crate |
//! | [`changes`] | who reads what a newer description changes |
//! | [`pages`] | who has Graph's reference pages at hand: permissions, and tests from their examples |
//! | [`supplements`] | who knows more of the service than its description says |
//! | [`openapi`] | who describes Graph in OpenAPI: conventions, and extensions for what they leave unsaid |
//! | [`plain`] | who has the OpenAPI document of another service |
//! | [`library`] | who generates from an xtask or a build script |
//! | [`versions`] | who depends on a crate, or on graphslice: what a version promises |
//! | [`others`] | who chooses between generators |

#[doc = include_str!("slices.md")]
pub mod slices {}

// Their code needs a generated crate: it is compiled in the package `graphslice-tests`.
#[cfg_attr(not(doctest), doc = include_str!("requests.md"))]
#[cfg_attr(doctest, doc = "Requests.")]
pub mod requests {}

#[cfg_attr(not(doctest), doc = include_str!("testing.md"))]
#[cfg_attr(doctest, doc = "Testing.")]
pub mod testing {}

#[doc = include_str!("changes.md")]
pub mod changes {}

#[doc = include_str!("pages.md")]
pub mod pages {}

#[doc = include_str!("supplements.md")]
pub mod supplements {}

#[doc = include_str!("openapi.md")]
pub mod openapi {}

// Its code needs a crate that is generated from the document of the example.
#[doc = include_str!("plain.md")]
pub mod plain {}

#[doc = include_str!("library.md")]
pub mod library {}

#[doc = include_str!("versions.md")]
pub mod versions {}

#[doc = include_str!("others.md")]
pub mod others {}
