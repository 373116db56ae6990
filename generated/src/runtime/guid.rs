//! Globally unique identifiers.

/// Declares the type: its name, what messages call it, and where it is defined.
macro_rules! guid {
    ($name:ident = $kind:literal, $source:literal) => {
        $crate::runtime::text::text! {
            #[doc = concat!("A globally unique identifier (", $source, "), kept to the letter.")]
            ///
            /// `FromStr` takes 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12. Two are equal if they differ in
            /// letter case only.
            pub struct $name = $kind, $crate::runtime::guid::check
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.0.eq_ignore_ascii_case(&other.0)
            }
        }

        impl Eq for $name {}

        impl ::std::hash::Hash for $name {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.0.to_ascii_lowercase().hash(state);
            }
        }
    };
}
pub(super) use guid;

pub(super) fn check(text: &str) -> Result<(), usize> {
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
