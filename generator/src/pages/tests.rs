#![expect(clippy::unwrap_used, reason = "a test may panic")]

use insta::assert_snapshot;

use super::{
    Class, Page, Reference,
    markdown::{BlockKind, blocks},
    message::{Head, message},
    read, relate,
};
use crate::{
    config,
    report::Report,
    slice,
    source::{Sources, Span},
};

const API: &str = r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="n" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <EnumType Name="color"><Member Name="red" Value="0"/><Member Name="blue" Value="1"/></EnumType>
  <EnumType Name="sides" IsFlags="true"><Member Name="top" Value="1"/><Member Name="left" Value="2"/></EnumType>
  <EntityType Name="thing"><Key><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.String" Nullable="false"/>
    <Property Name="size" Type="Edm.Int32"/><Property Name="seen" Type="Edm.DateTimeOffset"/>
    <Property Name="color" Type="n.color"/><Property Name="sides" Type="n.sides"/>
    <Property Name="tags" Type="Collection(Edm.String)"/><Property Name="part" Type="n.part"/>
  </EntityType>
  <ComplexType Name="part"><Property Name="name" Type="Edm.String"/></ComplexType>
  <ComplexType Name="screw" BaseType="n.part"><Property Name="thread" Type="Edm.Double"/></ComplexType>
  <ComplexType Name="bag" OpenType="true"/>
  <EntityType Name="user"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>
    <NavigationProperty Name="things" Type="Collection(n.thing)" ContainsTarget="true"/></EntityType>
  <Action Name="paint" IsBound="true"><Parameter Name="it" Type="n.thing"/><Parameter Name="Color" Type="n.color"/></Action>
  <Function Name="near" IsBound="true"><Parameter Name="it" Type="Collection(n.thing)"/>
    <Parameter Name="place" Type="Edm.String"/><ReturnType Type="Collection(n.thing)"/></Function>
  <EntityContainer Name="c"><EntitySet Name="users" EntityType="n.user"/><Singleton Name="me" Type="n.user"/>
    <EntitySet Name="things" EntityType="n.thing"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>"#;

/// What pages come to for a slice, and their texts.
fn related(include: &[&str], pages: &[&str]) -> (Reference, Sources) {
    let (api, report) = crate::testing::checked(API, &[]);
    assert_eq!(report, "");
    let api = api.unwrap();
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let include = include.iter().map(|value| {
        let source = sources.add("include", *value);
        config::Text { value: (*value).to_owned(), span: Span::new(source, 0..value.len()) }
    });
    let wanted = config::Slice { include: include.collect(), ..config::Slice::default() };
    let slice = slice::slice(&api, &wanted, &mut report);
    assert!(!report.has_errors(), "{}", report.to_text(&sources));
    let pages: Vec<Page> = pages
        .iter()
        .map(|text| {
            let id = sources.add("p.md", *text);
            read(id, &sources)
        })
        .collect();
    (relate(&pages, &api, &slice, "https://example.org/v1.0", &sources), sources)
}

const ALL: &[&str] = &["/users/**", "/things/**"];

/// The findings about an example of these lines.
fn findings(example: &str) -> String {
    let (reference, sources) = related(ALL, &[&format!("```http\n{example}\n```\n")]);
    reference.outcome.list(&sources)
}

fn sent(body: &str) -> String {
    findings(&format!("POST /things\n\n{body}"))
}

#[test]
fn what_fits_is_no_finding() {
    let good = r##"{"@odata.type": "#n.thing", "id": "1", "size": -5, "seen": null, "color": "red", "sides": "top, left",
        "tags": [], "part": {"@odata.type": "n.screw", "name": "x", "thread": "INF"}, "tags@odata.count": 0}"##;
    assert_eq!(sent(good), "");
}

#[test]
fn what_does_not_fit_has_a_class_and_a_line() {
    let all = [
        "{\n\"Size\": 1}",
        "{\"size\": 1.5, \"color\": \"RED\"}",
        "{\"size\": 99999999999}",
        "{\"color\": \"green\", \"sides\": \"top,right\"}",
        "{\"size\": \"Integer\", \"seen\": \"datetime-value\", \"color\": \"String\"}",
        "{\"seen\": \"yesterday\"}",
        "{\"part\": {\"thread\": 1}}",
        "{\"part\": {\"@odata.type\": \"n.thing\"}}",
        "{\"part\": {\"@odata.type\": \"n.nail\", \"any\": 1}}",
        "{\"weight\": 1, \"tags\": \"x\"}",
        "{\"tags\": [\"x\", null]}",
        "[]",
        "null",
        "{\"size\": -0}",
        "{\"@odata.etag\": 5}",
        "{\"size\": 1, \"size\": 2}",
        "{\"size\": 1,}",
        "{\"size\": 1 // one\n}",
        "{\"size\": 1, ...}",
        "{\"size\": \"\u{1}\"}",
        "{",
    ];
    assert_snapshot!(all.map(sent).concat(), @"
    p.md:5: letter case: `Size` is called `size`
    p.md:4: wrong kind: `1.5`, a number, is no value of Edm.Int32
    p.md:4: letter case: `RED` is called `red`
    p.md:4: wrong kind: `99999999999`, a number, is no value of Edm.Int32
    p.md:4: unknown enumeration member: n.color has no member `green`
    p.md:4: unknown enumeration member: n.sides has no member `right`
    p.md:4: placeholder: `Integer` stands for Edm.Int32
    p.md:4: placeholder: `datetime-value` stands for Edm.DateTimeOffset
    p.md:4: placeholder: `String` stands for a member of n.color
    p.md:4: wrong kind: `yesterday`, text, is no value of Edm.DateTimeOffset
    p.md:4: missing discriminator: `thread` belongs to n.screw, and no `@odata.type` names that
    p.md:4: unknown type: n.thing is not derived from n.part
    p.md:4: unknown type: there is no type `n.nail`
    p.md:4: unknown property: n.thing has no `weight`
    p.md:4: wrong kind: `x`, text, is no value of a collection of Edm.String
    p.md:4: wrong kind: expected Edm.String, not null
    p.md:4: wrong kind: expected an object, not an array
    p.md:4: wrong kind: expected an object, not null
    p.md:4: wrong kind: `-0`, a number, is no value of Edm.Int32
    p.md:4: wrong kind: `5`, a number, is no value of Edm.String
    p.md:4: damaged JSON: a member stands twice
    p.md:4: damaged JSON: a comma has nothing behind it
    p.md:4: damaged JSON: JSON has no comments
    p.md:4: damaged JSON: something is left out
    p.md:4: damaged JSON: this is no text of JSON
    p.md:4: damaged JSON: the JSON ends too early
    ");
}

#[test]
fn requests_are_found_by_method_and_path() {
    let all = [
        "GET https://example.org/v1.0/users/adele@contoso.com/things?$top=1",
        "GET /me/things('a/b')",
        "GET /beta/things/1 HTTP/1.1",
        "POST /things/{id}/paint",
        "POST /things/{id}/n.paint",
        "GET /things/near(place='x/y')",
        "GET /Things/1",
        "GET /things/1/colour",
        "GET /things/1/color",
        "DELETE /things/1/color",
        "PUT /things/1",
        "HEAD /things",
    ];
    assert_snapshot!(all.map(findings).concat(), @"
    p.md:2: letter case: `Things` is called `things`
    p.md:2: unresolved path: `/things/{id}` has no segment `colour`
    p.md:2: unresolved path: the path cannot be called with DELETE, but with GET
    p.md:2: unresolved path: the path cannot be called with PUT, but with GET, PATCH, DELETE
    p.md:2: unresolved path: the path cannot be called with HEAD, but with GET, POST
    ");
}

#[test]
fn answers_are_what_the_call_answers() {
    let answered =
        |request: &str, body: &str| findings(&format!("{request}\n```\n\n```http\nHTTP/1.1 200 OK\n\n{body}"));
    assert_eq!(answered("GET /things", r#"{"@odata.nextLink": "x", "value": [{"size": 1}]}"#), "");
    assert_eq!(answered("GET /things/near(place='x')", r#"{"value": []}"#), "");
    assert_snapshot!(
        answered("GET /things/1", "{\"value\": {\"size\": 1}}") + &answered("GET /things", "{\"size\": 1}"), @"
    p.md:8: envelope: one n.thing stands inside of `value`
    p.md:8: envelope: the answer is a collection, and there is no array `value`
    ");
}

#[test]
fn errors_of_the_service_are_passed_over() {
    let error = "GET /things\n```\n```http\nHTTP/1.1 404 Not Found\n\n{\"error\": {}}";
    assert_eq!(findings(error), "");
}

#[test]
fn pages_may_say_me_for_users() {
    let page = "```http\nGET /me/things\n```\n```json\n```\n";
    for include in ["/users/{id}/things#GET", "/me/things#GET"] {
        let (reference, _) = related(&[include], &[page, &page.replace("me/", "users/1/")]);
        assert_eq!((reference.outcome.pages, reference.outcome.other_pages), (2, 0), "{include}");
    }
    let (reference, _) = related(&["/things#GET"], &[page]);
    assert_eq!((reference.outcome.pages, reference.outcome.other_pages), (0, 1));
}

#[test]
fn a_page_says_what_a_call_takes() {
    let page = "\u{feff}---\r\ndoc_type: \"apiPageType\"\r\n---\r\n## Permissions\r\n\
        | Permission type | Permissions (from most to least privileged) |\r\n|:--|:--|\r\n\
        |Application|A.ReadWrite.All, A.Read.All|\r\n|Delegated (personal Microsoft account)|Not available.|\r\n\
        ## HTTP request\r\n```http\r\nGET /things\r\nGET /me/things\r\n```\r\n\
        ## Request headers\r\n|Name|Description|\r\n|-|-|\r\n|Authorization|Required.|\r\n|If-Match|Required.|\r\n|`Prefer: x=1`|a \\| b|\r\n";
    let (reference, _) = related(ALL, &[page]);
    let said = reference.of(&(crate::api::Method::Get, "/things".to_owned())).unwrap();
    assert_eq!(said.permissions[0].scopes, ["A.Read.All", "A.ReadWrite.All"]);
    assert_eq!((said.permissions[1].scheme.as_str(), said.permissions[1].scopes.len()), ("DelegatedPersonal", 0));
    let headers: Vec<_> = said.headers.iter().map(|header| (header.name.as_str(), header.required)).collect();
    assert_eq!(headers, [("If-Match", true), ("Prefer", false)]);
    assert_eq!(said.link.as_deref(), Some("https://learn.microsoft.com/graph/api/p?view=graph-rest-1.0"));
    assert!(reference.of(&(crate::api::Method::Get, "/users/{id}/things".to_owned())).is_some());
}

#[test]
fn the_page_about_a_call_is_linked() {
    let name = |names: &[&str]| {
        let page = |name: &&str| format!("---\nreference: {name}\n---\n```\nPOST /things\n```\n");
        let pages: Vec<String> = names.iter().map(page).collect();
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        let (reference, _) = related(ALL, &pages);
        reference
            .of(&(crate::api::Method::Post, "/things".to_owned()))
            .unwrap()
            .link
            .clone()
            .map(|link| link.split(['/', '?']).nth(5).unwrap().to_owned())
    };
    assert_eq!(name(&["x-nut-create"]).as_deref(), Some("x-nut-create"));
    assert_eq!(name(&["x-nut-create", "some-thing-create"]).as_deref(), Some("some-thing-create"));
    assert_eq!(name(&["x-nut-create", "x-bolt-create"]), None);
}

#[test]
fn permissions_may_be_included_from_another_page() {
    let (api, _) = crate::testing::checked(API, &[]);
    let api = api.unwrap();
    let mut sources = Sources::default();
    let texts = [
        (
            "api/list.md",
            "[!INCLUDE [x](../includes/other.md)]\n[!INCLUDE [permissions-table](../includes/permissions/a.md)]\n```\nGET /things\n```",
        ),
        ("includes/permissions/a.md", "|Permission type|Least privileged permissions|\n|-|-|\n|Application|A.Read|"),
    ];
    let ids = texts.map(|(name, text)| sources.add(name, text));
    let pages = ids.map(|id| read(id, &sources));
    let pattern = config::Text { value: "/things".to_owned(), span: Span::new(ids[0], 0..0) };
    let wanted = config::Slice { include: vec![pattern], ..config::Slice::default() };
    let slice = slice::slice(&api, &wanted, &mut Report::default());
    let reference = relate(&pages, &api, &slice, "https://example.org", &sources);
    let said = reference.of(&(crate::api::Method::Get, "/things".to_owned())).unwrap();
    assert_eq!(said.permissions[0].scopes, ["A.Read"]);
}

#[test]
fn no_page_is_too_strange() {
    let nested = "[".repeat(100_000);
    let all = [
        "",
        "\u{feff}",
        "---\ntitle: x",
        "<!--",
        "<!-- --> -->",
        "```http\nPOST /things\n\n{",
        "````\n```\nGET /things\n````\n",
        "~~~http\nGET /things\n~~~\n",
        "|",
        "| a \\",
        "|Permission type|\n|-|\n||\n|Application",
        "# \n#\n######## x ##",
        "```http\nGET\n```\n```http\n\n\n```\n```http\nHTTP/\n```",
        "```http\nGET /things/'(\n```\n",
        "\t```http\n\tGET /things\n\t\n\t```\n",
        "- 1\n   ```http\n   GET /things\n   ```\n",
        "```http\nPOST /things\n\nÄ{\"ü\": \"\u{202e}\"}\n```",
        &format!("```http\nPOST /things\n\n{nested}\n```"),
        &format!("```http\nGET /{}\n```", "things/1/".repeat(20_000)),
        &"|".repeat(100_000),
        &"<!--".repeat(50_000),
        &"```\n".repeat(50_001),
    ];
    for text in all {
        let (reference, sources) = related(ALL, &[text]);
        let outcome = reference.outcome;
        outcome.list(&sources);
        assert_eq!(outcome.pages + outcome.other_pages, 1);
        assert!(outcome.counts().keys().copied().eq(Class::ALL));
    }
}

#[test]
fn blocks_know_their_places() {
    let text = "# A\n<!-- {\"blockType\": \"request\"} --> x\n```http\na\n\nb\n```\n|x\\|y|z|\n|--|:-:|\n|1|\n";
    let found: Vec<String> = blocks(text)
        .into_iter()
        .map(|block| match block.kind {
            BlockKind::Heading(title) => format!("heading {title}"),
            BlockKind::Comment(_) => format!("comment {:?}", &text[block.range]),
            BlockKind::Fenced(inside) => format!("fenced {inside:?} {}", inside == &text[block.range]),
            BlockKind::Table(rows) => format!("table {rows:?}"),
        })
        .collect();
    assert_snapshot!(found.join("\n"), @r#"
    heading A
    comment " {\"blockType\": \"request\"} "
    fenced "a\n\nb\n" true
    table [["x|y", "z"], ["1"]]
    "#);
}

#[test]
fn bodies_begin_behind_the_headers() {
    for text in
        ["POST /a\nA: b\n\n{}", "POST /a\n\nA: b\nC: d\n\n{}", "POST /a\n{}", "POST /a\r\nA: b\r\n\r\n{}\r\n\r\n"]
    {
        let message = message(text, 0..text.len());
        assert!(matches!(message.head, Head::Request(_)), "{text}");
        assert_eq!(message.body.map(|body| &text[body]), Some("{}"), "{text}");
    }
    let text = "HTTP/1.1 204 No Content\n";
    assert_eq!((message(text, 0..text.len()).head, message(text, 0..text.len()).body), (Head::Response(204), None));
    assert_eq!(message("{}", 0..2).head, Head::None);
}
