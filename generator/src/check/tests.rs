#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use insta::assert_snapshot;

use crate::testing::{checked, document};

fn report(content: &str) -> String {
    let (checked, report) = checked(&document(content), &[]);
    assert_eq!(checked.is_none(), report.contains("error["), "{report}");
    report
}

#[test]
fn unknown_types_with_the_nearest_names() {
    let content = r#"<EntityType Name="device" BaseType="graph.entty">
<Property Name="a" Type="Collection(graph.statuz)"/>
<NavigationProperty Name="b" Type="graph.nothingLikeIt"/>
</EntityType>
<EntityType Name="entity"/>
<EnumType Name="status"/>
<Function Name="c" IsBound="true"><Parameter Name="d" Type="graph.devise"/><ReturnType Type="graph.device2"/></Function>
<EntityContainer Name="e"><Singleton Name="f" Type="graph.Device2"/></EntityContainer>"#;
    assert_snapshot!(report(content), @r"
    api.csdl:2:37: error[unknown-type]: there is no type `microsoft.graph.entty`
      help: did you mean `microsoft.graph.entity`?
    api.csdl:3:26: error[unknown-type]: there is no type `microsoft.graph.statuz`
      help: did you mean `microsoft.graph.status`?
    api.csdl:4:36: error[unknown-type]: there is no type `microsoft.graph.nothingLikeIt`
    api.csdl:8:61: error[unknown-type]: there is no type `microsoft.graph.devise`
      help: did you mean `microsoft.graph.device`?
    api.csdl:8:94: error[unknown-type]: there is no type `microsoft.graph.device2`
      help: did you mean `microsoft.graph.device`?
    api.csdl:9:53: error[unknown-type]: there is no type `microsoft.graph.Device2`
      help: did you mean `microsoft.graph.device`?
    ");
}

#[test]
fn bases_of_the_wrong_kind_and_in_circles() {
    let content = r#"<EntityType Name="a" BaseType="graph.b"/>
<ComplexType Name="b" BaseType="graph.c"/>
<EnumType Name="c"/>
<EntityType Name="outside" BaseType="graph.e"/>
<EntityType Name="d" BaseType="graph.f"/>
<EntityType Name="e" BaseType="graph.d"/>
<EntityType Name="f" BaseType="graph.e"/>
<EntityType Name="itself" BaseType="graph.itself"/>"#;
    assert_snapshot!(report(content), @r"
    api.csdl:2:32: error[wrong-base]: `microsoft.graph.a` is an entity type and cannot be derived from `microsoft.graph.b`, which is a complex type
      api.csdl:3:20: the base type
    api.csdl:3:33: error[wrong-base]: `microsoft.graph.b` is a complex type and cannot be derived from `microsoft.graph.c`, which is an enumeration
      api.csdl:4:17: the base type
    api.csdl:7:32: error[base-cycle]: a type cannot be derived from itself: `microsoft.graph.e` from `microsoft.graph.d` from `microsoft.graph.f` from `microsoft.graph.e`
      api.csdl:6:32: the base type of `microsoft.graph.d`
      api.csdl:8:32: the base type of `microsoft.graph.f`
      help: give one of them another base type, or none
    api.csdl:9:37: error[base-cycle]: a type cannot be derived from itself: `microsoft.graph.itself` from `microsoft.graph.itself`
      help: give one of them another base type, or none
    ");
}

#[test]
fn only_entities_can_be_navigated_to() {
    let content = r#"<ComplexType Name="a"><NavigationProperty Name="b" Type="Collection(graph.a)"/>
<NavigationProperty Name="c" Type="Edm.EntityType"/></ComplexType>
<EntityContainer Name="d"><EntitySet Name="e" EntityType="graph.a"/></EntityContainer>"#;
    assert_snapshot!(report(content), @r"
    api.csdl:2:58: error[not-an-entity]: a navigation property leads to entities, and `Collection(microsoft.graph.a)` is no entity type
      api.csdl:2:20: it is declared here
    api.csdl:3:36: error[not-an-entity]: a navigation property leads to entities of a declared type
    api.csdl:4:59: error[not-an-entity]: an entity set or singleton holds entities, and `microsoft.graph.a` is no entity type
      api.csdl:2:20: it is declared here
    ");
}

#[test]
fn keys_are_structural_properties() {
    let content = r#"<EntityType Name="base"><Property Name="id" Type="Edm.String"/><Property Name="inner" Type="graph.inner"/></EntityType>
<ComplexType Name="inner"><Property Name="number" Type="Edm.Int32"/></ComplexType>
<EntityType Name="good" BaseType="graph.base"><Key><PropertyRef Name="id"/><PropertyRef Name="inner/number" Alias="number"/></Key></EntityType>
<EntityType Name="bad" BaseType="graph.base"><Key><PropertyRef Name="key"/><PropertyRef Name="inner/size"/><PropertyRef Name="id/size"/></Key></EntityType>"#;
    assert_snapshot!(report(content), @r"
    api.csdl:5:70: error[unknown-key-property]: the key names a property `key`, which `microsoft.graph.bad` does not have
    api.csdl:5:95: error[unknown-key-property]: the key names a property `size`, which `microsoft.graph.inner` does not have
    api.csdl:5:127: error[unknown-key-property]: the key names a property `size`, which a primitive type does not have
    ");
}

#[test]
fn operations_are_told_apart_by_their_parameters() {
    let content = r#"<EntityType Name="a"/>
<Action Name="b" IsBound="true"><Parameter Name="c" Type="graph.a"/></Action>
<Function Name="b" IsBound="true"><Parameter Name="c" Type="graph.a"/><ReturnType Type="Edm.String"/></Function>
<Action Name="b" IsBound="true"><Parameter Name="c" Type="Collection(graph.a)"/></Action>
<Action Name="b" IsBound="true"><Parameter Name="c" Type="graph.a"/><Parameter Name="c" Type="graph.a"/></Action>
<Action Name="b" IsBound="true"><Parameter Name="c" Type="microsoft.graph.a"/></Action>
<Action Name="d" IsBound="true"/>"#;
    assert_snapshot!(report(content), @r"
    api.csdl:6:86: error[duplicate-parameter]: a second parameter `c`
      api.csdl:6:50: the first is here
      help: leave one of them out
    api.csdl:7:15: error[duplicate-operation]: a second `microsoft.graph.b` with the same parameters
      api.csdl:3:15: the first is here
      help: leave one of them out
    api.csdl:8:15: error[no-binding-parameter]: `microsoft.graph.d` is bound to a type, but has no parameter that names the type
    ");
}

#[test]
fn members_that_are_inherited_already() {
    let content = r#"<EntityType Name="a"><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="b" BaseType="graph.a"/>
<EntityType Name="c" BaseType="graph.b"><Property Name="id" Type="Edm.String"/></EntityType>"#;
    assert_snapshot!(report(content), @r"
    api.csdl:4:57: warning[redeclared-member]: `microsoft.graph.c` inherits `id` from `microsoft.graph.a` already
      api.csdl:2:38: it is inherited
    ");
}

#[test]
fn notes_go_to_their_elements_or_are_reported() {
    let annotation = |target: &str| {
        format!(
            "<Annotations Target=\"{target}\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{target}\"/></Annotations>\n"
        )
    };
    let targets = [
        "graph.a",
        "graph.a/p",
        "graph.a/n",
        "graph.e/m",
        "graph.service/root",
        "graph.f",
        "graph.g(graph.a, Edm.String)",
        "graph.h(graph.a)",
        "graph.h(graph.a)/x",
        // Without an element:
        "graph.b",
        "graph.a/q",
        "graph.service/roots",
        "graph.g(Edm.String)",
        "graph.h/y",
    ];
    let content = r#"<EntityType Name="a"><Property Name="p" Type="Edm.String"/><NavigationProperty Name="n" Type="graph.a"/></EntityType>
<EnumType Name="e"><Member Name="m"/></EnumType>
<Action Name="f" IsBound="true"><Parameter Name="it" Type="graph.a"/></Action>
<Action Name="f" IsBound="true"><Parameter Name="it" Type="graph.a"/><Parameter Name="x" Type="Edm.String"/></Action>
<Function Name="g" IsBound="true"><Parameter Name="it" Type="graph.a"/><Parameter Name="x" Type="Edm.String"/><ReturnType Type="Edm.String"/></Function>
<Action Name="h" IsBound="true"><Parameter Name="it" Type="graph.a"/><Parameter Name="x" Type="Edm.String"/></Action>
<EntityContainer Name="service"><Singleton Name="root" Type="graph.a"/></EntityContainer>
"#;
    let (checked, report) = checked(&document(&(content.to_owned() + &targets.map(annotation).concat())), &[]);
    let checked = checked.unwrap();
    let id = checked.names().find("microsoft.graph.a").unwrap();
    let api = checked.api();
    let crate::api::TypeKind::Enumeration(enumeration) = &api.types[1].kind else { unreachable!() };
    let mut notes = vec![
        &checked.ty(id).notes,
        &checked.property(id, "p").unwrap().1.notes,
        &checked.navigation(id, "n").unwrap().1.notes,
        &enumeration.members["m"].notes,
        &api.roots["root"].notes,
    ];
    notes.extend(api.operations.iter().map(|operation| &operation.notes));
    notes.push(&api.operations[3].parameters[1].notes);
    let found: Vec<&str> = notes.iter().map(|notes| notes.description.as_ref().unwrap().value.as_str()).collect();
    let mut expected = targets[..9].to_vec();
    expected.insert(5, "graph.f");
    assert_eq!(found, expected);
    assert!(api.notes.is_empty());
    assert_snapshot!(report, @r"
    api.csdl:18:22: warning[unknown-target]: there is no type or operation `microsoft.graph.b` to annotate
    api.csdl:19:22: warning[unknown-target]: there is no member `q` of `microsoft.graph.a` to annotate
    api.csdl:20:22: warning[unknown-target]: there is no entity set or singleton `roots` to annotate
      help: did you mean `root`?
    api.csdl:21:22: warning[unknown-target]: there is no operation `microsoft.graph.g(Edm.String)` to annotate
    api.csdl:22:22: warning[unknown-target]: there is no member `y` of `microsoft.graph.h` to annotate
    ");
}

#[test]
fn what_a_type_inherits() {
    let content = r#"<EntityType Name="a" OpenType="true"><Key><PropertyRef Name="id"/></Key>
<Property Name="id" Type="Edm.String"/><NavigationProperty Name="n" Type="graph.a"/></EntityType>
<EntityType Name="b" BaseType="graph.a"/>
<EntityType Name="c" BaseType="graph.b"/>
<Function Name="f" IsBound="true"><Parameter Name="it" Type="graph.b"/><ReturnType Type="Edm.String"/></Function>
<Function Name="g" IsBound="true"><Parameter Name="it" Type="Collection(graph.b)"/><ReturnType Type="Edm.String"/></Function>"#;
    let (checked, report) = checked(&document(content), &[]);
    assert_eq!(report, "");
    let checked = checked.unwrap();
    let [a, b, c] = ["a", "b", "c"].map(|name| checked.names().find(&format!("microsoft.graph.{name}")).unwrap());
    assert_eq!(checked.chain(c).map(|(id, _)| id).collect::<Vec<_>>(), [c, b, a]);
    assert!(checked.is_open(c));
    assert_eq!(checked.key(c).map(|(id, key)| (id, key[0].name.as_str())), Some((a, "id")));
    assert_eq!(checked.property(c, "id").unwrap().0, a);
    assert_eq!(checked.navigation(c, "n").unwrap().0, a);
    assert!(checked.is_kind_of(c, a) && checked.is_kind_of(a, a) && !checked.is_kind_of(a, c));
    assert_eq!(checked.subtypes(a), [b]);
    let bound =
        |id, collection| checked.bound(id, collection).map(|operation| operation.name.as_str()).collect::<Vec<_>>();
    assert_eq!((bound(b, false), bound(b, true), bound(c, false)), (vec!["f"], vec!["g"], vec![]));
}

#[test]
fn long_chains_and_large_circles_of_base_types() {
    let derived = |from: usize, base: usize| format!(r#"<EntityType Name="t{from}" BaseType="graph.t{base}"/>"#) + "\n";
    // Two types behind the first that is too deep: it is reported once.
    let chain: String = (1..104).map(|at| derived(at, at - 1)).collect();
    assert_snapshot!(report(&(r#"<EntityType Name="t0"/>"#.to_owned() + &chain)), @r"
    api.csdl:102:35: error[deep-hierarchy]: `microsoft.graph.t101` has more than 100 base types, one derived from the other
      help: declare the members where they are used: each derived type has those of all its base types
    ");
    let circle: String = (0..1000).map(|at| derived(at, (at + 1) % 1000)).collect();
    let report = report(&circle);
    assert_eq!(report.lines().count(), 20, "{report}");
    assert!(report.contains("from `microsoft.graph.t19` from 980 others\n"), "{report}");
}
