//! The optional parameters of an operation.

/// Declares them: a setter for each, and nothing is sent but what was set.
///
/// ```text
/// parameters! {
///     /// Docs.
///     pub struct ListPetsParameters {
///         /// Docs.
///         limit: i32,
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a slice need not have optional parameters")]
macro_rules! parameters {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$doc:meta])* $field:ident: $of:ty,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default)]
        #[non_exhaustive]
        pub struct $name {
            $($field: Option<$of>,)+
        }

        impl $name {
            /// No parameter yet.
            pub fn new() -> Self {
                ::std::default::Default::default()
            }

            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, value: impl ::std::convert::Into<$of>) -> Self {
                    self.$field = Some(value.into());
                    self
                }
            )+
        }
    };
}
#[allow(unused_imports, reason = "a slice need not have optional parameters")]
pub(crate) use parameters;
