//! The generated crate with its client against a service on the loopback interface: what a user gets, and what arrives.

#![expect(
    deprecated,
    reason = "the update calls and the batches are served here, as the reference pages describe them"
)]
mod service;

use axum::response::{Html, Redirect};
use http::{Method, StatusCode, header};
use msgraph_autopilot::models::{
    ImportedWindowsAutopilotDeviceIdentity as Identity, ImportedWindowsAutopilotDeviceIdentityBody as IdentityBody,
    ImportedWindowsAutopilotDeviceIdentityImportStatus as ImportStatus,
    ImportedWindowsAutopilotDeviceIdentityStateBody as StateBody,
};
use msgraph_autopilot::requests::device_management::{
    imported_windows_autopilot_device_identities as identities,
    imported_windows_autopilot_device_identity_uploads::device_identities as upload_identities,
    windows_autopilot_device_identities as devices,
};
use msgraph_autopilot::{Binary, Client, Error, Field, Request, RetryPolicy, ServiceError, StaticToken};
use serde_json::{Value, json};

use service::{Service, TOKEN, graph_error};

const BATCH: &str = "batch-1";

fn client(service: &Service) -> Client {
    Client::new(StaticToken::new(TOKEN)).service_root(service.root()).retry(RetryPolicy::none())
}

fn record(id: &str) -> Value {
    json!({ "id": id, "serialNumber": "C02X", "productKey": "00330", "state": { "deviceErrorCode": 806 } })
}

/// A service with one record, known by the same id to the plain route and to the batch.
async fn service_with_record(id: &str) -> Service {
    let service = Service::start().await;
    service.keep("", id, record(id));
    service.keep(BATCH, id, record(id));
    service
}

/// The update by both routes, and the name of the batch in the service.
fn updates(id: &str, body: &IdentityBody) -> [(&'static str, Request<Option<Identity>>); 2] {
    [("", identities::update(id, body)), (BATCH, upload_identities::update(BATCH, id, body))]
}

/// The error that the service's answer to a read is turned into.
async fn error_of_read(service: &Service) -> Box<ServiceError> {
    match client(service).send(identities::get("1")).await {
        Err(Error::Service(error)) => error,
        other => panic!("not a service error: {other:?}"),
    }
}

#[tokio::test]
async fn an_import_from_creation_to_deletion() {
    let service = Service::start().await;
    let client = client(&service);
    let hash = "T0hXAA+/";
    let body = IdentityBody::new()
        .serial_number("C02X")
        .group_tag("Sales")
        .hardware_identifier(Binary::from_base64(hash).unwrap());

    let created = client.send(identities::create(&body)).await.unwrap();
    assert_eq!(
        service.last().json(),
        json!({ "serialNumber": "C02X", "groupTag": "Sales", "hardwareIdentifier": hash })
    );
    assert_eq!(created.state.unwrap().device_import_status, Some(ImportStatus::Unknown));
    assert_eq!(created.hardware_identifier.unwrap().to_bytes().unwrap(), b"");
    let id = created.id.unwrap();
    assert_eq!((created.product_key.unwrap(), created.import_id.unwrap()), (id.clone(), id.clone()));

    let mut finished = service.kept("", &id).unwrap();
    finished["state"] = json!({ "deviceImportStatus": "complete", "deviceRegistrationId": "registered-1" });
    service.keep("", &id, finished);
    let state = client.send(identities::get(&id)).await.unwrap().state.unwrap();
    assert_eq!(state.device_import_status, Some(ImportStatus::Complete));
    assert_eq!(state.device_registration_id.as_deref(), Some("registered-1"));

    client.send(identities::delete(&id)).await.unwrap();
    assert_eq!(service.kept("", &id), None);
}

#[tokio::test]
async fn lists_and_counts() {
    let service = service_with_record("1").await;
    service.keep("", "2", json!({ "id": "2", "state": { "deviceImportStatus": "brandNew" } }));
    let client = client(&service);

    let page = client.send(identities::list()).await.unwrap();
    let ids: Vec<_> = page.value.iter().map(|identity| identity.id.as_deref().unwrap()).collect();
    assert_eq!(ids, ["1", "2"]);
    let status = page.value[1].state.as_ref().unwrap().device_import_status.as_ref().unwrap();
    assert_eq!(status.as_str(), "brandNew", "a status that is new to the crate is kept");

    assert_eq!(client.send(identities::count()).await.unwrap(), 2);
    assert_eq!(client.send(upload_identities::count(BATCH)).await.unwrap(), 1);
}

#[tokio::test]
async fn an_update_changes_what_is_set_and_nothing_else() {
    let service = service_with_record("1").await;
    let body = IdentityBody::new().serial_number("C02Y").state(StateBody::new().device_error_name("StorageError"));
    for (batch, request) in updates("1", &body) {
        let updated = client(&service).send(&request).await.unwrap().unwrap();
        assert_eq!(updated.serial_number.as_deref(), Some("C02Y"));
        assert_eq!(updated.state.unwrap().device_error_name.as_deref(), Some("StorageError"));
        let kept = service.kept(batch, "1").unwrap();
        assert_eq!((&kept["productKey"], &kept["state"]["deviceErrorCode"]), (&json!("00330"), &json!(806)));
    }
}

#[tokio::test]
async fn null_clears() {
    let service = service_with_record("1").await;
    let body = IdentityBody::new().product_key(Field::Null);
    for (batch, request) in updates("1", &body) {
        let updated = client(&service).send(&request).await.unwrap().unwrap();
        assert_eq!((updated.product_key, updated.serial_number.as_deref()), (None, Some("C02X")));
        assert_eq!(service.kept(batch, "1").unwrap()["productKey"], Value::Null);
    }
}

#[tokio::test]
async fn an_update_may_answer_with_nothing() {
    let service = service_with_record("1").await;
    let body = IdentityBody::new().serial_number("C02Y");
    for (batch, request) in updates("1", &body) {
        let () = client(&service).send(request.clone().return_minimal()).await.unwrap();
        assert_eq!(service.last().headers["prefer"], "return=minimal");
        assert_eq!(service.kept(batch, "1").unwrap()["serialNumber"], "C02Y");

        service.answer_next(StatusCode::NO_CONTENT);
        assert_eq!(client(&service).send(&request).await.unwrap(), None, "204 without having been asked for");
    }
}

#[tokio::test]
async fn imports_many_with_one_call() {
    let service = Service::start().await;
    let bodies = ["C02X", "C02Y"].map(|serial| IdentityBody::new().serial_number(serial));
    let body = identities::ImportBody::new().imported_windows_autopilot_device_identities(bodies.to_vec());
    let answer = client(&service).send(identities::import(&body)).await.unwrap();

    let serials: Vec<_> = answer.value.iter().map(|identity| identity.serial_number.as_deref().unwrap()).collect();
    assert_eq!(serials, ["C02X", "C02Y"]);
    let seen = service.last();
    assert_eq!(seen.method, Method::POST);
    assert_eq!(seen.target, "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities/microsoft.graph.import");
}

#[tokio::test]
async fn actions_without_an_answer() {
    let service = Service::start().await;
    let client = client(&service);
    let body = devices::UpdateDevicePropertiesBody::new().group_tag("Sales").user_principal_name(Field::Null);

    service.answer_next(StatusCode::NO_CONTENT);
    let () = client.send(devices::update_device_properties("d", &body)).await.unwrap();
    assert_eq!(service.last().json(), json!({ "groupTag": "Sales", "userPrincipalName": null }));

    service.answer_next(StatusCode::NO_CONTENT);
    let () = client.send(devices::unassign_user_from_device("d")).await.unwrap();
    assert_eq!(service.last().body, "");
}

#[tokio::test]
async fn the_headers_arrive() {
    let service = service_with_record("1").await;
    let client = client(&service);
    client.send(identities::update("1", &IdentityBody::new().serial_number("C02Y"))).await.unwrap();
    client.send(identities::get("1")).await.unwrap();

    let [update, get] = &service.seen()[..] else { panic!("two calls are two requests") };
    for seen in [update, get] {
        assert_eq!(seen.headers[header::AUTHORIZATION], format!("Bearer {TOKEN}"));
        assert_eq!(seen.headers[header::ACCEPT], "application/json");
        assert_eq!(seen.headers["client-request-id"].len(), "00000000-0000-4000-8000-000000000000".len());
    }
    assert_ne!(update.headers["client-request-id"], get.headers["client-request-id"]);
    assert_eq!(update.headers[header::CONTENT_TYPE], "application/json");
    assert!(!get.headers.contains_key(header::CONTENT_TYPE), "there is no content");
}

#[tokio::test]
async fn a_key_stays_one_segment() {
    for id in ["a/b c", "50%25 #1?", "ü'&=+", "a\\b"] {
        let service = service_with_record(id).await;
        assert_eq!(client(&service).send(identities::get(id)).await.unwrap().id.as_deref(), Some(id));
        for (_, request) in updates(id, &IdentityBody::new().serial_number("C02Y")) {
            let updated = client(&service).send(&request).await.unwrap().unwrap();
            assert_eq!(updated.serial_number.as_deref(), Some("C02Y"));
        }
    }
}

#[tokio::test]
async fn the_error_of_todays_service_for_an_update() {
    let service = service_with_record("1").await;
    for (_, request) in updates("1", &IdentityBody::new()) {
        service.answer_next(graph_error(StatusCode::BAD_REQUEST, "BadRequest", "No method match route template"));
        let Err(Error::Service(error)) = client(&service).send(&request).await else { panic!("400 is not Ok") };
        assert_eq!((error.status, error.code.as_str()), (StatusCode::BAD_REQUEST, "BadRequest"));
        assert!(error.to_string().contains("No method match route template"), "{error}");
        assert_eq!((error.request_id(), error.client_request_id()), (Some("inner-request"), Some("inner-client")));
    }
}

#[tokio::test]
async fn what_is_missing_is_404() {
    let error = error_of_read(&Service::start().await).await;
    assert_eq!((error.status, error.code.as_str()), (StatusCode::NOT_FOUND, "ResourceNotFound"));
}

#[tokio::test]
async fn a_stale_token_is_401_and_is_not_shown() {
    let service = Service::start().await;
    let client = Client::new(StaticToken::new("a-stale-token")).service_root(service.root());
    let Err(error) = client.send(identities::list()).await else { panic!("401 is not Ok") };
    assert!(!format!("{error} {error:?} {client:?}").contains("a-stale-token"));
    let Error::Service(error) = error else { panic!("not a service error: {error:?}") };
    assert_eq!(error.status, StatusCode::UNAUTHORIZED);
    assert_eq!(error.headers[header::WWW_AUTHENTICATE], "Bearer realm=\"\"");
}

#[tokio::test]
async fn throttling_tells_how_long() {
    let service = Service::start().await;
    let throttled = graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "Too many requests.");
    service.answer_next(([(header::RETRY_AFTER, "2.128")], throttled));
    let error = error_of_read(&service).await;
    assert_eq!((error.status, error.retry_after()), (StatusCode::TOO_MANY_REQUESTS, Some("2.128")));
}

#[tokio::test]
async fn an_error_page_keeps_status_headers_and_body() {
    let service = Service::start().await;
    let page = "<html><body>Bad gateway</body></html>";
    service.answer_next((StatusCode::BAD_GATEWAY, [("request-id", "from-the-header")], Html(page)));
    let error = error_of_read(&service).await;
    assert_eq!((error.status, error.request_id()), (StatusCode::BAD_GATEWAY, Some("from-the-header")));
    assert_eq!(error.body, page.as_bytes());
    assert!(error.to_string().contains("502"), "{error}");
}

#[tokio::test]
async fn an_empty_error_keeps_status_and_headers() {
    let service = Service::start().await;
    service.answer_next((StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "Fri, 31 Dec 2027 23:59:59 GMT")]));
    let error = error_of_read(&service).await;
    assert_eq!(error.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(error.retry_after(), Some("Fri, 31 Dec 2027 23:59:59 GMT"));
    assert!(error.to_string().contains("503"), "{error}");
}

#[tokio::test]
async fn an_answer_that_is_not_json_says_so() {
    let service = Service::start().await;
    let page = "<html>Sign in</html>";
    service.answer_next(Html(page));
    let result = client(&service).send(identities::get("1")).await;
    let Err(Error::Decode(error)) = result else { panic!("not a decoding error: {result:?}") };
    assert_eq!((error.status, &error.body[..]), (StatusCode::OK, page.as_bytes()));
}

#[tokio::test]
async fn a_redirect_takes_the_token_nowhere() {
    let (service, elsewhere) = (Service::start().await, Service::start().await);
    service.answer_next(Redirect::temporary(elsewhere.root()));
    let error = error_of_read(&service).await;
    assert_eq!(error.status, StatusCode::TEMPORARY_REDIRECT);
    assert!(elsewhere.seen().is_empty());
}
