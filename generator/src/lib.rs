//! Typed Rust for exactly the part of Microsoft Graph that you use.

pub mod api;
pub mod config;
pub mod report;
pub mod source;
