//! A Graph of our own on the loopback interface: import records in memory, by the plain route and by batches.
//!
//! Every request is recorded, and has to carry [`TOKEN`]. An answer that a test has put in the queue goes out before
//! the records are asked.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
};

use axum::{
    Json, Router,
    body::{Body, to_bytes},
    extract::{Path, Request, State},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The only token that the service lets in.
pub(crate) const TOKEN: &str = "the-right-token";

const RECORDS: &str = "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities";
const BATCH_RECORDS: &str =
    "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentityUploads/{batch}/deviceIdentities";

/// A running service.
pub(crate) struct Service {
    root: String,
    shared: Shared,
}

/// A request as it arrived.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) method: Method,
    /// Path and query, still encoded.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Seen {
    /// The body, which has to be JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Service {
    /// Starts a service without records; it ends with the test's runtime.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let root = format!("http://{}/v1.0", listener.local_addr().unwrap());
        let shared = Shared::default();
        let router = router(&shared);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { root, shared }
    }

    /// What stands before the paths of requests.
    pub(crate) fn root(&self) -> &str {
        &self.root
    }

    /// Keeps a record; `batch` is empty for the plain route.
    pub(crate) fn keep(&self, batch: &str, id: &str, record: Value) {
        self.shared.lock().records.insert((batch.to_owned(), id.to_owned()), record);
    }

    /// A record as the service keeps it.
    pub(crate) fn kept(&self, batch: &str, id: &str) -> Option<Value> {
        self.shared.lock().records.get(&(batch.to_owned(), id.to_owned())).cloned()
    }

    /// What the next request will be answered with, whatever it asks.
    pub(crate) fn answer_next(&self, answer: impl IntoResponse) {
        self.shared.lock().queue.push_back(answer.into_response());
    }

    /// All requests so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.shared.lock().seen.clone()
    }

    /// The latest request.
    pub(crate) fn last(&self) -> Seen {
        self.seen().pop().unwrap()
    }
}

/// An error answer in Graph's form.
pub(crate) fn graph_error(status: StatusCode, code: &str, message: &str) -> Response {
    let inner =
        json!({ "date": "2026-01-02T03:04:05", "request-id": "inner-request", "client-request-id": "inner-client" });
    (status, Json(json!({ "error": { "code": code, "message": message, "innerError": inner } }))).into_response()
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Content>>);

#[derive(Default)]
struct Content {
    /// By batch and id.
    records: BTreeMap<(String, String), Value>,
    queue: VecDeque<Response>,
    seen: Vec<Seen>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Content> {
        self.0.lock().unwrap()
    }
}

/// The arguments in a path: `batch` and `id`.
type Keys = Path<BTreeMap<String, String>>;

fn batch(keys: &BTreeMap<String, String>) -> String {
    keys.get("batch").cloned().unwrap_or_default()
}

fn key(keys: &BTreeMap<String, String>) -> (String, String) {
    (batch(keys), keys["id"].clone())
}

fn router(shared: &Shared) -> Router {
    let mut router = Router::new();
    for place in [RECORDS, BATCH_RECORDS] {
        router = router
            .route(place, get(list).post(create))
            .route(&format!("{place}/$count"), get(count))
            .route(&format!("{place}/microsoft.graph.import"), post(import))
            .route(&format!("{place}/{{id}}"), get(read).patch(update).delete(remove));
    }
    router
        .fallback(async || graph_error(StatusCode::BAD_REQUEST, "BadRequest", "No method match route template"))
        .layer(middleware::from_fn_with_state(shared.clone(), gate))
        .with_state(shared.clone())
}

/// Records the request, refuses a wrong token, and lets a queued answer go first.
async fn gate(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let queued = {
        let mut content = shared.lock();
        content.seen.push(Seen {
            method: head.method.clone(),
            target: head.uri.to_string(),
            headers: head.headers.clone(),
            body: body.clone(),
        });
        content.queue.pop_front()
    };
    if head.headers.get(header::AUTHORIZATION).is_none_or(|value| value != &format!("Bearer {TOKEN}")) {
        let error = graph_error(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "Access token has expired.");
        return ([(header::WWW_AUTHENTICATE, "Bearer realm=\"\"")], error).into_response();
    }
    match queued {
        Some(answer) => answer,
        None => next.run(Request::from_parts(head, Body::from(body))).await,
    }
}

async fn list(State(shared): State<Shared>, Path(keys): Keys) -> Json<Value> {
    let (content, batch) = (shared.lock(), batch(&keys));
    let records: Vec<_> =
        content.records.iter().filter(|((of, _), _)| *of == batch).map(|(_, record)| record).collect();
    Json(json!({ "@odata.context": "$metadata#records", "value": records }))
}

async fn count(State(shared): State<Shared>, Path(keys): Keys) -> String {
    let (content, batch) = (shared.lock(), batch(&keys));
    // The service writes a byte order mark before the number.
    format!("\u{feff}{}", content.records.keys().filter(|(of, _)| *of == batch).count())
}

async fn create(State(shared): State<Shared>, Path(keys): Keys, Json(body): Json<Value>) -> (StatusCode, Json<Value>) {
    (StatusCode::CREATED, Json(shared.lock().add(batch(&keys), body)))
}

async fn import(State(shared): State<Shared>, Path(keys): Keys, Json(mut body): Json<Value>) -> Response {
    let Value::Array(devices) = body["importedWindowsAutopilotDeviceIdentities"].take() else {
        return graph_error(StatusCode::BAD_REQUEST, "BadRequest", "The devices are missing.");
    };
    let mut content = shared.lock();
    let records: Vec<_> = devices.into_iter().map(|device| content.add(batch(&keys), device)).collect();
    Json(json!({ "value": records })).into_response()
}

async fn read(State(shared): State<Shared>, Path(keys): Keys) -> Response {
    match shared.lock().records.get(&key(&keys)) {
        Some(record) => Json(record).into_response(),
        None => not_found(),
    }
}

async fn update(
    State(shared): State<Shared>,
    Path(keys): Keys,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let mut content = shared.lock();
    let Some(record) = content.records.get_mut(&key(&keys)) else { return not_found() };
    change(record, &body);
    if headers.get("prefer").is_some_and(|value| value == "return=minimal") {
        StatusCode::NO_CONTENT.into_response()
    } else {
        Json(record).into_response()
    }
}

async fn remove(State(shared): State<Shared>, Path(keys): Keys) -> Response {
    match shared.lock().records.remove(&key(&keys)) {
        Some(_) => StatusCode::NO_CONTENT.into_response(),
        None => not_found(),
    }
}

fn not_found() -> Response {
    graph_error(StatusCode::NOT_FOUND, "ResourceNotFound", "There is no such record.")
}

/// What PATCH does: members that are there replace, null included; objects change member by member.
fn change(kept: &mut Value, by: &Value) {
    match (kept, by) {
        (Value::Object(kept), Value::Object(by)) => {
            for (name, value) in by {
                change(kept.entry(name).or_insert(Value::Null), value);
            }
        }
        (kept, by) => *kept = by.clone(),
    }
}

impl Content {
    /// Makes a record that looks as records do right after a POST: three equal ids, no hash, status unknown.
    fn add(&mut self, batch: String, mut record: Value) -> Value {
        let id = format!("import-{}", self.records.len() + 1);
        let state = json!({
            "deviceImportStatus": "unknown", "deviceRegistrationId": "", "deviceErrorCode": 0, "deviceErrorName": ""
        });
        let given = json!({ "id": id, "importId": id, "productKey": id, "hardwareIdentifier": "", "state": state });
        change(&mut record, &given);
        self.records.insert((batch, id), record.clone());
        record
    }
}
