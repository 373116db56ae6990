//! Derived types: a value that is read as its base type keeps what the base does not declare, and a body that stands
//! for its base is sent as what it is.

use std::{borrow::Cow, collections::BTreeMap, fmt, sync::Arc};

use serde_core::{
    Serialize, Serializer,
    ser::{Error as _, SerializeMap},
};
use serde_json::value::RawValue;

use super::object::{Members, Object, read, write};

type Texts = BTreeMap<String, Box<RawValue>>;

/// A type of the API that is derived from `Base`, directly or over other types: what `downcast` takes.
///
/// Where a `Base` is declared, the service may answer with a value of a derived type, and says so in `@odata.type`
/// (OData JSON Format 4.01, "Control Information: type (odata.type)").
pub trait DerivedFrom<Base>: Hierarchy {}

/// A type that has a base type.
#[allow(dead_code, reason = "a slice need not have a derived type")]
pub trait Hierarchy: Object {
    /// The full names of the types that are derived from it, as far as the crate knows them.
    const SUBTYPES: &'static [&'static str];
}

/// Whether an `@odata.type` names this type: with or without `#`, or as a URL with the name behind the `#`.
pub(super) fn names(tag: &str, full_name: &str) -> bool {
    tag.rsplit_once('#').map_or(tag, |(_, name)| name) == full_name
}

/// The members of a value that its type does not declare, to the letter: those of the derived type that it is of, and
/// in a body whatever else was read.
#[derive(Clone, Default)]
pub struct Undeclared(Option<Box<Texts>>);

impl Undeclared {
    /// Keeps a member; as everywhere in JSON, the last of several with one name counts.
    pub(super) fn keep(&mut self, name: String, value: Box<RawValue>) {
        self.0.get_or_insert_default().insert(name, value);
    }

    /// Keeps a member that a program sets.
    #[allow(dead_code, reason = "a slice need not have a body")]
    pub(crate) fn keep_value(&mut self, name: String, value: &serde_json::Value) {
        // A value has texts for keys and no numbers without a JSON form: it can be written.
        if let Ok(text) = serde_json::value::to_raw_value(value) {
            self.keep(name, text);
        }
    }

    /// Keeps a member that came before those that are here.
    pub(super) fn keep_older(&mut self, name: String, value: Box<RawValue>) {
        self.0.get_or_insert_default().entry(name).or_insert(value);
    }

    /// Writes every member.
    #[allow(dead_code, reason = "a slice need not have a structured type")]
    pub(crate) fn put<M: SerializeMap>(&self, members: &mut M) -> Result<(), M::Error> {
        self.0.iter().flat_map(|texts| texts.iter()).try_for_each(|(name, text)| members.serialize_entry(name, text))
    }
}

/// Only the names: a value can be large or secret.
impl fmt::Debug for Undeclared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.iter().flat_map(|texts| texts.keys())).finish()
    }
}

/// Equal texts, or texts that mean the same.
impl PartialEq for Undeclared {
    fn eq(&self, other: &Self) -> bool {
        fn same(one: &RawValue, other: &RawValue) -> bool {
            let value = |raw: &RawValue| serde_json::from_str::<serde_json::Value>(raw.get()).ok();
            // Some have no value that could be compared: they are nested too deeply.
            one.get() == other.get() || matches!((value(one), value(other)), (Some(one), Some(other)) if one == other)
        }
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                one.len() == other.len()
                    && one
                        .iter()
                        .zip(&**other)
                        .all(|((name, text), (other_name, other_text))| name == other_name && same(text, other_text))
            }
            _ => false,
        }
    }
}

/// Reads a value again, as the derived type that it is of; nothing if it is of another type.
#[allow(dead_code, reason = "a slice need not have a structured type")]
pub fn downcast<B: Members, D: Hierarchy>(value: &B, tag: Option<&str>) -> Result<Option<D>, serde_json::Error> {
    let is_derived = |tag| names(tag, D::NAME) || D::SUBTYPES.iter().any(|subtype| names(tag, subtype));
    if !tag.is_some_and(is_derived) {
        return Ok(None);
    }
    let mut text = Vec::new();
    write(value, &mut serde_json::Serializer::new(&mut text))?;
    read(&mut serde_json::Deserializer::from_slice(&text)).map(Some)
}

/// A body with a type name: what [`body!`](super::body) says of each.
#[allow(dead_code, reason = "a slice need not have a derived type")]
pub trait Body: Clone + Default + Serialize + fmt::Debug + Send + Sync + 'static {
    /// The full name of its type.
    const NAME: &'static str;

    /// What says of which type it is.
    fn tag(&mut self) -> &mut Tag;
}

/// A body that can be sent where a `Base` is declared: one of that type, or of a type that is derived from it, which
/// then sends its own `@odata.type`.
pub trait BodyOf<Base: Clone> {
    /// The body to send.
    fn as_base(&self) -> Cow<'_, Base>;
}

impl<B: Body> BodyOf<B> for B {
    fn as_base(&self) -> Cow<'_, B> {
        Cow::Borrowed(self)
    }
}

/// Of which type a body is.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    /// The `@odata.type` that was asked for.
    pub(crate) name: Option<String>,
    /// What was read and is not declared.
    pub(crate) undeclared: Undeclared,
    /// The body of a derived type that this one stands for.
    derived: Option<Arc<dyn Sent>>,
}

/// Any body.
trait Sent: fmt::Debug + Send + Sync {
    /// Its JSON.
    fn text(&self) -> Result<Vec<u8>, serde_json::Error>;
}

impl<T: Serialize + fmt::Debug + Send + Sync> Sent for T {
    fn text(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec(self)
    }
}

/// Equal if the same is sent.
impl PartialEq for Tag {
    fn eq(&self, other: &Self) -> bool {
        let text = |tag: &Self| tag.derived.as_ref().map(|body| body.text().ok());
        self.name == other.name && self.undeclared == other.undeclared && text(self) == text(other)
    }
}

/// The body of a derived type as one of its base. It sends the name of its own type, which the service needs to know
/// that it is not the declared one (OData JSON Format 4.01, "Control Information: type (odata.type)").
#[allow(dead_code, reason = "a slice need not have a derived type")]
pub fn into_base<D: Body, B: Body>(mut body: D) -> B {
    let tag = body.tag();
    if tag.derived.is_none() {
        tag.name.get_or_insert_with(|| format!("#{}", D::NAME));
    }
    let mut base = B::default();
    base.tag().derived = Some(Arc::new(body));
    base
}

/// Writes a body. What was set on the base after it took the derived body in, replaces what the derived one has.
#[allow(dead_code, reason = "a slice need not have a body")]
pub fn write_body<T: Members, S: Serializer>(body: &T, tag: &Tag, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(derived) = &tag.derived else { return write(body, serializer) };
    merged(body, &**derived).map_err(S::Error::custom)?.serialize(serializer)
}

fn merged<T: Members>(body: &T, derived: &dyn Sent) -> Result<Texts, serde_json::Error> {
    let mut texts: Texts = serde_json::from_slice(&derived.text()?)?;
    let mut own = Vec::new();
    write(body, &mut serde_json::Serializer::new(&mut own))?;
    texts.extend(serde_json::from_slice::<Texts>(&own)?);
    Ok(texts)
}

/// Says which types a type is derived from, and which are derived from it.
///
/// ```text
/// derived! {
///     PhotoNote: [
///         models::Note,
///         models::Entity,
///     ]
///     subtypes: [
///         "example.largePhotoNote",
///     ]
/// }
/// ```
#[allow(unused_macros, reason = "a slice need not have a derived type")]
macro_rules! derived {
    ($name:ident: [$($base:path,)+] $(subtypes: [$($subtype:literal,)+])?) => {
        impl $crate::runtime::macros::Hierarchy for $name {
            const SUBTYPES: &'static [&'static str] = &[$($($subtype),+)?];
        }

        $(impl $crate::runtime::DerivedFrom<$base> for $name {})+
    };
}

/// Lets the body of a derived type stand where one of these bases is declared.
///
/// ```text
/// derived_body! {
///     PhotoNoteBody: [
///         models::NoteBody,
///         models::EntityBody,
///     ]
/// }
/// ```
#[allow(unused_macros, reason = "a slice need not have the body of a derived type")]
macro_rules! derived_body {
    ($name:ident: [$($base:path,)+]) => { $(
        /// Sends its own `@odata.type`.
        impl From<$name> for $base {
            fn from(body: $name) -> Self {
                $crate::runtime::macros::into_base(body)
            }
        }

        impl $crate::runtime::BodyOf<$base> for $name {
            fn as_base(&self) -> ::std::borrow::Cow<'_, $base> {
                ::std::borrow::Cow::Owned(self.clone().into())
            }
        }

        /// Sends its own `@odata.type`.
        impl From<$name> for $crate::runtime::Field<$base> {
            fn from(body: $name) -> Self {
                Self::Value(body.into())
            }
        }

        /// Sends its own `@odata.type`.
        impl From<$name> for $crate::runtime::Field<::std::boxed::Box<$base>> {
            fn from(body: $name) -> Self {
                Self::Value(::std::boxed::Box::new(body.into()))
            }
        }
    )+ };
}
#[allow(unused_imports, reason = "a slice need not have a derived type")]
pub(crate) use {derived, derived_body};
