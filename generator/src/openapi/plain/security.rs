//! Security schemes and servers.

use openapiv3::{APIKeyLocation, SecurityScheme, Server};

use super::Lower;
use crate::api::plain::{Location, Scheme};
use crate::config::{Text, service_root};
use crate::openapi::text::{LONGEST_NAME, Part};

impl<'a> Lower<'a> {
    /// `components/securitySchemes`.
    pub(super) fn schemes(&mut self) {
        let entries = self.root.at(&["components", "securitySchemes"]).map(Part::entries).unwrap_or_default();
        for entry in entries {
            let scheme = match self.resolve(entry.value) {
                Ok(part) => self.scheme(part),
                Err(problem) => Scheme::Unsupported(problem),
            };
            self.service.schemes.insert(entry.key.into_owned(), scheme);
        }
    }

    fn scheme(&mut self, part: Part<'a>) -> Scheme {
        let notes = super::notes(part);
        match part.read::<SecurityScheme>() {
            Ok(SecurityScheme::APIKey { location, .. }) => {
                let name = match part.get("name").map(|name| self.name(name)).transpose() {
                    Ok(name) => name.unwrap_or_default(),
                    Err(problem) => return Scheme::Unsupported(problem),
                };
                let location = match location {
                    APIKeyLocation::Query => Location::Query,
                    APIKeyLocation::Header => Location::Header,
                    APIKeyLocation::Cookie => Location::Cookie,
                };
                Scheme::Key(location, name, notes)
            }
            Ok(SecurityScheme::HTTP { scheme, .. }) if scheme.eq_ignore_ascii_case("bearer") => Scheme::Bearer(notes),
            Ok(SecurityScheme::HTTP { scheme, .. }) if scheme.eq_ignore_ascii_case("basic") => Scheme::Basic(notes),
            Ok(SecurityScheme::HTTP { scheme, .. }) => {
                let scheme = format!("the scheme `{}`", scheme.escape_debug());
                Scheme::Unsupported(self.unsupported(part.get("scheme").unwrap_or(part), &scheme))
            }
            // Getting the token is up to the user; it travels as any bearer token does. Flows may be incomplete.
            Ok(SecurityScheme::OAuth2 { .. } | SecurityScheme::OpenIDConnect { .. }) => Scheme::Bearer(notes),
            Err(_) if part.text_of("type").as_deref() == Some("oauth2") => Scheme::Bearer(notes),
            Err(problem) => {
                let problem = problem.split(" at line ").next().unwrap_or_default();
                let message = format!("this is not a security scheme of OpenAPI 3.0: {problem}");
                let help = "the types are apiKey, http, oauth2 and openIdConnect";
                Scheme::Unsupported(self.problem("wrong-type", part.span(), &message, help))
            }
        }
    }

    /// What an operation needs, or what all need if it says nothing.
    pub(super) fn security(&mut self, operation: Part<'a>, problems: &mut Vec<usize>) -> Vec<Vec<String>> {
        let Some(security) = operation.get("security").or_else(|| self.root.get("security")) else { return Vec::new() };
        let mut alternatives = Vec::new();
        let mut failed = Vec::new();
        for alternative in security.items() {
            let mut schemes = Vec::new();
            let mut works = true;
            for entry in alternative.entries() {
                match self.service.schemes.get(entry.key.as_ref()) {
                    Some(Scheme::Unsupported(problem)) => {
                        failed.push(*problem);
                        works = false;
                    }
                    Some(_) => schemes.push(entry.key.into_owned()),
                    None => {
                        let message = format!("there is no security scheme `{}`", entry.key.escape_debug());
                        let help = "declare it in `components/securitySchemes`";
                        failed.push(self.problem("unknown-scheme", entry.key_span, &message, help));
                        works = false;
                    }
                }
            }
            if works {
                alternatives.push(schemes);
            }
        }
        // One way in is enough.
        if alternatives.is_empty() {
            problems.extend(failed);
        }
        alternatives
    }
}

/// The first server; nothing if it is not a whole URL.
pub(super) fn server(root: Part<'_>) -> Option<String> {
    url(root.get("servers")?.items().into_iter().next()?)
}

/// The URL of a server, with the defaults of its variables; nothing if it is not a whole one, or longer than a name.
pub(super) fn url(server: Part<'_>) -> Option<String> {
    let read = server.read::<Server>().ok()?;
    let mut url = read.url;
    for (name, variable) in read.variables.into_iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    let url = Text { value: url.trim_end_matches('/').to_owned(), span: server.span() };
    (url.value.len() <= LONGEST_NAME && service_root(&url).is_none()).then_some(url.value)
}
