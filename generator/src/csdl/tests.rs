#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use insta::assert_snapshot;

use crate::api::{Item, Method, Primitive, RevisionKind, Target, TypeKind};
use crate::testing::{checked, document, read};

/// The report of reading the content of a schema.
pub(super) fn report(content: &str) -> String {
    read(&document(content)).2
}

#[test]
fn malformed_xml_is_shown_where_it_breaks() {
    assert_snapshot!(read("<a>\n  <b x=1/>\n</a>").2, @r"api.csdl:2:8: error[malformed-xml]: this is not well-formed XML: expected a quote not '1'");
    assert_snapshot!(read("<a>\n  <é></b>\n</a>").2, @r"api.csdl:2:6: error[malformed-xml]: this is not well-formed XML: expected 'é' tag, not 'b'");
    assert_snapshot!(read("<a>\n").2, @r"api.csdl:2:1: error[malformed-xml]: this is not well-formed XML: the root node was opened but never closed");
    assert_snapshot!(read("").2, @r"api.csdl:1:1: error[malformed-xml]: this is not well-formed XML: the document does not have a root node");
}

#[test]
fn document_types_are_refused() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>\n<a>&c;</a>";
    assert_snapshot!(read(bomb).2, @r"api.csdl:2:1: error[document-type]: document types (`<!DOCTYPE`) are refused: they can hide unlimited content");
}

#[test]
fn other_documents_are_refused() {
    assert_snapshot!(read("<html>\n</html>").2, @r#"
    api.csdl:1:1: error[not-csdl]: this is not a CSDL document: its root is `html`
      help: a CSDL document begins with `<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">`
    "#);
    let edmx = "xmlns:e=\"http://docs.oasis-open.org/odata/ns/edmx\"";
    assert_snapshot!(read(&format!("<e:Edmx {edmx} Version=\"3.0\"/>")).2, @r"
    api.csdl:1:69: error[unsupported-version]: CSDL 3.0 is not supported
      help: versions 4.0 and 4.01 are supported
    ");
    assert_snapshot!(read(&format!("<e:Edmx {edmx} Version=\"4.01\"><e:DataServices/></e:Edmx>")).2, @r"
    api.csdl:1:1: error[not-csdl]: this document holds no schema
      help: a `Schema` in the namespace `http://docs.oasis-open.org/odata/ns/edm` is expected inside `edmx:DataServices`
    ");
}

#[test]
fn older_wrapper_byte_order_mark_and_redeclared_prefix_are_read() {
    let text = document(
        "<EntityType Name=\"a\"><Annotation Term=\"x.y\" xmlns:edm=\"http://docs.oasis-open.org/odata/ns/edm\"/></EntityType>",
    );
    let text =
        text.replace("http://docs.oasis-open.org/odata/ns/edmx", "http://schemas.microsoft.com/ado/2007/06/edmx");
    let (api, _, report) = read(&format!("\u{feff}{text}"));
    assert_eq!((api.types.len(), report.as_str()), (1, ""));
}

#[test]
fn one_run_reports_all() {
    let content = r#"<EntityType BaseType="b">
<Property Name="a b" Type="Edm.String"/>
<Property Name="c" Type="Edm.Sting" Nulable="false"/>
<Property Name="d" Type="Collection(Collection(Edm.String))"/>
<Property Name="e"/>
</EntityType>
<ComplexType Name="f" Abstract="yes">
<Key><PropertyRef Name="id"/></Key>
<Property Name="g" Type="Edm.String"/>
<NavigationProperty Name="g" Type="graph.f"/>
<Property Name="g" Type="Edm.Int32"/>
</ComplexType>
<EnumType Name="f"><Member Name="h" Value="x"/><Member Name="i"/><Member Name="i"/></EnumType>
<TypeDefinition Name="j" UnderlyingType="graph.f"/>
<EntityContainer Name="k">
<Singleton Name="l" Type="Edm.String"/>
<EntitySet Name="m" EntityType="graph.f"/>
<Singleton Name="m" Type="graph.f"/>
<FunctionImport Name="n" Function="graph.n"/>
</EntityContainer>
<Using/>"#;
    assert_snapshot!(report(content), @r"
    api.csdl:2:1: error[missing-attribute]: `EntityType` needs an attribute `Name`
    api.csdl:3:17: error[bad-name]: `a b` is not a name
      help: a name is made of letters, digits, `_` and `-`, and begins with a letter or `_`
    api.csdl:4:37: warning[unknown-attribute]: `Property` has no attribute `Nulable`
      help: did you mean `Nullable`?
    api.csdl:6:1: error[missing-attribute]: `Property` needs an attribute `Type`
    api.csdl:2:23: error[bad-type]: `b` does not name a type
      help: a type is named with its namespace or an alias, like `microsoft.graph.device` or `Edm.String`
    api.csdl:4:26: error[unknown-type]: there is no type `Edm.Sting`
      help: did you mean `Edm.String`?
    api.csdl:5:26: error[bad-type]: `Collection(Edm.String)` does not name a type
      help: a type is named with its namespace or an alias, like `microsoft.graph.device` or `Edm.String`
    api.csdl:8:33: error[bad-attribute]: `yes` is neither `true` nor `false`
    api.csdl:9:1: warning[unknown-element]: `Key` is not understood inside `ComplexType`, and ignored
    api.csdl:12:17: error[duplicate-member]: a second member `g`
      api.csdl:10:17: the first is here
      help: leave one of them out
    api.csdl:11:27: error[duplicate-member]: a second member `g`
      api.csdl:10:17: the first is here
      help: leave one of them out
    api.csdl:14:44: error[bad-attribute]: `x` is not a whole number
    api.csdl:14:80: error[duplicate-member]: a second member `i`
      api.csdl:14:62: the first is here
      help: leave one of them out
    api.csdl:14:17: error[duplicate-type]: a second type `microsoft.graph.f`
      api.csdl:8:20: the first is here
      help: leave one of them out
    api.csdl:15:42: error[bad-type]: `graph.f` cannot stand here: it is not a primitive type
      help: a type definition gives another name to a primitive type, like `Edm.String`
    api.csdl:17:27: error[bad-type]: `Edm.String` cannot stand here: it is a primitive type
      help: a declared type belongs here, like `microsoft.graph.device`
    api.csdl:19:18: error[duplicate-root]: a second entity set or singleton `m`
      api.csdl:18:18: the first is here
      help: leave one of them out
    api.csdl:22:1: warning[unknown-element]: `Using` is not understood inside `Schema`, and ignored
    api.csdl:20:36: error[unknown-operation]: there is no unbound function `microsoft.graph.n`
      help: an import names an operation of the same document that is not bound
    ");
}

#[test]
fn an_alias_has_one_namespace() {
    let text = document("").replace("Alias=\"graph\"", "Alias=\"self\"").replace(
        "</Schema>",
        "</Schema>\n<Schema Namespace=\"other\" Alias=\"self\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"/>",
    );
    assert_snapshot!(read(&text).2, @r"
    api.csdl:4:34: error[duplicate-alias]: the alias `self` stands for two namespaces
      api.csdl:1:118: the other namespace
    ");
}

#[test]
fn aliases_and_foreign_namespaces() {
    let content = r#"<EntityType Name="a" foreign:x="y" xmlns:foreign="urn:x">
<foreign:anything/>
<Property Name="b" Type="graph.c"/>
<Property Name="d" Type="Collection(microsoft.graph.c)"/>
</EntityType>"#;
    let (api, names, report) = read(&document(content));
    assert_eq!(report, "");
    let TypeKind::Structured(ty) = &api.types[0].kind else { unreachable!() };
    let types: Vec<String> = ty.properties.values().map(|property| property.ty.full_name(&names)).collect();
    assert_eq!(types, ["microsoft.graph.c", "Collection(microsoft.graph.c)"]);
}

#[test]
fn any_json_value() {
    let content = r#"<ComplexType Name="Json"/>
<ComplexType Name="a">
<Property Name="b" Type="graph.Json"/>
<Property Name="c" Type="Edm.Untyped"/>
<Property Name="d" Type="Edm.GeographyPoint"/>
<Property Name="e" Type="Edm.PrimitiveType"/>
</ComplexType>"#;
    let (api, _, report) = read(&document(content));
    assert_eq!(report, "");
    let TypeKind::Structured(ty) = &api.types[1].kind else { unreachable!() };
    assert!(ty.properties.values().all(|property| property.ty.item == Item::Primitive(Primitive::Untyped)));
    assert_snapshot!(self::report("<ComplexType Name=\"Json\"><Property Name=\"a\" Type=\"Edm.String\"/></ComplexType>"), @r"api.csdl:2:20: warning[json-members]: `microsoft.graph.Json` stands for any JSON value, and what it declares is not used");
}

#[test]
fn numbers_of_enumeration_members() {
    let values = |attributes: &str, members: &str| {
        let (api, _, report) = read(&document(&format!("<EnumType Name=\"a\" {attributes}>{members}</EnumType>")));
        assert_eq!(report, "");
        let TypeKind::Enumeration(ty) = &api.types[0].kind else { unreachable!() };
        ty.members.values().map(|member| member.value).collect::<Vec<_>>()
    };
    let members = "<Member Name=\"a\"/><Member Name=\"b\"/>";
    assert_eq!(values("", members), [Some(0), Some(1)]);
    assert_eq!(values("IsFlags=\"true\"", members), [None, None]);
    assert_eq!(values("", "<Member Name=\"a\" Value=\"-2\"/><Member Name=\"b\"/>"), [Some(-2), Some(-1)]);
    assert_eq!(
        values("", &format!("<Member Name=\"z\" Value=\"{}\"/>{members}", i64::MAX)),
        [Some(i64::MAX), None, None]
    );
}

#[test]
fn targets_of_annotations() {
    let annotations = |target: &str| {
        format!(
            "<Annotations Target=\"{target}\"><Annotation Term=\"Org.OData.Core.V1.Description\" String=\"x\"/></Annotations>\n"
        )
    };
    let targets = [
        "graph.a",
        "graph.a/b",
        "graph.c(graph.a, Collection(Edm.String),graph.Json)",
        "graph.c()/d",
        "graph.c()/$ReturnType",
        "graph.a/b/e",
    ];
    let (api, mut names, report) = read(&document(&targets.map(annotations).concat()));
    let id = names.id("microsoft.graph.a");
    let operation = "microsoft.graph.c".to_owned();
    let types = ["microsoft.graph.a", "Collection(Edm.String)", "Edm.Untyped"].map(str::to_owned);
    assert_eq!(
        api.notes.keys().cloned().collect::<Vec<_>>(),
        [
            Target::Type(id),
            Target::Member(id, "b".to_owned()),
            Target::Operation(operation.clone(), Some(types.to_vec())),
            Target::Parameter(operation, Some(Vec::new()), "d".to_owned()),
        ]
    );
    assert_snapshot!(report, @r"api.csdl:7:22: warning[unsupported-target]: the target `graph.a/b/e` is not understood, and ignored");
}

/// One type with all terms that are used, as attributes and as elements, by full name and by alias.
const TERMS: &str = r#"<EntityType Name="a">
<Annotation Term="Core.Description"><String>one <!-- cut -->two</String></Annotation>
<Annotation Term="Org.OData.Core.V1.LongDescription" String="long"/>
<Annotation Term="Org.OData.Core.V1.Description" Qualifier="special" String="not for us"/>
<Annotation Term="Core.Links"><Collection><Record>
<PropertyValue Property="rel" String="help"/><PropertyValue Property="href" String="https://example.com/"/>
</Record></Collection></Annotation>
<Annotation Term="Core.Revisions"><Collection><Record>
<PropertyValue Property="Date" Date="2024-04-10"/>
<PropertyValue Property="Kind"><EnumMember>Core.RevisionKind/Deprecated</EnumMember></PropertyValue>
<PropertyValue Property="RemovalDate" Date="2026-04-10"/>
<PropertyValue Property="Version" String="2024-01"/>
</Record></Collection></Annotation>
<Annotation Term="Org.OData.Capabilities.V1.UpdateRestrictions"><Record>
<PropertyValue Property="Updatable" Bool="false"/>
<PropertyValue Property="Upsertable" Bool="true"/>
<PropertyValue Property="UpdateMethod" EnumMember="Org.OData.Capabilities.V1.HttpMethod/PUT"/>
<PropertyValue Property="Description" String="no"/>
<PropertyValue Property="Permissions"><Collection><Record>
<PropertyValue Property="SchemeName" String="Application"/>
<PropertyValue Property="Scopes"><Collection>
<Record><PropertyValue Property="Scope" String="A.Read"/></Record>
<Record><PropertyValue Property="Scope" String="A.ReadWrite"/></Record>
</Collection></PropertyValue>
</Record></Collection></PropertyValue>
<Annotation Term="Core.Revisions"><Collection><Record>
<PropertyValue Property="Kind" EnumMember="Core.RevisionKind/Added"/>
</Record></Collection></Annotation>
</Record></Annotation>
<Annotation Term="Org.OData.Capabilities.V1.ReadRestrictions"><Record>
<PropertyValue Property="ReadByKeyRestrictions"><Record><PropertyValue Property="Readable" Bool="false"/></Record></PropertyValue>
</Record></Annotation>
<Annotation Term="Org.OData.Capabilities.V1.NavigationRestrictions"><Record>
<PropertyValue Property="Referenceable" Bool="true"/>
<PropertyValue Property="Navigability" EnumMember="Org.OData.Capabilities.V1.NavigationType/None"/>
<PropertyValue Property="RestrictedProperties"><Collection>
<Record><PropertyValue Property="IndexableByKey" Bool="false"/></Record>
<Record><PropertyValue Property="NavigationProperty" NavigationPropertyPath="b"/>
<PropertyValue Property="InsertRestrictions"><Record><PropertyValue Property="Insertable" Bool="false"/></Record></PropertyValue></Record>
</Collection></PropertyValue>
</Record></Annotation>
<Annotation Term="Org.OData.Capabilities.V1.CountRestrictions"><Record>
<PropertyValue Property="Countable" Bool="false"/>
</Record></Annotation>
<Annotation Term="vendor.Description" String="not for us"/>
<Property Name="b" Type="Edm.String"><Annotation Term="Core.Computed"/></Property>
<Property Name="c" Type="Edm.String"><Annotation Term="Core.Immutable" Bool="false"/></Property>
<Property Name="d" Type="Edm.String"><Annotation Term="Core.Permissions"><EnumMember>Core.Permission/Read</EnumMember></Annotation></Property>
<Property Name="e" Type="Edm.String"><Annotation Term="Core.Permissions"><EnumMember>Core.Permission/Read Core.Permission/Write</EnumMember></Annotation></Property>
</EntityType>
<Action Name="f" IsBound="true">
<Parameter Name="bindingParameter" Type="graph.a"/>
<Parameter Name="g" Type="Edm.String"><Annotation Term="Core.OptionalParameter"/></Parameter>
</Action>"#;

#[test]
fn terms() {
    let text = document(TERMS).replace(
        "<edmx:DataServices>",
        "<edmx:Reference Uri=\"x\"><edmx:Include Namespace=\"Org.OData.Core.V1\" Alias=\"Core\"/></edmx:Reference><edmx:DataServices>",
    );
    let (checked, report) = checked(&text, &[]);
    assert_eq!(report, "");
    let checked = checked.unwrap();
    let id = checked.names().find("microsoft.graph.a").unwrap();
    let notes = &checked.ty(id).notes;
    assert_eq!(notes.description.as_ref().unwrap().value, "one two");
    assert_eq!(notes.long_description.as_ref().unwrap().value, "long");
    assert_eq!(notes.link.as_ref().unwrap().value, "https://example.com/");
    let revision = &notes.revisions[0].value;
    assert_eq!((revision.kind, revision.removal_date.as_deref()), (RevisionKind::Deprecated, Some("2026-04-10")));

    let update = &notes.restrictions.update.as_ref().unwrap().value;
    assert_eq!((update.allowed, update.upsertable, update.method), (Some(false), true, Some(Method::Put)));
    assert_eq!(update.description.as_deref(), Some("no"));
    assert_eq!(
        (update.permissions[0].scheme.as_str(), &*update.permissions[0].scopes.concat()),
        ("Application", "A.ReadA.ReadWrite")
    );
    assert_eq!(update.revisions[0].kind, RevisionKind::Added);
    assert_eq!(notes.restrictions.read, None);
    assert_eq!(notes.restrictions.read_by_key.as_ref().unwrap().value.allowed, Some(false));
    assert_eq!(notes.restrictions.insert, None);
    let facts =
        [&notes.restrictions.referenceable, &notes.restrictions.not_navigable, &notes.restrictions.indexable_by_key];
    assert_eq!(facts.map(|fact| fact.as_ref().map(|fact| fact.value)), [Some(true), Some(true), Some(false)]);
    assert!(!notes.restrictions.countable.as_ref().unwrap().value);

    let computed = |name| checked.property(id, name).unwrap().1.notes.computed.as_ref().map(|computed| computed.value);
    assert_eq!(["b", "c", "d", "e"].map(computed), [Some(true), None, Some(true), None]);
    assert!(!checked.property(id, "c").unwrap().1.notes.immutable.as_ref().unwrap().value);
    let optional: Vec<bool> =
        checked.api().operations[0].parameters.iter().map(|parameter| parameter.is_optional).collect();
    assert_eq!(optional, [false, true]);
}

#[test]
fn annotations_that_say_nothing_sensible_are_warnings() {
    let content = r#"<EntityType Name="a">
<Annotation Term="Org.OData.Core.V1.Computed" Bool="perhaps"/>
<Annotation Term="Org.OData.Core.V1.Description"><Collection/></Annotation>
<Annotation Term="Org.OData.Core.V1.LongDescription" Path="computed"/>
<Annotation Term="Org.OData.Core.V1.Revisions"><Collection>
<Record/>
<Record><PropertyValue Property="Kind" EnumMember="Org.OData.Core.V1.RevisionKind/Gone"/></Record>
</Collection></Annotation>
<Annotation Term="Org.OData.Capabilities.V1.InsertRestrictions" Bool="false"/>
<Annotation Term="Org.OData.Capabilities.V1.DeleteRestrictions"><Record>
<PropertyValue Property="Removable" Bool="false"/>
<PropertyValue Property="Permissions"><Collection><Record/></Collection></PropertyValue>
</Record></Annotation>
<Annotation Term="Org.OData.Capabilities.V1.UpdateRestrictions"><Record>
<PropertyValue Property="UpdateMethod" EnumMember="Org.OData.Capabilities.V1.HttpMethod/POST"/>
</Record></Annotation>
<Annotation Term="Org.OData.Capabilities.V1.ReadRestrictions"><Record>
<PropertyValue Property="CustomQueryOptions"><Collection>
<Record><PropertyValue Property="Name" String="$top"/></Record>
<Record><PropertyValue Property="Name" String="deep"/><PropertyValue Property="Requires" Bool="true"/></Record>
</Collection></PropertyValue>
</Record></Annotation>
<Annotation Term="Org.OData.Core.V1.Description" String="x" Sting="y"/>
<Annotation Term="Org.OData.Core.V1.Description" String="z"/>
</EntityType>
<Annotations Target="graph.a"><Annotation Term="Org.OData.Core.V1.Immutable"/></Annotations>
<Annotations Target="graph.a"><Annotation Term="Org.OData.Core.V1.Immutable"/></Annotations>"#;
    assert_snapshot!(report(content), @r"
    api.csdl:24:61: warning[unknown-attribute]: `Annotation` has no attribute `Sting`
    api.csdl:3:53: warning[bad-annotation]: the value of `Org.OData.Core.V1.Computed` should be `true` or `false`, and is ignored
    api.csdl:4:50: warning[bad-annotation]: the value of `Org.OData.Core.V1.Description` should be a text, and is ignored
    api.csdl:7:1: warning[bad-annotation]: the value of `Org.OData.Core.V1.Revisions` should be a record with a `Kind`, and is ignored
    api.csdl:8:52: warning[bad-annotation]: the value of `Kind` should be `Added`, `Modified` or `Deprecated`, and is ignored
    api.csdl:10:71: warning[bad-annotation]: the value of `Org.OData.Capabilities.V1.InsertRestrictions` should be a record, and is ignored
    api.csdl:12:26: warning[unknown-record-property]: `Org.OData.Capabilities.V1.DeleteRestrictions` has no property `Removable`
    api.csdl:13:51: warning[bad-annotation]: the value of `Permissions` should be records with a `SchemeName`, and is ignored
    api.csdl:16:52: warning[bad-annotation]: the value of `UpdateMethod` should be `PATCH` or `PUT`, and is ignored
    api.csdl:20:1: warning[bad-annotation]: the value of `CustomQueryOptions` should be records with a `Name` that does not begin with `$` or `@`, and is ignored
    api.csdl:21:80: warning[unknown-record-property]: `CustomQueryOptions` has no property `Requires`
    api.csdl:25:19: warning[duplicate-annotation]: a second description of the same element is ignored
      api.csdl:24:19: the first is here
    api.csdl:28:22: warning[duplicate-target]: `graph.a` is annotated in two places
      api.csdl:27:22: the first is here
    api.csdl:28:49: warning[duplicate-annotation]: a second statement on being immutable of the same element is ignored
      api.csdl:27:49: the first is here
    ");
}

#[test]
fn imports_name_unbound_operations() {
    let content = r#"<EntityContainer Name="c">
<Singleton Name="s" Type="graph.e"/>
<FunctionImport Name="sum" Function="graph.total"/>
<FunctionImport Name="all" Function="graph.total"><Annotation Term="Org.OData.Core.V1.Description" String="x"/></FunctionImport>
<FunctionImport Name="every" Function="graph.total"/>
<ActionImport Name="sum" Action="graph.reset"/>
<ActionImport Name="s" Action="graph.reset"/>
<ActionImport Name="bound" Action="graph.bound"/>
<ActionImport Name="total" Action="graph.total"/>
</EntityContainer>
<EntityType Name="e"/>
<Function Name="total"><ReturnType Type="Edm.Int32"/></Function>
<Function Name="total"><Parameter Name="since" Type="Edm.Date"/><ReturnType Type="Edm.Int32"/></Function>
<Action Name="reset"/>
<Action Name="bound" IsBound="true"><Parameter Name="e" Type="graph.e"/></Action>"#;
    let (api, names, report) = read(&document(content));
    assert_snapshot!(report, @r"
    api.csdl:7:21: error[duplicate-root]: a second operation import `sum`
      api.csdl:4:23: the first is here
      help: leave one of them out
    api.csdl:8:21: error[duplicate-root]: a second `s` in the container
      api.csdl:3:18: the first is here
      help: leave one of them out
    api.csdl:9:36: error[unknown-operation]: there is no unbound action `microsoft.graph.bound`
      help: an import names an operation of the same document that is not bound
    api.csdl:10:36: error[unknown-operation]: there is no unbound action `microsoft.graph.total`
      help: an import names an operation of the same document that is not bound
    ");
    let imports: Vec<_> = api
        .operations
        .iter()
        .map(|operation| format!("{}/{}", operation.import.as_deref().unwrap_or("-"), operation.parameters.len()))
        .collect();
    assert_eq!(imports, ["sum/0", "sum/1", "-/0", "-/1", "all/0", "all/1", "every/0", "every/1"]);
    assert_eq!(super::write(&api, &names).matches("<Function ").count(), 2, "they are written once");
}
