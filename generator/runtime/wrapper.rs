//! What [`List`](super::List) and [`Get`](super::Get) have in common: a request, `$select` and
//! `$expand`.

use super::PropertyOf;

/// Gives a newtype over a request the methods of both.
macro_rules! wrapper {
    ($name:ident<$entity:ident> wraps $answer:ty) => {
        impl<$entity> $name<$entity> {
            /// Asks for these properties only (`$select`; OData 4.01 Part 2: URL Conventions, "System Query Option
            /// $select"); all others of the answer are `None`. A later selection replaces an earlier one.
            pub fn select<const N: usize>(self, properties: [&dyn $crate::runtime::PropertyOf<$entity>; N]) -> Self {
                Self(self.0.option("$select", $crate::runtime::wrapper::names(&properties)))
            }

            /// Asks for related entities in the answer (`$expand`; OData 4.01 Part 2: URL Conventions, "System Query
            /// Option $expand"): `MANAGER`, or `MANAGER.select([&Person::NAME])`. Call it again for another
            /// navigation property.
            pub fn expand<T>(self, navigation: impl Into<$crate::runtime::Expand<$entity, T>>) -> Self {
                Self(self.0.add_expand(navigation.into().into_text()))
            }

            /// Sends the value of a function's parameter in the query, as [`Request::alias`].
            #[allow(dead_code, reason = "a slice need not have such a function")]
            pub(crate) fn alias<V: ::serde_core::Serialize + ?Sized>(self, name: &str, value: &V) -> Self {
                Self(self.0.alias(name, value))
            }

            /// Sets the query options among the optional parameters.
            #[allow(dead_code, reason = "a slice need not have any")]
            pub(crate) fn options(self, options: &$crate::runtime::macros::Options) -> Self {
                Self(self.0.options(options))
            }

            /// Sets a query option, such as `$format`, to a value that is not encoded yet; an earlier value of the same
            /// name is replaced.
            pub fn query(self, name: &str, value: &str) -> Self {
                Self(self.0.query(name, value))
            }

            /// Sets a header, as [`Request::header`].
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }

            /// Adds a preference, as [`Request::prefer`].
            pub fn prefer(self, preference: &str) -> Self {
                Self(self.0.prefer(preference))
            }

            /// Asks for members of enumerations that are newer than the API's publication, as
            /// [`Request::include_unknown_enum_members`].
            pub fn include_unknown_enum_members(self) -> Self {
                Self(self.0.include_unknown_enum_members())
            }

            /// The path and the query below the service root, as [`Request::target`].
            pub fn target(&self) -> String {
                self.0.target()
            }

            /// What to send, as [`Request::to_http`].
            ///
            /// # Errors
            /// The request cannot be built.
            pub fn to_http(&self, service_root: &str) -> Result<http::Request<bytes::Bytes>, Error> {
                self.0.to_http(service_root)
            }

            /// Reads the answer, as [`Request::decode`].
            ///
            /// # Errors
            /// The service answered with an error, or with something else than promised.
            pub fn decode<B: AsRef<[u8]>>(&self, response: http::Response<B>) -> Result<$answer, Error> {
                self.0.decode(response)
            }

            /// The request.
            pub fn into_request(self) -> Request<$answer> {
                self.0
            }
        }

        impl<$entity> Clone for $name<$entity> {
            fn clone(&self) -> Self {
                Self(self.0.clone())
            }
        }

        impl<$entity> ::std::fmt::Debug for $name<$entity> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }

        impl<$entity> From<$name<$entity>> for Request<$answer> {
            fn from(wrapper: $name<$entity>) -> Self {
                wrapper.0
            }
        }

        impl<$entity> From<&$name<$entity>> for Request<$answer> {
            fn from(wrapper: &$name<$entity>) -> Self {
                wrapper.0.clone()
            }
        }
    };
}
pub(super) use wrapper;

/// The names of properties, as `$select` takes them.
pub(super) fn names<E>(properties: &[&dyn PropertyOf<E>]) -> String {
    let names: Vec<&str> = properties.iter().map(|property| property.name()).collect();
    names.join(",")
}
