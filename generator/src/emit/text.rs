//! Documentation as lines of Markdown. Text of a description is data: here it becomes harmless and readable.

use crate::{
    legible::is_deceptive,
    plan::{Docs, Paragraph},
};

/// Columns of a documentation line, as far as words allow.
const WIDTH: usize = 110;

/// The lines, without comment marks.
pub(super) fn lines(docs: &Docs) -> Vec<String> {
    let mut out = Vec::new();
    let mut paragraph = |lines: Vec<String>| {
        if !out.is_empty() && !lines.is_empty() {
            out.push(String::new());
        }
        out.extend(lines);
    };
    for part in &docs.0 {
        match part {
            Paragraph::Told(text) => told(text).into_iter().for_each(&mut paragraph),
            Paragraph::Markdown(text) if text.starts_with('|') => paragraph(text.lines().map(str::to_owned).collect()),
            Paragraph::Markdown(text) => paragraph(wrap(text)),
            Paragraph::Example(code) => {
                let fence = || std::iter::once("```".to_owned());
                paragraph(fence().chain(code.iter().cloned()).chain(fence()).collect());
            }
        }
    }
    out
}

/// The lines behind `///` or `//!` and indented.
pub(super) fn comment(docs: &Docs, mark: &str, indent: &str) -> String {
    let mut out = String::new();
    for line in lines(docs) {
        out += indent;
        out += mark;
        if !line.is_empty() {
            out.push(' ');
            out += &line;
        }
        out.push('\n');
    }
    out
}

/// Paragraphs of a description, each as wrapped lines.
fn told(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let paragraphs = text.split("\n\n").map(|paragraph| wrap(&escape(paragraph)));
    paragraphs.filter(|lines| !lines.is_empty()).collect()
}

/// Breaks lines between words, so that none begins with what Markdown takes for a mark.
fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let width = word.chars().count();
        match lines.last_mut() {
            Some(line) if column + 1 + width <= WIDTH || is_mark(word) => {
                line.push(' ');
                line.push_str(word);
                column += 1 + width;
            }
            _ => {
                lines.push(word.to_owned());
                column = width;
            }
        }
    }
    lines
}

/// Whether a word at the beginning of a line would turn the line into something else than text: a heading, list, quotation,
/// rule or table; an example, which tests run; HTML. Blocks come before what is inside of lines, so backticks around it do
/// not help.
fn is_mark(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    let is_address = word.starts_with("<http://") || word.starts_with("<https://");
    word.chars().all(|c| "#-+*=>|:~_".contains(c))
        || (!number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
        || [">", "~~~", "```", "[^"].iter().any(|mark| word.starts_with(mark))
        || (word.starts_with('<') && !is_address)
}

/// Text as Markdown that shows exactly this text: no link, no HTML, no emphasis; code only in balanced backticks.
fn escape(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_deceptive(*c)).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let code = text.matches('`').count().is_multiple_of(2) && !text.contains("``");
    let mut out = String::with_capacity(text.len() + 16);
    let mut inside = false;
    for word in text.split_inclusive(' ') {
        if !inside && !word.contains('`') && (word.starts_with("http://") || word.starts_with("https://")) {
            out += &link(word);
            continue;
        }
        for (at, c) in word.char_indices() {
            let mark = match c {
                '`' if code => {
                    inside = !inside;
                    false
                }
                '`' | '<' | '>' | '[' | ']' | '*' | '\\' | '|' | '~' | '#' | '&' | '$' => !inside,
                '_' => !inside && (out.is_empty() || out.ends_with([' ', '_'])),
                // An address inside a word would be a link that nobody meant.
                ':' => !inside && word[at..].starts_with("://"),
                _ => false,
            };
            if mark {
                out.push('\\');
            }
            out.push(c);
        }
    }
    match out.split(' ').next() {
        Some(first) if is_mark(first) => format!("\\{out}"),
        _ => out,
    }
}

/// An address between angle brackets; the marks of the sentence stay outside.
fn link(word: &str) -> String {
    let bare = word.trim_end();
    let address = bare.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '\'', '"']);
    let plain = address.chars().all(|c| c.is_ascii_graphic() && !"<>[]\\`|*".contains(c));
    if plain && address.len() > "https://".len() {
        let rest: String = bare[address.len()..].to_owned();
        format!("<{address}>{rest}{}", &word[bare.len()..])
    } else {
        word.chars().flat_map(|c| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let mut docs = Docs::default();
        docs.told(text);
        lines(&docs)
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(shown("a <b> [c](d) *e* f_g __h__"), [r"a \<b\> \[c\](d) \*e\* f_g \_\_h_\_"]);
        assert_eq!(shown("one `<x>` two"), ["one `<x>` two"]);
        assert_eq!(shown("odd ` tick"), [r"odd \` tick"]);
        assert_eq!(shown("```\npanic!()\n```"), [r"\`\`\` panic!() \`\`\`"]);
        assert_eq!(shown("see https://example.com/a_b."), ["see <https://example.com/a_b>."]);
        assert_eq!(shown("# no heading"), [r"\# no heading"]);
        assert_eq!(shown("1. no list"), [r"\1. no list"]);
        assert_eq!(shown("a\r\n\r\nb\u{202E}c"), ["a", "", "bc"]);
        assert_eq!(shown("    let code = 1;"), ["let code = 1;"]);
    }

    #[test]
    fn no_line_begins_with_a_mark() {
        let long = format!("{} - 12. > # x", "words ".repeat(18).trim());
        assert!(shown(&long).iter().all(|line| line.split(' ').next().is_some_and(|first| !is_mark(first))));
    }

    #[test]
    fn no_line_inside_of_backticks_is_a_block() {
        for word in ["~~~rust", "<script>x()</script>", "</p>", "<!--", "<?x", "[^a]:", ">", "-", "1."] {
            // Both what a description says and what is ours with a name of the description inside.
            let line = format!("`{} {word}", "x".repeat(WIDTH));
            let mut docs = Docs::default();
            docs.told(&format!("{line} y`"));
            docs.markdown(format!("{line} y`"));
            assert_eq!(lines(&docs), [&line, "y`", "", &line, "y`"]);
        }
    }

    /// Each is written wherever its element is used.
    #[test]
    fn of_a_very_long_text_the_beginning_is_shown() {
        let lines = shown(&"größer ".repeat(1_000_000));
        assert!(lines.iter().map(String::len).sum::<usize>() <= crate::api::LONGEST_TEXT + "…".len());
        assert!(lines.last().is_some_and(|line| line.ends_with('…')));
    }
}
