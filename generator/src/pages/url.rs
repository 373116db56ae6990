//! URLs of examples as the segments of a path of the service.

/// The segments of a URL below the service root, without the query.
pub(super) fn segments(url: &str, service_root: &str) -> Vec<String> {
    let url = url.trim();
    let path = match url.strip_prefix(service_root) {
        Some(path) => path,
        None => below_version(match url.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
            None => url,
        }),
    };
    let mut segments = Vec::new();
    for segment in split(path).into_iter().map(str::trim).filter(|segment| !segment.is_empty()) {
        segments.push(segment.to_owned());
    }
    without_file_paths(segments)
}

/// Without the version that stands first: `v1.0`, `beta`, or a place for one.
fn below_version(path: &str) -> &str {
    let path = path.trim_start_matches('/');
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let is_version = first.strip_prefix('v').is_some_and(is_number) || first == "beta" || first == "{version}";
    if is_version { rest } else { path }
}

/// Splits at slashes up to the query; neither counts inside of quotes, parentheses or braces.
fn split(path: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    let (mut start, mut depth, mut quoted) = (0, 0_usize, false);
    for (at, c) in path.char_indices() {
        match c {
            '\'' if depth > 0 => quoted = !quoted,
            '(' | '{' if !quoted => depth += 1,
            ')' | '}' if !quoted => depth = depth.saturating_sub(1),
            '/' if depth == 0 => {
                segments.push(&path[start..at]);
                start = at + 1;
            }
            '?' | '#' if depth == 0 => {
                segments.push(&path[start..at]);
                return segments;
            }
            _ => {}
        }
    }
    segments.push(&path[start..]);
    segments
}

/// Graph addresses files by their path between two colons, `root:/folder/file:/children`: what follows goes on from
/// the file, which is of the type of what stands before.
fn without_file_paths(segments: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut inside = false;
    for segment in segments {
        if inside {
            inside = !segment.ends_with(':');
        } else if let Some(before) = segment.strip_suffix(':').filter(|before| !before.is_empty()) {
            out.push(before.to_owned());
            inside = true;
        } else {
            out.push(segment);
        }
    }
    out
}

/// `name(…)` as the name and what is in the parentheses.
pub(super) fn call(segment: &str) -> Option<(&str, &str)> {
    segment.strip_suffix(')')?.split_once('(')
}

/// The names of a call's arguments, in `a=1,b='x,y'`.
pub(super) fn argument_names(arguments: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, c) in arguments.char_indices().chain([(arguments.len(), ',')]) {
        match c {
            '\'' => quoted = !quoted,
            ',' if !quoted || at == arguments.len() => {
                names.push(arguments[start..at].split('=').next().unwrap_or_default().trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_become_segments() {
        const ROOT: &str = "https://graph.microsoft.com/v1.0";
        for (url, expected) in [
            ("https://graph.microsoft.com/v1.0/me/messages?$top=5", "me|messages"),
            ("https://graph.microsoft.us/beta/users/a@b.c/", "users|a@b.c"),
            ("/v1.0/me", "me"),
            ("me//drive", "me|drive"),
            ("/drive/root:/a/b.txt:/content", "drive|root|content"),
            ("/drive/items/{id}:/{file/name}", "drive|items|{id}"),
            ("/sites('a/b')/x(y='?/',z=1)", "sites('a/b')|x(y='?/',z=1)"),
            ("https://graph.microsoft.com", ""),
            ("/a('open/b", "a('open/b"),
            ("", ""),
        ] {
            assert_eq!(segments(url, ROOT).join("|"), expected, "{url}");
        }
        assert_eq!(segments("https://example.org/api/v3/things", "https://example.org/api"), ["v3", "things"]);
    }

    #[test]
    fn arguments_have_names() {
        assert_eq!(argument_names("a=1,b='x,y=2'"), ["a", "b"]);
        assert_eq!(argument_names(""), [""; 0]);
        assert_eq!(argument_names("'it"), ["'it"]);
    }
}
