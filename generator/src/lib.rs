//! Typed Rust for exactly the part of Microsoft Graph that you use.

pub mod api;
pub mod check;
pub mod config;
pub mod csdl;
pub mod report;
pub mod source;

mod nearest;
#[cfg(test)]
mod testing;
