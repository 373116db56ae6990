//! What the documentation of an item says.

pub(super) use crate::plan::docs::code;
use crate::{api::plain::Notes, plan::Docs};

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
    if let Some(link) = notes.link.as_ref().filter(|link| link.starts_with("https://") || link.starts_with("http://")) {
        let address: String = link.chars().filter(|c| c.is_ascii_graphic() && !"<>".contains(*c)).collect();
        docs.markdown(format!("Reference: <{address}>"));
    }
}
