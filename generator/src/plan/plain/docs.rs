//! What the documentation of an item says.

pub(super) use crate::plan::docs::{cell, code};
use crate::{
    api::plain::Notes,
    plan::{Docs, docs::link_to},
};

/// The paragraphs that the description itself has.
pub(super) fn told(notes: &Notes) -> Docs {
    let mut docs = Docs::default();
    for text in &notes.texts {
        docs.told(text.as_str());
    }
    docs
}

/// A link to a page.
pub(super) fn link(docs: &mut Docs, notes: &Notes) {
    link_to(docs, notes.link.as_deref());
}
