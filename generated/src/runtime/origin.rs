//! Which URLs belong to the service.

use http::Uri;

/// Whether both URLs have the same scheme, host and port (RFC 6454): only then may the token go there. A URL with
/// credentials of its own belongs nowhere.
pub(super) fn same(a: &Uri, b: &Uri) -> bool {
    match (origin(a), origin(b)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

/// Whether it is over TLS, the host, and the port.
fn origin(url: &Uri) -> Option<(bool, String, u16)> {
    let https = match url.scheme_str()? {
        "https" => true,
        "http" => false,
        _ => return None,
    };
    let authority = url.authority()?;
    if authority.as_str().contains('@') || authority.host().is_empty() {
        return None;
    }
    let port = authority.port_u16().unwrap_or(if https { 443 } else { 80 });
    Some((https, authority.host().to_ascii_lowercase(), port))
}
