//! `src/lib.rs`.

use super::{declaration::literal, module::HEADER, text::comment};
use crate::{
    config,
    plan::{Docs, Paragraph, Plan},
};

/// A limit that a whole API does not reach. It holds for one crate at a time.
const LIMIT: &str = "// Types that hold one another. If the compiler gives up on yours, too (E0275), your crate needs the same line.\n\
                     #![recursion_limit = \"8192\"]\n";

/// The crate's root: what it is, its modules, the runtime's public face.
pub(super) fn root(package: &config::Package, service_root: &str, plan: &Plan) -> String {
    let mut docs = Docs::default();
    docs.told(package.description.as_deref().unwrap_or("Typed requests and models for a part of Microsoft Graph."));
    docs.markdown(
        "A function of [`requests`] builds a request, which is a value. [`Request::to_http`] turns it into an `http::Request` for any \
         HTTP client, and [`Request::decode`] reads the answer as a type of [`models`] or as an [`Error`]. With the feature `reqwest` \
         there is a client that does both, with retries, pages and batches; with `ureq` there is one without async.",
    );
    if !plan.features.is_empty() {
        docs.markdown(
            "Each top-level segment of the service's paths has a feature, which compiles its requests and the types that they need. None \
             is on by default.",
        );
    }
    docs.0.extend(plan.example.clone().map(Paragraph::Example));
    let limit = if plan.is_deep { LIMIT } else { "" };
    format!(
        "{HEADER}\n{}\n#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n{limit}\n\
         // What is deprecated is still used by what is not. Names, and the number of keys in a path, are those of the API.\n\
         #[allow(deprecated, clippy::module_inception)]\n#[rustfmt::skip]\npub mod models;\n\
         #[allow(deprecated, clippy::module_inception, clippy::too_many_arguments)]\n#[rustfmt::skip]\npub mod requests;\n\
         mod runtime;\n\n\
         pub use runtime::*;\n\n\
         /// Where the service is, unless a client is told otherwise.\npub const SERVICE_ROOT: &str = {};\n",
        comment(&docs, "//!", ""),
        literal(service_root),
    )
}
