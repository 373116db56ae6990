//! What the tests share: the cases, the real documents, a text for a description.

pub mod case;
pub mod outline;
pub mod real;
