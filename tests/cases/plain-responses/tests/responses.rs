//! Answers by status and media type.

use bytes::Bytes;
use http::{Response, StatusCode};
use plain_responses::models::{Problem, ResultModel, Ticket};
use plain_responses::requests::jobs::{self, StartJobAnswer, StartJobError};
use plain_responses::requests::{any, count, export, log, nothing};
use plain_responses::{Error, ServiceError};

fn answer(status: u16, body: &str) -> Response<String> {
    Response::builder().status(status).body(body.to_owned()).unwrap()
}

fn failed(status: u16, body: &str) -> ServiceError {
    match jobs::start_job().decode(answer(status, body)) {
        Err(Error::Service(error)) => *error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_status_has_its_answer() {
    let decode = |status, body| jobs::start_job().decode(answer(status, body)).unwrap();
    assert_eq!(decode(200, r#"{"value":1}"#), StartJobAnswer::Ok(ResultModel::new(1)));
    assert_eq!(decode(202, r#"{"ticket":"t"}"#), StartJobAnswer::Accepted(Ticket::new("t")));
    assert_eq!(decode(204, ""), StartJobAnswer::NoContent);
    let other = StartJobAnswer::Undeclared(StatusCode::RESET_CONTENT, Bytes::from_static(b"x"));
    assert_eq!(decode(205, "x"), other);
}

#[test]
fn each_error_has_its_body() {
    let declared = |status, body| failed(status, body).declared::<StartJobError>().unwrap();
    assert_eq!(declared(400, r#"{"title":"T"}"#), StartJobError::BadRequest(Problem::new().title("T")));
    assert_eq!(declared(409, r#"{"ticket":"t"}"#), StartJobError::Conflict(Ticket::new("t")));
    assert_eq!(declared(503, "down"), StartJobError::ServerError("down".to_owned()));
    assert_eq!(declared(404, "?"), StartJobError::Default);
    assert!(failed(400, "<html>").declared::<StartJobError>().is_err());
}

#[test]
fn what_is_no_json_is_as_it_came() {
    assert_eq!(log::log().to_http("https://x.example").unwrap().headers()["accept"], "text/csv");
    let http = export::export().to_http("https://x.example").unwrap();
    assert_eq!(http.uri(), "https://files.jobs.example/export");
    assert_eq!(log::log().decode(answer(200, "a;b")).unwrap(), "a;b");
    assert_eq!(export::export().decode(Response::new(b"PK\x03")).unwrap(), Bytes::from_static(b"PK\x03"));
    assert_eq!(any::any().decode(answer(200, r#"{"value":2}"#)).unwrap(), ResultModel::new(2));
    assert_eq!(count::count().decode(answer(200, "17")).unwrap(), Some(17));
    assert_eq!(count::count().decode(answer(204, "")).unwrap(), None);
    assert_eq!(jobs::job("1").decode(answer(207, r#"{"value":3}"#)).unwrap(), ResultModel::new(3));
    jobs::job_exists("1").decode(answer(200, "")).unwrap();
    nothing::nothing().decode(answer(200, "whatever")).unwrap();
}
