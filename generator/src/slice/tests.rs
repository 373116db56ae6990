#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use insta::assert_snapshot;

use super::{call_text, select_calls, slice};
use crate::{
    config::{Features, Slice, Text},
    report::Report,
    source::{Sources, Span},
    testing::{checked, document},
};

/// A pattern of the command line.
fn pattern(text: &str, sources: &mut Sources) -> Text {
    Text { value: text.to_owned(), span: Span::new(sources.add("pattern", text), 0..text.len()) }
}

/// What is wrong with a slice of these patterns.
fn report(content: &str, patterns: &[&str], features: Features) -> String {
    let api = checked(&document(content), &[]).0.unwrap();
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let include = patterns.iter().map(|text| pattern(text, &mut sources)).collect();
    let wanted = Slice { include, types: Vec::new(), features, skip_unsupported: false };
    let slice = slice(&api, &wanted, &mut report);
    assert!(slice.calls.is_empty(), "{} calls", slice.calls.len());
    report.to_text(&sources)
}

/// The distinct paths that a pattern selects, without those of `$count`.
fn paths(content: &str, pattern: &str) -> String {
    let api = checked(&document(content), &[]).0.unwrap();
    let pattern = self::pattern(pattern, &mut Sources::default());
    let mut report = Report::default();
    let calls = select_calls(&api, &[pattern], &mut report);
    assert!(!report.has_errors());
    let mut paths: Vec<String> = calls.iter().map(|call| call_text(&api, call).1).collect();
    paths.retain(|path| !path.ends_with("/$count"));
    paths.dedup();
    paths.join("\n")
}

/// An entity type with a key and these navigation properties: `name: type`, `name: [type]`, and `name -> type` for one
/// that only refers.
fn entity(name: &str, navigation: &[&str]) -> String {
    let mut out = format!(
        r#"<EntityType Name="{name}"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>"#
    );
    for text in navigation {
        let contains = text.contains(": ");
        let (name, ty) = text.split_once(": ").or_else(|| text.split_once(" -> ")).unwrap();
        let ty = match ty.strip_prefix('[').and_then(|ty| ty.strip_suffix(']')) {
            Some(item) => format!("Collection(graph.{item})"),
            None => format!("graph.{ty}"),
        };
        out += &format!(r#"<NavigationProperty Name="{name}" Type="{ty}" ContainsTarget="{contains}"/>"#);
    }
    out + "</EntityType>\n"
}

fn sets(sets: &[(&str, &str)]) -> String {
    let set = |(name, ty): &(&str, &str)| format!(r#"<EntitySet Name="{name}" EntityType="graph.{ty}"/>"#);
    format!(r#"<EntityContainer Name="c">{}</EntityContainer>"#, sets.iter().map(set).collect::<String>())
}

#[test]
fn a_wildcard_goes_on_in_what_is_contained() {
    let content = [
        entity("library", &["books: [book]", "parent -> library", "visitors -> [person]"]),
        entity("book", &["pages: [page]", "sequels: [book]"]),
        entity("page", &[]),
        entity("person", &["cards: [page]"]),
        sets(&[("libraries", "library")]),
    ];
    assert_snapshot!(paths(&content.concat(), "/**"), @r"
    /libraries
    /libraries/{id}
    /libraries/{id}/books
    /libraries/{id}/books/{id}
    /libraries/{id}/books/{id}/pages
    /libraries/{id}/books/{id}/pages/{id}
    /libraries/{id}/books/{id}/sequels
    /libraries/{id}/books/{id}/sequels/{id}
    /libraries/{id}/books/{id}/sequels/{id}/pages
    /libraries/{id}/books/{id}/sequels/{id}/pages/{id}
    /libraries/{id}/parent
    /libraries/{id}/visitors
    /libraries/{id}/visitors/{id}
    ");
}

#[test]
fn it_goes_no_way_back() {
    let content = [
        entity("library", &["books: [book]"]),
        entity("book", &["pages: [page]"]),
        entity("page", &["book: book", "notes: [note]"]),
        entity("note", &["library: library"]),
        sets(&[("libraries", "library")]),
    ];
    assert_snapshot!(paths(&content.concat(), "/**"), @r"
    /libraries
    /libraries/{id}
    /libraries/{id}/books
    /libraries/{id}/books/{id}
    /libraries/{id}/books/{id}/pages
    /libraries/{id}/books/{id}/pages/{id}
    /libraries/{id}/books/{id}/pages/{id}/book
    /libraries/{id}/books/{id}/pages/{id}/notes
    /libraries/{id}/books/{id}/pages/{id}/notes/{id}
    /libraries/{id}/books/{id}/pages/{id}/notes/{id}/library
    ");
}

/// That a page claims to contain its book shows that containment is not only said of a book's home.
#[test]
fn what_is_claimed_is_opened_at_home() {
    let content = [
        entity("library", &["books: [book]", "newBooks: [book]", "best: book", "shelves: [shelf]"]),
        entity("shelf", &["copies: [book]"]),
        entity("book", &["pages: [page]", "sequels: [book]"]),
        entity("page", &["book: book"]),
        sets(&[("libraries", "library")]),
    ];
    assert_snapshot!(paths(&content.concat(), "/**"), @r"
    /libraries
    /libraries/{id}
    /libraries/{id}/best
    /libraries/{id}/books
    /libraries/{id}/books/{id}
    /libraries/{id}/books/{id}/pages
    /libraries/{id}/books/{id}/pages/{id}
    /libraries/{id}/books/{id}/pages/{id}/book
    /libraries/{id}/books/{id}/sequels
    /libraries/{id}/books/{id}/sequels/{id}
    /libraries/{id}/newBooks
    /libraries/{id}/newBooks/{id}
    /libraries/{id}/shelves
    /libraries/{id}/shelves/{id}
    /libraries/{id}/shelves/{id}/copies
    /libraries/{id}/shelves/{id}/copies/{id}
    ");
}

#[test]
fn one_step_is_made_to_what_has_a_set_of_its_own() {
    let content = [
        entity("person", &["libraries: [library]", "desk: desk"]),
        entity("desk", &["library: library"]),
        entity("library", &["rooms: [room]", "owners -> [person]"]),
        entity("room", &[]),
        sets(&[("libraries", "library"), ("people", "person")]),
    ];
    assert_snapshot!(paths(&content.concat(), "/people/**"), @r"
    /people
    /people/{id}
    /people/{id}/desk
    /people/{id}/desk/library
    /people/{id}/libraries
    /people/{id}/libraries/{id}
    /people/{id}/libraries/{id}/owners
    /people/{id}/libraries/{id}/owners/{id}
    /people/{id}/libraries/{id}/rooms
    /people/{id}/libraries/{id}/rooms/{id}
    ");
    // What is written in the pattern is no step of the wildcard.
    assert_snapshot!(paths(&content.concat(), "/people/{id}/desk/library/**"), @r"
    /people/{id}/desk/library
    /people/{id}/desk/library/owners
    /people/{id}/desk/library/owners/{id}
    /people/{id}/desk/library/rooms
    /people/{id}/desk/library/rooms/{id}
    ");
}

/// Types that contain all others, and themselves: twelve of them have more paths than memory could hold.
fn dense(types: usize) -> String {
    let inside: Vec<String> = (0..types).map(|ty| format!("n{ty}: [t{ty}]")).collect();
    let inside: Vec<&str> = inside.iter().map(String::as_str).collect();
    let types: String = (0..types).map(|ty| entity(&format!("t{ty}"), &inside)).collect();
    types + &sets(&[("set", "t0")])
}

/// The end of a search that finds too much, and how many calls it had found by then.
fn too_much(content: &str, text: &str) -> (String, usize) {
    let api = checked(&document(content), &[]).0.unwrap();
    let containment = super::containment::Containment::new(&api);
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let pattern = super::pattern::parse(&pattern(text, &mut sources), &mut report).unwrap();
    let mut found = super::select::Found::new(&api);
    let end = super::select::select(&api, &containment, &pattern, &mut found, &mut report);
    assert!(end.is_err(), "{} calls of {text}", found.calls.len());
    (report.to_text(&sources), found.calls.len())
}

#[test]
fn what_contains_everything_ends_early() {
    let stars = format!("/set{}", "/*".repeat(13));
    for (text, much) in [
        ("/**", "paths of more than 100 segments, such as `/set/{id}/n0/{id}/n1/{id}/n1/{id}/…`"),
        (&stars, "calls that come to more than 16 MB of source, such as `/set/{id}/n0/{id}/n0/{id}/n1/{id}/…`"),
        (&format!("{stars}/nothing"), "calls that come to more than 16 MB of source"),
    ] {
        let (report, calls) = too_much(&dense(12), text);
        assert!(report.contains(&format!("error[endless-pattern]: the pattern leads to {much}")), "{report}");
        assert!(calls < 12_000, "{calls}");
    }
}

#[test]
fn what_is_written_again_at_each_path_is_counted_there() {
    let word = "word ".repeat(1_000);
    let note = format!(r#"<Annotation Term="Org.OData.Core.V1.Description" String="{word}"/>"#);
    let own = |of: usize| {
        format!(
            r#"<Action Name="act" IsBound="true"><Parameter Name="it" Type="graph.t{of}"/><Parameter Name="p" Type="Edm.String">{note}</Parameter>{note}</Action>"#
        )
    };
    let content = dense(12) + &(0..12).map(own).collect::<String>();
    // 10,000 bytes each, of 18 MB: with paths alone there would be 9,000.
    let (_, calls) = too_much(&content, &format!("/set{}/act", "/*".repeat(9)));
    assert!((1_000..2_000).contains(&calls), "{calls}");
}

#[test]
fn paths_have_an_end() {
    let contains = |at: usize| entity(&format!("t{at}"), &[&format!("n{at}: t{}", at + 1)]);
    let content = (0..120).map(contains).collect::<String>() + &entity("t120", &[]) + &sets(&[("set", "t0")]);
    assert_snapshot!(report(&content, &["/set/{id}/n0/**", "/set"], Features::None), @r"
    pattern:1:1: error[endless-pattern]: the pattern leads to paths of more than 100 segments, such as `/set/{id}/n0/n1/n2/n3/n4/n5/…`
      help: name the paths more closely, segment by segment as far as you know them: where everything contains everything, the ways from one to another are countless
    ");
    assert_snapshot!(report(&content, &["/nothing"], Features::Segments), @r"
    pattern:1:2: error[empty-pattern]: the service has no segment `nothing`
      help: there are `set`
    error[endless-description]: the description leads to paths of more than 100 segments, such as `/set/{id}/n0/n1/n2/n3/n4/n5/…`
      help: which features compile a type depends on all paths: leave out `features`
    ");
    let long = format!("/set/{{id}}{}", "/n".repeat(99));
    assert_snapshot!(report(&content, &[&long], Features::None), @"pattern:1:207: error[bad-pattern]: a pattern has at most 100 segments");
}

#[test]
fn types_do_not_multiply_what_they_inherit() {
    let text = "long ".repeat(3000);
    let property = |at| {
        format!(
            r#"<Property Name="p{at}" Type="Edm.String"><Annotation Term="Org.OData.Core.V1.Description" String="{text}"/></Property>"#
        )
    };
    let base = format!(r#"<EntityType Name="base">{}</EntityType>"#, (0..100).map(property).collect::<String>());
    let derived = |at| format!(r#"<EntityType Name="t{at}" BaseType="graph.base"/>"#);
    let set = |at| format!(r#"<EntitySet Name="s{at}" EntityType="graph.t{at}"/>"#);
    let content = base
        + &(0..300).map(derived).collect::<String>()
        + &format!(r#"<EntityContainer Name="c">{}</EntityContainer>"#, (0..300).map(set).collect::<String>());
    assert_snapshot!(report(&content, &["/**"], Features::None), @r"
    error[endless-types]: the members of the types come to more than 39 MB of source
      help: take fewer types: name the paths more closely. Each type has the members of all its base types
    ");
}

#[test]
fn a_structural_property_comes_only_by_name() {
    let person = r#"<EntityType Name="person"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String"/>
        <Property Name="home" Type="graph.home"/><Property Name="name" Type="Edm.String"/></EntityType>
        <ComplexType Name="home"><Property Name="city" Type="Edm.String"/></ComplexType>"#;
    let content = person.to_owned() + &sets(&[("people", "person")]);
    for wildcard in ["/people/**", "/people/*", "/people/{id}/**"] {
        assert!(!paths(&content, wildcard).contains("home"), "{wildcard}");
    }
    assert_eq!(paths(&content, "/people/{id}/home/**"), "/people/{id}/home");
    assert_eq!(paths(&content, "/people/{id}/name/**"), "/people/{id}/name\n/people/{id}/name/$value");
    let wrong = ["/people/{id}/nme", "/people/{id}/home/town", "/people/{id}/name#PATCH", "/people/{id}/home/$value"];
    assert_snapshot!(report(&content, &wrong, Features::None), @"
    pattern:1:14: error[empty-pattern]: `/people/{id}` has no segment `nme`
      help: did you mean `name`?
    pattern:1:19: error[empty-pattern]: `/people/{id}/home` has no segment `town`
      help: there are `city`
    pattern:1:1: error[no-such-method]: nothing that the pattern matches can be called with PATCH
      help: what it matches is called with GET
    pattern:1:19: error[empty-pattern]: `/people/{id}/home` has no segment `$value`
      help: there are `city`
    ");
}
