//! Answers that are almost right, byte by byte: each is read and can be written, or is an error that says where.

use std::fmt::Debug;

use http::{Response, StatusCode};
use plain_unions::models::{Circle, Drawing, Event, Machine, Tracked};
use plain_unions::requests::{drawings, events, machines, parcels};
use plain_unions::{Error, Request};
use serde_core::{Serialize, de::DeserializeOwned};

/// A text that breaks off anywhere, or has another byte, or one less, or one more.
fn mutations(text: &str) -> Vec<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut all = vec![bytes.to_vec()];
    for at in 0..bytes.len() {
        all.push(bytes[..at].to_vec());
        all.push([&bytes[..at], &bytes[at + 1..]].concat());
        for other in *b"\"{}[],:0-n\\\x00\x1b\xff" {
            all.push([&bytes[..at], &[other], &bytes[at + 1..]].concat());
            all.push([&bytes[..at], &[other], &bytes[at..]].concat());
        }
    }
    all
}

fn withstands<T: Serialize + DeserializeOwned + PartialEq + Debug>(request: impl Fn() -> Request<T>, answer: &str) {
    let mut read = 0;
    for body in mutations(answer) {
        for status in [StatusCode::OK, StatusCode::BAD_REQUEST] {
            let mut response = Response::new(body.clone());
            *response.status_mut() = status;
            match request().decode(response) {
                Ok(value) => {
                    let text = serde_json::to_string(&value).unwrap();
                    assert_eq!(serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
                    read += 1;
                }
                Err(error) => {
                    assert!(!error.to_string().contains(char::is_control), "{error:?}");
                    if let Error::Decode(error) = error {
                        assert!(error.path.starts_with('$') && error.path.len() < 200, "{}", error.path);
                    }
                }
            }
        }
    }
    assert!(read > 0);
}

#[test]
fn unions() {
    let drawing = r#"{"id":7,"title":"t","shape":{"kind":"Group","first":{"kind":"round","radius":1.5}}}"#;
    withstands::<Drawing>(|| drawings::draw(&Circle::new(1).into()), drawing);
    withstands::<Vec<Event>>(events::events, r#"[{"at":"2026-01-01T00:00:00Z","by":"me"},{"from":"a","to":"b"},"ä"]"#);
    let all = r#"[{"type":"saw","teeth":40},{"type":"FinePress"},{"type":"Drill"},{"type":"Machine","serial":"s"}]"#;
    withstands::<Vec<Machine>>(machines::machines, all);
    let tracked = r#"{"at":"2026-01-01T00:00:00Z","text":"t","language":"en"}"#;
    withstands::<Tracked>(|| parcels::parcel(&plain_unions::models::ParcelToBox::new(1.5, 12).into()), tracked);
}
