//! Batches, over a service in memory: what travels, and what comes back by which key.

use std::time::Duration;

use http::StatusCode;
use msgraph_autopilot::models::ImportedWindowsAutopilotDeviceIdentityBody as Body;
use msgraph_autopilot::requests::device_management::{
    imported_windows_autopilot_device_identities as identities, windows_autopilot_device_identities as devices,
};
use msgraph_autopilot::testing::{Answer, Service};
use msgraph_autopilot::{Batch, BatchKey, Client, Error, StaticToken, TransportErrorKind, blocking};
use serde_json::{Value, json};

const PLACE: &str = "/deviceManagement/importedWindowsAutopilotDeviceIdentities";

fn client(service: &Service) -> blocking::Client {
    blocking::Client::over(service.clone(), StaticToken::new("t"))
}

fn answers(answers: Value) -> Answer {
    Answer::json(&json!({ "responses": answers }).to_string())
}

fn sent(service: &Service) -> Vec<Value> {
    let requests = service.requests();
    requests.iter().map(|request| serde_json::from_slice::<Value>(request.body()).unwrap()["requests"].take()).collect()
}

fn status<T: std::fmt::Debug>(result: Result<T, Error>) -> u16 {
    match result {
        Err(Error::Service(error)) => error.status.as_u16(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn requests_of_all_kinds_travel_together() {
    let service = Service::new();
    service.answer(answers(json!([
        { "id": "3", "status": 200, "headers": { "Content-Type": "text/plain" }, "body": "7" },
        { "id": "1", "status": 201, "headers": { "Content-Type": "application/json", "ETag": "x" }, "body": { "id": "new" } },
        { "id": "2", "status": 204 },
        { "id": "0", "status": 404, "headers": { "request-id": "r" }, "body": { "error": { "code": "NotFound", "message": "m" } } },
        { "id": "99", "status": 200 },
        { "id": "3", "status": 70000 },
        null,
    ])));
    let mut batch = Batch::new();
    let get = batch.add(identities::get("a/b"));
    let create = batch.add(identities::create(&Body::new().serial_number("1")));
    let delete = batch.add_after(identities::delete("i"), &[&get, &create]);
    let count = batch.add(identities::count());
    assert_eq!(batch.len(), 4);
    let mut answers = client(&service).batch(&batch);

    let Err(Error::Service(error)) = answers.take(get) else { panic!("404 is not Ok") };
    assert_eq!((error.status, error.code.as_str(), error.request_id()), (StatusCode::NOT_FOUND, "NotFound", Some("r")));
    assert_eq!(answers.take(create).unwrap().id.as_deref(), Some("new"));
    let () = answers.take(delete).unwrap();
    assert_eq!(answers.take(count).unwrap(), 7);

    let requests = service.requests();
    assert_eq!(requests[0].uri(), "https://graph.microsoft.com/v1.0/$batch");
    assert_eq!(requests[0].method(), "POST");
    assert_eq!(requests[0].headers()["authorization"], "Bearer t");
    let json = json!({ "accept": "application/json" });
    assert_eq!(
        sent(&service)[0],
        json!([
            { "id": "0", "method": "GET", "url": format!("{PLACE}/a%2Fb"), "headers": json },
            { "id": "1", "method": "POST", "url": PLACE, "body": { "serialNumber": "1" },
              "headers": { "accept": "application/json", "content-type": "application/json" } },
            { "id": "2", "method": "DELETE", "url": format!("{PLACE}/i"), "headers": json, "dependsOn": ["0", "1"] },
            { "id": "3", "method": "GET", "url": format!("{PLACE}/$count"), "headers": { "accept": "text/plain" } },
        ])
    );
}

#[test]
fn more_than_twenty_are_split() {
    let service = Service::new();
    for part in [0..20, 20..40, 40..45] {
        service.answer(answers(
            part.map(|id| json!({ "id": id.to_string(), "status": 200, "body": { "id": id.to_string() } })).collect(),
        ));
    }
    let mut batch = Batch::new();
    let first = batch.add(identities::get("0"));
    let mut keys: Vec<_> = (1..44).map(|id| batch.add(identities::get(&id.to_string()))).collect();
    // What it waits for is done long since.
    keys.push(batch.add_after(identities::get("44"), &[&first]));
    let mut answers = client(&service).batch(&batch);
    for (id, key) in (1..).zip(keys) {
        assert_eq!(answers.take(key).unwrap().id, Some(id.to_string()));
    }
    let sent = sent(&service);
    assert_eq!(sent.iter().map(|requests| requests.as_array().unwrap().len()).collect::<Vec<_>>(), [20, 20, 5]);
    assert_eq!(sent[2][4]["dependsOn"], Value::Null);
}

#[test]
fn what_is_throttled_is_sent_again_alone() {
    let service = Service::new();
    service.answer(answers(json!([
        { "id": "0", "status": 200, "body": { "id": "0" } },
        { "id": "1", "status": 429, "headers": { "Retry-After": "5" } },
        { "id": "2", "status": 424 },
        { "id": "3", "status": 429, "headers": { "Retry-After": "8" } },
        { "id": "4", "status": 504 },
    ])));
    service.answer(answers(json!([
        { "id": "3", "status": 200, "body": { "id": "3" } },
        { "id": "2", "status": 204 },
        { "id": "1", "status": 200, "body": { "id": "1" } },
    ])));
    let mut batch = Batch::new();
    let zero = batch.add(identities::get("0"));
    let one = batch.add(identities::get("1"));
    let two = batch.add_after(identities::delete("1"), &[&one]);
    let three = batch.add(identities::get("3"));
    let four = batch.add(identities::create(&Body::new()));
    let mut answers = client(&service).batch(&batch);
    assert_eq!(service.pauses(), [Duration::from_secs(8)], "the longest of what is asked for");
    let ids: Vec<Value> = sent(&service)[1].as_array().unwrap().iter().map(|request| request["id"].clone()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    for (key, id) in [(zero, "0"), (one, "1"), (three, "3")] {
        assert_eq!(answers.take(key).unwrap().id.as_deref(), Some(id));
    }
    answers.take(two).unwrap();
    assert_eq!(status(answers.take(four)), 504, "a POST that may have been committed");
}

#[test]
fn what_waits_for_a_failure_fails_with_it_and_alone() {
    let service = Service::new();
    let mut batch = Batch::new();
    let empty = batch.add(identities::get(""));
    let after_empty = batch.add_after(identities::delete("1"), &[&empty]);
    let mut keys: Vec<_> = (0..20).map(|id| batch.add(identities::get(&id.to_string()))).collect();
    // It waits for one of an earlier part that fails.
    let late = batch.add_after(identities::delete("2"), &[&keys[3]]);
    let later = batch.add_after(identities::delete("3"), &[&late]);
    service.answer(answers(
        (2..22)
            .map(|id| json!({ "id": id.to_string(), "status": if id == 5 { 400 } else { 200 }, "body": { "id": "x" } }))
            .collect(),
    ));
    let mut answers = client(&service).batch(&batch);
    assert!(matches!(answers.take(empty), Err(Error::Request(_))));
    for key in [after_empty, late, later] {
        assert_eq!(status(answers.take(key)), 424);
    }
    assert_eq!(status(answers.take(keys.remove(3))), 400);
    assert!(keys.into_iter().all(|key| answers.take(key).is_ok()));
    assert_eq!(service.requests().len(), 1);
}

#[test]
fn what_was_done_is_not_lost_when_the_rest_fails() {
    let failures: [(Answer, &str, bool); 3] = [
        (Answer::new(400), "HTTP 400", false),
        (Answer::json("[]"), "body is not what was promised", true),
        (Answer::failure(TransportErrorKind::Lost), "the connection was lost", true),
    ];
    for (failure, expected, may_be_done) in failures {
        let service = Service::new();
        service.answer(answers((0..20).map(|id| json!({ "id": id.to_string(), "status": 204 })).collect()));
        service.answer(failure);
        let mut batch = Batch::new();
        // Not idempotent, so that the part is not sent again.
        let keys: Vec<BatchKey<()>> = (0..45).map(|_| batch.add(devices::unassign_user_from_device("d"))).collect();
        let mut answers = client(&service).batch(&batch);
        for (index, key) in keys.into_iter().enumerate() {
            match answers.take(key) {
                Ok(()) => assert!(index < 20),
                Err(Error::Batch(error)) => {
                    assert_eq!(error.sent, index < 40, "{index}");
                    let may = Error::Batch(error.clone()).may_have_taken_effect();
                    assert_eq!(may, may_be_done && index < 40, "{index}: {error}");
                    assert!(index >= 20 && error.to_string().contains(expected), "{error}");
                }
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(service.requests().len(), 2);
    }
}

#[test]
fn a_batch_that_only_reads_is_sent_again() {
    let service = Service::new();
    service.answer(Answer::failure(TransportErrorKind::Lost));
    service.answer(answers(json!([{ "id": "0", "status": 200, "body": { "id": "0" } }])));
    let mut batch = Batch::new();
    let key = batch.add(identities::get("0"));
    assert_eq!(client(&service).batch(&batch).take(key).unwrap().id.as_deref(), Some("0"));
}

#[test]
fn what_the_service_leaves_out_may_have_been_done() {
    let service = Service::new();
    service.answer(answers(json!([])));
    let mut batch = Batch::new();
    let key = batch.add(identities::delete("0"));
    let mut answers = client(&service).batch(&batch);
    assert!(matches!(answers.take(key), Err(Error::Transport(error)) if error.kind() == TransportErrorKind::Lost));
    let other = Batch::new().add(identities::delete("0"));
    assert!(answers.take(other).is_err());
    let nothing = Service::new();
    let _ = client(&nothing).batch(&Batch::new());
    assert!(nothing.requests().is_empty());
}

#[tokio::test]
async fn the_other_client_does_the_same() {
    let service = Service::new();
    service.answer(answers(json!([{ "id": "0", "status": 503, "headers": { "Retry-After": "1" } }])));
    service.answer(answers(json!([{ "id": "0", "status": 200, "body": { "id": "0" } }])));
    let mut batch = Batch::new();
    let key = batch.add(identities::get("0"));
    let client = Client::over(service.clone(), StaticToken::new("t"));
    assert_eq!(client.batch(&batch).await.take(key).unwrap().id.as_deref(), Some("0"));
    assert_eq!(service.pauses(), [Duration::from_secs(1)]);
}
