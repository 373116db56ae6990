//! Objects, as they come and as they are sent.

/// Declares an object.
///
/// ```text
/// object! {
///     /// Docs.
///     pub struct Pet = "Pet" {
///         required {                          // `new` takes them
///             /// Docs.
///             name: String = "name",
///         }
///         fixed {                             // `new` sets them
///             kind: PetKind = "kind" (PetKind::Cat),
///         }
///         optional {                          // setters set them
///             tag: Option<String> = "tag",
///             note: Field<String> = "note",   // may be null, which is not the same as absent
///         }
///     }
/// }
/// ```
///
/// `pub open(T) struct …` keeps members that are not declared, whose values are `T`; others are dropped.
#[allow(unused_macros, reason = "a slice need not have a structured type")]
macro_rules! object {
    ($(#[$meta:meta])* pub struct $name:ident = $($rest:tt)*) => {
        $crate::runtime::object! { @ [] $(#[$meta])* $name = $($rest)* }
    };
    ($(#[$meta:meta])* pub open($of:ty) struct $name:ident = $($rest:tt)*) => {
        $crate::runtime::object! { @ [additional: $of] $(#[$meta])* $name = $($rest)* }
    };
    (@ [$($additional:ident: $extra:ty)?] $(#[$meta:meta])* $name:ident = $full:literal {
        $(required {
            $($(#[$required_doc:meta])* $required:ident: $required_type:ty = $required_wire:literal,)+
        })?
        $(fixed {
            $($(#[$fixed_doc:meta])* $fixed:ident: $fixed_type:ty = $fixed_wire:literal ($fixed_value:path),)+
        })?
        $(optional {
            $($(#[$doc:meta])* $field:ident: $slot:ident<$of:ty> = $wire:literal,)+
        })?
    }) => {
        $(#[$meta])*
        #[allow(deprecated, reason = "a deprecated member is still a member")]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($($(#[$required_doc])* pub $required: $required_type,)+)?
            $($($(#[$fixed_doc])* pub $fixed: $fixed_type,)+)?
            $($($(#[$doc])* pub $field: $slot<$of>,)+)?
            $(
                /// The members that are not declared.
                pub $additional: ::std::collections::BTreeMap<::std::string::String, $extra>,
            )?
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl $name {
            /// An object with what has to be there, and nothing else.
            pub fn new($($($required: impl ::std::convert::Into<$required_type>),+)?) -> Self {
                Self {
                    $($($required: $required.into(),)+)?
                    $($($fixed: $fixed_value,)+)?
                    $($($field: ::std::default::Default::default(),)+)?
                    $($additional: ::std::collections::BTreeMap::new(),)?
                }
            }

            $($(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, value: impl ::std::convert::Into<$of>) -> Self {
                    self.$field = $slot::from(value.into());
                    self
                }
            )+)?
        }

        $crate::runtime::object! { @default $name $($($required)+)? }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Reader;

                impl<'de> ::serde_core::de::Visitor<'de> for Reader {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str(concat!("an object of type ", $full))
                    }

                    fn visit_map<A: ::serde_core::de::MapAccess<'de>>(
                        self,
                        mut members: A,
                    ) -> Result<$name, A::Error> {
                        $($(let mut $required: Option<$required_type> = None;)+)?
                        $($(let mut $fixed: Option<$fixed_type> = None;)+)?
                        $($(let mut $field: Option<$slot<$of>> = None;)+)?
                        $(let mut $additional = ::std::collections::BTreeMap::<::std::string::String, $extra>::new();)?
                        while let Some(name) = members.next_key_seed($crate::runtime::macros::NameSeed)? {
                            match &*name {
                                $($($required_wire => $required = Some(members.next_value()?),)+)?
                                $($($fixed_wire => $fixed = Some(members.next_value()?),)+)?
                                $($($wire => $field = Some(members.next_value()?),)+)?
                                _ => {
                                    $crate::runtime::object! { @undeclared members, name $(, $additional)? }
                                }
                            }
                        }
                        Ok($name {
                            $($($required: $crate::runtime::macros::required($required, $required_wire)?,)+)?
                            $($($fixed: $crate::runtime::macros::optional($fixed, || $fixed_value),)+)?
                            $($($field: $crate::runtime::macros::optional(
                                $field,
                                ::std::default::Default::default,
                            ),)+)?
                            $($additional,)?
                        })
                    }
                }

                deserializer.deserialize_map(Reader)
            }
        }

        #[allow(deprecated, reason = "a deprecated member is still a member")]
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use ::serde_core::ser::SerializeMap as _;
                #[allow(unused_mut, reason = "an object may have no member")]
                let mut members = serializer.serialize_map(None)?;
                $($(members.serialize_entry($required_wire, &self.$required)?;)+)?
                $($(members.serialize_entry($fixed_wire, &self.$fixed)?;)+)?
                $($($crate::runtime::macros::put(&self.$field, $wire, &mut members)?;)+)?
                $(for (name, value) in &self.$additional {
                    members.serialize_entry(name, value)?;
                })?
                members.end()
            }
        }

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Decode for $name {}

        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl $crate::runtime::Encode for $name {}
    };
    (@default $name:ident) => {
        #[allow(deprecated, reason = "the type itself may be deprecated")]
        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@default $name:ident $($required:ident)+) => {};
    (@undeclared $members:ident, $name:ident) => {
        $crate::runtime::macros::ignore(&mut $members)?;
    };
    (@undeclared $members:ident, $name:ident, $additional:ident) => {
        $additional.insert($name.into_owned(), $members.next_value()?);
    };
}
#[allow(unused_imports, reason = "a slice need not have a structured type")]
pub(crate) use object;
