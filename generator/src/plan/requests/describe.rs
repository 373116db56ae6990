//! The documentation of request functions.

use super::{Requests, operation_of};
use crate::{
    api::{Method, OperationKind},
    plan::{data::Docs, docs},
    slice::{Call, CallKind, Segment, call_text},
};

impl<'a> Requests<'_, 'a> {
    pub(super) fn describe(&self, call: &Call<'a>) -> Docs {
        let mut docs = Docs::default();
        let (method, path) = call_text(self.api, call);
        let restriction = call.restriction();
        let operation = operation_of(call);
        let mut told = operation.map(|operation| docs::told(&operation.notes)).unwrap_or_default().0.into_iter();
        match restriction.and_then(|restriction| restriction.description.as_deref()) {
            Some(text) => docs.told(text.trim()),
            None => match told.next() {
                Some(summary) => docs.0.push(summary),
                None => docs.markdown(self.summary(call)),
            },
        }
        docs.markdown(format!("`{} {}`", call.method.as_str(), docs::code(&path)));
        docs.0.extend(told);
        if let Some(text) = restriction.and_then(|restriction| restriction.long_description.as_deref()) {
            docs.told(text.trim());
        }
        if restriction.is_some_and(|restriction| restriction.upsertable) {
            docs.markdown("An entity that is not there is created.");
        }
        let is_reference = matches!(call.path.last(), Some(Segment::Ref));
        let referenceable = call.notes().next().and_then(|notes| notes.restrictions.referenceable.as_ref());
        if restriction.is_some_and(|restriction| restriction.allowed == Some(false))
            || (is_reference && referenceable.is_some_and(|stated| !stated.value))
        {
            docs.markdown("The description of the service says that it does not support this call.");
        }
        query_options(&mut docs, call);
        let said = self.reference.of(&(method, path));
        // The description's own come first: pages are written by hand, and for one day.
        let own = restriction.into_iter().flat_map(|restriction| &restriction.headers);
        let own: Vec<_> = own.map(|header| (&*header.name, header.required)).collect();
        let said_headers = said.iter().flat_map(|said| &said.headers).map(|header| (&*header.name, header.required));
        docs::headers(&mut docs, &if own.is_empty() { said_headers.collect() } else { own });
        let of_operation =
            operation.and_then(|operation| operation.notes.link.as_ref()).map(|link| link.value.as_str());
        let own = restriction.and_then(|restriction| restriction.link.as_deref()).or(of_operation);
        docs::link_to(&mut docs, own.or(said.and_then(|said| said.link.as_deref())));
        let own = Some(call.permissions()).filter(|own| !own.is_empty());
        docs::permissions(&mut docs, own.or(said.map(|said| &*said.permissions)).unwrap_or_default());
        docs
    }

    /// What a call does, where the description has no words for it.
    fn summary(&self, call: &Call<'a>) -> String {
        let full = |ty| docs::code(self.api.names().full(ty));
        match call.kind {
            CallKind::List(ty) => format!("Lists the entities of type `{}`.", full(ty)),
            CallKind::Count => "Counts the entities of the collection.".to_owned(),
            CallKind::Get(ty) => format!("Reads one `{}`.", full(ty)),
            CallKind::GetProperty(property) => {
                let name = call.path.last().map(|segment| segment.text(self.api)).unwrap_or_default();
                format!("Reads the property `{}`, {}.", docs::code(&name), docs::edm(self.api, &property.ty))
            }
            CallKind::Create(ty) => format!("Creates one `{}`.", full(ty)),
            CallKind::Update(ty) if call.method == Method::Put => {
                format!("Replaces one `{}`: what the body does not set gets its default value.", full(ty))
            }
            CallKind::Update(ty) => format!("Changes one `{}`: what the body does not set stays as it is.", full(ty)),
            CallKind::Delete => "Deletes the entity.".to_owned(),
            CallKind::Download if matches!(call.path.as_slice(), [.., Segment::Property(..), Segment::Value]) => {
                "Reads the value alone, without JSON around it.".to_owned()
            }
            CallKind::Download => "Reads the content.".to_owned(),
            CallKind::Upload(_) => "Replaces the content by bytes of a media type such as `image/jpeg`.".to_owned(),
            CallKind::DeleteContent => "Deletes the content.".to_owned(),
            CallKind::ListReferences => "Lists the addresses of the entities that are referred to.".to_owned(),
            CallKind::GetReference => "Reads the address of the entity that is referred to.".to_owned(),
            CallKind::AddReference => "Adds a reference to an entity, which has to exist.".to_owned(),
            CallKind::SetReference => "Refers to an entity, which has to exist, instead of any other.".to_owned(),
            CallKind::RemoveReference => "Removes a reference; the entity itself stays.".to_owned(),
            CallKind::Invoke(operation) => {
                let kind = if operation.kind == OperationKind::Action { "action" } else { "function" };
                format!("Calls the {kind} `{}`.", docs::code(&operation.full_name()))
            }
        }
    }
}

/// The query options that are arguments.
fn query_options(docs: &mut Docs, call: &Call<'_>) {
    for option in call.query_options().iter().filter(|option| option.required) {
        docs.markdown(format!("The service demands the query option `{}`.", docs::code(&option.name)));
        if let Some(text) = option.description.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            docs.told(text);
        }
    }
}

/// Why a call should not be made any more: what is said of this kind of access comes first, then of the operation, then
/// of what is on the path, the nearest first.
pub(super) fn deprecated(call: &Call<'_>) -> Option<String> {
    docs::deprecated(call.restriction().into_iter().flat_map(|restriction| &restriction.revisions))
        .or_else(|| docs::deprecated(docs::revisions(&operation_of(call)?.notes)))
        .or_else(|| call.notes().find_map(|notes| docs::deprecated(docs::revisions(notes))))
}
