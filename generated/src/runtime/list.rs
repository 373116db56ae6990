//! Reading collections.

use http::Method;

use super::{Decode, Error, Filter, OrderBy, Page, Request, Search, order, wrapper::wrapper};

/// A request for the first page of a collection of `E`, with the query options that collections have (OData 4.01 Part
/// 1: Protocol, "Querying Collections").
///
/// An option that is set again replaces its earlier value, except for [`expand`](Self::expand). What the service does
/// not support for a collection it answers with 400, or ignores.
#[must_use = "a request does nothing until it is sent"]
pub struct List<E>(Request<Page<E>>);

impl<E: Decode> List<E> {
    /// The collection at this path.
    #[allow(dead_code, reason = "a slice need not list anything")]
    pub(crate) fn new(path: String) -> Self {
        Self(Request::page(Method::GET, path))
    }
}

impl<E> List<E> {
    /// Only entities for which the condition holds (`$filter`); [`query`](Self::query) takes one that is only known as
    /// text.
    ///
    /// A value in it that came from the service and is not what its type says is reported by
    /// [`to_http`](Self::to_http).
    pub fn filter(self, condition: Filter<E>) -> Self {
        Self(self.0.checked_option("$filter", condition.into_text()))
    }

    /// In this order (`$orderby`): by the first property, then by the second, and so on.
    pub fn order_by(self, orders: impl IntoIterator<Item = OrderBy<E>>) -> Self {
        Self(self.0.option("$orderby", order::list(orders)))
    }

    /// At most so many entities (`$top`). Graph takes it for the size of the pages, too.
    pub fn top(self, count: u32) -> Self {
        Self(self.0.option("$top", count.to_string()))
    }

    /// Without so many of the first (`$skip`).
    pub fn skip(self, count: u32) -> Self {
        Self(self.0.option("$skip", count.to_string()))
    }

    /// Asks for the number of entities, whatever `$top` says (`$count`): the first page has it as
    /// [`count`](Page::count).
    pub fn count(self) -> Self {
        Self(self.0.option("$count", "true".to_owned()))
    }

    /// Only entities in which this is found (`$search`). For objects of the directory it needs
    /// [`eventual`](Self::eventual), and words in a property: `DISPLAY_NAME.search("words")`.
    pub fn search(self, search: impl Into<Search<E>>) -> Self {
        Self(self.0.option("$search", search.into().to_string()))
    }

    /// Makes it an advanced query: `ConsistencyLevel: eventual`, and `$count`.
    ///
    /// Objects of the directory (users, groups, devices and their like) need it for `$search`, `ne`, `not`, `endswith`
    /// and some orders; without it Graph answers with 400, or ignores the option. They are then read from an index that
    /// lags behind a little, which no other option may bring about unasked: so it is never set for you (Graph: "Advanced
    /// query capabilities on Microsoft Entra ID objects").
    pub fn eventual(self) -> Self {
        Self(self.0.eventual()).count()
    }
}

wrapper!(List<E> wraps Page<E>);
