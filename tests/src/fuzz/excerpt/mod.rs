//! Small documents cut out of large ones, each whole in itself: a mutation is run in no time, and is of the real thing.

mod csdl;
mod openapi;

pub use csdl::csdl;
pub use openapi::openapi;
