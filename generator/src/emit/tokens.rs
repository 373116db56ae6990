//! Types and names as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::plan::RustType;

/// A type as it is written.
pub(super) fn rust_type(ty: &RustType) -> TokenStream {
    let path = |text: &str| {
        let parts = text.split("::").map(ident);
        quote!(#(#parts)::*)
    };
    match ty {
        RustType::Plain(name) | RustType::Runtime(name) => path(name),
        RustType::Local(name) => path(name),
        RustType::Model(name) => {
            let name = path(name);
            quote!(models::#name)
        }
        RustType::Map(item) => {
            let item = rust_type(item);
            quote!(BTreeMap<String, #item>)
        }
        RustType::Vec(item) => wrap(quote!(Vec), item),
        RustType::Option(item) => wrap(quote!(Option), item),
        RustType::Field(item) => wrap(quote!(Field), item),
        RustType::Boxed(item) => wrap(quote!(Box), item),
    }
}

/// `Outer<Type>`
pub(super) fn wrap(outer: TokenStream, ty: &RustType) -> TokenStream {
    let ty = rust_type(ty);
    quote!(#outer<#ty>)
}

/// How a value is passed: text and other types by reference, numbers and truth values as they are (and bytes, of
/// which there is one copy).
pub(super) fn argument_type(ty: &RustType) -> TokenStream {
    match ty {
        RustType::Plain("String") => quote!(&str),
        RustType::Plain("serde_json::Value") => quote!(&serde_json::Value),
        RustType::Vec(item) => {
            let item = rust_type(item);
            quote!(&[#item])
        }
        RustType::Plain(_) => rust_type(ty),
        other => {
            let ty = rust_type(other);
            quote!(&#ty)
        }
    }
}

/// A name as the plan has decided it.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
