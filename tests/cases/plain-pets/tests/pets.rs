//! Requests and answers of an ordinary service.

use http::Response;
use plain_pets::models::{Kind, NewPet, NewPetOwner, Pet, PetUpdate, Problem};
use plain_pets::requests::pets::{self, ListPetsParameters};
use plain_pets::requests::{note, pets::picture};
use plain_pets::{Error, Field, SERVICE_ROOT, Uuid};

fn sent<T>(request: &plain_pets::Request<T>) -> (String, String, String) {
    let http = request.to_http(SERVICE_ROOT).unwrap();
    let body = String::from_utf8(http.body().to_vec()).unwrap();
    (http.method().to_string(), http.uri().to_string(), body)
}

#[test]
fn the_server_has_its_variables_filled_in() {
    assert_eq!(SERVICE_ROOT, "https://north.kennel.example/api");
}

#[test]
fn optional_parameters_travel_if_they_are_set() {
    assert_eq!(sent(&pets::list_pets()).1, "https://north.kennel.example/api/pets");
    let parameters = ListPetsParameters::new().limit(5).kinds([Kind::Cat, Kind::GuineaPig]);
    let request = pets::list_pets_with(&parameters);
    assert_eq!(sent(&request).1, "https://north.kennel.example/api/pets?limit=5&kinds=cat&kinds=guinea-pig");
    let http = request.to_http(SERVICE_ROOT).unwrap();
    assert_eq!(http.headers()["accept"], "application/json");
}

#[test]
fn a_body_has_what_is_required_and_what_was_set() {
    let chip: Uuid = "00000000-0000-0000-0000-00000000000A".parse().unwrap();
    let body = NewPet::new("Minka", Kind::Cat).weight(4.5).chip(chip).owner(NewPetOwner::new("Ada"));
    let request = pets::create_pets(&body);
    let (method, uri, body) = sent(&request);
    assert_eq!((method.as_str(), uri.as_str()), ("POST", "https://north.kennel.example/api/pets"));
    let expected = r#"{"name":"Minka","kind":"cat","weight":4.5,"chip":"00000000-0000-0000-0000-00000000000A","owner":{"name":"Ada"}}"#;
    assert_eq!(body, expected);
    let http = request.to_http(SERVICE_ROOT).unwrap();
    assert_eq!(http.headers()["content-type"], "application/json");
}

#[test]
fn null_is_not_the_same_as_absent() {
    let mut body = PetUpdate::new().name("Minka");
    assert_eq!(sent(&pets::update_pet(7, &body)).2, r#"{"name":"Minka"}"#);
    body.chip = Field::Null;
    assert_eq!(sent(&pets::update_pet(7, &body)).2, r#"{"name":"Minka","chip":null}"#);
}

#[test]
fn answers_are_typed_and_written_back() {
    let body = r#"{"name":"A","kind":"lizard","id":3,"mother":{"name":"B","kind":"cat"},"chip":null,"unknown":1}"#;
    let pet = pets::show_pet_by_id(3).decode(Response::new(body)).unwrap();
    assert_eq!((pet.id, &pet.chip), (Some(3), &Field::Null));
    assert_eq!(pet.kind, Kind::Unrecognized("lizard".into()));
    assert_eq!(pet.mother.as_ref().map(|mother| mother.name.as_str()), Some("B"));
    let again = serde_json::to_string(&pet).unwrap();
    assert_eq!(serde_json::from_str::<Pet>(&again).unwrap(), pet);
}

#[test]
fn what_is_required_and_missing_is_told_with_its_place() {
    let error = pets::list_pets().decode(Response::new(r#"[{"name":"A","kind":"cat"},{"kind":"dog"}]"#)).unwrap_err();
    let Error::Decode(error) = error else { panic!("{error}") };
    assert_eq!(error.path, "$[1]");
    assert!(error.source.to_string().contains("missing field `name`"), "{}", error.source);
}

#[test]
fn nothing_is_an_answer_where_it_is_declared() {
    let nothing = Response::builder().status(204).body("").unwrap();
    assert_eq!(pets::update_pet(1, &PetUpdate::new()).decode(nothing).unwrap(), None);
    let nothing = Response::builder().status(200).body("").unwrap();
    assert!(matches!(pets::show_pet_by_id(1).decode(nothing), Err(Error::Decode(_))));
}

#[test]
fn errors_keep_status_headers_and_body() {
    let body = r#"{"title":"No such animal","status":404,"hint":"look again"}"#;
    let response = Response::builder().status(404).header("x-id", "9").body(body).unwrap();
    let Err(Error::Service(error)) = pets::show_pet_by_id(1).decode(response) else { panic!() };
    assert_eq!((error.status.as_u16(), error.headers["x-id"].to_str().unwrap()), (404, "9"));
    assert_eq!(error.body, body);
    let problem = error.declared::<Problem>().unwrap();
    assert_eq!((problem.title.as_str(), problem.status), ("No such animal", Some(404)));
    assert_eq!(problem.additional["hint"], "look again");

    let html = Response::builder().status(502).body("<html>").unwrap();
    let Err(Error::Service(error)) = pets::show_pet_by_id(1).decode(html) else { panic!() };
    assert!(error.declared::<Problem>().is_err());
    assert_eq!(error.to_string(), "HTTP 502 Bad Gateway with 6 bytes");
}

#[test]
fn headers_of_answers_are_there() {
    let response = Response::builder().status(201).header("location", "/pets/4").body(r#"{"name":"A","kind":"cat"}"#);
    let whole = pets::create_pets(&NewPet::new("A", Kind::Cat)).decode_whole(response.unwrap()).unwrap();
    assert_eq!((whole.status().as_u16(), whole.headers()["location"].to_str().unwrap()), (201, "/pets/4"));
    assert_eq!(whole.into_body().name, "A");
}

#[test]
fn bytes_and_text_are_not_json() {
    let png = bytes::Bytes::from_static(b"\x89PNG");
    let http = picture::store_picture(1, png.clone()).to_http(SERVICE_ROOT).unwrap();
    assert_eq!((http.body(), http.headers()["content-type"].to_str().unwrap()), (&png, "image/png"));
    assert_eq!(picture::show_picture(1).decode(Response::new(&png)).unwrap(), png);

    let http = note::leave_note_with(&note::LeaveNoteParameters::new().body("fed at 8")).to_http(SERVICE_ROOT).unwrap();
    assert_eq!((http.body().as_ref(), http.headers()["content-type"].to_str().unwrap()), (&b"fed at 8"[..], "text/plain"));
    assert!(note::leave_note().to_http(SERVICE_ROOT).unwrap().body().is_empty());
    assert_eq!(note::leave_note().decode(Response::new("\"quoted\"")).unwrap(), "\"quoted\"");
}
