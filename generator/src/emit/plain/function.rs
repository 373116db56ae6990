//! Request functions as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::super::text::lines;
use crate::{
    api::plain::{Location, Style},
    plan::{
        Docs,
        plain::{AnswerType, Function, Member, RustType, Setting, With, Writing},
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
        AnswerType::Json(ty) => tokens(ty),
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

/// How a value is passed: text and other types by reference, numbers and truth values as they are.
fn argument_type(ty: &RustType) -> TokenStream {
    match ty {
        RustType::Plain("String") => quote!(&str),
        RustType::Plain("serde_json::Value") => quote!(&serde_json::Value),
        RustType::Plain("bytes::Bytes") => quote!(bytes::Bytes),
        RustType::Vec(item) => {
            let item = tokens(item);
            quote!(&[#item])
        }
        RustType::Plain(_) => tokens(ty),
        other => {
            let ty = tokens(other);
            quote!(&#ty)
        }
    }
}

fn tokens(ty: &RustType) -> TokenStream {
    let path = |text: &str| {
        let parts = text.split("::").map(ident);
        quote!(#(#parts)::*)
    };
    let wrap = |outer: TokenStream, item: &RustType| {
        let item = tokens(item);
        quote!(#outer<#item>)
    };
    match ty {
        RustType::Plain(name) | RustType::Runtime(name) => path(name),
        RustType::Local(name) => path(name),
        RustType::Model(name) => {
            let name = path(name);
            quote!(models::#name)
        }
        RustType::Map(item) => {
            let item = tokens(item);
            quote!(BTreeMap<String, #item>)
        }
        RustType::Vec(item) => wrap(quote!(Vec), item),
        RustType::Option(item) => wrap(quote!(Option), item),
        RustType::Field(item) => wrap(quote!(Field), item),
        RustType::Boxed(item) => wrap(quote!(Box), item),
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
