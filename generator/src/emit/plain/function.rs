//! Request functions as tokens.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::{
    text::lines,
    tokens::{argument_type, ident, rust_type},
};
use crate::{
    api::plain::{Location, Style},
    plan::{
        Docs, RustType,
        plain::{AnswerType, Function, Member, Setting, With, Writing},
    },
};

/// The function, and the one that takes what may be missing.
pub(super) fn functions(item: &Function) -> Vec<TokenStream> {
    let docs = attributes(&item.docs, item.deprecated);
    let name = ident(&item.name);
    let arguments: Vec<TokenStream> = item.arguments.iter().map(argument).collect();
    let body = item.body.as_ref().map(|ty| {
        let ty = argument_type(ty);
        quote!(body: #ty)
    });
    let arguments: Vec<TokenStream> = arguments.into_iter().chain(body).collect();
    let answer = match &item.answer {
        AnswerType::Nothing => quote!(()),
        AnswerType::Json(ty) => rust_type(ty),
        AnswerType::Text => quote!(String),
        AnswerType::Bytes => quote!(bytes::Bytes),
    };
    let construct = construct(item);
    let Some(with) = &item.with else {
        return vec![quote! { #docs pub fn #name(#(#arguments),*) -> Request<#answer> { #construct } }];
    };
    let (with_name, parameters) = (ident(&with.name), ident(&with.parameters));
    let names = item.arguments.iter().map(|argument| ident(&argument.name));
    let names = names.chain(item.body.is_some().then(|| ident("body")));
    let with_docs = with_attributes(with, item.deprecated);
    vec![
        quote! {
            #docs
            pub fn #name(#(#arguments),*) -> Request<#answer> {
                #with_name(#(#names,)* &#parameters::new())
            }
        },
        quote! {
            #with_docs
            pub fn #with_name(#(#arguments,)* parameters: &#parameters) -> Request<#answer> { #construct }
        },
    ]
}

fn with_attributes(with: &With, deprecated: bool) -> TokenStream {
    attributes(&with.docs, deprecated)
}

fn attributes(docs: &Docs, deprecated: bool) -> TokenStream {
    let docs = lines(docs).into_iter().map(|line| if line.is_empty() { line } else { format!(" {line}") });
    let deprecated = deprecated.then(|| quote!(#[deprecated(note = "deprecated by the service")]));
    quote!(#(#[doc = #docs])* #deprecated)
}

fn construct(item: &Function) -> TokenStream {
    let (method, path) = (format_ident!("{}", item.method.as_str()), &item.path);
    let constructor = match item.answer {
        AnswerType::Nothing => quote!(nothing),
        AnswerType::Json(_) => quote!(new),
        AnswerType::Text => quote!(text),
        AnswerType::Bytes => quote!(bytes),
    };
    let settings = item.settings.iter().map(setting);
    let server = item.server.as_ref().map(|server| quote!(.at(#server)));
    let accept = (!item.accept.is_empty()).then(|| {
        let accept = &item.accept;
        quote!(.accept(#accept))
    });
    let security = (!item.security.is_empty()).then(|| {
        let sets = item.security.iter().map(|schemes| {
            let schemes = schemes.iter().map(|scheme| ident(scheme));
            quote!(&[#(security::#schemes),*])
        });
        quote!(.secured(&[#(#sets),*]))
    });
    let request = quote!(Request::#constructor(Method::#method, #path) #server #(#settings)* #accept #security);
    match &item.writing {
        None => request,
        Some(writing) if item.body.is_some() => {
            let write = write(writing, item.body.as_ref());
            quote!(#request #write)
        }
        Some(writing) => {
            let write = write(writing, None);
            quote! {
                let request = #request;
                match &parameters.body {
                    Some(body) => request #write,
                    None => request,
                }
            }
        }
    }
}

fn setting(setting: &Setting) -> TokenStream {
    let method = match setting.location {
        Location::Path => quote!(path_parameter),
        Location::Query => quote!(query_parameter),
        Location::Header => quote!(header_parameter),
        Location::Cookie => quote!(cookie_parameter),
    };
    let (wire, style, name) = (&setting.wire, style(setting.style), ident(&setting.name));
    let value = if setting.is_optional { quote!(&parameters.#name) } else { quote!(&#name) };
    quote!(.#method(#wire, #style, #value))
}

/// Writes the argument `body`, which is a reference unless it is a required one of a type that is passed as it is.
fn write(writing: &Writing, required: Option<&RustType>) -> TokenStream {
    let by_value = matches!(required, Some(RustType::Plain(name)) if !matches!(*name, "String" | "serde_json::Value"));
    let body = if by_value { quote!(&body) } else { quote!(body) };
    match writing {
        Writing::Json(media) => quote!(.json(#media, #body)),
        Writing::Form(styles) => {
            let styles = styles.iter().map(|(name, given)| {
                let given = style(*given);
                quote!((#name, #given))
            });
            quote!(.form(#body, &[#(#styles),*]))
        }
        Writing::Multipart => quote!(.multipart(body.parts())),
        Writing::Text(media) => quote!(.content(#media, body.to_owned().into())),
        Writing::Bytes(media) if by_value => quote!(.content(#media, body)),
        Writing::Bytes(media) => quote!(.content(#media, body.clone())),
    }
}

fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple { explode } => quote!(Style::Simple { explode: #explode }),
        Style::Label { explode } => quote!(Style::Label { explode: #explode }),
        Style::Matrix { explode } => quote!(Style::Matrix { explode: #explode }),
        Style::Form { explode } => quote!(Style::Form { explode: #explode }),
        Style::FormReserved { explode } => quote!(Style::FormReserved { explode: #explode }),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
        Style::Json => quote!(Style::Json),
    }
}

fn argument(argument: &Member) -> TokenStream {
    let (name, ty) = (ident(&argument.name), argument_type(&argument.ty));
    quote!(#name: #ty)
}
