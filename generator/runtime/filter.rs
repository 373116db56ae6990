//! Conditions (`$filter`).

use std::{fmt, marker::PhantomData, ops::Not};

use super::{
    ParseError, Property,
    expression::{Expression, Form},
    literal::{Flags, Literal, Operand, Ordered, quote},
    property::{Kind, Path, Place},
};

/// A condition on an `E` (OData 4.01 Part 2: URL Conventions, "System Query Option $filter").
///
/// Properties make conditions, [`and`](Self::and), [`or`](Self::or) and `!` combine them, with parentheses where they
/// are needed. A value becomes a literal of its type: nothing in it can end the literal.
///
/// `Display` shows the condition before it is percent-encoded.
#[must_use = "a condition does nothing until a request takes it"]
pub struct Filter<E> {
    expression: Expression,
    error: Option<ParseError>,
    of: PhantomData<fn(E)>,
}

impl<E> Filter<E> {
    fn new(text: String, form: Form, error: Option<ParseError>) -> Self {
        Self { expression: Expression { text, form }, error, of: PhantomData }
    }

    /// A condition that has no method here, as it is written in OData, and not encoded yet. Whether it is one, only the
    /// service can tell.
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into(), Form::Unknown, None)
    }

    /// Both conditions hold.
    pub fn and(self, other: Self) -> Self {
        self.join(other, Form::And, "and")
    }

    /// At least one of the conditions holds.
    pub fn or(self, other: Self) -> Self {
        self.join(other, Form::Or, "or")
    }

    fn join(self, other: Self, form: Form, operator: &str) -> Self {
        let expression = self.expression.join(other.expression, form, operator);
        Self { expression, error: self.error.or(other.error), of: PhantomData }
    }

    /// The text, unless a value in it is not what its type says.
    pub(super) fn into_text(self) -> Result<String, ParseError> {
        self.error.map_or(Ok(self.expression.text), Err)
    }
}

/// The condition does not hold. For objects of the directory it needs [`List::eventual`](super::List::eventual).
impl<E> Not for Filter<E> {
    type Output = Self;

    /// In parentheses always: `not` binds tighter than a comparison.
    fn not(self) -> Self {
        Self::new(format!("not({})", self.expression.text), Form::Whole, self.error)
    }
}

impl<E> Clone for Filter<E> {
    fn clone(&self) -> Self {
        Self { expression: self.expression.clone(), error: self.error.clone(), of: PhantomData }
    }
}

impl<E> fmt::Debug for Filter<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Filter").field(&self.expression.text).finish()
    }
}

impl<E> fmt::Display for Filter<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.expression.text)
    }
}

/// An item of a collection of an `E`, within the condition of [`any`](Property::any) or [`all`](Property::all).
#[derive(Debug)]
pub struct Item<E>(PhantomData<fn(E)>);

impl<E, T, K: Kind> Property<E, T, K> {
    fn compare(self, operator: &str, value: &impl Operand<T>) -> Filter<E> {
        let mut text = self.place.into_text();
        for part in [" ", operator, " "] {
            text.push_str(part);
        }
        let error = value.write(&mut text).err();
        Filter::new(text, Form::Whole, error)
    }

    /// The property has no value.
    pub fn is_null(self) -> Filter<E> {
        Filter::new(format!("{self} eq null"), Form::Whole, None)
    }

    /// The property has a value. For objects of the directory it needs [`List::eventual`](super::List::eventual).
    pub fn is_not_null(self) -> Filter<E> {
        Filter::new(format!("{self} ne null"), Form::Whole, None)
    }
}

impl<E, T: Literal, K: Kind> Property<E, T, K> {
    /// The property has this value.
    pub fn eq(self, value: impl Operand<T>) -> Filter<E> {
        self.compare("eq", &value)
    }

    /// The property does not have this value: it has another, or none. For objects of the directory it needs
    /// [`List::eventual`](super::List::eventual).
    pub fn ne(self, value: impl Operand<T>) -> Filter<E> {
        self.compare("ne", &value)
    }

    /// The property has one of these values. If there are none the condition is `false`.
    pub fn is_in<V: Operand<T>>(self, values: impl IntoIterator<Item = V>) -> Filter<E> {
        let mut values = values.into_iter().peekable();
        if values.peek().is_none() {
            return Filter::new("false".to_owned(), Form::Whole, None);
        }
        let (mut text, mut error) = (format!("{self} in "), None);
        for (at, value) in values.enumerate() {
            text.push(if at == 0 { '(' } else { ',' });
            error = error.or(value.write(&mut text).err());
        }
        text.push(')');
        Filter::new(text, Form::Whole, error)
    }
}

impl<E, T: Ordered, K: Kind> Property<E, T, K> {
    /// The property's value is greater.
    pub fn gt(self, value: impl Operand<T>) -> Filter<E> {
        self.compare("gt", &value)
    }

    /// The property's value is greater, or the same.
    pub fn ge(self, value: impl Operand<T>) -> Filter<E> {
        self.compare("ge", &value)
    }

    /// The property's value is less.
    pub fn lt(self, value: impl Operand<T>) -> Filter<E> {
        self.compare("lt", &value)
    }

    /// The property's value is less, or the same.
    pub fn le(self, value: impl Operand<T>) -> Filter<E> {
        self.compare("le", &value)
    }
}

impl<E, T: Flags, K: Kind> Property<E, T, K> {
    /// The property's value has all these members, and perhaps more.
    pub fn has(self, members: impl Operand<T>) -> Filter<E> {
        self.compare("has", &members)
    }
}

impl<E, K: Kind> Property<E, String, K> {
    fn call(&self, function: &str, text: &str) -> Filter<E> {
        let mut call = format!("{function}({self},");
        quote(text, &mut call);
        call.push(')');
        Filter::new(call, Form::Whole, None)
    }

    /// The text is somewhere in the property's value.
    pub fn contains(self, text: impl AsRef<str>) -> Filter<E> {
        self.call("contains", text.as_ref())
    }

    /// The property's value begins with the text.
    pub fn starts_with(self, text: impl AsRef<str>) -> Filter<E> {
        self.call("startswith", text.as_ref())
    }

    /// The property's value ends with the text. For objects of the directory it needs
    /// [`List::eventual`](super::List::eventual).
    pub fn ends_with(self, text: impl AsRef<str>) -> Filter<E> {
        self.call("endswith", text.as_ref())
    }
}

impl<E, I, K: Kind> Property<E, Vec<I>, K> {
    /// The condition holds for at least one item: `ADDRESSES.any(|a| a.starts_with("smtp:"))`, or, if items are
    /// structured, `STEPS.any(|step| step.then(Step::NAME).eq("pair"))`.
    pub fn any(self, condition: impl FnOnce(Property<Item<E>, I, Path>) -> Filter<Item<E>>) -> Filter<E> {
        self.lambda("any", condition)
    }

    /// The condition holds for every item, also if there are none.
    pub fn all(self, condition: impl FnOnce(Property<Item<E>, I, Path>) -> Filter<Item<E>>) -> Filter<E> {
        self.lambda("all", condition)
    }

    /// The number of items, to be compared. For objects of the directory it needs
    /// [`List::eventual`](super::List::eventual).
    pub fn count(self) -> Property<E, i64, Path> {
        Property::path(format!("{self}/$count"), self.place.depth())
    }

    /// The variable has a name of its own at each depth. All that a condition can speak of is its item.
    fn lambda(
        &self,
        operator: &str,
        condition: impl FnOnce(Property<Item<E>, I, Path>) -> Filter<Item<E>>,
    ) -> Filter<E> {
        let depth = self.place.depth();
        let variable = if depth == 0 { "x".to_owned() } else { format!("x{depth}") };
        let Filter { expression, error, .. } = condition(Property::path(variable.clone(), depth + 1));
        Filter::new(format!("{self}/{operator}({variable}:{})", expression.text), Form::Whole, error)
    }
}
