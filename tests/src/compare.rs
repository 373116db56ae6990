//! Two descriptions of one service, element by element: every difference has a category.

use std::collections::{BTreeMap, BTreeSet};

use graphslice::api::{Enumeration, Item, Navigation, Notes, Primitive, Property, Structured, Type, TypeKind, TypeRef};
use graphslice::check::Checked;

/// The differences by category, each with what it is.
pub type Differences = BTreeMap<&'static str, Vec<String>>;

/// Compares the types, the roots and the operations of two descriptions.
pub fn compare(csdl: &Checked, openapi: &Checked) -> Differences {
    let mut compare = Compare { csdl, openapi, found: Differences::new() };
    compare.types();
    compare.roots();
    compare.operations();
    compare.found
}

struct Compare<'a> {
    csdl: &'a Checked,
    openapi: &'a Checked,
    found: Differences,
}

impl Compare<'_> {
    fn differ(&mut self, category: &'static str, what: String) {
        self.found.entry(category).or_default().push(what);
    }

    fn expect(&mut self, same: bool, category: &'static str, what: impl Fn() -> String) {
        if !same {
            self.differ(category, what());
        }
    }

    fn types(&mut self) {
        let names = |api: &Checked| -> BTreeSet<String> {
            api.api().types.keys().map(|id| api.names().full(*id).to_owned()).collect()
        };
        let (csdl, openapi) = (names(self.csdl), names(self.openapi));
        csdl.difference(&openapi).for_each(|name| self.differ("type: only in CSDL", name.clone()));
        openapi.difference(&csdl).for_each(|name| self.differ("type: only in OpenAPI", name.clone()));
        for name in csdl.intersection(&openapi) {
            let of = |api: &Checked| api.ty(api.names().find(name).unwrap()).clone();
            self.ty(name, &of(self.csdl), &of(self.openapi));
        }
    }

    fn ty(&mut self, name: &str, csdl: &Type, openapi: &Type) {
        self.revisions(name, &csdl.notes, &openapi.notes, "type: revisions only in CSDL");
        match (&csdl.kind, &openapi.kind) {
            (TypeKind::Structured(csdl), TypeKind::Structured(openapi)) => self.structured(name, csdl, openapi),
            (TypeKind::Enumeration(csdl), TypeKind::Enumeration(openapi)) => {
                let same = csdl.members.keys().eq(openapi.members.keys());
                self.expect(same, "enumeration: members", || name.to_owned());
                self.expect(csdl.is_flags == openapi.is_flags, "enumeration: flags are not marked", || name.to_owned());
                let numbers = |ty: &Enumeration| ty.members.values().map(|member| member.value).collect::<Vec<_>>();
                self.expect(numbers(csdl) == numbers(openapi), "enumeration: numbers", || name.to_owned());
            }
            _ => self.differ("type: another kind", name.to_owned()),
        }
    }

    fn structured(&mut self, name: &str, csdl: &Structured, openapi: &Structured) {
        self.expect(csdl.kind == openapi.kind, "type: entity against complex", || name.to_owned());
        let base = |api: &Checked, ty: &Structured| ty.base.map(|(id, _)| api.names().full(id).to_owned());
        let (base_csdl, base_openapi) = (base(self.csdl, csdl), base(self.openapi, openapi));
        self.expect(base_csdl == base_openapi, "type: base", || format!("{name}: {base_csdl:?} {base_openapi:?}"));
        let flags = |ty: &Structured| [ty.is_abstract, ty.is_open, ty.has_stream];
        for (at, category) in ["type: abstract", "type: open", "type: media stream"].into_iter().enumerate() {
            self.expect(flags(csdl)[at] == flags(openapi)[at], category, || format!("{name}: {}", flags(csdl)[at]));
        }
        let key = |ty: &Structured| ty.key.iter().map(|part| part.name.clone()).collect::<Vec<_>>();
        self.expect(key(csdl) == key(openapi), "type: key", || format!("{name}: {:?} {:?}", key(csdl), key(openapi)));
        let names = |ty: &Structured| -> BTreeSet<String> {
            ty.properties.keys().chain(ty.navigation.keys()).cloned().collect()
        };
        let (all_csdl, all_openapi) = (names(csdl), names(openapi));
        self.expect(all_csdl == all_openapi, "type: members", || {
            format!("{name}: {:?}", all_csdl.symmetric_difference(&all_openapi).collect::<Vec<_>>())
        });
        let order = csdl.properties.keys().eq(openapi.properties.keys());
        self.expect(order, "type: order of members", || name.to_owned());
        for (member, property) in &csdl.properties {
            if let Some(other) = openapi.properties.get(member) {
                self.property(&format!("{name}/{member}"), property, other);
            } else if openapi.navigation.contains_key(member) {
                self.differ("member: structural against navigation", format!("{name}/{member}"));
            }
        }
        for (member, navigation) in &csdl.navigation {
            if let Some(other) = openapi.navigation.get(member) {
                self.navigation(&format!("{name}/{member}"), navigation, other);
            } else if openapi.properties.contains_key(member) {
                self.differ("member: navigation against structural", format!("{name}/{member}"));
            }
        }
    }

    fn property(&mut self, name: &str, csdl: &Property, openapi: &Property) {
        let is = |ty: &TypeRef, primitive| ty.item == Item::Primitive(primitive);
        let (left, right) = (csdl.ty.full_name(self.csdl.names()), openapi.ty.full_name(self.openapi.names()));
        if left != right {
            let category = if is(&csdl.ty, Primitive::Stream) && is(&openapi.ty, Primitive::Binary) {
                "property: stream that reads as binary"
            } else if is(&csdl.ty, Primitive::Untyped) || is(&openapi.ty, Primitive::Untyped) {
                "property: untyped"
            } else {
                "property: type"
            };
            self.differ(category, format!("{name}: {left} {right}"));
        }
        self.expect(csdl.nullable == openapi.nullable, "property: nullability", || {
            format!("{name}: {left} {} {}", csdl.nullable, openapi.nullable)
        });
        let computed = |notes: &Notes| notes.computed.as_ref().is_some_and(|computed| computed.value);
        self.expect(computed(&csdl.notes) == computed(&openapi.notes), "property: computed", || {
            format!("{name}: {left}")
        });
        self.revisions(name, &csdl.notes, &openapi.notes, "property: revisions only in CSDL");
    }

    fn navigation(&mut self, name: &str, csdl: &Navigation, openapi: &Navigation) {
        let (left, right) = (csdl.ty.full_name(self.csdl.names()), openapi.ty.full_name(self.openapi.names()));
        self.expect(left == right, "navigation: type", || format!("{name}: {left} {right}"));
        let contained = (csdl.contains_target, openapi.contains_target);
        self.expect(contained.0 || !contained.1, "navigation: contained by its paths alone", || name.to_owned());
        self.expect(!contained.0 || contained.1, "navigation: contained without a path that says so", || {
            name.to_owned()
        });
        self.expect(csdl.nullable == openapi.nullable, "navigation: nullability", || {
            format!("{name}: {left} {} {}", csdl.nullable, openapi.nullable)
        });
        self.revisions(name, &csdl.notes, &openapi.notes, "navigation: revisions only in CSDL");
    }

    fn revisions(&mut self, name: &str, csdl: &Notes, openapi: &Notes, category: &'static str) {
        self.expect(csdl.revisions.len() == openapi.revisions.len(), category, || name.to_owned());
    }

    fn roots(&mut self) {
        let roots = |api: &Checked| -> BTreeMap<String, String> {
            let text = |root: &graphslice::api::Root| format!("{:?} {}", root.kind, api.names().full(root.ty));
            api.api().roots.iter().map(|(name, root)| (name.clone(), text(root))).collect()
        };
        let (csdl, openapi) = (roots(self.csdl), roots(self.openapi));
        for name in csdl.keys().chain(openapi.keys()).collect::<BTreeSet<_>>() {
            match (csdl.get(name), openapi.get(name)) {
                (Some(_), None) => self.differ("root: only in CSDL", name.clone()),
                (None, _) => self.differ("root: only in OpenAPI", name.clone()),
                (Some(left), Some(right)) => {
                    self.expect(left == right, "root: kind or type", || format!("{name}: {left} {right}"))
                }
            }
        }
    }

    /// An operation is the same if its kind, name and parameters are; paths cannot tell to which type of a hierarchy it is
    /// bound.
    fn operations(&mut self) {
        let (csdl, openapi) = (calls(self.csdl), calls(self.openapi));
        for (call, bound) in &csdl {
            let Some(other) = openapi.get(call) else {
                self.differ("operation: no path shows it", call.clone());
                continue;
            };
            self.expect(bound.keys().eq(other.keys()), "operation: bound to other types", || call.clone());
            for (binding, (result, is_composable)) in bound {
                let Some((other_result, other_is_composable)) = other.get(binding) else { continue };
                self.expect(result == other_result, "operation: result", || {
                    format!("{call} of {binding}: {result:?} {other_result:?}")
                });
                let is_same = is_composable == other_is_composable;
                let category = if *is_composable {
                    "operation: composable, and no path goes on behind it"
                } else {
                    "operation: composable by its paths alone"
                };
                self.expect(is_same, category, || call.clone());
            }
        }
        for call in openapi.keys().filter(|call| !csdl.contains_key(*call)) {
            self.differ("operation: only in OpenAPI", call.clone());
        }
    }
}

/// The types that an operation is bound to, with its result and whether it is composable.
type Bound = BTreeMap<String, (Option<String>, bool)>;

/// The operations by kind, name and parameters.
fn calls(api: &Checked) -> BTreeMap<String, Bound> {
    let full_name = |ty: &TypeRef| ty.full_name(api.names());
    let mut calls = BTreeMap::<String, Bound>::new();
    for operation in &api.api().operations {
        let parameters = operation.parameters.iter().skip(1);
        let mut parameters: Vec<String> =
            parameters.map(|parameter| format!("{}: {}", parameter.name, full_name(&parameter.ty))).collect();
        parameters.sort();
        let call = format!("{:?} {}({})", operation.kind, operation.full_name(), parameters.join(", "));
        let binding = operation.binding().map(|binding| full_name(&binding.ty)).unwrap_or_default();
        let result = operation.result.as_ref().map(|result| full_name(&result.ty));
        calls.entry(call).or_default().insert(binding, (result, operation.is_composable));
    }
    calls
}
