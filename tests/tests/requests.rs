//! Requests as values: what travels.

#![expect(deprecated, reason = "today's service has dropped the update; it is a request like any other")]

use http::Method;
use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentity as Identity, ImportedWindowsAutopilotDeviceIdentityBody as Body,
};
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identity_uploads::device_identities as upload_identities;
use msgraph_autopilot::requests::device_management::windows_autopilot_device_identities::{
    self as devices, AssignUserToDeviceBody, UpdateDevicePropertiesBody,
};
use msgraph_autopilot::{Error, Request, RequestError, SERVICE_ROOT};

const COLLECTION: &str = "/deviceManagement/importedWindowsAutopilotDeviceIdentities";

fn header(http: &http::Request<bytes::Bytes>, name: &str) -> Vec<String> {
    http.headers().get_all(name).iter().map(|value| value.to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_operation_has_its_method_and_target() {
    let (body, import) = (Body::new(), identities::ImportBody::new());
    let one = format!("{COLLECTION}/i");
    let device = "/deviceManagement/windowsAutopilotDeviceIdentities";
    fn of<T>(request: impl Into<Request<T>>) -> (Method, String) {
        let request = request.into();
        (request.method().clone(), request.target())
    }
    let table = [
        (of(identities::list()), Method::GET, COLLECTION.to_owned()),
        (of(identities::count()), Method::GET, format!("{COLLECTION}/$count")),
        (of(identities::get("i")), Method::GET, one.clone()),
        (of(identities::create(&body)), Method::POST, COLLECTION.to_owned()),
        (of(identities::update("i", &body)), Method::PATCH, one.clone()),
        (of(identities::delete("i")), Method::DELETE, one),
        (of(identities::import(&import)), Method::POST, format!("{COLLECTION}/microsoft.graph.import")),
        (
            of(upload_identities::update("u", "i", &body)),
            Method::PATCH,
            "/deviceManagement/importedWindowsAutopilotDeviceIdentityUploads/u/deviceIdentities/i".to_owned(),
        ),
        (of(devices::list()), Method::GET, device.to_owned()),
        (of(devices::get("i")), Method::GET, format!("{device}/i")),
        (of(devices::delete("i")), Method::DELETE, format!("{device}/i")),
        (
            of(devices::update_device_properties("i", &UpdateDevicePropertiesBody::new())),
            Method::POST,
            format!("{device}/i/microsoft.graph.updateDeviceProperties"),
        ),
        (
            of(devices::assign_user_to_device("i", &AssignUserToDeviceBody::new())),
            Method::POST,
            format!("{device}/i/microsoft.graph.assignUserToDevice"),
        ),
        (
            of(devices::unassign_user_from_device("i")),
            Method::POST,
            format!("{device}/i/microsoft.graph.unassignUserFromDevice"),
        ),
    ];
    for ((method, target), expected_method, expected_target) in table {
        assert_eq!((&method, &target), (&expected_method, &expected_target));
    }
}

#[test]
fn a_key_stays_one_segment_whatever_is_in_it() {
    for (key, segment) in [
        ("985b71ec-71ec-985b-ec71-5b98ec715b98", "/985b71ec-71ec-985b-ec71-5b98ec715b98"),
        ("a/b", "/a%2Fb"),
        ("a b", "/a%20b"),
        ("a+b", "/a%2Bb"),
        ("O'Brien", "/O%27Brien"),
        ("a?b#c", "/a%3Fb%23c"),
        ("100%", "/100%25"),
        ("a%2Fb", "/a%252Fb"),
        ("a$b", "/a%24b"),
        ("a&b=c", "/a%26b%3Dc"),
        ("ü€", "/%C3%BC%E2%82%AC"),
        ("...", "/..."),
        ("a(1)", "/a%281%29"),
        ("{}", "/%7B%7D"),
        ("$count", "('%24count')"),
        ("$it's", "('%24it%27%27s')"),
        (".", "('.')"),
        ("..", "('..')"),
    ] {
        let http = identities::get(key).to_http(SERVICE_ROOT).unwrap();
        assert_eq!(http.uri().path(), format!("/v1.0{COLLECTION}{segment}"), "key {key:?}");
        assert_eq!(http.uri().query(), None, "key {key:?}");
    }
}

#[test]
fn keys_in_the_middle_are_keys_too() {
    let target = upload_identities::update("..", "{}", &Body::new()).target();
    assert_eq!(target, "/deviceManagement/importedWindowsAutopilotDeviceIdentityUploads('..')/deviceIdentities/%7B%7D");
}

#[test]
fn an_empty_key_is_refused() {
    let http = |result: Result<http::Request<bytes::Bytes>, Error>| match result {
        Err(Error::Request(RequestError::EmptyKey)) => {}
        other => panic!("{other:?}"),
    };
    http(identities::get("").to_http(SERVICE_ROOT));
    http(identities::delete("").to_http(SERVICE_ROOT));
    http(upload_identities::update("", "i", &Body::new()).to_http(SERVICE_ROOT));
    http(upload_identities::update("u", "", &Body::new()).to_http(SERVICE_ROOT));
    http(devices::unassign_user_from_device("").to_http(SERVICE_ROOT));
}

#[test]
fn headers_say_what_is_sent_and_wanted() {
    let list = identities::list().to_http(SERVICE_ROOT).unwrap();
    assert_eq!(header(&list, "accept"), ["application/json"]);
    assert_eq!(header(&list, "content-type"), [""; 0]);
    assert!(list.body().is_empty());

    let update = identities::update("i", &Body::new()).to_http(SERVICE_ROOT).unwrap();
    assert_eq!(header(&update, "accept"), ["application/json"]);
    assert_eq!(header(&update, "content-type"), ["application/json"]);
    assert_eq!(update.body(), "{}");

    let count = identities::count().to_http(SERVICE_ROOT).unwrap();
    assert_eq!(header(&count, "accept"), ["text/plain"]);

    let unassign = devices::unassign_user_from_device("i").to_http(SERVICE_ROOT).unwrap();
    assert_eq!(header(&unassign, "content-type"), [""; 0]);
    assert!(unassign.body().is_empty());
    for name in ["authorization", "client-request-id", "user-agent", "prefer", "if-match"] {
        assert_eq!(header(&update, name), [""; 0], "{name} is not the request's");
    }
}

#[test]
fn building_twice_gives_the_same() {
    let request = identities::update("i", &Body::new().serial_number("1")).prefer("a=1").query("$x", "y");
    let (one, two) = (request.to_http(SERVICE_ROOT).unwrap(), request.clone().to_http(SERVICE_ROOT).unwrap());
    assert_eq!(
        (one.method(), one.uri(), one.headers(), one.body()),
        (two.method(), two.uri(), two.headers(), two.body())
    );
}

#[test]
fn own_headers_replace() {
    let request = identities::list().header("ConsistencyLevel", "x").header("consistencylevel", "eventual");
    assert_eq!(header(&request.to_http(SERVICE_ROOT).unwrap(), "ConsistencyLevel"), ["eventual"]);
}

#[test]
fn if_match_travels_to_the_letter() {
    let request = identities::update("i", &Body::new()).if_match("W/\"JzEtVXNlcic=\"");
    assert_eq!(header(&request.to_http(SERVICE_ROOT).unwrap(), "if-match"), ["W/\"JzEtVXNlcic=\""]);
}

#[test]
fn preferences_accumulate_in_one_header_and_the_last_of_a_name_counts() {
    let request = identities::update("i", &Body::new())
        .include_unknown_enum_members()
        .prefer("return=minimal")
        .prefer("odata.maxpagesize=50")
        .return_representation()
        .prefer("OData.MaxPageSize=20");
    assert_eq!(
        header(&request.to_http(SERVICE_ROOT).unwrap(), "prefer"),
        ["include-unknown-enum-members, return=representation, OData.MaxPageSize=20"]
    );
    let replaced = request.header("Prefer", "a").prefer("b");
    assert_eq!(header(&replaced.to_http(SERVICE_ROOT).unwrap(), "prefer"), ["a, b"]);
}

#[test]
fn return_minimal_keeps_the_request_and_needs_no_answer() {
    let request = identities::update("i", &Body::new().serial_number("1")).if_match("*").return_minimal();
    let http = request.to_http(SERVICE_ROOT).unwrap();
    assert_eq!((header(&http, "prefer"), header(&http, "if-match")), (vec!["return=minimal".into()], vec!["*".into()]));
    assert_eq!((http.method(), &http.body()[..]), (&Method::PATCH, br#"{"serialNumber":"1"}"#.as_slice()));
    let answers = [http::Response::builder().status(204).body("").unwrap(), http::Response::new("no JSON")];
    for answer in answers {
        request.decode(answer).unwrap();
    }
}

#[test]
fn query_options_are_encoded_once_and_stand_once() {
    let list = identities::list()
        .select([&Identity::ID, &Identity::SERIAL_NUMBER, &Identity::STATE])
        .query("$filter", "serialNumber eq 'A&B=C+ü#%'")
        .query("$top", "1")
        .query("$top", "50");
    assert_eq!(
        list.target(),
        format!(
            "{COLLECTION}?$select=id,serialNumber,state\
             &$filter=serialNumber%20eq%20%27A%26B%3DC%2B%C3%BC%23%25%27&$top=50"
        )
    );
    let get = identities::get("i").select([&Identity::ID]).select([&Identity::GROUP_TAG]);
    assert_eq!(get.target(), format!("{COLLECTION}/i?$select=groupTag"));
    assert_eq!(Identity::GROUP_TAG.name(), "groupTag");
}

#[test]
fn the_service_root_is_any_cloud_and_nothing_else() {
    for (root, uri) in [
        ("https://graph.microsoft.com/v1.0", format!("https://graph.microsoft.com/v1.0{COLLECTION}")),
        ("https://graph.microsoft.us/beta/", format!("https://graph.microsoft.us/beta{COLLECTION}")),
        (
            "https://microsoftgraph.chinacloudapi.cn/v1.0",
            format!("https://microsoftgraph.chinacloudapi.cn/v1.0{COLLECTION}"),
        ),
        ("http://127.0.0.1:8080", format!("http://127.0.0.1:8080{COLLECTION}")),
    ] {
        assert_eq!(identities::list().to_http(root).unwrap().uri().to_string(), uri);
    }
    for root in [
        "",
        "/v1.0",
        "graph.microsoft.com/v1.0",
        "ftp://x/v1.0",
        "https://",
        "https:///v1.0",
        "https:x",
        "https://x/v1.0?a=b",
        "https://x/v1.0#a",
        "https://x y/",
    ] {
        match identities::list().to_http(root) {
            Err(Error::Request(RequestError::ServiceRoot)) => {}
            other => panic!("{root:?}: {other:?}"),
        }
    }
}

#[test]
fn a_failure_is_kept_and_cloned_until_it_is_reported() {
    let bad = identities::list().header("bad name", "x").header("x", "line\nbreak").into_request();
    for request in [bad.clone(), bad] {
        match request.to_http(SERVICE_ROOT) {
            Err(Error::Request(RequestError::Header(name))) => assert_eq!(name, "bad name"),
            other => panic!("{other:?}"),
        }
    }
    for request in [identities::list().header("x", "line\nbreak"), identities::list().prefer("line\nbreak")] {
        let error = request.to_http(SERVICE_ROOT).unwrap_err();
        assert!(matches!(error, Error::Request(RequestError::Header(_))), "{error}");
    }
}

#[test]
fn debug_shows_no_body_and_no_header_value() {
    let body = Body::new().serial_number("SECRET1");
    let request = identities::update("i", &body).header("authorization", "Bearer SECRET2");
    let text = format!("{request:?} {:#?} {:?}", request, identities::list().header("x", "SECRET3"));
    assert!(!text.contains("SECRET"), "{text}");
    assert!(text.contains("PATCH") && text.contains(&format!("{COLLECTION}/i")) && text.contains("26 bytes"), "{text}");
}

#[test]
fn requests_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>(_: T) {}
    shared(identities::list());
    shared(identities::get("i"));
    shared(identities::update("i", &Body::new()));
    shared(Body::new());
}
