//! What a page says: permissions, requests, headers, examples.

use std::ops::Range;

use super::{
    markdown::{BlockKind, blocks, front_matter},
    message::{Head, Message, RequestLine, lines, message, request_line},
    permissions::permissions,
};
use crate::{
    api::Permission,
    source::{SourceId, Sources},
};

/// A page, read.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its text.
    pub source: SourceId,
    /// The permissions that its requests take, if one table says so, and where.
    pub(super) permissions: Option<(Vec<Permission>, Range<usize>)>,
    /// The name of the page that has them instead.
    pub(super) included: Option<String>,
    /// The requests that it documents.
    pub(super) requests: Vec<RequestLine>,
    /// The request headers that it names, beyond those that every request has.
    pub(super) headers: Vec<Header>,
    /// The name of the page in Graph's reference, if it is there.
    pub(super) name: Option<String>,
    /// The examples in order.
    pub(super) examples: Vec<Example>,
}

/// A request header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) name: String,
    /// Whether no request goes without it.
    pub(crate) required: bool,
}

/// A request and the answers that are shown for it.
#[derive(Debug, Clone)]
pub(super) struct Example {
    pub(super) line: RequestLine,
    pub(super) body: Option<Range<usize>>,
    pub(super) answers: Vec<ExampleAnswer>,
}

#[derive(Debug, Clone)]
pub(super) struct ExampleAnswer {
    pub(super) status: u16,
    pub(super) body: Range<usize>,
}

/// Where in a page a block stands, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    /// What can be requested.
    Requests,
    /// Request headers.
    Headers,
    /// Anything else, examples among it.
    Other,
}

/// Reads a page. Whatever it is, there is an answer.
pub fn read(source: SourceId, sources: &Sources) -> Page {
    let text = &sources.get(source).text;
    let mut page = Page {
        source,
        permissions: None,
        included: included(text, &sources.get(source).name),
        requests: Vec::new(),
        headers: Vec::new(),
        name: name(text, &sources.get(source).name),
        examples: Vec::new(),
    };
    let mut section = Section::Other;
    let mut note = Note::default();
    let mut tables = 0_usize;
    for block in blocks(text) {
        match block.kind {
            BlockKind::Heading(title) => section = Section::of(title),
            BlockKind::Comment(comment) => note = Note::of(comment),
            BlockKind::Table(rows) => {
                if let Some(permissions) = permissions(&rows) {
                    tables += 1;
                    // Which of several is meant for which request only the words between them say.
                    page.permissions = Some((permissions, block.range)).filter(|_| tables == 1);
                } else if section == Section::Headers {
                    page.headers.extend(rows.iter().skip(1).filter_map(|row| header(row)));
                }
            }
            BlockKind::Fenced(_) => {
                let note = std::mem::take(&mut note);
                let is_template = section == Section::Requests && note.block_type.as_deref() != Some("request");
                if is_template || note.block_type.as_deref() == Some("ignored") {
                    page.requests.extend(lines(text, block.range).filter_map(|line| request_line(text, line)));
                } else {
                    page.example(message(text, block.range), &note);
                }
            }
        }
    }
    page
}

impl Page {
    fn example(&mut self, message: Message, note: &Note) {
        match message.head {
            Head::Request(line) => {
                self.examples.push(Example { line, body: message.body, answers: Vec::new() });
            }
            Head::Response(status) => self.answer(status, message.body),
            Head::None if note.block_type.as_deref() == Some("response") => self.answer(200, message.body),
            Head::None => {}
        }
    }

    fn answer(&mut self, status: u16, body: Option<Range<usize>>) {
        if let (Some(example), Some(body)) = (self.examples.last_mut(), body) {
            example.answers.push(ExampleAnswer { status, body });
        }
    }
}

impl Section {
    fn of(title: &str) -> Self {
        let title = title.to_lowercase();
        match () {
            () if title.starts_with("http request") => Self::Requests,
            () if title.starts_with("request header") => Self::Headers,
            () => Self::Other,
        }
    }
}

/// The page whose table of permissions is shown on this one: `[!INCLUDE [permissions-table](../includes/permissions/x.md)]`.
fn included(text: &str, own: &str) -> Option<String> {
    let links = text.split("[!INCLUDE").skip(1).filter_map(|rest| rest.split_once("](")?.1.split_once(')'));
    let link = links.map(|(link, _)| link).find(|link| link.contains("permissions/"))?;
    let mut path: Vec<&str> = own.split('/').collect();
    path.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    Some(path.join("/"))
}

/// What the comment before a block says of it.
#[derive(Debug, Default)]
struct Note {
    block_type: Option<String>,
}

impl Note {
    /// Comments are written by hand, and not all are JSON: the one member that matters is searched for.
    fn of(comment: &str) -> Self {
        let value = comment.split("\"blockType\"").nth(1).and_then(|rest| rest.split('"').nth(1));
        Self { block_type: value.map(str::to_owned) }
    }
}

fn header(row: &[String]) -> Option<Header> {
    // Some have a value behind the name.
    let name = row.first()?.split(':').next()?.trim_matches(['`', '*', ' ']);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_usual = ["accept", "authorization", "content-length", "content-type"].contains(&&*name.to_lowercase());
    let required = row[1..].iter().any(|cell| {
        let cell = cell.to_lowercase();
        cell.contains("required") && !cell.contains("not required")
    });
    (is_name && !is_usual).then(|| Header { name: name.to_owned(), required })
}

/// The name of a page in Graph's reference: that of its file if it is one of those pages, or what the page says it is.
fn name(text: &str, file: &str) -> Option<String> {
    let (entries, _) = front_matter(text);
    let entry = |name: &str| entries.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    let of_file = || {
        entry("doc_type").filter(|kind| *kind == "apiPageType")?;
        file.rsplit(['/', '\\']).next()?.strip_suffix(".md")
    };
    let name = entry("reference").or_else(of_file)?;
    let is_plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    is_plain.then(|| name.to_lowercase())
}
