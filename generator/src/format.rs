//! The only caller of prettyplease.

use proc_macro2::TokenStream;

/// One item as text. Items are printed one by one, and whoever joins them puts blank lines between, which
/// prettyplease never does.
#[expect(
    clippy::expect_used,
    reason = "every part of the tokens is a checked identifier, a literal or our own syntax; a test prints each kind of item"
)]
pub(crate) fn item(tokens: TokenStream) -> String {
    let item = syn::parse2(tokens).expect("the emitter produces items");
    prettyplease::unparse(&syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] })
}
