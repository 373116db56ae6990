//! Operations without ids, and those that are called otherwise.

use plain_nameless::models::NewBook;
use plain_nameless::requests::{self, v1_0::authors, v1_0::books};

#[test]
fn names_come_from_method_and_path() {
    assert_eq!(requests::get().target(), "/");
    assert_eq!(books::get_v1_0_books().target(), "/v1.0/books");
    assert_eq!(books::post_v1_0_books(&NewBook::new("t")).method(), "POST");
    assert_eq!(books::options_v1_0_books_by_book_id("a").method(), "OPTIONS");
    assert_eq!(books::pages::get_v1_0_books_by_book_id_pages_by_page("a", 3).target(), "/v1.0/books/a/pages/3/");
}

#[test]
fn what_is_renamed_is_called_so() {
    assert_eq!(NewBook::new("t").name, "t");
    assert_eq!(authors::authors().method(), "GET");
    // A name that was chosen goes before one that comes from an id.
    assert_eq!(authors::authors2().method(), "HEAD");
    assert_eq!(authors::search().method(), "POST");
    assert_eq!(authors::search_with(&authors::SearchParameters::new().name("a")).target(), "/v1.0/authors?name=a");
}
