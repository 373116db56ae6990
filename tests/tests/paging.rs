//! Walking over pages: the state machine alone, and both clients over a service in memory.

use bytes::Bytes;
use http::{Response, StatusCode};
use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentity as Identity;
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::testing::{Answer, Service};
use msgraph_autopilot::{Client, Error, LinkErrorReason, Page, Paging, StaticToken, blocking};

const ROOT: &str = "https://graph.example/v1.0";

fn page(body: &str) -> Response<Bytes> {
    Response::new(Bytes::from(body.to_owned()))
}

fn gone(location: &str) -> Response<Bytes> {
    Response::builder().status(StatusCode::GONE).header("location", location).body(Bytes::new()).unwrap()
}

fn sent(paging: &mut Paging<Identity>) -> Option<String> {
    paging.request().unwrap().map(|request| request.uri().to_string())
}

#[test]
fn a_delta_walk_ends_with_its_link_and_goes_on_from_there() {
    let list = identities::list().header("consistencylevel", "eventual").prefer("odata.maxpagesize=2");
    let mut paging = Paging::new(list.clone(), ROOT);
    let first = paging.request().unwrap().unwrap();
    assert_eq!((paging.next_link(), paging.delta_link(), paging.total_count()), (None, None, None));
    paging
        .read(page(r#"{"@odata.count":3,"value":[{}],"@odata.nextLink":"https://graph.example/v1.0/x?$skiptoken=1"}"#))
        .unwrap();
    assert_eq!(paging.next_link(), Some("https://graph.example/v1.0/x?$skiptoken=1"));
    let second = paging.request().unwrap().unwrap();
    assert_eq!(second.uri(), "https://graph.example/v1.0/x?$skiptoken=1");
    assert_eq!(second.headers(), first.headers());
    paging.read(page(r#"{"value":[],"@odata.deltaLink":"https://graph.example/v1.0/x?$deltatoken=2"}"#)).unwrap();
    assert_eq!(sent(&mut paging), None);
    assert_eq!(paging.total_count(), Some(3), "the count is on the first page only");
    let delta = paging.delta_link().unwrap().to_owned();

    let mut later = Paging::resume(list, ROOT, &delta);
    let request = later.request().unwrap().unwrap();
    assert_eq!((request.uri().to_string(), request.headers()), (delta, first.headers()));
}

#[test]
fn what_the_service_has_forgotten_is_read_again_once() {
    let mut paging = Paging::resume(identities::list(), ROOT, "https://graph.example/v1.0/x?$deltatoken=old");
    sent(&mut paging).unwrap();
    assert!(paging.read(gone("https://graph.example/v1.0/x?$deltatoken=")).unwrap().is_none());
    assert!(paging.restarted());
    assert_eq!(sent(&mut paging).as_deref(), Some("https://graph.example/v1.0/x?$deltatoken="));
    let Err(Error::Service(error)) = paging.read(gone("https://graph.example/v1.0/x?$deltatoken=")) else {
        panic!("it would not end")
    };
    assert_eq!(error.status, StatusCode::GONE);
    assert_eq!(sent(&mut paging), None);

    let mut paging = Paging::resume(identities::list(), ROOT, "https://graph.example/v1.0/x?$deltatoken=old");
    sent(&mut paging).unwrap();
    paging.read(gone("https://elsewhere.example/v1.0/x")).unwrap();
    let Err(Error::Link(error)) = paging.request() else { panic!("another host") };
    assert_eq!(error.reason, LinkErrorReason::OtherHost);
}

#[test]
fn links_stay_with_the_service() {
    let refused = |root: &str, link: &str| match Paging::resume(identities::list(), root, link).request() {
        Err(Error::Link(error)) => Some(error.reason),
        Ok(Some(_)) => None,
        other => panic!("{other:?}"),
    };
    for link in ["https://GRAPH.example/beta/x", "https://graph.example:443/x", "https://graph.example?a"] {
        assert_eq!(refused(ROOT, link), None, "{link}");
    }
    for link in [
        "http://graph.example/v1.0/x",
        "https://graph.example:8443/v1.0/x",
        "https://graph.example.evil.example/v1.0/x",
        "https://graph.example@evil.example/v1.0/x",
        "https://user:password@graph.example/v1.0/x",
        "https://evilgraph.example/v1.0/x",
        "ftp://graph.example/x",
    ] {
        assert_eq!(refused(ROOT, link), Some(LinkErrorReason::OtherHost), "{link}");
    }
    for link in ["", "/v1.0/x", "x", "https://graph.example/a b", "javascript:alert(1)", "https:", "//graph.example/x"]
    {
        assert_eq!(refused(ROOT, link), Some(LinkErrorReason::NotAUrl), "{link}");
    }
}

#[test]
fn an_error_ends_the_walk_where_it_can_be_resumed() {
    let link = "https://graph.example/v1.0/x?$skiptoken=1";
    let mut paging = Paging::new(identities::list(), ROOT);
    sent(&mut paging).unwrap();
    paging.read(page(&format!(r#"{{"value":[],"@odata.nextLink":"{link}"}}"#))).unwrap();
    sent(&mut paging).unwrap();
    let error = Response::builder().status(500).body(Bytes::new()).unwrap();
    paging.read(error).unwrap_err();
    assert_eq!(sent(&mut paging), None);
    assert_eq!(paging.next_link(), Some(link));
    let mut again = Paging::resume(identities::list(), ROOT, link);
    assert_eq!(sent(&mut again).as_deref(), Some(link));
}

fn three_items() -> Service {
    let service = Service::new();
    service.answer(Answer::json(
        r#"{"@odata.count":3,"value":[{"id":"a"},{"id":"b"}],"@odata.nextLink":"https://graph.microsoft.com/v1.0/x"}"#,
    ));
    service.answer(Answer::new(503).header("retry-after", "9"));
    service.answer(Answer::json(r#"{"value":[{"id":"c"}],"@odata.deltaLink":"https://graph.microsoft.com/v1.0/d"}"#));
    service
}

#[test]
fn an_iterator_of_items_and_of_pages() {
    let service = three_items();
    let client = blocking::Client::over(service.clone(), StaticToken::new("t"));
    let mut items = client.pages(identities::list()).items();
    let ids: Vec<String> = items.by_ref().map(|item| item.unwrap().id.unwrap()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(items.pages().total_count(), Some(3));
    assert_eq!(items.pages().delta_link(), Some("https://graph.microsoft.com/v1.0/d"));
    assert_eq!(service.pauses(), [std::time::Duration::from_secs(9)]);

    let pages: Vec<Page<Identity>> = blocking::Client::over(three_items(), StaticToken::new("t"))
        .pages(identities::list())
        .map(Result::unwrap)
        .collect();
    assert_eq!(pages.iter().map(|page| page.value.len()).collect::<Vec<_>>(), [2, 1]);
}

#[tokio::test]
async fn a_stream_of_items_and_of_pages() {
    fn is_stream<T, S: futures_core::Stream<Item = Result<T, Error>> + Send + Unpin>(_: &S) {}
    let client = Client::over(three_items(), StaticToken::new("t"));
    let mut items = client.pages(identities::list()).items();
    is_stream(&items);
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.unwrap().id.unwrap());
    }
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(items.pages().total_count(), Some(3));

    let mut pages = Client::over(three_items(), StaticToken::new("t")).pages(identities::list());
    is_stream(&pages);
    assert_eq!(pages.next().await.unwrap().unwrap().value.len(), 2);
    assert_eq!(pages.next_link(), Some("https://graph.microsoft.com/v1.0/x"));
    assert_eq!(pages.next().await.unwrap().unwrap().value.len(), 1);
    assert!(pages.next().await.is_none());
}
