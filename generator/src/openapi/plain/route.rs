//! Operations.

use super::{Lower, Place};
use crate::api::plain::{Answer, Content, Location, Parameter, ProblemId, Route, Status};
use crate::api::{Map, Method};
use crate::openapi::index::ITEM_KEYS;
use crate::openapi::text::{Entry, Part};

impl<'a> Lower<'a> {
    /// All operations of a path item.
    pub(super) fn path(&mut self, path: &Entry<'a>) {
        if path.key.starts_with("x-") {
            return;
        }
        let item = match self.resolve(path.value) {
            Ok(item) => item,
            Err(problem) => return self.broken_item(path, problem),
        };
        for entry in item.entries() {
            let method = Method::ALL.into_iter().find(|method| method.as_str().to_ascii_lowercase() == entry.key);
            if let Some(method) = method {
                self.route(path, item, method, &entry);
            } else if !ITEM_KEYS.contains(&entry.key.as_ref()) && !entry.key.starts_with("x-") {
                let message = format!("`{}` is no method of a path", entry.key.escape_debug());
                let help = "methods are written in lower case, like `get`";
                let problem = self.problem("unknown-method", entry.key_span, &message, help);
                self.broken_item(path, problem);
            }
        }
    }

    /// A path that nothing is known of but that it is there: whoever asks for it is told why.
    fn broken_item(&mut self, path: &Entry<'a>, problem: ProblemId) {
        self.service.routes.push(Route {
            id: None,
            method: Method::Get,
            path: path.key.clone().into_owned(),
            server: None,
            notes: super::Notes::default(),
            parameters: Vec::new(),
            body: None,
            answers: Vec::new(),
            security: Vec::new(),
            problems: vec![problem],
            span: path.key_span,
        });
    }

    fn route(&mut self, path: &Entry<'a>, item: Part<'a>, method: Method, entry: &Entry<'a>) {
        let operation = entry.value;
        let mut problems = Vec::new();
        let id = operation.get("operationId").filter(|id| id.text().is_some());
        let id = id.and_then(|id| self.name(id).map_err(|problem| problems.push(problem)).ok());
        let id = id.filter(|id| !id.trim().is_empty());
        let words = id.clone().unwrap_or_else(|| format!("{} {}", method.as_str().to_ascii_lowercase(), path.key));
        let parameters = self.parameters(path, item, operation, &words, &mut problems);
        let body = match operation.get("requestBody").map(|body| self.request_body(body, &words)) {
            None => None,
            Some(Ok(body)) => body,
            Some(Err(problem)) => {
                problems.push(problem);
                None
            }
        };
        let answers = self.answers(operation, &words, &mut problems);
        let security = self.security(operation, &mut problems);
        let server = self.own_server(item, operation, &mut problems);
        self.service.routes.push(Route {
            id,
            method,
            path: path.key.clone().into_owned(),
            server,
            notes: super::notes(operation),
            parameters,
            body,
            answers,
            security,
            problems,
            span: entry.key_span,
        });
    }

    /// The server of an operation or its path, if it is not that of the whole document.
    fn own_server(&mut self, item: Part<'a>, operation: Part<'a>, problems: &mut Vec<ProblemId>) -> Option<String> {
        let servers = operation.get("servers").or_else(|| item.get("servers"))?;
        let first = servers.items().into_iter().next()?;
        match super::security::url(first) {
            Some(url) if Some(&url) == self.service.server.as_ref() => None,
            Some(url) => Some(url),
            None => {
                problems.push(self.unsupported(first, "a server of its own that is no absolute URL"));
                None
            }
        }
    }

    /// Those of the operation, and those of its path that it does not replace.
    fn parameters(
        &mut self,
        path: &Entry<'a>,
        item: Part<'a>,
        operation: Part<'a>,
        words: &str,
        problems: &mut Vec<ProblemId>,
    ) -> Vec<Parameter> {
        let mut parameters: Map<(String, Location), Parameter> = Map::default();
        for part in [item, operation].into_iter().filter_map(|part| part.get("parameters")).flat_map(Part::items) {
            match self.parameter(part, words) {
                Err(problem) => problems.push(problem),
                // The specification says that these stand elsewhere and are ignored here.
                Ok(parameter) if parameter.location == Location::Header && is_reserved(&parameter.name) => {}
                Ok(parameter) => {
                    parameters.insert((parameter.name.clone(), parameter.location), parameter);
                }
            }
        }
        let mut parameters: Vec<Parameter> = parameters.into_values().collect();
        let names = names_in(&path.key);
        for name in &names {
            let is_declared =
                parameters.iter().any(|parameter| parameter.location == Location::Path && parameter.name == *name);
            if !is_declared && problems.is_empty() {
                let message = format!("the parameter `{}` of the path is not declared", name.escape_debug());
                let help = "declare it in `parameters` with `in: path`";
                problems.push(self.problem("undeclared-parameter", path.key_span, &message, help));
            }
        }
        // What the path has no place for cannot be sent.
        parameters.retain(|parameter| parameter.location != Location::Path || names.contains(&parameter.name));
        parameters.sort_by_key(|parameter| {
            let place = names.iter().position(|name| parameter.location == Location::Path && *name == parameter.name);
            place.unwrap_or(names.len())
        });
        parameters
    }

    fn answers(&mut self, operation: Part<'a>, words: &str, problems: &mut Vec<ProblemId>) -> Vec<Answer> {
        let mut answers = Vec::new();
        for entry in operation.get("responses").map(Part::entries).unwrap_or_default() {
            let Some(status) = status(&entry.key) else {
                if !entry.key.starts_with("x-") {
                    let message = format!("`{}` is no status", entry.key.escape_debug());
                    let help = "write it like `200`, `2XX` or `default`";
                    problems.push(self.problem("wrong-type", entry.key_span, &message, help));
                }
                continue;
            };
            match self.answer(entry.value, status, words) {
                Ok(answer) => answers.push(answer),
                Err(problem) => problems.push(problem),
            }
        }
        answers.sort_by_key(|answer| answer.status);
        answers
    }

    fn answer(&mut self, part: Part<'a>, status: Status, words: &str) -> Result<Answer, ProblemId> {
        let part = self.resolve(part)?;
        let word = match status {
            Status::Code(200..=299) | Status::Range(2) => "answer".to_owned(),
            Status::Code(code) => format!("answer {code}"),
            Status::Range(first) => format!("answer {first}xx"),
            Status::Default => "other answer".to_owned(),
        };
        let content = self.content(part, &Place::Inline(format!("{words} {word}")), false);
        let content = match content {
            Ok(content) => content.map(|(media, content, _)| (media, content)),
            Err(problem) if status.is_success() => return Err(problem),
            // An error keeps its body as it came, whether it can be read or not.
            Err(_) => {
                let media = part.get("content").map(Part::entries).and_then(|entries| entries.into_iter().next());
                media.map(|entry| (entry.key.into_owned(), Content::Bytes))
            }
        };
        let mut headers = Vec::new();
        for header in part.get("headers").map(Part::entries).unwrap_or_default() {
            let notes = self.resolve(header.value).map(super::notes).unwrap_or_default();
            headers.push((header.key.into_owned(), notes));
        }
        Ok(Answer { status, content, headers, notes: super::notes(part) })
    }
}

fn is_reserved(header: &str) -> bool {
    ["accept", "authorization", "content-type"].contains(&header.to_ascii_lowercase().as_str())
}

/// The parameters of a path, in their order.
pub(crate) fn names_in(path: &str) -> Vec<String> {
    let parts = path.split('{').skip(1);
    parts.filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
}

fn status(key: &str) -> Option<Status> {
    if key.eq_ignore_ascii_case("default") {
        return Some(Status::Default);
    }
    if let Some(first) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        return first.parse().ok().filter(|first| (1..=5).contains(first)).map(Status::Range);
    }
    key.parse().ok().filter(|code| (100..=599).contains(code)).map(Status::Code)
}
