//! UUIDs.

use std::hash::{Hash, Hasher};

use super::text::text;

text! {
    /// A UUID (RFC 9562), kept to the letter.
    ///
    /// `FromStr` takes 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. Two are equal if they differ in letter
    /// case only.
    pub struct Uuid = "a UUID", check
}

fn check(text: &str) -> Result<(), usize> {
    let fits = |(at, byte): (usize, u8)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => at < 36 && byte.is_ascii_hexdigit(),
    };
    match text.bytes().enumerate().position(|place| !fits(place)) {
        Some(at) => Err(at),
        None if text.len() == 36 => Ok(()),
        None => Err(text.len()),
    }
}

impl PartialEq for Uuid {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for Uuid {}

impl Hash for Uuid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_ascii_lowercase().hash(state);
    }
}
