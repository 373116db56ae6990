//! `graphslice show`

use super::{Answer, Run, Verdict, args::Show};
use crate::{config::Features, show::mermaid};

impl Run {
    pub(super) fn show(&mut self, args: &Show) -> Option<Answer> {
        // The name of the crate is not part of the picture.
        let (description, config) = self.config(&args.input, &args.selection, (Some("slice"), Features::None))?;
        let plan = crate::plan(&self.sources, &description, &config, &mut self.report)?;
        Some(Answer { verdict: Verdict::Yes, text: mermaid(&plan) })
    }
}
