//! The three states of a property in a request body.

/// A property of a request body: not sent, sent as `null`, or sent with a value.
///
/// An update (PATCH) changes only what the body names: an absent property keeps its value, `null` clears it
/// (as RFC 7396, JSON Merge Patch, has it).
///
/// Setters take `impl Into<Field<T>>`, so a plain value, `Field::Null`, and an `Option` whose `None` means "do not
/// send" all fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Field<T> {
    /// The property is not in the body.
    #[default]
    Absent,
    /// The property is in the body as `null`.
    Null,
    /// The property is in the body with this value.
    Value(T),
}

impl<T> Field<T> {
    /// The value, or `null` for `None`; compare `From<Option<T>>`, where `None` leaves the property out.
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// Whether the property is left out of the body.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is sent as `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Takes another state: what every setter does.
    #[allow(dead_code, reason = "a slice need not have a body")]
    pub(crate) fn set(&mut self, value: impl Into<Self>) {
        *self = value.into();
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` leaves the property out; to clear it, use [`Field::Null`] or [`Field::or_null`].
impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

/// Recursive types are boxed in the body; the setter takes them as they are.
impl<T> From<T> for Field<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

impl<T, const N: usize> From<[T; N]> for Field<Vec<T>> {
    fn from(items: [T; N]) -> Self {
        Self::Value(items.into())
    }
}

impl From<&str> for Field<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
    }
}

impl From<&String> for Field<String> {
    fn from(text: &String) -> Self {
        Self::Value(text.clone())
    }
}

/// `None` leaves the property out.
impl From<Option<&str>> for Field<String> {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Absent, Self::from)
    }
}
