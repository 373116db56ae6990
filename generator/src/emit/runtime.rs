//! The hand-written runtime, to the letter.
pub(super) const FILES: &[(&str, &str)] = &[];
pub(super) const DEPENDENCIES: &str = "";
