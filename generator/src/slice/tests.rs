#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use insta::assert_snapshot;

use super::{call_text, select_calls};
use crate::{
    config::Text,
    report::Report,
    source::{SourceId, Sources, Span},
    testing::{checked, document},
};

/// The distinct paths that a pattern selects, without those of `$count`.
fn paths(content: &str, pattern: &str) -> String {
    let api = checked(&document(content), &[]).0.unwrap();
    let source: SourceId = Sources::default().add("pattern", pattern);
    let pattern = Text { value: pattern.to_owned(), span: Span::new(source, 0..pattern.len()) };
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
