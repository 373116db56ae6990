//! OpenAPI 3.0 as most services use it: no convention but the specification's.
//!
//! The whole document is lowered; what is not supported is kept as a problem where it stands, so that it concerns only
//! the operations that reach it. `schema` and `compose` read types, `route` operations, `security` schemes and servers.

mod body;
mod compose;
mod inherit;
mod object;
mod parameter;
mod route;
mod schema;
mod security;

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::text::{LONGEST_NAME, Part, Value};
use crate::api::Map;
use crate::api::plain::{Notes, ProblemId, Service, Shape, TypeKind};
use crate::nearest::did_you_mean;
use crate::report::{GUESSES, Report};
use crate::source::Span;

/// How many references may lead to one another.
const HOPS: usize = 32;

/// Lowers a document that is known to be OpenAPI 3.0.
pub(super) fn lower(root: Part<'_>, report: &mut Report) -> Service {
    let components = root.get("components");
    super::lower::unique_entries(Some(root), report);
    let schemas = super::lower::unique_entries(components.and_then(|part| part.get("schemas")), report);
    let paths = super::lower::unique_entries(root.get("paths"), report);
    let mut lower = Lower {
        root,
        schemas: schemas.into_iter().map(|entry| (entry.key.into_owned(), entry.value)).collect(),
        service: Service::default(),
        components: Map::default(),
        inline: Map::default(),
        children: Map::default(),
        problems: Map::default(),
        pending: Vec::new(),
        depth: 0,
        open: 0,
        numbers: Map::default(),
        derived: FxHashSet::default(),
    };
    lower.service.title = root.at(&["info", "title"]).and_then(Part::text).unwrap_or_default().into_owned();
    lower.service.description = root.at(&["info", "description"]).and_then(Part::text).map(Cow::into_owned);
    lower.service.server = security::server(root);
    lower.find_children();
    for name in lower.schemas.keys().cloned().collect::<Vec<_>>() {
        lower.component(&name);
    }
    lower.finish();
    lower.schemes();
    for path in paths {
        lower.path(&path);
        lower.finish();
    }
    inherit::release_tags(&mut lower.service);
    lower.service
}

struct Lower<'a> {
    root: Part<'a>,
    /// `components/schemas`.
    schemas: Map<String, Part<'a>>,
    service: Service,
    /// What references to the components mean, as far as it is known.
    components: Map<String, Known>,
    /// The types that are declared where they are used, by their place.
    inline: Map<Span, Shape>,
    /// The schemas that are derived from one with a discriminator.
    children: Map<String, Vec<String>>,
    /// The problems by their place: each is told once.
    problems: Map<Span, ProblemId>,
    /// The types that have a name and no content yet. Whatever they hold may lead back to where they are referred to, so
    /// it is read when nothing else is being read.
    pending: Vec<(String, Content<'a>)>,
    /// How deep schemas are nested here, references aside.
    depth: usize,
    /// How many components are being read, each inside the one before.
    open: usize,
    /// The next number for a name that is taken.
    numbers: Map<String, usize>,
    /// All that is in `children`.
    derived: FxHashSet<String>,
}

/// Reads the content of a type.
type Content<'a> = Box<dyn FnOnce(&mut Lower<'a>) -> TypeKind + 'a>;

/// What is known of a component.
#[derive(Debug, Clone)]
enum Known {
    /// It is being read.
    Open,
    /// It is this.
    Shape(Shape),
}

/// Where a schema stands: what its type is called, if it needs a name.
#[derive(Debug, Clone)]
enum Place {
    /// In `components/schemas`, under this name.
    Component(String),
    /// Elsewhere: words that tell where.
    Inline(String),
}

impl Place {
    fn within(&self, word: &str) -> Self {
        let (Self::Component(words) | Self::Inline(words)) = self;
        Self::Inline(format!("{words} {word}"))
    }
}

impl<'a> Lower<'a> {
    /// Notes something that cannot be done, at its place.
    fn problem(&mut self, code: &'static str, place: Span, message: &str, help: &str) -> ProblemId {
        if let Some(known) = self.problems.get(&place) {
            return *known;
        }
        let diagnostic = self.root.document().error(code, place, message).help(help);
        let id = self.service.problems.len();
        self.service.problems.push(diagnostic);
        self.problems.insert(place, id);
        id
    }

    /// A text that becomes a name: there is a limit, as for keys.
    fn name(&mut self, part: Part<'a>) -> Result<String, ProblemId> {
        let name = scalar_text(part).unwrap_or_default();
        if name.len() <= LONGEST_NAME {
            return Ok(name);
        }
        let message = format!("this name has {} bytes, and may have {LONGEST_NAME}", name.len());
        Err(self.problem("long-name", part.span(), &message, "shorten it, or leave out the operations that need it"))
    }

    fn unsupported(&mut self, part: Part<'a>, what: &str) -> ProblemId {
        self.unsupported_at(part.span(), what)
    }

    fn unsupported_at(&mut self, place: Span, what: &str) -> ProblemId {
        let help = "leave the operations that need it out of the slice, or have them left out: `skip-unsupported = true` \
                    in `[slice]`, or `--skip-unsupported`";
        self.problem("unsupported", place, &format!("{what} is not supported"), help)
    }

    /// Follows references until there is none. Parameters, answers, bodies and headers may be references, too.
    fn resolve(&mut self, part: Part<'a>) -> Result<Part<'a>, ProblemId> {
        let mut resolved = part;
        for _ in 0..HOPS {
            let Some(reference) = resolved.get("$ref").filter(|part| part.text().is_some()) else {
                return Ok(resolved);
            };
            resolved = self.target(reference)?;
        }
        Err(self.problem(
            "unresolved-reference",
            part.span(),
            "the reference leads to itself",
            "let it lead to something else",
        ))
    }

    /// What one reference names.
    fn target(&mut self, reference: Part<'a>) -> Result<Part<'a>, ProblemId> {
        let text = self.name(reference)?;
        let Some(pointer) = text.strip_prefix('#') else {
            let help = "put what it names into this document, as bundlers of OpenAPI documents do";
            let message = format!("`{}` is in another document, which is not supported", text.escape_debug());
            return Err(self.problem("external-reference", reference.span(), &message, help));
        };
        let mut part = self.root;
        for step in pointer.split('/').skip(1) {
            let step = step_name(step);
            let index = || step.parse::<usize>().ok().and_then(|at| part.items().into_iter().nth(at));
            let Some(next) = part.find(&step).or_else(index) else {
                let is_long = self.service.problems.len() > GUESSES;
                let near = || did_you_mean(&step, part.entries().iter().map(|entry| entry.key.as_ref()));
                let help = if is_long { None } else { near() };
                let help = help.unwrap_or_else(|| "references are like `#/components/schemas/Name`".to_owned());
                let message = format!("`{}` leads nowhere", text.escape_debug());
                return Err(self.problem("unresolved-reference", reference.span(), &message, &help));
            };
            part = next;
        }
        Ok(part)
    }

    fn pointer(&self, span: Span) -> String {
        self.root.document().pointer(span)
    }
}

/// A step of a JSON pointer in a URL fragment (RFC 6901, sections 3, 4 and 6).
fn step_name(step: &str) -> String {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).replace("~1", "/").replace("~0", "~")
}

/// What is said of an element: summary, description, a link, whether it is deprecated.
fn notes(part: Part<'_>) -> Notes {
    let said = ["title", "summary", "description"].into_iter().filter_map(|key| part.text_of(key));
    let mut texts: Vec<String> = Vec::new();
    for text in said.map(|text| text.trim().to_owned()) {
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    Notes {
        texts,
        link: part.at(&["externalDocs", "url"]).and_then(Part::text).map(Cow::into_owned),
        deprecated: part.is_true("deprecated"),
    }
}

/// The text of a scalar, as it would stand in JSON without quotes.
fn scalar_text(part: Part<'_>) -> Option<String> {
    match part.value() {
        Value::Text(text) | Value::Number(text) => Some(text.into_owned()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}
