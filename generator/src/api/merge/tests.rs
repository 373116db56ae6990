#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use insta::assert_snapshot;

use crate::testing::{checked, document};

const BASE: &str = r#"<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/></EntityType>
<EntityType Name="device" BaseType="graph.entity" OpenType="true"><Property Name="name" Type="Edm.String"/>
<NavigationProperty Name="owner" Type="graph.entity"><Annotation Term="Org.OData.Core.V1.Description" String="x"/></NavigationProperty></EntityType>
<EnumType Name="status"><Member Name="unknown"/></EnumType>
<Action Name="wipe" IsBound="true"><Parameter Name="it" Type="graph.device"/></Action>
<EntityContainer Name="service"><EntitySet Name="devices" EntityType="graph.device"/></EntityContainer>
<Annotations Target="graph.status"><Annotation Term="Org.OData.Core.V1.LongDescription" String="x"/></Annotations>"#;

fn report(supplement: &str) -> String {
    checked(&document(BASE), &[&document(supplement)]).1
}

#[test]
fn a_supplement_adds() {
    let supplement = r#"<EntityType Name="device" BaseType="graph.entity" OpenType="true">
<Annotation Term="Org.OData.Core.V1.Description" String="a device"/>
<Property Name="serial" Type="Edm.String"/><NavigationProperty Name="users" Type="Collection(graph.user)"/></EntityType>
<EntityType Name="user" BaseType="graph.entity"/>
<EnumType Name="status"><Member Name="ready"/></EnumType>
<Action Name="wipe" IsBound="true"><Parameter Name="it" Type="graph.device"/><Parameter Name="keep" Type="Edm.Boolean"/></Action>
<EntityContainer Name="service"><Singleton Name="me" Type="graph.user"/></EntityContainer>
<Annotations Target="graph.device/name"><Annotation Term="Org.OData.Core.V1.Computed"/></Annotations>
<Annotations Target="graph.service/devices"><Annotation Term="Org.OData.Core.V1.Description" String="all"/></Annotations>"#;
    let (checked, report) = checked(&document(BASE), &[&document(supplement)]);
    assert_eq!(report, "");
    let checked = checked.unwrap();
    let device = checked.names().find("microsoft.graph.device").unwrap();
    let ty = checked.structured(device).unwrap();
    assert_eq!(ty.properties.keys().collect::<Vec<_>>(), ["name", "serial"]);
    assert_eq!(ty.navigation.keys().collect::<Vec<_>>(), ["owner", "users"]);
    assert!(ty.properties["name"].notes.computed.as_ref().unwrap().value);
    assert_eq!(checked.ty(device).notes.description.as_ref().unwrap().value, "a device");
    assert_eq!(checked.api().roots.keys().collect::<Vec<_>>(), ["devices", "me"]);
    assert_eq!(checked.api().roots["devices"].notes.description.as_ref().unwrap().value, "all");
    assert_eq!(checked.bound(device, false).count(), 2);
}

#[test]
fn what_is_there_already_is_a_clash() {
    let supplement = r#"<EntityType Name="device" BaseType="graph.entity" OpenType="true">
<Property Name="owner" Type="Edm.String"/><NavigationProperty Name="owner" Type="graph.entity"/></EntityType>
<EntityType Name="entity" Abstract="true"><Key><PropertyRef Name="id"/></Key></EntityType>
<EnumType Name="status"><Annotation Term="Org.OData.Core.V1.LongDescription" String="y"/><Member Name="unknown"/></EnumType>
<Action Name="wipe" IsBound="true"><Parameter Name="it" Type="graph.device"/></Action>
<EntityContainer Name="service"><EntitySet Name="devices" EntityType="graph.device"/></EntityContainer>
<Annotations Target="graph.device/owner"><Annotation Term="Org.OData.Core.V1.Description" String="y"/></Annotations>"#;
    assert_snapshot!(report(supplement), @r"
    more.csdl:3:69: error[duplicate-member]: a second member `owner`
      more.csdl:3:17: the first is here
      help: leave one of them out
    more.csdl:3:17: error[supplement-clash]: `microsoft.graph.device` has a member `owner` already
      api.csdl:4:27: it is declared here
      help: remove it from the supplement
    more.csdl:4:67: error[supplement-clash]: `microsoft.graph.entity` has a key already
      api.csdl:2:67: it is declared here
      help: remove it from the supplement
    more.csdl:5:104: error[supplement-clash]: `microsoft.graph.status` has a member `unknown` already
      api.csdl:5:39: it is declared here
      help: remove it from the supplement
    more.csdl:7:50: error[supplement-clash]: there is a root `devices` already
      api.csdl:7:50: it is declared here
      help: remove it from the supplement
    more.csdl:6:15: error[supplement-clash]: there is an operation `wipe` with these parameters already
      api.csdl:6:15: it is declared here
      help: remove it from the supplement
    more.csdl:5:43: error[supplement-clash]: the element that is supplemented has a long description already
      api.csdl:8:54: the first is here
      help: leave it out of the supplement: a supplement adds, and contradicts nothing
    more.csdl:8:60: error[supplement-clash]: the element that is supplemented has a description already
      api.csdl:4:72: the first is here
      help: leave it out of the supplement: a supplement adds, and contradicts nothing
    ");
}

#[test]
fn another_head_is_a_clash() {
    assert_snapshot!(report("<EntityType Name=\"device\" BaseType=\"graph.device\"/>"), @r"
    more.csdl:2:37: error[supplement-clash]: this declaration of `microsoft.graph.device` has another base type than the one that it supplements
      api.csdl:3:37: what it supplements
      help: repeat the attributes of the element as they stand in the description, and of its members name only those to add
    more.csdl:2:19: error[supplement-clash]: this declaration of `microsoft.graph.device` has another `OpenType` than the one that it supplements
      api.csdl:3:19: what it supplements
      help: repeat the attributes of the element as they stand in the description, and of its members name only those to add
    ");
    assert_snapshot!(report("<ComplexType Name=\"device\"/>"), @r"
    more.csdl:2:20: error[supplement-clash]: this declaration of `microsoft.graph.device` has another kind than the one that it supplements
      api.csdl:3:19: what it supplements
      help: repeat the attributes of the element as they stand in the description, and of its members name only those to add
    ");
    assert_snapshot!(report("<ComplexType Name=\"status\"/>\n<EnumType Name=\"status\" IsFlags=\"true\"/>"), @r"
    more.csdl:3:17: error[duplicate-type]: a second type `microsoft.graph.status`
      more.csdl:2:20: the first is here
      help: leave one of them out
    more.csdl:2:20: error[supplement-clash]: this declaration of `microsoft.graph.status` has another kind than the one that it supplements
      api.csdl:5:17: what it supplements
      help: repeat the attributes of the element as they stand in the description, and of its members name only those to add
    ");
}

#[test]
fn a_supplement_has_to_change_something() {
    assert_snapshot!(report("<EntityType Name=\"device\" BaseType=\"graph.entity\" OpenType=\"true\"/>"), @r"
    more.csdl:1:1: error[idle-supplement]: this supplement changes nothing
      help: the description has all of it by now: leave it out of `supplements`, or of `--supplement`
    ");
}
