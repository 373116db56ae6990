//! Orders (`$orderby`).

use std::{fmt, marker::PhantomData};

use super::{Property, property::Kind};

/// A property to sort by, and the direction (OData 4.01 Part 2: URL Conventions, "System Query Option $orderby").
#[must_use = "an order does nothing until a request takes it"]
pub struct OrderBy<E> {
    text: String,
    of: PhantomData<fn(E)>,
}

impl<E, T, K: Kind> Property<E, T, K> {
    /// The smallest value first, `null` before all.
    pub fn asc(self) -> OrderBy<E> {
        OrderBy { text: self.to_string(), of: PhantomData }
    }

    /// The greatest value first, `null` behind all.
    pub fn desc(self) -> OrderBy<E> {
        OrderBy { text: format!("{self} desc"), of: PhantomData }
    }
}

/// Several orders as the option takes them.
pub(super) fn list<E>(orders: impl IntoIterator<Item = OrderBy<E>>) -> String {
    orders.into_iter().map(|order| order.text).collect::<Vec<_>>().join(",")
}

impl<E> Clone for OrderBy<E> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), of: PhantomData }
    }
}

impl<E> fmt::Debug for OrderBy<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("OrderBy").field(&self.text).finish()
    }
}
