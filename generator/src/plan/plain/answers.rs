//! What comes back: one type, or one for each status.

use super::{
    data::{AnswerType, Answers, StatusVariant},
    docs, types,
};
use crate::{
    api::{
        Method,
        plain::{Answer, Content, Route, Scalar, Shape, Status},
    },
    name::PlainNames,
    plan::{Docs, RustType},
};

/// Answers of an operation, as a type and, if there is one for each status, its declaration.
pub(super) struct Decided {
    pub(super) ty: AnswerType,
    pub(super) declared: Option<Answers>,
    pub(super) media: Vec<String>,
}

/// The answers that are good news; `default` if it is the only one.
pub(super) fn good(route: &Route) -> Vec<&Answer> {
    let good: Vec<&Answer> = route.answers.iter().filter(|answer| answer.status.is_success()).collect();
    if good.is_empty() {
        route.answers.iter().filter(|answer| answer.status == Status::Default).collect()
    } else {
        good
    }
}

/// The answers that are bad news.
pub(super) fn bad(route: &Route) -> Vec<&Answer> {
    route.answers.iter().filter(|answer| !answer.status.is_success()).collect()
}

/// Decides the type of answers: the one that they have in common, or an enumeration of this name.
pub(super) fn decide(route: &Route, answers: &[&Answer], name: &str, names: &PlainNames) -> Decided {
    let contents: Vec<AnswerType> = answers.iter().map(|answer| content(route, answer, names)).collect();
    let mut kinds: Vec<&AnswerType> = contents.iter().filter(|kind| **kind != AnswerType::Nothing).collect();
    kinds.dedup();
    let has_nothing = contents.contains(&AnswerType::Nothing);
    let mut media: Vec<String> = Vec::new();
    for (kind, _) in answers.iter().filter_map(|answer| answer.content.as_ref()) {
        if !media.contains(kind) {
            media.push(kind.clone());
        }
    }
    let single = match kinds.as_slice() {
        [] => Some(AnswerType::Nothing),
        [AnswerType::Json(ty)] if has_nothing => Some(AnswerType::Json(optional(ty))),
        [one] if !has_nothing => Some((*one).clone()),
        _ => None,
    };
    match single {
        Some(ty) => Decided { ty, declared: None, media },
        None => {
            let ty = AnswerType::Json(RustType::Local(name.to_owned()));
            let declared = Some(by_status(route, answers, contents, name));
            Decided { ty, declared, media }
        }
    }
}

fn optional(ty: &RustType) -> RustType {
    match ty {
        RustType::Option(_) => ty.clone(),
        other => RustType::Option(Box::new(other.clone())),
    }
}

fn content(route: &Route, answer: &Answer, names: &PlainNames) -> AnswerType {
    let no_body = route.method == Method::Head || matches!(answer.status, Status::Code(204 | 205 | 304));
    match answer.content.as_ref().filter(|_| !no_body) {
        None => AnswerType::Nothing,
        Some((_, Content::Json(Shape::Scalar(Scalar::Binary)) | Content::Bytes)) => AnswerType::Bytes,
        Some((_, Content::Json(shape) | Content::Form(shape, _))) => AnswerType::Json(types::shape(names, shape)),
        Some((_, Content::Text | Content::Multipart(_))) => AnswerType::Text,
    }
}

fn by_status(route: &Route, answers: &[&Answer], contents: Vec<AnswerType>, name: &str) -> Answers {
    let mut docs = Docs::default();
    docs.markdown(format!(
        "The answers that are declared for `{} {}`, by status.",
        route.method.as_str(),
        docs::code(&route.path)
    ));
    let variants = answers.iter().zip(contents).map(|(answer, content)| {
        let mut docs = docs::told(&answer.notes);
        docs.markdown(format!("Status {}.", status_text(answer.status)));
        let range = match answer.status {
            Status::Code(code) => Some((code, code)),
            Status::Range(first) => Some((first * 100, first * 100 + 99)),
            Status::Default => None,
        };
        StatusVariant { docs, name: status_name(answer.status), range, content }
    });
    Answers { docs, name: name.to_owned(), variants: variants.collect() }
}

pub(super) fn status_text(status: Status) -> String {
    match status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(first) => format!("`{first}XX`"),
        Status::Default => "`default`".to_owned(),
    }
}

/// The names of RFC 9110, section 15, and RFC 6585; a number for the others.
fn status_name(status: Status) -> String {
    let name = match status {
        Status::Default => "Default",
        Status::Range(1) => "Informational",
        Status::Range(2) => "Success",
        Status::Range(3) => "Redirection",
        Status::Range(4) => "ClientError",
        Status::Range(_) => "ServerError",
        Status::Code(code) => match code {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritative",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            300 => "MultipleChoices",
            301 => "MovedPermanently",
            302 => "Found",
            303 => "SeeOther",
            304 => "NotModified",
            307 => "TemporaryRedirect",
            308 => "PermanentRedirect",
            400 => "BadRequest",
            401 => "Unauthorized",
            402 => "PaymentRequired",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            406 => "NotAcceptable",
            408 => "RequestTimeout",
            409 => "Conflict",
            410 => "Gone",
            411 => "LengthRequired",
            412 => "PreconditionFailed",
            413 => "ContentTooLarge",
            415 => "UnsupportedMediaType",
            422 => "UnprocessableContent",
            423 => "Locked",
            428 => "PreconditionRequired",
            429 => "TooManyRequests",
            500 => "InternalServerError",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            other => return format!("Status{other}"),
        },
    };
    name.to_owned()
}
