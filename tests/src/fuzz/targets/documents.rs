//! Descriptions, and what stands beside them.

use graphslice::{
    config::Text,
    diff, generate, openapi as reader, plan,
    report::Report,
    show,
    slice::{self, plain as routes},
    source::Span,
};

use super::{CSDL, Given, NEXT, OPENAPI, PLAIN};
use crate::fuzz::verdict;

/// A CSDL document.
pub fn csdl(data: &[u8]) {
    document(&Given::new(&String::from_utf8_lossy(data), CSDL));
}

/// An OpenAPI document with the conventions of Graph.
pub fn openapi(data: &[u8]) {
    document(&Given::new(&String::from_utf8_lossy(data), OPENAPI));
}

/// Any OpenAPI document.
pub fn plain(data: &[u8]) {
    document(&Given::new(&String::from_utf8_lossy(data), PLAIN));
}

/// A supplement of a small service.
pub fn supplement(data: &[u8]) {
    let mut given = Given::new(include_str!("../../../cases/paths/description.csdl"), CSDL);
    given.description.supplements.push(given.sources.add("supplement", String::from_utf8_lossy(data)));
    document(&given);
}

/// Reference pages, one after the other, of a small service; or of the CSDL document that comes first.
pub fn pages(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut texts = text.split(NEXT).peekable();
    let own = texts.next_if(|first| first.trim_start().starts_with('<'));
    let mut given = Given::new(own.unwrap_or(include_str!("../../../cases/pages/description.csdl")), CSDL);
    for (at, page) in texts.enumerate() {
        given.description.pages.push(given.sources.add(format!("page-{at}.md"), page));
    }
    document(&given);
}

fn document(given: &Given) {
    let Given { sources, description, config } = given;
    let mut report = Report::default();
    let files = generate(sources, description, config, &mut report);
    verdict::generated(files.as_ref(), &report, sources);
    if let Some(files) = &files {
        let texts =
            [description.base].into_iter().chain(description.supplements.clone()).chain(description.pages.clone());
        verdict::bounded(files, texts.map(|text| sources.get(text).text.len()).sum());
    }
    if files.is_some() {
        if given.is_plain() {
            let plan = graphslice::plan_plain(sources, description, config, &mut Report::default());
            verdict::markup(&show::mermaid_plain(&plan.expect("there are files")));
        } else {
            let plan = plan(sources, description, config, &mut Report::default()).expect("there are files");
            verdict::markup(&show::mermaid(&plan));
        }
        let input = diff::Input { description, config };
        let changes = diff::compare(sources, input, input, &mut Report::default());
        assert_eq!(changes, Some(Vec::new()), "nothing differs from itself");
    }
}

/// A document of any format: what `list` and `why` say of it. What is listed can be asked for.
pub fn list(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return list_calls(Given::new(&text, CSDL));
    }
    list_calls(Given::new(&text, OPENAPI));
    list_routes(Given::new(&text, PLAIN));
}

/// So many of the listed are asked for: more take long, and are no different.
const ASKED: usize = 12;

fn list_calls(mut given: Given) {
    let mut report = Report::default();
    let wanted = &given.config.slice;
    let api = graphslice::read_for(&given.sources, &given.description, wanted, &[], &mut report);
    let Some(api) = api.filter(|_| !report.has_errors()) else {
        assert!(report.has_errors(), "nothing, and no reason");
        return verdict::told(&report, &given.sources);
    };
    let slice = slice::slice(&api, wanted, &mut report);
    verdict::told(&report, &given.sources);
    for call in &slice.calls {
        assert!(slice::closure_size(&api, call) <= slice.types.len(), "a call needs more than all together");
    }
    for ty in slice.types.keys() {
        let chain = slice::explain(&api, &slice, *ty).expect("it is in the slice");
        assert!(chain.len() <= slice.types.len() + 1, "{chain:?}");
    }
    let every = slice.calls.len().div_ceil(ASKED).max(1);
    for call in slice.calls.iter().step_by(every) {
        let (method, path) = slice::call_text(&api, call);
        let pattern = pattern(&mut given, format!("{path}#{}", method.as_str()));
        let mut report = Report::default();
        let found = slice::select_calls(&api, &[pattern], &mut report);
        let found: Vec<_> = found.iter().map(|call| slice::call_text(&api, call)).collect();
        assert!(found.contains(&(method, path)), "{found:?}: {}", report.to_text(&given.sources));
    }
}

fn list_routes(mut given: Given) {
    assert!(given.is_plain());
    let mut report = Report::default();
    let service = reader::read_plain(given.description.base, &given.sources, &mut report);
    let Some(service) = service.filter(|_| !report.has_errors()) else {
        assert!(report.has_errors(), "nothing, and no reason");
        return verdict::told(&report, &given.sources);
    };
    let slice = routes::slice(&service, &given.config.slice, &mut report);
    verdict::told(&report, &given.sources);
    for route in &slice.routes {
        assert!(routes::closure_size(&service, route) <= slice.types.len(), "a route needs more than all together");
    }
    for ty in slice.types.keys() {
        let chain = routes::explain(&slice, &service, ty).expect("it is in the slice");
        assert!(chain.len() <= slice.types.len() + 1, "{chain:?}");
    }
    let every = slice.routes.len().div_ceil(ASKED).max(1);
    for route in slice.routes.iter().step_by(every) {
        // A segment that is neither a name nor a key has only a wildcard.
        let is_plain = |part: &str| !part.is_empty() && !part.contains(['*', '?', '(', ')', '{', '}', '#']);
        let is_key = |part: &str| part.starts_with('{') && part.ends_with('}') && !part.contains('#');
        let parts = routes::segments(&route.path).into_iter();
        let parts: String =
            parts.map(|part| format!("/{}", if is_plain(part) || is_key(part) { part } else { "*" })).collect();
        let slash = if route.path.ends_with('/') { "/" } else { "" };
        let pattern = pattern(&mut given, format!("{parts}{slash}#{}", route.method.as_str()));
        let mut report = Report::default();
        let found = routes::select(&service, &[pattern], &mut report);
        let is_it = |found: &&_| std::ptr::eq(*found, *route);
        assert!(found.iter().any(is_it), "{}: {}", route.path, report.to_text(&given.sources));
    }
}

fn pattern(given: &mut Given, text: String) -> Text {
    let source = given.sources.add("PATTERN", text.as_str());
    Text { span: Span::new(source, 0..text.len()), value: text }
}
