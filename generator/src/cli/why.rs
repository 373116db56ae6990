//! `graphslice why`

use super::{Answer, Run, Verdict, args::Why};
use crate::{
    api::TypeId,
    check::Checked,
    nearest::did_you_mean,
    report::Diagnostic,
    slice::{explain, slice},
};

impl Run {
    /// The chain from a type to what the user asked for, a line for each link; without a type, a chain for each of the
    /// slice, in the order of their names.
    pub(super) fn why(&mut self, args: &Why) -> Option<Answer> {
        let (description, wanted) = self.slice(&args.input, &args.selection)?;
        let api = crate::read_for(&self.sources, &description, &wanted, &[], &mut self.report)?;
        let slice = slice(&api, &wanted, &mut self.report);
        let types = match &args.ty {
            Some(name) => vec![self.find(&api, name)?],
            None => {
                let mut all: Vec<TypeId> = slice.types.keys().copied().collect();
                all.sort_by_key(|ty| api.names().full(*ty));
                all
            }
        };
        if self.report.has_errors() {
            return None;
        }
        let chains: Option<Vec<String>> =
            types.iter().map(|ty| Some(explain(&api, &slice, *ty)?.join("\n") + "\n")).collect();
        Some(match (chains, &args.ty) {
            (Some(chains), _) => Answer { verdict: Verdict::Yes, text: chains.join("\n") },
            (None, name) => {
                let name = name.as_deref().unwrap_or_default();
                Answer { verdict: Verdict::No, text: format!("{name}: not in the slice\n") }
            }
        })
    }

    fn find(&mut self, api: &Checked, name: &str) -> Option<TypeId> {
        let name = self.flag("TYPE", name);
        let found = api.names().find(&name.value).filter(|ty| api.api().types.contains_key(ty));
        if found.is_some() {
            return found;
        }
        let help = did_you_mean(&name.value, api.api().types.keys().map(|ty| api.names().full(*ty)));
        let help = help.unwrap_or_else(|| "types are named in full, as `microsoft.graph.device`".to_owned());
        let problem = Diagnostic::error("unknown-type", format!("there is no type `{}`", name.value));
        self.fail(problem.at(name.span, "").help(help))
    }
}
