//! Operations without ids.

use plain_nameless::models::PostV10BooksBody;
use plain_nameless::requests::{self, v1_0::books};

#[test]
fn names_come_from_method_and_path() {
    assert_eq!(requests::get().target(), "/");
    assert_eq!(books::get_v1_0_books().target(), "/v1.0/books");
    assert_eq!(books::post_v1_0_books(&PostV10BooksBody::new("t")).method(), "POST");
    assert_eq!(books::options_v1_0_books_by_book_id("a").method(), "OPTIONS");
    assert_eq!(books::pages::get_v1_0_books_by_book_id_pages_by_page("a", 3).target(), "/v1.0/books/a/pages/3/");
}
