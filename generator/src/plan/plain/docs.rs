//! What the documentation of an item says.

pub(super) use crate::plan::docs::code;
use crate::{api::plain::Notes, plan::Docs};

/// The paragraphs that the description itself has, and its link.
pub(super) fn told(notes: &Notes) -> Docs {
    let mut docs = Docs::default();
    for text in &notes.texts {
        docs.told(text.as_str());
    }
    if let Some(link) = notes.link.as_ref().filter(|link| link.starts_with("https://") || link.starts_with("http://")) {
        docs.markdown(format!("See <{}>.", link.replace(['<', '>', ' ', '\n', '\r'], "")));
    }
    docs
}
