//! The parameters of operations as structs: the body of an action, and what a function takes if it likes.

use super::Requests;
use crate::{
    api::{self, Operation, OperationKind},
    name::{case, distinct},
    plan::{
        data::{Docs, Function, Member, Structure},
        docs, example,
        types::{self, Form},
    },
    slice::{Call, CallKind, call::parameters},
};

impl<'a> Requests<'_, 'a> {
    /// The body of an action: its parameters, if it has any.
    pub(super) fn parameters(&self, operation: &'a Operation, name: String) -> Option<Structure> {
        let parameters = parameters(self.api, operation);
        let mut docs = Docs::default();
        docs.markdown(format!("The parameters of `{}`: only what is set travels.", docs::code(&operation.full_name())));
        let members = parameters.into_iter().map(|parameter| self.parameter(parameter)).collect();
        structure(Form::Body, docs, name, members)
    }

    /// A second function and its struct, for the optional parameters of a function: those that come later change neither
    /// the first, nor the second if it was there.
    pub(super) fn with_options(
        &self,
        call: &Call<'a>,
        function: &Function,
        structure_name: String,
        names: &[String],
        modules: &[String],
    ) -> Option<(Structure, Function)> {
        let CallKind::Invoke(operation) = call.kind else { return None };
        if operation.kind == OperationKind::Action {
            return None;
        }
        let options = parameters(self.api, operation).into_iter().filter(|parameter| self.is_option(parameter));
        let members = options.map(|parameter| self.option(parameter)).collect();
        let mut docs = Docs::default();
        docs.markdown(format!("The optional parameters of `{}`.", docs::code(&operation.full_name())));
        let structure = structure(Form::Options, docs, structure_name, members)?;
        let join = if function.name.contains("_with_") { "and" } else { "with" };
        let mut name = format!("{}_{join}_options", function.name);
        while names.contains(&name) {
            name.push('_');
        }
        let mut function = Function { name, options: Some(structure.name.clone()), ..function.clone() };
        example::replace(&mut function, modules, self.crate_name);
        Some((structure, function))
    }

    /// How an optional parameter stands in the URL.
    fn option(&self, parameter: &api::Parameter) -> Member {
        Member { wire: self.named_place(&parameter.name, &parameter.ty), ..self.parameter(parameter) }
    }

    fn parameter(&self, parameter: &api::Parameter) -> Member {
        let mut docs = docs::told(&parameter.notes);
        let optional = if parameter.is_optional { ", optional" } else { "" };
        docs.markdown(format!("`{}`: {}{optional}.", docs::code(&parameter.name), docs::edm(self.api, &parameter.ty)));
        Member {
            docs,
            deprecated: docs::deprecated(docs::revisions(&parameter.notes)),
            name: field(&parameter.name),
            constant: String::new(),
            is_navigation: false,
            wire: parameter.name.clone(),
            ty: types::reference(self.api, self.names, &parameter.ty, Form::Body),
        }
    }
}

/// A struct that is no type of the API, if there is anything in it. Its members stand by name, as those of types.
fn structure(form: Form, docs: Docs, name: String, mut members: Vec<Member>) -> Option<Structure> {
    members.sort_by(|one, other| case::alphabetical(&one.wire, &other.wire));
    let wires: Vec<String> = members.iter().map(|member| member.wire.clone()).collect();
    let mut names: Vec<_> = wires.iter().zip(&members).map(|(wire, member)| (&**wire, member.name.clone())).collect();
    distinct(&mut names);
    for (member, (_, name)) in members.iter_mut().zip(names) {
        member.constant = case::screaming(&name);
        member.name = name;
    }
    let structure = Structure { form, docs, deprecated: None, name, full_name: None, is_open: false, members };
    (!structure.members.is_empty()).then_some(structure)
}

fn field(wire: &str) -> String {
    let name = case::snake(wire);
    // What every such struct has beside its parameters.
    let taken = matches!(name.as_str(), "new" | "odata_type");
    if taken { name + "_" } else { name }
}
