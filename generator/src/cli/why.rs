//! `graphslice why`

use super::{Answer, Run, Verdict, args::Why};
use crate::{
    api::TypeId,
    check::Checked,
    slice::{explain, find_type, slice},
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
        match find_type(api, &name) {
            Ok(ty) => Some(ty),
            Err(unknown) => self.fail(unknown),
        }
    }
}
