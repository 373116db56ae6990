//! A list in pages.

use http::Response;
use plain_pages::SERVICE_ROOT;
use plain_pages::models::{Filter, FilterAmount};
use plain_pages::requests::accounts::entries::{self, EntriesListParameters};

#[test]
fn a_page_and_the_next() {
    let answer = r#"{"items":[{"id":"e1","amount":-2.5,"labels":{"a":"b"}}],"page":{"hasMore":true,"next":"c2"}}"#;
    let response = Response::builder().header("x-total", "12").body(answer).unwrap();
    let page = entries::entries_list("a/b c").decode_whole(response).unwrap();
    assert_eq!(page.headers()["x-total"], "12");
    let page = page.into_body();
    assert_eq!(page.items[0].labels.as_ref().unwrap()["a"], "b");
    let next = page.page.next.value().cloned().unwrap();
    let amount = FilterAmount::new().min(1).max(2.5);
    let filter = Filter::new().since("2026-01-31".parse::<plain_pages::Date>().unwrap()).amount(amount);
    let parameters = EntriesListParameters::new().cursor(next).page_size(10).filter(filter);
    let http = entries::entries_list_with("a/b c", &parameters).to_http(SERVICE_ROOT).unwrap();
    assert_eq!(
        http.uri().to_string(),
        "https://ledger.example/v2/accounts/a%2Fb%20c/entries?cursor=c2&pageSize=10\
         &filter%5Bamount%5D%5Bmax%5D=2.5&filter%5Bamount%5D%5Bmin%5D=1.0&filter%5Bsince%5D=2026-01-31"
    );
}

#[test]
fn no_segment_of_the_path_gets_lost() {
    for id in ["", ".", ".."] {
        let error = entries::entries_list(id).to_http(SERVICE_ROOT).unwrap_err();
        assert_eq!(error.to_string(), "the parameter \"account\" of the path is empty, or only dots");
    }
    assert!(entries::entries_list("...").to_http(SERVICE_ROOT).is_ok());
}
