//! Reference pages: the Markdown of Graph's API reference, or pages of one's own in its form. They say which
//! permissions a call takes and show examples; here both find the calls that they speak of.
//!
//! A page is front matter, a table of permissions, a block of requests, tables of headers and members, and examples:
//! fenced blocks with HTTP messages, and before them comments that say what they are. Pages are written by hand. What of
//! them does not fit the description is a [`Finding`] and never an error.

mod finding;
mod fit;
mod json;
mod literal;
mod markdown;
mod message;
mod page;
mod permissions;
mod relate;
mod resolve;
#[cfg(test)]
mod tests;
mod url;

use std::collections::BTreeMap;

pub use finding::{Class, Finding, Outcome, Tally};
pub use page::{Page, read};
pub use relate::{calls, relate};

pub(crate) use json::{Json, Kind};
pub(crate) use page::Header;

use crate::api::{Method, Permission};

/// A call by its method and path.
pub(crate) type Key = (Method, String);

/// What the pages say of a slice.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    /// How the examples fared.
    pub outcome: Outcome,
    /// The findings for a reader, a line each; none if there are no pages.
    pub(crate) findings: Option<String>,
    calls: BTreeMap<Key, Said>,
    /// The bodies that are right, page by page.
    pub(crate) pages: Vec<PageExamples>,
}

/// What the pages say of one call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    /// The permissions that it takes.
    pub(crate) permissions: Vec<Permission>,
    /// The page of Graph's own reference that is about it.
    pub(crate) link: Option<String>,
    /// The names of all such pages that speak of it: many, where a page for each derived type does.
    names: Vec<String>,
    /// Request headers, beyond those that every request has.
    pub(crate) headers: Vec<Header>,
}

/// The examples of one page.
#[derive(Debug, Clone)]
pub(crate) struct PageExamples {
    /// The name of the page.
    pub(crate) name: String,
    /// The bodies in order.
    pub(crate) bodies: Vec<Body>,
}

/// The body of an example that has a place in the generated crate.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    /// The call that it belongs to.
    pub(crate) call: Key,
    /// Whether it is sent or answered.
    pub(crate) role: Role,
    /// To the letter.
    pub(crate) text: String,
    /// The same, read.
    pub(crate) json: Json,
}

/// The direction in which a body travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// In a request.
    Sent,
    /// In an answer.
    Answered,
}

impl Reference {
    /// What the pages say of a call.
    pub(crate) fn of(&self, call: &Key) -> Option<&Said> {
        self.calls.get(call)
    }
}
