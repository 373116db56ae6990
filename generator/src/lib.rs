//! Typed Rust for exactly the part of Microsoft Graph that you use.

pub mod api;
pub mod cli;
pub mod config;
pub mod files;
mod nearest;
pub mod report;
pub mod source;
