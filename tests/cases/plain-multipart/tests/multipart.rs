//! Bodies in parts.

use http::Response;
use plain_multipart::models::Place;
use plain_multipart::requests::notes::{self, MaybeNoteBody, MaybeNoteParameters};
use plain_multipart::requests::pictures::{self, UploadPictureBody};
use plain_multipart::{File, SERVICE_ROOT};

#[test]
fn parts_have_names_types_and_files() {
    let body = UploadPictureBody::new(File::new("a\"b.png", "\u{89}PNG"), "At the sea")
        .more([File::new("c.txt", "boundary-0").content_type("text/plain")])
        .tags(["x", "y"].map(str::to_owned))
        .place(Place::new().latitude(1.5))
        .year(1999);
    let request = pictures::upload_picture(&body);
    let http = request.to_http(SERVICE_ROOT).unwrap();
    assert_eq!(http.headers()["content-type"], "multipart/form-data; boundary=boundary-1");
    let expected = "--boundary-1\r\n\
        Content-Disposition: form-data; name=\"picture\"; filename=\"a%22b.png\"\r\nContent-Type: image/png\r\n\r\n\u{89}PNG\r\n\
        --boundary-1\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nAt the sea\r\n\
        --boundary-1\r\nContent-Disposition: form-data; name=\"more\"; filename=\"c.txt\"\r\nContent-Type: text/plain\r\n\r\nboundary-0\r\n\
        --boundary-1\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\nx\r\n\
        --boundary-1\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\ny\r\n\
        --boundary-1\r\nContent-Disposition: form-data; name=\"place\"\r\nContent-Type: application/json\r\n\r\n{\"latitude\":1.5}\r\n\
        --boundary-1\r\nContent-Disposition: form-data; name=\"year\"\r\n\r\n1999\r\n\
        --boundary-1--\r\n";
    assert_eq!(std::str::from_utf8(http.body()).unwrap(), expected);
    request.decode(Response::builder().status(201).body("").unwrap()).unwrap();
}

#[test]
fn a_body_may_be_missing() {
    assert!(notes::maybe_note().to_http(SERVICE_ROOT).unwrap().headers().get("content-type").is_none());
    let body = MaybeNoteBody::new().parts_("p");
    let http = notes::maybe_note_with(&MaybeNoteParameters::new().body(body)).to_http(SERVICE_ROOT).unwrap();
    assert!(std::str::from_utf8(http.body()).unwrap().contains("name=\"parts\"\r\n\r\np\r\n"));
}
