//! Bodies of the type `multipart/form-data` (RFC 7578).

use bytes::Bytes;
use serde_json::Value;

use super::Encode;

/// A file to upload.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    name: String,
    content_type: Option<String>,
    content: Bytes,
}

impl File {
    /// A file with the name that the service is told, and its content.
    pub fn new(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self { name: name.into(), content_type: None, content: content.into() }
    }

    /// The media type; without it, the one that the description names, or `application/octet-stream`.
    #[must_use]
    pub fn content_type(self, content_type: impl Into<String>) -> Self {
        Self { content_type: Some(content_type.into()), ..self }
    }
}

/// One part of a body.
pub struct Part {
    name: String,
    file: Option<String>,
    content_type: Option<String>,
    content: Bytes,
}

/// What can be a member of a multipart body.
#[allow(dead_code, reason = "a slice need not have a multipart body")]
pub trait Parts {
    /// Adds the parts: one, or one for each item.
    fn put(&self, name: &str, content_type: Option<&str>, parts: &mut Vec<Part>) -> Result<(), serde_json::Error>;
}

impl Parts for File {
    fn put(&self, name: &str, content_type: Option<&str>, parts: &mut Vec<Part>) -> Result<(), serde_json::Error> {
        let content_type = self.content_type.as_deref().or(content_type).unwrap_or("application/octet-stream");
        parts.push(Part {
            name: name.to_owned(),
            file: Some(self.name.clone()),
            content_type: Some(content_type.to_owned()),
            content: self.content.clone(),
        });
        Ok(())
    }
}

impl Parts for Vec<File> {
    fn put(&self, name: &str, content_type: Option<&str>, parts: &mut Vec<Part>) -> Result<(), serde_json::Error> {
        self.iter().try_for_each(|file| file.put(name, content_type, parts))
    }
}

impl<T: Encode> Parts for T {
    fn put(&self, name: &str, content_type: Option<&str>, parts: &mut Vec<Part>) -> Result<(), serde_json::Error> {
        let value = serde_json::to_value(self)?;
        let items = match value {
            Value::Array(items) if content_type.is_none() => items,
            one => vec![one],
        };
        for item in items {
            let is_json = content_type.is_some_and(|kind| kind.contains("json"));
            let (default, text) = match item {
                Value::String(text) if !is_json => (None, text),
                other @ (Value::Object(_) | Value::Array(_)) => (Some("application/json"), other.to_string()),
                other => (None, other.to_string()),
            };
            let content_type = content_type.or(default).map(str::to_owned);
            parts.push(Part { name: name.to_owned(), file: None, content_type, content: text.into() });
        }
        Ok(())
    }
}

/// The boundary and the body. The boundary is the first of a series that no part holds, so that the same parts always
/// give the same body.
pub(super) fn encode(parts: &[Part]) -> (String, Bytes) {
    let is_free = |boundary: &str| {
        parts.iter().all(|part| !part.content.windows(boundary.len()).any(|window| window == boundary.as_bytes()))
    };
    let mut number = 0_u64;
    let mut boundary = "boundary-0".to_owned();
    while !is_free(&boundary) {
        number += 1;
        boundary = format!("boundary-{number}");
    }
    let mut body = Vec::new();
    for part in parts {
        body.extend_from_slice(format!("--{boundary}\r\n{}\r\n", head(part)).as_bytes());
        body.extend_from_slice(&part.content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (boundary, body.into())
}

fn head(part: &Part) -> String {
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(&part.name));
    if let Some(file) = &part.file {
        head += &format!("; filename=\"{}\"", quoted(file));
    }
    head += "\r\n";
    if let Some(kind) = &part.content_type {
        head += &format!("Content-Type: {}\r\n", kind.replace(['\r', '\n'], ""));
    }
    head
}

/// Names as browsers write them (WHATWG HTML, "Multipart form data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// Declares a multipart body.
///
/// ```text
/// multipart! {
///     /// Docs.
///     pub struct UploadBody {
///         required {                              // `new` takes them
///             /// Docs.
///             file: File = "file" ("image/png"),  // or without a media type
///         }
///         optional {                              // setters set them
///             note: String = "note",
///         }
///     }
/// }
/// ```
#[allow(unused_macros, reason = "a slice need not have a multipart body")]
macro_rules! multipart {
    ($(#[$meta:meta])* pub struct $name:ident {
        $(required {
            $($(#[$required_doc:meta])* $required:ident: $required_type:ty
                = $required_wire:literal $(($required_kind:literal))?,)+
        })?
        $(optional {
            $($(#[$doc:meta])* $field:ident: $of:ty = $wire:literal $(($kind:literal))?,)+
        })?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct $name {
            $($($required: $required_type,)+)?
            $($($field: Option<$of>,)+)?
        }

        impl $name {
            /// A body with what has to be there, and nothing else.
            pub fn new($($($required: impl ::std::convert::Into<$required_type>),+)?) -> Self {
                Self { $($($required: $required.into(),)+)? $($($field: None,)+)? }
            }

            $($(
                $(#[$doc])*
                #[must_use]
                pub fn $field(mut self, value: impl ::std::convert::Into<$of>) -> Self {
                    self.$field = Some(value.into());
                    self
                }
            )+)?

            fn parts(&self) -> Result<Vec<$crate::runtime::macros::Part>, ::serde_json::Error> {
                #[allow(unused_imports, reason = "a body may have no part")]
                use $crate::runtime::macros::Parts as _;
                #[allow(unused_mut, reason = "a body may have no part")]
                let mut parts = Vec::new();
                $($(self.$required.put(
                    $required_wire,
                    $crate::runtime::multipart!(@kind $($required_kind)?),
                    &mut parts,
                )?;)+)?
                $($(if let Some(value) = &self.$field {
                    value.put($wire, $crate::runtime::multipart!(@kind $($kind)?), &mut parts)?;
                })+)?
                Ok(parts)
            }
        }

        $crate::runtime::multipart! { @default $name $($($required)+)? }
    };
    (@kind) => { None };
    (@kind $kind:literal) => { Some($kind) };
    (@default $name:ident) => {
        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@default $name:ident $($required:ident)+) => {};
}
#[allow(unused_imports, reason = "a slice need not have a multipart body")]
pub(crate) use multipart;
