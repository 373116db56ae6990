//! Texts of the service in messages.

use std::fmt::{self, Write};

/// A text of the service, on one line: nothing in it moves the cursor of a terminal, begins another line of a log or turns
/// the direction of what follows.
pub(super) struct Legible<'a>(pub(super) &'a str);

impl fmt::Display for Legible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            letter if letter.is_whitespace() => f.write_char(' '),
            letter if letter.is_control() => f.write_char('\u{fffd}'),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
                f.write_char('\u{fffd}')
            }
            letter => f.write_char(letter),
        })
    }
}
