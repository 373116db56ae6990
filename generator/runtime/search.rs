//! Free text (`$search`).

use std::{fmt, marker::PhantomData};

use super::{
    Property, Structural,
    expression::{Expression, Form},
};

/// What to look for (Graph: "Use the $search query parameter"). A `&str` is one, too: the phrase that it is.
///
/// `Display` shows it before it is percent-encoded.
#[must_use = "a search does nothing until a request takes it"]
pub struct Search<E> {
    expression: Expression,
    of: PhantomData<fn(E)>,
}

impl<E> Search<E> {
    fn new(text: String, form: Form) -> Self {
        Self { expression: Expression { text, form }, of: PhantomData }
    }

    /// These words, as one phrase in quotes.
    pub fn phrase(text: &str) -> Self {
        Self::new(format!("\"{}\"", escape(text)), Form::Whole)
    }

    /// A search that is written out already, with its quotes, and not percent-encoded yet.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into(), Form::Unknown)
    }

    /// Both are found.
    pub fn and(self, other: impl Into<Self>) -> Self {
        Self { expression: self.expression.join(other.into().expression, Form::And, "AND"), of: PhantomData }
    }

    /// At least one is found.
    pub fn or(self, other: impl Into<Self>) -> Self {
        Self { expression: self.expression.join(other.into().expression, Form::Or, "OR"), of: PhantomData }
    }
}

/// Within quotes, a quote and a backslash have a backslash before them.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

impl<E, T> Property<E, T, Structural> {
    /// The words are in this property: `"displayName:words"`, as objects of the directory are searched.
    pub fn search(self, words: &str) -> Search<E> {
        Search::phrase(&format!("{self}:{words}"))
    }
}

impl<E> From<&str> for Search<E> {
    fn from(text: &str) -> Self {
        Self::phrase(text)
    }
}

impl<E> Clone for Search<E> {
    fn clone(&self) -> Self {
        Self { expression: self.expression.clone(), of: PhantomData }
    }
}

impl<E> fmt::Debug for Search<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Search").field(&self.expression.text).finish()
    }
}

impl<E> fmt::Display for Search<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expression.text)
    }
}
