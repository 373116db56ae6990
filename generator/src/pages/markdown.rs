//! Markdown as blocks with their places, as far as reference pages need it: headings, tables, fenced blocks, HTML
//! comments. Everything else is text that nobody asks for. No input is wrong: what does not end, ends with the page.

use std::ops::Range;

/// A block, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block<'a> {
    pub(super) kind: BlockKind<'a>,
    /// The bytes of its content: of a fenced block or comment, what is inside.
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BlockKind<'a> {
    /// `## Title`: the title.
    Heading(&'a str),
    /// A table: its rows without the one of dashes, each as its cells.
    Table(Vec<Vec<String>>),
    /// What is between fences.
    Fenced(&'a str),
    /// What is in an HTML comment.
    Comment(&'a str),
}

/// The blocks of a page, in order, behind its front matter.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = Lines { text, at: front_matter(text).1 };
    while let Some(line) = lines.next() {
        let content = text[line.clone()].trim();
        if let Some(fence) = fence(content) {
            let start = lines.at;
            let end = lines.skip_until(|line| closes(line, fence));
            blocks.push(Block { kind: BlockKind::Fenced(&text[start..end]), range: start..end });
        } else if let Some(open) = text[line.clone()].find("<!--") {
            let start = line.start + open + 4;
            let end = text[start..].find("-->").map_or(text.len(), |length| start + length);
            lines.at = (end + 3).min(text.len()).max(line.start);
            blocks.push(Block { kind: BlockKind::Comment(&text[start..end]), range: start..end });
        } else if let Some(title) = content.strip_prefix('#') {
            let title = title.trim_start_matches('#').trim_end_matches('#').trim();
            blocks.push(Block { kind: BlockKind::Heading(title), range: line });
        } else if content.starts_with('|') {
            let start = line.start;
            let mut rows = vec![cells(content)];
            let mut end = line.end;
            while let Some(row) = lines.peek().filter(|row| text[row.clone()].trim().starts_with('|')) {
                rows.push(cells(text[row.clone()].trim()));
                end = row.end;
                lines.next();
            }
            rows.retain(|row| !row.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':'))));
            blocks.push(Block { kind: BlockKind::Table(rows), range: start..end });
        }
    }
    blocks
}

/// The lines between `---` at the very beginning, as keys and values, and where the page goes on.
pub(super) fn front_matter(text: &str) -> (Vec<(&str, &str)>, usize) {
    let mut lines = Lines { text, at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } };
    let start = lines.at;
    if lines.next().is_none_or(|line| text[line].trim_end() != "---") {
        return (Vec::new(), start);
    }
    let mut entries = Vec::new();
    for line in lines.by_ref() {
        let line = text[line].trim_end();
        if line == "---" {
            return (entries, lines.at);
        }
        if let Some((key, value)) = line.split_once(':') {
            entries.push((key.trim(), value.trim().trim_matches(['"', '\''])));
        }
    }
    // It was a rule, and there is no front matter.
    (Vec::new(), start)
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Lines<'_> {
    fn peek(&self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        Some(self.at..self.at + rest.find('\n').unwrap_or(rest.len()))
    }

    /// Goes behind the next line for which this is so; where that begins, or the text ends.
    fn skip_until(&mut self, is_it: impl Fn(&str) -> bool) -> usize {
        let text = self.text;
        self.find(|line| is_it(text[line.clone()].trim())).map_or(text.len(), |line| line.start)
    }
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    /// A line without its end.
    fn next(&mut self) -> Option<Range<usize>> {
        let line = self.peek()?;
        self.at = (line.end + 1).min(self.text.len());
        Some(line)
    }
}

/// The marks that open a fenced block.
fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    // More of them on the line, as in ```code```, is text.
    (length >= 3 && !line[length..].contains('`')).then(|| &line[..length])
}

fn closes(line: &str, fence: &str) -> bool {
    line.starts_with(fence) && line.trim_start_matches(&fence[..1]).is_empty()
}

/// The cells of a row: between bars that are not escaped.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in row.strip_prefix('|').unwrap_or(row).chars() {
        match (c, cells.last_mut()) {
            ('|', _) if !escaped => cells.push(String::new()),
            ('\\', _) if !escaped => {
                escaped = true;
                continue;
            }
            (c, Some(cell)) => {
                if escaped && c != '|' {
                    cell.push('\\');
                }
                cell.push(c);
            }
            (_, None) => {}
        }
        escaped = false;
    }
    if cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
