//! A server that misbehaves on purpose: plain sockets, so that it can.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the server does with one request.
#[derive(Clone)]
pub(crate) enum Act {
    /// Writes this, and closes the connection.
    Write(Vec<u8>),
    /// Closes the connection before it has read all of the request: the kernel resets it.
    Reset,
    /// Reads the request and closes the connection.
    Hang,
    /// Writes the first, then the second one byte after the other, with this pause between.
    Drip(Vec<u8>, Vec<u8>, Duration),
    /// Writes this, and then the same chunk for ever.
    Flood(Vec<u8>, Vec<u8>),
}

/// A running server. It plays one act after the other, one for each request, and the last one again and again.
pub(crate) struct Server {
    pub(crate) host: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn start(acts: Vec<Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, own) = (Arc::clone(&seen), host.clone());
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let act = acts.get(number).or(acts.last()).cloned();
                let (log, own) = (Arc::clone(&log), own.clone());
                thread::spawn(move || play(act, stream.unwrap(), &log, &own));
            }
        });
        Self { host, seen }
    }

    pub(crate) fn root(&self) -> String {
        format!("http://{}/v1.0", self.host)
    }

    /// The requests so far, as they came.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

/// An error here means that the client has gone, as it may.
fn play(act: Option<Act>, mut stream: TcpStream, log: &Mutex<Vec<String>>, host: &str) {
    if matches!(act, Some(Act::Reset)) {
        let mut part = [0; 4096];
        let count = stream.peek(&mut part).unwrap_or_default();
        log.lock().unwrap().push(String::from_utf8_lossy(&part[..count]).into_owned());
        return;
    }
    let Some(request) = read(&mut stream) else { return };
    log.lock().unwrap().push(request);
    let _ = match act {
        Some(Act::Write(bytes)) => stream.write_all(&at(host, bytes)),
        Some(Act::Drip(head, body, pause)) => stream.write_all(&head).and_then(|()| {
            body.iter().try_for_each(|byte| {
                thread::sleep(pause);
                stream.write_all(&[*byte])
            })
        }),
        Some(Act::Flood(head, chunk)) => stream.write_all(&head).and_then(|()| {
            loop {
                stream.write_all(&chunk)?;
            }
        }),
        Some(Act::Hang | Act::Reset) | None => Ok(()),
    };
}

/// The acts are written before it is known where the server is.
fn at(host: &str, bytes: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(bytes) {
        Ok(text) if text.contains("{host}") => {
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            answer(&head.replace("{host}", host), &body.replace("{host}", host))
        }
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

/// The head of an answer with the length of its body. Each connection is for one answer: a client that kept it would now
/// and then find out too late that it is closed.
pub(crate) fn answer(head: &str, body: &str) -> Vec<u8> {
    let lines: Vec<&str> =
        head.lines().filter(|line| !line.starts_with("content-length") && !line.starts_with("connection")).collect();
    let length = body.len();
    format!("{}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}", lines.join("\r\n")).into_bytes()
}

fn read(stream: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut part = [0; 4096];
    while !is_complete(&request) {
        match stream.read(&mut part) {
            Ok(count) if count > 0 => request.extend_from_slice(&part[..count]),
            _ => return None,
        }
    }
    Some(String::from_utf8(request).unwrap())
}

/// Whether the head, and as much body as it announces, is there.
fn is_complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    if head.contains("transfer-encoding: chunked") {
        return body.ends_with("0\r\n\r\n");
    }
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |text| text.parse().unwrap())
}

/// The value of a header of a request.
pub(crate) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = request.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}
