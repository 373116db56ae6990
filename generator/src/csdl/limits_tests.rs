//! What a document may not do.

use insta::assert_snapshot;

use super::tests::report;

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let deep = |open: &str, close: &str| open.repeat(20_000) + &close.repeat(20_000);
    let content = format!(
        "<EntityType Name=\"a\"><Annotation Term=\"Org.OData.Core.V1.Links\">{}</Annotation></EntityType>{}",
        deep("<Collection>", "</Collection>"),
        deep("<Unknown>", "</Unknown>"),
    );
    let report = report(&content);
    assert_eq!(report.matches("nested too deeply").count(), 1, "{report}");
}

/// The rest is read all the same.
#[test]
fn names_have_a_length() {
    let long = "n".repeat(1001);
    let content = format!(
        "<EntityType Name=\"a\">\n<Property Name=\"{long}\" Type=\"Edm.String\"/>\n<Property Name=\"b\" Typ=\"\"/>\n</EntityType>"
    );
    assert_snapshot!(report(&content), @r"
    api.csdl:3:17: error[long-name]: this `Name` has 1001 bytes, and may have 1000
    api.csdl:4:20: warning[unknown-attribute]: `Property` has no attribute `Typ`
      help: did you mean `Type`?
    api.csdl:4:1: error[missing-attribute]: `Property` needs an attribute `Type`
    ");
}

#[test]
fn names_in_annotations_have_a_length() {
    let collection = |name: &str, content: &str| {
        format!(r#"<PropertyValue Property="{name}"><Collection>{content}</Collection></PropertyValue>"#)
    };
    let named = |name: &str| {
        let text = |property: &str| format!("<PropertyValue Property=\"{property}\" String=\"{name}\"/>\n");
        let scopes = collection("Scopes", &format!("<Record>{}</Record>", text("Scope")));
        let permission = format!(r#"<Record><PropertyValue Property="SchemeName" String="s"/>{scopes}</Record>"#);
        let option = format!("<Record>{}</Record>", text("Name"));
        let inside = collection("Permissions", &permission) + &collection("CustomQueryOptions", &option);
        report(&format!(
            r#"<EntityType Name="a"/><EntityContainer Name="c"><EntitySet Name="s" EntityType="graph.a"><Annotation Term="Org.OData.Capabilities.V1.ReadRestrictions"><Record>{inside}</Record></Annotation></EntitySet></EntityContainer>"#
        ))
    };
    assert_snapshot!(named(&"n".repeat(1001)), @r"
    api.csdl:2:360: error[long-name]: this `Scope` has 1001 bytes, and may have 1000
    api.csdl:3:181: error[long-name]: this `Name` has 1001 bytes, and may have 1000
    ");
    assert_eq!(named(&"n".repeat(1000)), "");
}
