//! `graphslice why`

use super::{Answer, Run, Verdict, args::Why};
use crate::{
    nearest::did_you_mean,
    report::Diagnostic,
    slice::{explain, slice},
};

impl Run {
    /// The chain from the type to what the user asked for, a line for each link.
    pub(super) fn why(&mut self, args: &Why) -> Option<Answer> {
        let (description, wanted) = self.slice(&args.input, &args.selection)?;
        let name = self.flag("TYPE", &args.ty);
        let api = crate::read(&self.sources, &description, &mut self.report)?;
        let slice = slice(&api, &wanted, &mut self.report);
        let Some(ty) = api.names().find(&name.value).filter(|ty| api.api().types.contains_key(ty)) else {
            let names = api.api().types.keys().map(|ty| api.names().full(*ty));
            let help = did_you_mean(&name.value, names);
            let help = help.unwrap_or_else(|| "types are named in full, as `microsoft.graph.device`".to_owned());
            let problem = Diagnostic::error("unknown-type", format!("there is no type `{}`", name.value));
            return self.fail(problem.at(name.span, "").help(help));
        };
        if self.report.has_errors() {
            return None;
        }
        Some(match explain(&api, &slice, ty) {
            Some(lines) => Answer { verdict: Verdict::Yes, text: lines.join("\n") + "\n" },
            None => Answer { verdict: Verdict::No, text: format!("{}: not in the slice\n", name.value) },
        })
    }
}
