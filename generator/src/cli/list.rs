//! `graphslice list`

use std::fmt::Write;

use super::{Answer, Run, Verdict, args::List, render::printable};
use crate::config::Slice;
use crate::slice::{call_text, closure_size, plain, select_calls};
use crate::{Description, Format, api::Method, openapi};

impl Run {
    /// A line for each call: method, path, number of types.
    pub(super) fn list(&mut self, args: &List) -> Option<Answer> {
        let description = self.description(&args.input)?;
        let pattern = self.flag("PATTERN", &args.pattern);
        let wanted = Slice { include: vec![pattern], ..Slice::default() };
        let mut text = String::new();
        for (method, path, types) in self.lines(&description, &wanted)? {
            let types = match types {
                1 => "1 type".to_owned(),
                count => format!("{count} types"),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{:<6} {}  ({types})", method.as_str(), printable(&path));
        }
        Some(Answer { verdict: Verdict::Yes, text })
    }

    /// Method, path and number of types of each call that is wanted.
    pub(super) fn lines(&mut self, description: &Description, wanted: &Slice) -> Option<Vec<(Method, String, usize)>> {
        match description.format {
            Format::PlainOpenApi => self.plain_calls(description, wanted),
            Format::Csdl | Format::OpenApi => self.calls(description, wanted),
        }
    }

    fn calls(&mut self, description: &Description, wanted: &Slice) -> Option<Vec<(Method, String, usize)>> {
        let api = crate::read_for(&self.sources, description, wanted, &[], &mut self.report)?;
        let calls = select_calls(&api, &wanted.include, &mut self.report);
        if self.report.has_errors() {
            return None;
        }
        let line = |call| {
            let (method, path) = call_text(&api, call);
            (method, path, closure_size(&api, call))
        };
        Some(calls.iter().map(line).collect())
    }

    fn plain_calls(&mut self, description: &Description, wanted: &Slice) -> Option<Vec<(Method, String, usize)>> {
        let service = openapi::read_plain(description.base, &self.sources, &mut self.report)?;
        let routes = plain::select(&service, &wanted.include, &mut self.report);
        if self.report.has_errors() {
            return None;
        }
        let line = |route: &&_| {
            let route: &crate::api::plain::Route = route;
            (route.method, route.path.clone(), plain::closure_size(&service, route))
        };
        Some(routes.iter().map(line).collect())
    }
}
