//! Events of the feature `tracing`.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use msgraph_autopilot::requests::device_management::imported_windows_autopilot_device_identities as identities;
use msgraph_autopilot::testing::{Answer, Service};
use msgraph_autopilot::{RetryPolicy, StaticToken, TransportErrorKind, blocking};
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber, span};

/// Keeps the fields of all spans and events as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("msgraph_autopilot")
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        let mut line = Line("span: ".to_owned());
        attributes.record(&mut line);
        self.0.lock().unwrap().push(line.0);
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut line = Line("now: ".to_owned());
        values.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[test]
fn a_request_is_a_span_and_an_attempt_an_event_and_neither_tells_secrets() {
    let service = Service::new();
    service.answer(Answer::new(429).header("retry-after", "2.5").header("request-id", "r-1"));
    service.answer(Answer::failure(TransportErrorKind::Lost));
    service.answer(Answer::new(401));
    let log = Log::default();
    tracing::subscriber::with_default(log.clone(), || {
        let policy = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO);
        let client = blocking::Client::over(service, StaticToken::new("SECRET")).retry(policy);
        let request =
            identities::list().query("$filter", "serialNumber eq 'SERIAL'").header("client-request-id", "mine");
        let _ = client.send(request);
    });
    let lines = log.0.lock().unwrap().clone();
    let path = "/v1.0/deviceManagement/importedWindowsAutopilotDeviceIdentities";
    assert_eq!(
        lines,
        [
            &format!("span: method=\"GET\" path=\"{path}\" client_request_id=\"mine\" "),
            "now: status=429 ",
            "now: request_id=\"r-1\" ",
            "message=answered attempt=1 status=429 request_id=\"r-1\" wait=2.5 ",
            "message=not answered attempt=2 kind=Lost wait=0.0 ",
            "now: status=401 ",
            "now: request_id=\"\" ",
            "message=answered attempt=3 status=401 ",
        ]
    );
}
