//! Names of properties, typed.

use std::{fmt, marker::PhantomData};

/// A property of `E` with values of `T`: what query options name.
///
/// Each model has one constant for each of its properties; one that is inherited is there in each derived model, too.
/// Most constants are [`Structural`], some are [`Navigation`] properties, and what [`then`](Self::then) makes of two is
/// a [`Path`]. What a property can be compared with depends on its type (OData 4.01 Part 2: URL Conventions,
/// "Common Expression Syntax"):
///
/// | type | comparisons |
/// |---|---|
/// | texts | `eq`, `ne`, `is_in`, `gt`, `ge`, `lt`, `le`, `contains`, `starts_with`, `ends_with` |
/// | numbers, dates, times, durations | `eq`, `ne`, `is_in`, `gt`, `ge`, `lt`, `le` |
/// | enumerations, flags, booleans, GUIDs | `eq`, `ne`, `is_in`; flags also `has` |
/// | collections | `any`, `all`, and those of their `count` |
/// | structured types | those of their properties, with `then` |
/// | all | `is_null`, `is_not_null` |
///
/// Which of them the service supports for a property is the service's to say.
pub struct Property<E, T, K: Kind = Structural> {
    pub(super) place: K::Place,
    of: PhantomData<fn(E) -> T>,
}

/// What kind of property a [`Property`] is. It cannot be implemented elsewhere.
pub trait Kind: sealed::Sealed {
    /// How the name is held.
    type Place: Clone + Place;
}

/// A property that is part of its entity or complex value (OData 4.01 CSDL, "Structural Property").
#[derive(Debug, Clone, Copy)]
pub enum Structural {}

/// A property that leads to other entities: what `$expand` names (OData 4.01 CSDL, "Navigation Property").
#[derive(Debug, Clone, Copy)]
pub enum Navigation {}

/// A property of a property, or of an item of a collection.
#[derive(Debug, Clone, Copy)]
pub enum Path {}

impl Kind for Structural {
    type Place = &'static str;
}

impl Kind for Navigation {
    type Place = &'static str;
}

impl Kind for Path {
    type Place = Steps;
}

/// Names joined by `/`, and the number of lambda expressions around them.
#[derive(Clone)]
pub struct Steps {
    pub(super) text: String,
    pub(super) depth: usize,
}

/// Where a property is found.
pub trait Place {
    /// As it stands in a query option.
    fn text(&self) -> &str;
    /// The same, with room for more.
    fn into_text(self) -> String;
    /// The number of lambda expressions around it.
    fn depth(&self) -> usize;
}

impl Place for &'static str {
    fn text(&self) -> &str {
        self
    }

    fn into_text(self) -> String {
        let mut text = String::with_capacity(self.len() + 32);
        text.push_str(self);
        text
    }

    fn depth(&self) -> usize {
        0
    }
}

impl Place for Steps {
    fn text(&self) -> &str {
        &self.text
    }

    fn into_text(self) -> String {
        self.text
    }

    fn depth(&self) -> usize {
        self.depth
    }
}

impl<E, T, K: Kind<Place = &'static str>> Property<E, T, K> {
    /// The property of this name.
    #[allow(dead_code, reason = "a slice need not have a structured type")]
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { place: name, of: PhantomData }
    }

    /// The name as it travels.
    pub const fn name(&self) -> &'static str {
        self.place
    }
}

impl<E, T> Property<E, T, Path> {
    pub(super) const fn path(text: String, depth: usize) -> Self {
        Self { place: Steps { text, depth }, of: PhantomData }
    }
}

impl<E, T, K: Kind> Property<E, T, K> {
    /// A property of this one's values: `state/deviceImportStatus`.
    pub fn then<O, U, L: Kind>(self, next: Property<O, U, L>) -> Property<E, U, Path>
    where
        T: Leads<O>,
    {
        let depth = self.place.depth();
        let mut text = self.place.into_text();
        text.push('/');
        text.push_str(next.place.text());
        Property::path(text, depth)
    }
}

/// A value of this type is an `O`, whether it is boxed or not.
pub trait Leads<O> {}

impl<O> Leads<O> for O {}
impl<O> Leads<O> for Box<O> {}

impl<E, T, K: Kind> Clone for Property<E, T, K> {
    fn clone(&self) -> Self {
        Self { place: self.place.clone(), of: PhantomData }
    }
}

impl<E, T, K: Kind<Place = &'static str>> Copy for Property<E, T, K> {}

impl<E, T, K: Kind> fmt::Debug for Property<E, T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.place.text())
    }
}

impl<E, T, K: Kind> fmt::Display for Property<E, T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.place.text())
    }
}

/// Any structural property of `E`, whatever its type, so that several stand in one list:
/// `[&Device::ID, &Device::STATE]`.
///
/// Only [`Property`] implements it.
pub trait PropertyOf<E>: sealed::Sealed {
    /// The name as it travels.
    fn name(&self) -> &str;
}

impl<E, T> PropertyOf<E> for Property<E, T> {
    fn name(&self) -> &str {
        self.place
    }
}

mod sealed {
    pub trait Sealed {}
    impl<E, T> Sealed for super::Property<E, T> {}
    impl Sealed for super::Structural {}
    impl Sealed for super::Navigation {}
    impl Sealed for super::Path {}
}
