//! `graphslice why`

use super::{Answer, Run, Verdict, args::Why, render::printable};
use crate::{
    api::TypeId,
    check::Checked,
    config::Slice,
    slice::{explain, find_type, plain, slice},
    {Description, Format, openapi},
};

fn lines(chain: &[String]) -> String {
    chain.iter().map(|link| printable(link) + "\n").collect()
}

/// The lines that explain a type; none if it is not in the slice.
type Chain = Option<Vec<String>>;

impl Run {
    /// The chain from a type to what the user asked for, a line for each link; without a type, a chain for each of the
    /// slice, in the order of their names.
    pub(super) fn why(&mut self, args: &Why) -> Option<Answer> {
        let (description, wanted) = self.slice(&args.input, &args.selection)?;
        let name = args.ty.as_deref();
        let chains = match description.format {
            Format::PlainOpenApi => self.plain_chains(&description, &wanted, name)?,
            Format::Csdl | Format::OpenApi => self.chains(&description, &wanted, name)?,
        };
        let chains: Option<Vec<String>> = chains.into_iter().map(|chain| Some(lines(&chain?))).collect();
        Some(match chains {
            Some(chains) => Answer { verdict: Verdict::Yes, text: chains.join("\n") },
            None => Answer {
                verdict: Verdict::No,
                text: format!("{}: not in the slice\n", printable(name.unwrap_or_default())),
            },
        })
    }

    fn chains(&mut self, description: &Description, wanted: &Slice, name: Option<&str>) -> Option<Vec<Chain>> {
        let api = crate::read_for(&self.sources, description, wanted, &[], &mut self.report)?;
        let slice = slice(&api, wanted, &mut self.report);
        let types = match name {
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
        Some(types.iter().map(|ty| explain(&api, &slice, *ty)).collect())
    }

    fn plain_chains(&mut self, description: &Description, wanted: &Slice, name: Option<&str>) -> Option<Vec<Chain>> {
        let service = openapi::read_plain(description.base, &self.sources, &mut self.report)?;
        let slice = plain::slice(&service, wanted, &mut self.report);
        let types = match name.map(|name| plain::find_type(&service, &self.flag("TYPE", name))) {
            Some(Ok(ty)) => vec![ty],
            Some(Err(unknown)) => return self.fail(unknown),
            None => {
                let mut all: Vec<&str> = slice.types.keys().copied().collect();
                all.sort_unstable();
                all
            }
        };
        if self.report.has_errors() {
            return None;
        }
        Some(types.into_iter().map(|ty| plain::explain(&slice, &service, ty)).collect())
    }

    fn find(&mut self, api: &Checked, name: &str) -> Option<TypeId> {
        let name = self.flag("TYPE", name);
        match find_type(api, &name) {
            Ok(ty) => Some(ty),
            Err(unknown) => self.fail(unknown),
        }
    }
}
