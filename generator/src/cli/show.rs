//! `graphslice show`

use super::{Answer, Run, Verdict, args::Show, input::CrateWords};
use crate::{
    Format,
    config::Features,
    show::{mermaid, mermaid_plain},
};

impl Run {
    pub(super) fn show(&mut self, args: &Show) -> Option<Answer> {
        // The name of the crate is not part of the picture, nor is where the service is.
        let root = Some("https://service.example");
        let words = CrateWords { name: Some("slice"), service_root: root, features: Features::None };
        let (description, config) = self.config(&args.input, &args.selection, &words)?;
        let text = match description.format {
            Format::Csdl | Format::OpenApi => {
                mermaid(&crate::plan(&self.sources, &description, &config, &mut self.report)?)
            }
            Format::PlainOpenApi => {
                mermaid_plain(&crate::plan_plain(&self.sources, &description, &config, &mut self.report)?)
            }
        };
        Some(Answer { verdict: Verdict::Yes, text })
    }
}
