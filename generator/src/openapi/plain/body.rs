//! Bodies by media type, of requests and answers.

use super::{Lower, Place, object::Members};
use crate::api::plain::{Body, Content, Part as BodyPart, ProblemId, Property, Scalar, Shape, Style, TypeKind};
use crate::openapi::text::{Entry, Part, Value};

/// What a media type is read as; the order is that of preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    Multipart,
    Form,
    /// Any type: JSON if it has a schema that is not binary.
    Any,
    Text,
    Bytes,
    Unsupported,
}

/// The type and subtype, without parameters, in lower case.
fn essence(media: &str) -> String {
    media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

pub(super) fn is_json(media: &str) -> bool {
    let essence = essence(media);
    essence.ends_with("/json") || essence.ends_with("+json")
}

fn kind(media: &str) -> Kind {
    let essence = essence(media);
    match essence.as_str() {
        _ if is_json(media) => Kind::Json,
        "multipart/form-data" => Kind::Multipart,
        "application/x-www-form-urlencoded" => Kind::Form,
        "*/*" | "application/*" => Kind::Any,
        _ if essence.starts_with("multipart/") => Kind::Unsupported,
        "application/xml" | "text/xml" => Kind::Unsupported,
        _ if essence.ends_with("+xml") && !essence.starts_with("image/") => Kind::Unsupported,
        _ if essence.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

impl<'a> Lower<'a> {
    /// The body of a request.
    pub(super) fn request_body(&mut self, part: Part<'a>, words: &str) -> Result<Option<Body>, ProblemId> {
        let part = self.resolve(part)?;
        let place = Place::Inline(format!("{words} body"));
        let Some((media, content, others)) = self.content(part, &place, true)? else { return Ok(None) };
        Ok(Some(Body { required: part.is_true("required"), media, content, others, notes: super::notes(part) }))
    }

    /// The media type that is taken of those that are there, what it is, and the other ones.
    pub(super) fn content(
        &mut self,
        part: Part<'a>,
        place: &Place,
        is_sent: bool,
    ) -> Result<Option<(String, Content, Vec<String>)>, ProblemId> {
        let mut entries = part.get("content").map(Part::entries).unwrap_or_default();
        let rank = |entry: &Entry<'_>| match kind(&entry.key) {
            Kind::Multipart | Kind::Form if !is_sent => Kind::Unsupported,
            kind => kind,
        };
        let Some(best) = (0..entries.len()).min_by_key(|at| (rank(&entries[*at]), *at)) else { return Ok(None) };
        let entry = entries.remove(best);
        let others = entries.into_iter().map(|entry| entry.key.into_owned()).collect();
        let schema = entry.value.get("schema");
        let is_binary = |lower: &mut Self, schema: Part<'a>| {
            let schema = lower.resolve(schema).unwrap_or(schema);
            schema.text_of("type").as_deref() == Some("string")
        };
        let media = entry.key.clone().into_owned();
        let (media, content) = match rank(&entry) {
            Kind::Json => (media, self.json(schema, place)),
            Kind::Any => match schema {
                Some(schema) if !is_binary(self, schema) => {
                    ("application/json".to_owned(), self.json(Some(schema), place))
                }
                _ => (if is_sent { "application/octet-stream".to_owned() } else { media }, Content::Bytes),
            },
            Kind::Form => (media, self.form(&entry, place)),
            Kind::Multipart => (media, self.multipart(&entry, place)?),
            Kind::Text => (if media.contains('*') { "text/plain".to_owned() } else { media }, Content::Text),
            Kind::Bytes => {
                let any = media.contains('*') && is_sent;
                (if any { "application/octet-stream".to_owned() } else { media }, Content::Bytes)
            }
            // Text that somebody else writes or reads.
            Kind::Unsupported if schema.is_some_and(|schema| is_binary(self, schema)) => (media, Content::Text),
            Kind::Unsupported => {
                let what = format!("a body as `{}`", entry.key.escape_debug());
                return Err(self.unsupported_at(entry.key_span, &what));
            }
        };
        Ok(Some((media, content, others)))
    }

    fn json(&mut self, schema: Option<Part<'a>>, place: &Place) -> Content {
        let shape = schema.map_or(Shape::Scalar(Scalar::Any), |schema| self.shape(schema, place));
        Content::Json(shape)
    }

    fn form(&mut self, entry: &Entry<'a>, place: &Place) -> Content {
        let shape = entry.value.get("schema").map_or(Shape::Scalar(Scalar::Any), |schema| self.shape(schema, place));
        let mut styles = Vec::new();
        for encoding in entry.value.get("encoding").map(Part::entries).unwrap_or_default() {
            let stated = encoding.value.text_of("style");
            let explode = match encoding.value.get("explode").map(Part::value) {
                Some(Value::Bool(explode)) => explode,
                _ => stated.as_deref().unwrap_or("form") == "form",
            };
            let is_styled = stated.is_some() || encoding.value.get("explode").is_some();
            let reserved = encoding.value.is_true("allowReserved");
            let style = match stated.as_deref() {
                Some("deepObject") => Style::DeepObject,
                Some("spaceDelimited") if !explode => Style::SpaceDelimited,
                Some("pipeDelimited") if !explode => Style::PipeDelimited,
                None if encoding.value.text_of("contentType").is_some_and(|kind| is_json(&kind)) => Style::Json,
                _ if reserved => Style::FormReserved { explode },
                _ if is_styled => Style::Form { explode },
                _ => continue,
            };
            styles.push((encoding.key.into_owned(), style));
        }
        Content::Form(shape, styles)
    }

    fn multipart(&mut self, entry: &Entry<'a>, place: &Place) -> Result<Content, ProblemId> {
        let Some(schema) = entry.value.get("schema") else { return Ok(Content::Multipart(Vec::new())) };
        let mut members = Members::default();
        self.collect(schema, place, &mut members, 0);
        if let Some(other) = members.not_an_object() {
            return Err(self.unsupported(other, "a multipart body that is no object"));
        }
        if let Some(problem) = members.problem() {
            return Err(problem);
        }
        let TypeKind::Object(object) = self.object_of(members) else { return Ok(Content::Multipart(Vec::new())) };
        let encoding = entry.value.get("encoding");
        let parts = object.properties.into_iter().map(|(name, property)| {
            let media = encoding.and_then(|encoding| encoding.find(&name)?.text_of("contentType"));
            // Of several only the sender knows which it is.
            let media = media.filter(|media| !media.contains([',', '*'])).map(|media| media.into_owned());
            let shape = property.shape.without_null().0.clone();
            BodyPart { name, property: Property { shape, ..property }, media }
        });
        Ok(Content::Multipart(parts.collect()))
    }
}
