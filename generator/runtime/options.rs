//! Optional parameters of functions.

use std::fmt::Display;

use super::path::path;

/// The parameters that were set, as they stand in the parentheses of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options(Vec<(&'static str, String)>);

#[allow(dead_code, reason = "a slice need not have an optional parameter")]
impl Options {
    /// Sets the parameter of a template such as `name='{}'`; an earlier value is replaced.
    pub(crate) fn set(&mut self, template: &'static str, value: &dyn Display) {
        self.0.retain(|(known, _)| *known != template);
        self.0.push((template, path(template, &[value])));
    }

    /// A path that ends in the parentheses of a call, with the parameters in them.
    pub(crate) fn within(&self, path: String) -> String {
        let mut path = path.strip_suffix(')').map(str::to_owned).unwrap_or(path);
        for (_, parameter) in &self.0 {
            if !path.ends_with('(') {
                path.push(',');
            }
            path.push_str(parameter);
        }
        path + ")"
    }
}

/// Declares the optional parameters of a function: setters, and nothing in the URL but what was set.
///
/// ```text
/// options! {
///     /// Docs.
///     pub struct FinesOptions {
///         /// Docs.
///         reader: &str = "reader='{}'",
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a slice need not have an optional parameter")]
macro_rules! options {
    ($(#[$meta:meta])* pub struct $name:ident {
        $($(#[$doc:meta])* $field:ident: $of:ty = $template:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name($crate::runtime::macros::Options);

        impl $name {
            /// None of them yet.
            pub fn new() -> Self {
                ::std::default::Default::default()
            }

            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, value: $of) -> Self {
                    self.0.set($template, &value);
                    self
                }
            )*
        }
    };
}
#[allow(unused_imports, reason = "a slice need not have an optional parameter")]
pub(crate) use options;
