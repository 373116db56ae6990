//! Structured types, as they are sent, and the parameters of actions.

/// Declares a request body: setters, and nothing in the JSON but what was set.
///
/// ```text
/// body! {
///     /// Docs.
///     pub struct DeviceBody = "microsoft.graph.device" {      // or: pub open struct …
///         /// Docs.
///         serial_number: Field<String> = "serialNumber",
///     }
/// }
/// ```
///
/// The parameters of an action have no type name: `pub struct ImportBody { … }`. A named body has the setter
/// `odata_type`, an open one `additional`.
#[allow(unused_macros, reason = "a slice need not have a body")]
macro_rules! body {
    ($(#[$meta:meta])* pub struct $name:ident $(= $full:literal)? { $($members:tt)* }) => {
        $crate::runtime::body! { @ [] [$($full)?] $(#[$meta])* $name { $($members)* } }
    };
    ($(#[$meta:meta])* pub open struct $name:ident = $full:literal { $($members:tt)* }) => {
        $crate::runtime::body! { @ [additional] [$full] $(#[$meta])* $name { $($members)* } }
    };
    (@ [$($additional:ident)?] [$($full:literal)?] $(#[$meta:meta])* $name:ident {
        $($(#[$doc:meta])* $field:ident: Field<$of:ty> = $wire:literal,)*
    }) => {
        $(#[$meta])*
        #[allow(deprecated, reason = "a deprecated member is still a member")]
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            odata_type: $crate::runtime::macros::Tag,
            $($field: $crate::runtime::Field<$of>,)*
            $($additional: ::serde_json::Map<::std::string::String, ::serde_json::Value>,)?
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $name {
            /// A body that sends nothing yet.
            pub fn new() -> Self {
                ::std::default::Default::default()
            }

            $(
                /// Sends `@odata.type`, to the letter. A body that stands where its base type is declared sends it
                /// without being told. The name of this type:
                #[doc = $full]
                #[must_use]
                pub fn odata_type(mut self, name: impl Into<::std::string::String>) -> Self {
                    self.odata_type.name = Some(name.into());
                    self
                }
            )?

            $(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, value: impl Into<$crate::runtime::Field<$of>>) -> Self {
                    self.$field.set(value);
                    self
                }
            )*

            $(
                /// Sends a member beyond the declared ones: the type is open. A later value for the same name
                /// replaces an earlier one.
                #[must_use]
                pub fn $additional(
                    mut self,
                    name: impl Into<::std::string::String>,
                    value: impl Into<::serde_json::Value>,
                ) -> Self {
                    self.$additional.insert(name.into(), value.into());
                    self
                }
            )?
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $crate::runtime::macros::Members for $name {
            fn put<M: ::serde_core::ser::SerializeMap>(&self, members: &mut M) -> Result<(), M::Error> {
                let mut writer = $crate::runtime::macros::Writer::new(members);
                writer.put("@odata.type", &self.odata_type.name);
                $(writer.put($wire, &self.$field);)*
                writer.end()?;
                $(for (name, value) in &self.$additional {
                    members.serialize_entry(name, value)?;
                })?
                Ok(())
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::macros::write_body(self, &self.odata_type, serializer)
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Encode for $name {}

        $(
            #[allow(deprecated, reason = "the type itself may be deprecated")]
            impl $crate::runtime::macros::Body for $name {
                const NAME: &'static str = $full;

                fn tag(&mut self) -> &mut $crate::runtime::macros::Tag {
                    &mut self.odata_type
                }
            }
        )?
    };
}
#[allow(unused_imports, reason = "a slice need not have a body")]
pub(crate) use body;
