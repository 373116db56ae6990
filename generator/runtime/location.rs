//! From a position in JSON text to the path of the value there.

/// The JSONPath (RFC 9535) of the value that ends at, or holds, the position where `serde_json` stopped. Line and
/// column are its own: lines count from 1, columns are the bytes of the line that were read.
pub(super) fn path(text: &[u8], line: usize, column: usize) -> String {
    let before: usize = text.split_inclusive(|byte| *byte == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    let end = text.len().min(before.saturating_add(column));
    render(&steps(text.get(..end).unwrap_or_default()))
}

/// Where a text that breaks off has got to.
enum Step {
    Member(Vec<u8>),
    Item(usize),
}

fn steps(text: &[u8]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut name_next = false;
    let mut rest = text;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match byte {
            b'{' => {
                steps.push(Step::Member(Vec::new()));
                name_next = true;
            }
            b'[' => {
                steps.push(Step::Item(0));
                name_next = false;
            }
            b'}' | b']' => {
                steps.pop();
                name_next = false;
            }
            b',' => match steps.last_mut() {
                Some(Step::Item(index)) => *index += 1,
                _ => name_next = true,
            },
            b':' => name_next = false,
            b'"' => {
                let length = string_length(tail);
                if let (true, Some(Step::Member(name))) = (name_next, steps.last_mut()) {
                    *name = tail[..length].to_vec();
                }
                rest = tail.get(length + 1..).unwrap_or_default();
            }
            _ => {}
        }
    }
    steps
}

/// The bytes up to the closing quote, escapes left as they are.
fn string_length(text: &[u8]) -> usize {
    let mut escaped = false;
    let end = text.iter().position(|byte| {
        let end = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        end
    });
    end.unwrap_or(text.len())
}

/// Steps, and bytes of a name, that a path shows: whoever reads an error needs no more, whatever the service sends.
const LONGEST: usize = 64;

fn render(steps: &[Step]) -> String {
    let mut path = String::from("$");
    for step in steps.iter().take(LONGEST) {
        match step {
            Step::Item(index) => path.push_str(&format!("[{index}]")),
            Step::Member(name) if name.is_empty() => {}
            Step::Member(name) => {
                let name = String::from_utf8_lossy(name.get(..LONGEST).unwrap_or(name));
                let plain = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
                path.push_str(&if plain { format!(".{name}") } else { format!("[{name:?}]") });
            }
        }
    }
    if steps.len() > LONGEST {
        path.push('…');
    }
    path
}
