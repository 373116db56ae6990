//! `src/lib.rs` and `src/security.rs`.

use super::super::{declaration::literal, module::HEADER, text::comment};
use crate::{
    config,
    plan::{
        Docs,
        plain::{Plan, Scheme},
    },
};

/// The crate's root: what it is, its modules, the runtime's public face.
pub(super) fn root(plan: &Plan, package: &config::Package) -> String {
    let mut docs = Docs::default();
    if let Some(description) = &package.description {
        docs.told(description.as_str());
    }
    docs.0.extend(plan.docs.0.iter().cloned());
    docs.markdown(
        "A function of [`requests`] builds a request, which is a value. [`Request::to_http`] turns it into an \
         `http::Request` for any HTTP client, and [`Request::decode`] reads the answer as a type of [`models`] or as an \
         [`Error`]. With the feature `reqwest` there is a client that does both, with `ureq` one that blocks.",
    );
    let security = if plan.schemes.is_empty() {
        ""
    } else {
        docs.markdown(
            "The credentials for the schemes of [`security`] are given to the client, or to [`Request::to_http_with`].",
        );
        "pub mod security;\n"
    };
    format!(
        "{HEADER}\n{}\n#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n\n\
         // What is deprecated is still used by what is not. Names, and the number of parameters, are those of the API.\n\
         #[allow(deprecated, clippy::module_inception, clippy::too_many_arguments, clippy::enum_variant_names, clippy::large_enum_variant, clippy::should_implement_trait, clippy::wrong_self_convention)]\n\
         #[rustfmt::skip]\npub mod models;\n\
         #[allow(deprecated, clippy::module_inception, clippy::too_many_arguments, clippy::enum_variant_names, clippy::large_enum_variant, clippy::should_implement_trait, clippy::wrong_self_convention)]\n\
         #[rustfmt::skip]\npub mod requests;\n\
         mod runtime;\n{security}\n\
         pub use runtime::*;\n\n\
         /// Where the service is, unless a client is told otherwise.\npub const SERVICE_ROOT: &str = {};\n",
        comment(&docs, "//!", ""),
        literal(&plan.service_root),
    )
}

/// The security schemes as constants.
pub(super) fn security(schemes: &[Scheme]) -> String {
    let mut out =
        format!("{HEADER}\n//! How to say who calls: the security schemes of the API.\n\nuse crate::Scheme;\n");
    for scheme in schemes {
        let key = scheme.key.as_ref().map(|key| format!(", {}", literal(key))).unwrap_or_default();
        out += &format!(
            "\n{}pub const {}: Scheme = Scheme::{}({}{key});\n",
            comment(&scheme.docs, "///", ""),
            scheme.constant,
            scheme.constructor,
            literal(&scheme.name),
        );
    }
    out
}
