//! Optional parameters.

use std::fmt::Display;

use super::path::path;

/// What was set: parameters as they stand in the parentheses of a call, and the values of query options.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options(Vec<(&'static str, String)>);

#[allow(dead_code, reason = "a slice need not have an optional parameter")]
impl Options {
    /// Sets the parameter of a template such as `name='{}'`, or the query option of one such as `?name`; an earlier
    /// value is replaced.
    pub(crate) fn set(&mut self, template: &'static str, value: &dyn Display) {
        self.0.retain(|(known, _)| *known != template);
        let value = if is_query(template) { value.to_string() } else { path(template, &[value]) };
        self.0.push((template, value));
    }

    /// A path that ends in the parentheses of a call, with the parameters in them.
    pub(crate) fn within(&self, path: String) -> String {
        let mut path = path.strip_suffix(')').map(str::to_owned).unwrap_or(path);
        for (_, parameter) in self.0.iter().filter(|(template, _)| !is_query(template)) {
            if !path.ends_with('(') {
                path.push(',');
            }
            path.push_str(parameter);
        }
        path + ")"
    }

    /// The query options.
    pub(super) fn query(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().filter_map(|(template, value)| Some((template.strip_prefix('?')?, value.as_str())))
    }
}

fn is_query(template: &str) -> bool {
    template.starts_with('?')
}

/// Declares what a call may leave out: setters, and nothing in the URL but what was set.
///
/// ```text
/// options! {
///     /// Docs.
///     pub struct FinesOptions {
///         /// Docs.
///         reader: &str = "reader='{}'",
///         /// Docs.
///         hidden: &str = "?includeHidden",
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
