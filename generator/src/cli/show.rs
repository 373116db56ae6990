//! `graphslice show`

use super::{Answer, Run, Verdict, args::Show, input::CrateWords};
use crate::{config::Features, show::mermaid};

impl Run {
    pub(super) fn show(&mut self, args: &Show) -> Option<Answer> {
        // The name of the crate is not part of the picture.
        let words = CrateWords { name: Some("slice"), service_root: None, features: Features::None };
        let (description, config) = self.config(&args.input, &args.selection, &words)?;
        let plan = crate::plan(&self.sources, &description, &config, &mut self.report)?;
        Some(Answer { verdict: Verdict::Yes, text: mermaid(&plan) })
    }
}
