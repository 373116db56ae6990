//! Enumerations of several members at a time (`IsFlags`).

use std::borrow::Cow;

/// The members of a flags value: the text that travels, their names joined by commas.
///
/// The text is kept to the letter, so that what was read is written back unchanged; as a value it is the set of its
/// names.
#[allow(dead_code, reason = "a slice need not have flags")]
#[derive(Debug, Clone)]
pub struct Names(Cow<'static, str>);

#[allow(dead_code, reason = "a slice need not have flags")]
impl Names {
    pub(crate) const fn one(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(',').map(str::trim).filter(|name| !name.is_empty())
    }

    pub(crate) fn contains(&self, other: &Self) -> bool {
        other.iter().all(|name| self.iter().any(|own| own == name))
    }

    pub(crate) fn add(&mut self, other: &Self) {
        for name in other.iter() {
            if self.iter().any(|own| own == name) {
                continue;
            }
            let separator = if self.iter().next().is_none() { "" } else { "," };
            self.0 = format!("{}{separator}{name}", self.0).into();
        }
    }
}

impl Default for Names {
    fn default() -> Self {
        Self::one("")
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.contains(other) && other.contains(self)
    }
}

impl Eq for Names {}

impl From<&str> for Names {
    fn from(text: &str) -> Self {
        Self(text.to_owned().into())
    }
}

/// Declares an enumeration whose values are sets of members.
///
/// ```text
/// flags! {
///     /// Docs.
///     pub struct Rights = "microsoft.graph.rights" {
///         /// Docs.
///         READ = "read",
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a slice need not have flags")]
macro_rules! flags {
    ($(#[$meta:meta])* pub struct $name:ident = $full:literal {
        $($(#[$doc:meta])* $member:ident = $wire:literal,)*
    }) => {
        $(#[$meta])*
        ///
        /// A set of members, named by the constants and joined with `|`. Names that are not declared here are kept. Two
        /// values are equal if they have the same names, in any order.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name($crate::runtime::macros::Names);

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $name {
            $($(#[$doc])* pub const $member: Self = Self($crate::runtime::macros::Names::one($wire));)*

            /// The value as it travels: names joined by commas, to the letter as it was read.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// The names, unrecognised ones included.
            pub fn iter(&self) -> impl Iterator<Item = &str> {
                self.0.iter()
            }

            /// Whether every member of `other` is in this value, too.
            pub fn contains(&self, other: &Self) -> bool {
                self.0.contains(&other.0)
            }

            /// Whether there is no member. A member called `none` is one.
            pub fn is_empty(&self) -> bool {
                self.iter().next().is_none()
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl ::std::ops::BitOrAssign for $name {
            fn bitor_assign(&mut self, other: Self) {
                self.0.add(&other.0);
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl ::std::ops::BitOr for $name {
            type Output = Self;

            fn bitor(mut self, other: Self) -> Self {
                self |= other;
                self
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        $crate::runtime::as_text! { $name = $full }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Flags for $name {}
    };
}
#[allow(unused_imports, reason = "a slice need not have flags")]
pub(crate) use flags;
