//! Request functions as tokens, without their documentation: as attributes it would be most of what is parsed.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::tokens::{argument_type, ident, rust_type, wrap};
use crate::{
    api::Method,
    plan::{Answer, Function, RustType},
};

/// The function.
pub(super) fn function(item: &Function) -> TokenStream {
    let deprecated = item.deprecated.as_ref().map(|note| quote!(#[deprecated(note = #note)]));
    let name = ident(&item.name);
    let arguments = item.arguments.iter().map(|argument| {
        let (name, ty) = (ident(&argument.name), argument_type(&argument.ty));
        quote!(#name: #ty)
    });
    let body = item.body.as_ref().map(|ty| body_type(ty, &rust_type(ty)));
    let content_type = matches!(item.answer, Answer::Upload(_)).then(|| quote!(content_type: &str));
    let options = item.options.as_ref().map(|name| {
        let name = ident(name);
        quote!(options: &#name)
    });
    let arguments = arguments.chain(options).chain(body).chain(content_type);
    let answer = answer(&item.answer);
    let construct = construct(item);
    quote! {
        #deprecated
        pub fn #name(#(#arguments),*) -> #answer {
            #construct
        }
    }
}

fn construct(item: &Function) -> TokenStream {
    let template = &item.template;
    let places = item.arguments.iter().filter(|argument| argument.alias.is_none()).map(|argument| {
        let name = ident(&argument.name);
        quote!(&#name)
    });
    let path = quote!(path(#template, &[#(#places),*]));
    let options = item.options.as_ref().map(|_| quote!(let path = options.0.within(path);));
    let aliases = item.arguments.iter().filter_map(|argument| {
        let (alias, name) = (argument.alias.as_ref()?, ident(&argument.name));
        Some(quote!(.alias(#alias, #name)))
    });
    let method = method(item.method);
    let request = match &item.answer {
        Answer::List(_) => quote!(List::new(path)),
        Answer::Get(_) => quote!(Get::new(path)),
        Answer::Count => quote!(Request::count(path)),
        Answer::Entity(_) => quote!(Request::entity(#method, path)),
        Answer::Optional(_) => quote!(Request::optional(#method, path)),
        Answer::Value(_) => quote!(Request::value(#method, path)),
        Answer::OptionalValue(_) => quote!(Request::optional_value(#method, path)),
        Answer::Page(_) => quote!(Request::page(#method, path)),
        Answer::Nothing | Answer::Download => quote!(Request::nothing(#method, path)),
        Answer::Upload(_) => quote!(Request::optional(#method, path)),
    };
    let with = item.body.as_ref().map(|ty| match ty {
        RustType::Local(_) => quote!(.with(body)),
        RustType::Runtime(_) => quote!(.reference(target)),
        _ => quote!(.with(&body.as_base())),
    });
    let bytes = match &item.answer {
        Answer::Download => Some(quote!(.download())),
        Answer::Upload(_) => Some(quote!(.upload(content_type))),
        _ => None,
    };
    quote! {
        let path = #path;
        #options
        #request #(#aliases)* #with #bytes
    }
}

/// How a body is passed: the parameters of an action are a type of their own, and a type of the API takes the bodies of
/// derived types, too, now or later.
fn body_type(ty: &RustType, tokens: &TokenStream) -> TokenStream {
    match ty {
        RustType::Local(_) => quote!(body: &#tokens),
        RustType::Runtime(_) => quote!(target: impl Into<#tokens>),
        _ => quote!(body: &impl BodyOf<#tokens>),
    }
}

fn answer(answer: &Answer) -> TokenStream {
    match answer {
        Answer::List(ty) => wrap(quote!(List), ty),
        Answer::Get(ty) => wrap(quote!(Get), ty),
        Answer::Entity(ty) | Answer::Value(ty) => wrap(quote!(Request), ty),
        Answer::Optional(ty) | Answer::OptionalValue(ty) => {
            let ty = rust_type(ty);
            quote!(Request<Option<#ty>>)
        }
        Answer::Page(ty) => {
            let ty = rust_type(ty);
            quote!(Request<Page<#ty>>)
        }
        Answer::Count => quote!(Request<i64>),
        Answer::Nothing => quote!(Request<()>),
        Answer::Download => quote!(DownloadRequest),
        Answer::Upload(ty) => {
            let ty = rust_type(ty);
            quote!(UploadRequest<Option<#ty>>)
        }
    }
}

fn method(method: Method) -> TokenStream {
    let name = format_ident!("{}", method.as_str());
    quote!(Method::#name)
}
