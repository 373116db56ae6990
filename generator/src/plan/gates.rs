//! Which features compile which modules, in a crate that has one for each top-level segment.

use super::{data::Module, requests::names::module_called};
use crate::{
    api::TypeId,
    check::Checked,
    name::{TypeNames, feature_names},
    slice::{Gate, Gates},
};

/// Writes the gates into the modules; the answer are the features.
pub(super) fn gate<'a>(
    api: &'a Checked,
    gates: &Gates<'a>,
    types: impl Iterator<Item = TypeId>,
    names: &TypeNames,
    models: &mut Module,
    requests: &mut Module,
) -> Vec<String> {
    let features = feature_names(api);
    for segment in gates.segments() {
        if let Some(child) = requests.children.get_mut(&module_called(segment)) {
            child.module.gate.push(features[segment].clone());
        }
    }
    for ty in types {
        if let Gate::Segments(segments) = gates.of(ty)
            && let Some(module) = module_of(models, names, ty)
        {
            module.gate = sorted(segments.iter().map(|segment| features[segment].clone()));
        }
    }
    sorted(gates.segments().map(|segment| features[segment].clone()))
}

fn sorted(features: impl Iterator<Item = String>) -> Vec<String> {
    let mut features: Vec<String> = features.collect();
    features.sort();
    features
}

/// The module that holds a type; types without code have none.
fn module_of<'m>(models: &'m mut Module, names: &TypeNames, ty: TypeId) -> Option<&'m mut Module> {
    let name = names.of(ty);
    name.modules
        .iter()
        .chain([&name.file])
        .try_fold(models, |parent, module| parent.children.get_mut(module).map(|child| &mut child.module))
}
