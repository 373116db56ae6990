use std::ops::{Deref, DerefMut};

use crate::source::Span;

/// Bytes of a text of a description that become documentation: each is written wherever its element is used. The longest
/// of Graph has 1,700.
pub const LONGEST_TEXT: usize = 10_000;

/// What a description says about an element beyond its shape: documentation and capabilities.
///
/// It reads and writes as [`NoteFields`]. Most elements have no notes, and there are tens of thousands: without
/// any it is one word.
#[derive(Debug, Clone, Default)]
pub struct Notes(pub(super) Option<Box<NoteFields>>);

impl Deref for Notes {
    type Target = NoteFields;

    fn deref(&self) -> &NoteFields {
        const NONE: &NoteFields = &NoteFields::NONE;
        self.0.as_deref().unwrap_or(NONE)
    }
}

impl DerefMut for Notes {
    fn deref_mut(&mut self) -> &mut NoteFields {
        self.0.get_or_insert_with(|| Box::new(NoteFields::NONE))
    }
}

impl PartialEq for Notes {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Notes {}

/// The content of [`Notes`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteFields {
    /// What it is, in a sentence.
    pub description: Option<Spanned<String>>,
    /// More about it.
    pub long_description: Option<Spanned<String>>,
    /// Link to a page about it.
    pub link: Option<Spanned<String>>,
    /// What became of it: additions, changes, deprecations.
    pub revisions: Vec<Spanned<Revision>>,
    /// The service sets it and ignores what a client sends (computed, or readable only).
    pub computed: Option<Spanned<bool>>,
    /// It can be set at creation and not changed after.
    pub immutable: Option<Spanned<bool>>,
    /// The parameter may be left out.
    pub optional: Option<Spanned<bool>>,
    /// Other sets of properties that tell the entities of a type apart.
    pub alternate_keys: Vec<AlternateKey>,
    /// What can be done with an entity set, singleton or navigation property, and what it takes.
    pub restrictions: Restrictions,
    /// Permissions to call an action or function.
    pub operation: Option<Box<Spanned<Restriction>>>,
}

impl NoteFields {
    /// Bytes of its documentation.
    pub fn told(&self) -> usize {
        let texts = [&self.description, &self.long_description].into_iter().flatten();
        texts.map(|text| text.value.len().min(LONGEST_TEXT)).sum()
    }

    const NONE: Self = Self {
        description: None,
        long_description: None,
        link: None,
        revisions: Vec::new(),
        computed: None,
        immutable: None,
        optional: None,
        alternate_keys: Vec::new(),
        restrictions: Restrictions {
            read: None,
            read_by_key: None,
            insert: None,
            update: None,
            delete: None,
            not_navigable: None,
            referenceable: None,
            indexable_by_key: None,
            countable: None,
        },
        operation: None,
    };
}

/// A fact and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The fact.
    pub value: T,
    /// Where it is stated.
    pub span: Span,
}

/// An entry of `Org.OData.Core.V1.Revisions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// What happened.
    pub kind: RevisionKind,
    /// In which version.
    pub version: Option<String>,
    /// When, as `2024-04-10`.
    pub date: Option<String>,
    /// When the element is to go, or went. It may be past while the element is still there.
    pub removal_date: Option<String>,
    /// In words.
    pub description: Option<String>,
}

/// An entry of `Org.OData.Core.V1.AlternateKeys`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlternateKey {
    /// The properties: what paths call each, and its name.
    pub parts: Vec<(String, String)>,
    /// Where it is stated.
    pub span: Span,
}

/// What a revision did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevisionKind {
    /// It came.
    Added,
    /// It changed.
    Modified,
    /// It should not be used any more.
    Deprecated,
}

/// Capability annotations of an entity set, singleton or navigation property. They are hints: sparse, and mostly
/// negative; they document and never remove an operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restrictions {
    /// Reading the collection, or the single entity.
    pub read: Option<Box<Spanned<Restriction>>>,
    /// Reading one entity of a collection by its key.
    pub read_by_key: Option<Box<Spanned<Restriction>>>,
    /// Creating.
    pub insert: Option<Box<Spanned<Restriction>>>,
    /// Changing.
    pub update: Option<Box<Spanned<Restriction>>>,
    /// Deleting.
    pub delete: Option<Box<Spanned<Restriction>>>,
    /// `Navigability: None`: paths do not go on here.
    pub not_navigable: Option<Spanned<bool>>,
    /// `$ref` works here.
    pub referenceable: Option<Spanned<bool>>,
    /// Whether entities of the collection can be addressed by key.
    pub indexable_by_key: Option<Spanned<bool>>,
    /// Whether `$count` works.
    pub countable: Option<Spanned<bool>>,
}

/// One kind of access.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restriction {
    /// Whether it works at all, if the description says so.
    pub allowed: Option<bool>,
    /// In a sentence.
    pub description: Option<String>,
    /// In more words.
    pub long_description: Option<String>,
    /// Link to a page about it.
    pub link: Option<String>,
    /// The permissions that it takes, one entry for each scheme.
    pub permissions: Vec<Permission>,
    /// Deprecations of this access alone.
    pub revisions: Vec<Revision>,
    /// The method of an update, if the description names one.
    pub method: Option<Method>,
    /// Whether an update of something that is not there creates it.
    pub upsertable: bool,
    /// Query options that are no system query options, in the order of the description.
    pub query: Vec<CustomParameter>,
    /// Headers beyond those of the protocol.
    pub headers: Vec<CustomParameter>,
}

impl Restriction {
    /// Bytes of its documentation, and of its query options and headers.
    pub fn told(&self) -> usize {
        let texts = [&self.description, &self.long_description].into_iter().flatten();
        let own: usize = texts.map(|text| text.len().min(LONGEST_TEXT)).sum();
        let custom = self.query.iter().chain(&self.headers).map(|custom| {
            let text = custom.description.as_deref().unwrap_or_default();
            custom.name.len() + text.len().min(LONGEST_TEXT)
        });
        let scopes = self.permissions.iter().flat_map(|permission| &permission.scopes).map(String::len);
        own + custom.sum::<usize>() + scopes.sum::<usize>()
    }
}

/// A query option or header of its own (`Org.OData.Capabilities.V1.CustomParameter`). Its value is a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomParameter {
    /// The name.
    pub name: String,
    /// In a sentence.
    pub description: Option<String>,
    /// Whether the service refuses a request without it.
    pub required: bool,
}

/// The permissions of one scheme (`DelegatedWork`, `DelegatedPersonal`, `Application`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// The scheme.
    pub scheme: String,
    /// The scopes, any one of which is enough, the least privileged first. None: not supported.
    pub scopes: Vec<String>,
}

/// The methods of HTTP that descriptions speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of HTTP")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
    Options,
    Trace,
}

impl Method {
    /// All of them, in the order in which lists show them.
    pub const ALL: [Self; 8] =
        [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Head, Self::Options, Self::Trace];

    /// As in a request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Trace => "TRACE",
        }
    }
}
