//! Typed Rust for exactly the part of Microsoft Graph that you use.

pub mod api;
pub mod config;
mod nearest;
pub mod report;
pub mod source;
