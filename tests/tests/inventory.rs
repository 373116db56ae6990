//! Reads the descriptions that Microsoft publishes, where they are at hand: megabytes that the repository does not
//! carry, with all that Graph does beyond or against the specification.

use graphslice::api::{Names, OperationKind, RootKind, StructuredKind, TypeKind};
use graphslice::check::{Checked, check};
use graphslice::csdl;
use graphslice::report::{Report, Severity};
use graphslice::source::Sources;
use graphslice_tests::real::document;

/// A published document, checked, with its warnings.
fn checked(test: &str, name: &str) -> Option<(Checked, String)> {
    let text = std::fs::read_to_string(document(test, name)?).unwrap();
    let (mut sources, mut names, mut report) = (Sources::default(), Names::default(), Report::default());
    let source = sources.add(name, text);
    let api = csdl::read(source, &sources, &mut names, &mut report);
    let api = check(api, names, &mut report);
    let text = report.to_text(&sources);
    assert!(report.diagnostics().iter().all(|diagnostic| diagnostic.severity == Severity::Warning), "{text}");
    Some((api, text))
}

#[derive(Debug, Default, PartialEq)]
struct Inventory {
    entities: usize,
    complex: usize,
    enumerations: usize,
    members: usize,
    properties: usize,
    navigation: usize,
    actions: usize,
    functions: usize,
    optional_parameters: usize,
    sets: usize,
    singletons: usize,
    open: usize,
    keyless: usize,
}

fn inventory(checked: &Checked) -> Inventory {
    let mut found = Inventory::default();
    let api = checked.api();
    for (id, ty) in &api.types {
        match &ty.kind {
            TypeKind::Structured(structured) => {
                found.properties += structured.properties.len();
                found.navigation += structured.navigation.len();
                if structured.kind == StructuredKind::Complex {
                    found.complex += 1;
                } else {
                    found.entities += 1;
                    found.open += usize::from(checked.is_open(*id));
                    found.keyless += usize::from(checked.key(*id).is_none());
                }
            }
            TypeKind::Enumeration(enumeration) => {
                found.enumerations += 1;
                found.members += enumeration.members.len();
            }
            TypeKind::Definition(_) => {}
        }
    }
    let of_kind = |kind| api.operations.iter().filter(|operation| operation.kind == kind).count();
    found.actions = of_kind(OperationKind::Action);
    found.functions = of_kind(OperationKind::Function);
    let parameters = api.operations.iter().flat_map(|operation| &operation.parameters);
    found.optional_parameters = parameters.filter(|parameter| parameter.is_optional).count();
    found.sets = api.roots.values().filter(|root| root.kind == RootKind::EntitySet).count();
    found.singletons = api.roots.len() - found.sets;
    found
}

#[test]
fn version_1_0_of_2026() {
    let Some((checked, warnings)) = checked("version_1_0_of_2026", "v1.0.csdl") else { return };
    let expected = Inventory {
        entities: 1182,
        complex: 1779,
        enumerations: 861,
        members: 6347,
        properties: 10525,
        navigation: 1432,
        actions: 857,
        functions: 326,
        optional_parameters: 181,
        sets: 41,
        singletons: 31,
        open: 99,
        keyless: 22,
    };
    assert_eq!(inventory(&checked), expected);
    insta::assert_snapshot!(warnings, @r"
    v1.0.csdl:33813:38: warning[duplicate-annotation]: a second statement on counting of the same element is ignored
      v1.0.csdl:33808:38: the first is here
    v1.0.csdl:33843:38: warning[duplicate-annotation]: a second statement on references of the same element is ignored
      v1.0.csdl:33838:38: the first is here
    v1.0.csdl:39797:38: warning[unknown-record-property]: `Org.OData.Capabilities.V1.InsertRestrictions` has no property `UpsertSupported`
    v1.0.csdl:39806:38: warning[unknown-record-property]: `Org.OData.Capabilities.V1.UpdateRestrictions` has no property `UpsertSupported`
    v1.0.csdl:48245:38: warning[unknown-record-property]: `Org.OData.Capabilities.V1.NavigationRestrictions` has no property `Description`
    v1.0.csdl:48246:38: warning[unknown-record-property]: `Org.OData.Capabilities.V1.NavigationRestrictions` has no property `Expandable`
    ");
}

#[test]
fn version_1_0_of_2023() {
    let Some((checked, warnings)) = checked("version_1_0_of_2023", "v1.0-2023-02-14.csdl") else { return };
    let expected = Inventory {
        entities: 668,
        complex: 751,
        enumerations: 458,
        members: 3346,
        properties: 6450,
        navigation: 811,
        actions: 697,
        functions: 249,
        optional_parameters: 7,
        sets: 39,
        singletons: 28,
        open: 66,
        keyless: 13,
    };
    assert_eq!(inventory(&checked), expected);
    insta::assert_snapshot!(warnings, @r"
    v1.0-2023-02-14.csdl:32155:28: warning[unknown-target]: there is no member `joinedGroups` of `microsoft.graph.user` to annotate
    v1.0-2023-02-14.csdl:32168:28: warning[unknown-target]: there is no member `activities` of `microsoft.graph.list` to annotate
    v1.0-2023-02-14.csdl:32214:28: warning[unknown-target]: there is no member `agentGroups` of `microsoft.graph.publishedResource` to annotate
    v1.0-2023-02-14.csdl:32230:28: warning[unknown-target]: there is no member `accessPackageAssignmentPolicies` of `microsoft.graph.entitlementManagement` to annotate
    v1.0-2023-02-14.csdl:32260:28: warning[unknown-target]: there is no member `secrets` of `microsoft.graph.synchronization` to annotate
    v1.0-2023-02-14.csdl:32294:28: warning[unknown-target]: there is no type or operation `microsoft.graph.directorySetting` to annotate
    ");
}
