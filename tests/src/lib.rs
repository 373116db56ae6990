//! What the tests share: the cases, the real documents, a text for a description.

pub mod case;
pub mod compare;
pub mod outline;
pub mod real;
