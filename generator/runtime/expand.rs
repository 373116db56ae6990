//! Related entities in the answer (`$expand`).

use std::{fmt, marker::PhantomData};

use super::{Filter, Navigation, OrderBy, ParseError, Property, PropertyOf, order, wrapper::names};

/// A navigation property of `E` to expand, with the query options for what it leads to (OData 4.01 Part 2: URL
/// Conventions, "System Query Option $expand").
///
/// `T` is the property's type. What leads to a collection has all options, what leads to one entity `select` and
/// `expand`.
#[must_use = "an expansion does nothing until a request takes it"]
pub struct Expand<E, T> {
    name: &'static str,
    options: Vec<(&'static str, String)>,
    error: Option<ParseError>,
    of: PhantomData<fn(E) -> T>,
}

impl<E, T> From<Property<E, T, Navigation>> for Expand<E, T> {
    fn from(property: Property<E, T, Navigation>) -> Self {
        Self { name: property.name(), options: Vec::new(), error: None, of: PhantomData }
    }
}

impl<E, T> Property<E, T, Navigation> {
    /// The property to be expanded, for query options: `ROOMS.expanded().top(5)`.
    pub fn expanded(self) -> Expand<E, T> {
        self.into()
    }

    /// The property to be expanded, with these properties only.
    pub fn select<O, const N: usize>(self, properties: [&dyn PropertyOf<O>; N]) -> Expand<E, T>
    where
        T: Target<O>,
    {
        self.expanded().select(properties)
    }
}

/// A navigation property of this type leads to an `O`, or to several.
pub trait Target<O> {}

impl<O> Target<O> for Box<O> {}
impl<O> Target<O> for Vec<O> {}

impl<E, T> Expand<E, T> {
    fn option(mut self, name: &'static str, value: String) -> Self {
        self.options.retain(|(known, _)| *known != name);
        self.options.push((name, value));
        self
    }

    /// Only these properties of what is expanded (`$select`).
    pub fn select<O, const N: usize>(self, properties: [&dyn PropertyOf<O>; N]) -> Self
    where
        T: Target<O>,
    {
        self.option("$select", names(&properties))
    }

    /// What is related to it in turn (`$expand`). Call it again for another navigation property.
    pub fn expand<O, U>(mut self, inner: impl Into<Expand<O, U>>) -> Self
    where
        T: Target<O>,
    {
        let inner = inner.into();
        let mut all = inner.to_string();
        if let Some((_, known)) = self.options.iter().find(|(name, _)| *name == "$expand") {
            all = format!("{known},{all}");
        }
        self.error = self.error.or(inner.error);
        self.option("$expand", all)
    }

    /// The text, unless a value in it is not what its type says.
    pub(super) fn into_text(self) -> Result<String, ParseError> {
        let text = self.to_string();
        self.error.map_or(Ok(text), Err)
    }
}

impl<E, O> Expand<E, Vec<O>> {
    /// Only related entities for which the condition holds (`$filter`).
    pub fn filter(mut self, condition: Filter<O>) -> Self {
        match condition.into_text() {
            Ok(text) => self.option("$filter", text),
            Err(error) => {
                self.error = self.error.or(Some(error));
                self
            }
        }
    }

    /// In this order (`$orderby`).
    pub fn order_by(self, orders: impl IntoIterator<Item = OrderBy<O>>) -> Self {
        self.option("$orderby", order::list(orders))
    }

    /// So many of them (`$top`).
    pub fn top(self, count: u32) -> Self {
        self.option("$top", count.to_string())
    }

    /// Without so many of the first (`$skip`).
    pub fn skip(self, count: u32) -> Self {
        self.option("$skip", count.to_string())
    }
}

impl<E, T> Clone for Expand<E, T> {
    fn clone(&self) -> Self {
        Self { name: self.name, options: self.options.clone(), error: self.error.clone(), of: PhantomData }
    }
}

impl<E, T> fmt::Debug for Expand<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expand({self})")
    }
}

/// As the option takes it, before it is percent-encoded.
impl<E, T> fmt::Display for Expand<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        let options: Vec<String> = self.options.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if options.is_empty() { Ok(()) } else { write!(f, "({})", options.join(";")) }
    }
}
