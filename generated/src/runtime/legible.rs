//! Texts of the service in messages.

use std::fmt::{self, Write};

/// A text of the service for logs and terminals: it stays on its line, gives neither any orders, and hides nothing.
pub(super) struct Legible<'a>(pub(super) &'a str);

impl fmt::Display for Legible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let deceives = |letter: char| {
            letter.is_control()
                || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        };
        self.0.chars().try_for_each(|letter| match deceives(letter) {
            true => write!(f, "{}", letter.escape_debug()),
            false => f.write_char(letter),
        })
    }
}
