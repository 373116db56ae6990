//! What is given any bytes and has to come back: each panics if what comes out is wrong.

use bytes::Bytes;
use graphslice::{
    Description, Format, bump,
    config::{self, Config},
    diff, generate, plan,
    report::Report,
    show,
    source::Sources,
};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use msgraph_autopilot::{
    Paging, RetryPolicy,
    requests::device_management::{
        imported_windows_autopilot_device_identities as identities, windows_autopilot_device_identities as devices,
    },
};

use super::verdict;

/// A target by the name of its file in `fuzz/fuzz_targets`.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const ALL: [Target; 9] = [
    ("csdl", csdl),
    ("openapi", openapi),
    ("plain", plain),
    ("bump", bump),
    ("slice", slice),
    ("pattern", pattern),
    ("response", response),
    ("next_link", next_link),
    ("retry_after", retry_after),
];

const ROOT: &str = "https://graph.example/v1.0";

/// A configuration as a user writes it.
fn config(sources: &mut Sources, source: &str, slice: &str) -> Config {
    let text = format!("[package]\nname = \"fuzz\"\n[source]\n{source}\nservice-root = \"{ROOT}\"\n[slice]\n{slice}\n");
    let id = sources.add("slice.toml", text);
    config::parse(id, sources, &mut Report::default()).expect("it is a configuration")
}

fn document(data: &[u8], source: &str, slice: &str) {
    let mut sources = Sources::default();
    let config = config(&mut sources, source, slice);
    let base = sources.add("description", String::from_utf8_lossy(data));
    let description = Description { base, format: config.source.format, supplements: Vec::new(), pages: Vec::new() };
    let mut report = Report::default();
    let files = generate(&sources, &description, &config, &mut report);
    verdict::generated(files.as_ref(), &report, &sources);
    if config.source.format != Format::PlainOpenApi && files.is_some() {
        let plan = plan(&sources, &description, &config, &mut Report::default()).expect("there are files");
        verdict::markup(&show::mermaid(&plan));
        let input = diff::Input { description: &description, config: &config };
        let changes = diff::compare(&sources, input, input, &mut Report::default());
        assert_eq!(changes, Some(Vec::new()), "nothing differs from itself");
    }
}

/// A CSDL document.
pub fn csdl(data: &[u8]) {
    document(data, "csdl = \"description\"", "include = [\"/**\"]");
}

/// An OpenAPI document with the conventions of Graph.
pub fn openapi(data: &[u8]) {
    document(data, "openapi = \"description\"", "include = [\"/**\"]");
}

/// Any OpenAPI document.
pub fn plain(data: &[u8]) {
    let source = "openapi = \"description\"\ndialect = \"plain\"";
    document(data, source, "include = [\"/**\"]\nskip-unsupported = true");
}

/// Two CSDL documents, one after the other: the second is the newer. What is written has to read as it was meant.
pub fn bump(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (old, new) = text.split_once("\n=====\n").unwrap_or((&text, &text));
    let mut sources = Sources::default();
    let config = config(&mut sources, "csdl = \"description\"", "include = [\"/**\"]");
    let (base, newer) = (sources.add("old", old), sources.add("new", new));
    let description = Description { base, format: Format::Csdl, supplements: Vec::new(), pages: Vec::new() };
    let mut report = Report::default();
    let input = diff::Input { description: &description, config: &config };
    let texts = if data.len().is_multiple_of(2) { bump::Texts::Take } else { bump::Texts::Keep };
    let bumped = bump::bump(&mut sources, input, (newer, Format::Csdl), texts, &mut report);
    assert!(bumped.is_some() || report.has_errors(), "nothing, and no reason");
    verdict::told(&report, &sources);
}

/// A `slice.toml`, and the crate of a small service if it is one.
pub fn slice(data: &[u8]) {
    let mut sources = Sources::default();
    let mut report = Report::default();
    let id = sources.add("slice.toml", String::from_utf8_lossy(data));
    let Some(config) = config::parse(id, &sources, &mut report) else {
        assert!(report.has_errors(), "nothing, and no reason");
        return verdict::told(&report, &sources);
    };
    let (name, text) = match config.source.format {
        Format::Csdl => ("service.csdl", include_str!("../../cases/paths/description.csdl")),
        Format::OpenApi => ("service.yaml", include_str!("../../cases/openapi/description.yaml")),
        Format::PlainOpenApi => ("service.yaml", include_str!("../../cases/plain-pets/description.yaml")),
    };
    let base = sources.add(name, text);
    let description = Description { base, format: config.source.format, supplements: Vec::new(), pages: Vec::new() };
    let files = generate(&sources, &description, &config, &mut report);
    verdict::generated(files.as_ref(), &report, &sources);
}

/// A pattern, in all formats.
pub fn pattern(data: &[u8]) {
    let pattern = toml::Value::from(String::from_utf8_lossy(data).into_owned());
    for source in ["csdl = \"d\"", "openapi = \"d\"", "openapi = \"d\"\ndialect = \"plain\""] {
        slice(format!("[package]\nname = \"fuzz\"\n[source]\n{source}\n[slice]\ninclude = [{pattern}]\n").as_bytes());
    }
}

/// The body of an answer.
pub fn response(data: &[u8]) {
    let answer = |status| {
        let mut answer = Response::new(Bytes::copy_from_slice(data));
        *answer.status_mut() = status;
        answer
    };
    for status in [StatusCode::OK, StatusCode::BAD_REQUEST] {
        if let Ok(page) = identities::list().decode(answer(status)) {
            // What is read is written, and reads the same.
            for item in page.value {
                let text = serde_json::to_string(&item).expect("a value can be written");
                let again = serde_json::from_str(&text).expect("and read");
                assert!(item == again, "{text}");
            }
        }
        let errors = [
            identities::count().decode(answer(status)).err(),
            devices::get("i").decode(answer(status)).err(),
            devices::delete("i").decode(answer(status)).err(),
        ];
        for error in errors.into_iter().flatten() {
            assert!(!error.to_string().contains('\u{1b}'), "{error}");
        }
    }
}

/// A link to the next page, to somewhere on the service or anywhere else.
pub fn next_link(data: &[u8]) {
    let link = String::from_utf8_lossy(data).into_owned();
    let body = serde_json::json!({"value": [], "@odata.nextLink": link}).to_string();
    let mut paging = Paging::new(identities::list(), ROOT);
    let _ = paging.request();
    let _ = paging.read(Response::new(Bytes::from(body)));
    for request in [paging.request(), Paging::resume(identities::list(), ROOT, &link).request()] {
        if let Ok(Some(request)) = request {
            let uri = request.uri();
            let is_ours = uri.host().is_some_and(|host| host.eq_ignore_ascii_case("graph.example"));
            assert!(
                is_ours && uri.scheme_str() == Some("https") && uri.port_u16().is_none_or(|port| port == 443),
                "{uri}"
            );
        }
    }
}

/// The headers `Retry-After` and, behind the first line, `Date`.
pub fn retry_after(data: &[u8]) {
    let (first, second) = data.split_at(data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len()));
    let mut headers = HeaderMap::new();
    for (name, value) in [(header::RETRY_AFTER, first), (header::DATE, second.get(1..).unwrap_or_default())] {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.insert(name, value);
        }
    }
    let policy = RetryPolicy::default();
    let now = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(784_111_777);
    for chance in [0.0, 0.5, 1.0] {
        let wait = policy.after_answer(&Method::GET, 1, StatusCode::TOO_MANY_REQUESTS, &headers, now, chance);
        assert!(wait.is_none_or(|wait| wait.as_secs() <= 300), "{wait:?}");
    }
}
