//! `graphslice list`

use std::fmt::Write;

use super::{Answer, Run, Verdict, args::List};
use crate::config::Slice;
use crate::slice::{call_text, closure_size, select_calls};

impl Run {
    /// A line for each call: method, path, number of types.
    pub(super) fn list(&mut self, args: &List) -> Option<Answer> {
        let description = self.description(&args.input)?;
        let pattern = self.flag("PATTERN", &args.pattern);
        let wanted = Slice { include: vec![pattern], ..Slice::default() };
        let api = crate::read_for(&self.sources, &description, &wanted, &[], &mut self.report)?;
        let calls = select_calls(&api, &wanted.include, &mut self.report);
        if self.report.has_errors() {
            return None;
        }
        let mut text = String::new();
        for call in &calls {
            let (method, path) = call_text(&api, call);
            let types = match closure_size(&api, call) {
                1 => "1 type".to_owned(),
                count => format!("{count} types"),
            };
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{:<6} {path}  ({types})", method.as_str());
        }
        Some(Answer { verdict: Verdict::Yes, text })
    }
}
