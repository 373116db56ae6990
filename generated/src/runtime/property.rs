//! Names of properties, typed.

use std::{fmt, marker::PhantomData};

/// A structural property of `E` with values of `T`: what `$select` names.
///
/// Each model has one constant for each of its properties.
pub struct Property<E, T> {
    name: &'static str,
    of: PhantomData<fn(E) -> T>,
}

impl<E, T> Property<E, T> {
    /// The property of this name.
    #[allow(dead_code, reason = "a slice need not have a structured type")]
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    /// The name as it travels.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<E, T> Clone for Property<E, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, T> Copy for Property<E, T> {}

impl<E, T> fmt::Debug for Property<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl<E, T> fmt::Display for Property<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Any property of `E`, whatever its type, so that several stand in one list: `[&Device::ID, &Device::STATE]`.
///
/// Only [`Property`] implements it.
pub trait PropertyOf<E>: sealed::Sealed {
    /// The name as it travels.
    fn name(&self) -> &str;
}

impl<E, T> PropertyOf<E> for Property<E, T> {
    fn name(&self) -> &str {
        self.name
    }
}

mod sealed {
    pub trait Sealed {}
    impl<E, T> Sealed for super::Property<E, T> {}
}
