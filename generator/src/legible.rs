//! Texts of others as people can read them: no characters that cannot be seen, or that change how their surroundings
//! look, and not too many.

use std::borrow::Cow;

/// The beginning of a text, if it has more bytes than that. The mark at the end says that there was more.
pub(crate) fn beginning(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}…", at_most(text, most)))
}

/// So many bytes of a text, or less if a character would be cut.
pub(crate) fn at_most(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

/// Whether a character hides something, or makes a text look like another one: controls, marks of writing direction, what
/// has no width, and the tags that spell words without showing them. The compiler refuses some of them in comments.
pub(crate) fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
