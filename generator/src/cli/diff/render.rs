//! Changes as text, Markdown and JSON.

use std::fmt::Write;

use indexmap::IndexMap;
use serde_json::json;

use crate::{
    cli::{
        args::DiffFormat,
        render::{count, printable},
    },
    diff::{Change, Impact, next_version},
    legible::is_deceptive,
};

/// In the order in which a reader wants them.
const IMPACTS: [Impact; 3] = [Impact::Breaking, Impact::Additive, Impact::Documentation];

/// Changes of a crate that had this version.
pub fn render(changes: &[Change], version: &str, format: DiffFormat) -> String {
    match format {
        DiffFormat::Text => text(changes, version),
        DiffFormat::Markdown => markdown(changes, version),
        DiffFormat::Json => json(changes, version),
    }
}

fn of(changes: &[Change], impact: Impact) -> impl Iterator<Item = &Change> {
    changes.iter().filter(move |change| change.impact == impact)
}

fn title(impact: Impact) -> &'static str {
    match impact {
        Impact::Breaking => "Breaking",
        Impact::Additive => "Additive",
        Impact::Documentation => "Documentation",
    }
}

/// What is said of several items in the same words is said once: a type and its body lose the same property.
fn rows(changes: &[Change], impact: Impact) -> Vec<(Vec<&str>, &Change)> {
    let mut rows: IndexMap<_, (Vec<&str>, &Change)> = IndexMap::new();
    for change in of(changes, impact) {
        let row = rows.entry((change.kind, &change.origin, &change.reason)).or_insert((Vec::new(), change));
        row.0.push(&change.item);
    }
    rows.into_values().collect()
}

/// `2 breaking changes, 3 additive, 1 in documentation only; after 0.1.0 comes 0.2.0`
fn summary(changes: &[Change], version: &str) -> String {
    if changes.is_empty() {
        return "nothing that users see has changed".to_owned();
    }
    let [breaking, additive, documentation] = IMPACTS.map(|impact| of(changes, impact).count());
    let next = match next_version(version, changes) {
        Some(next) => format!("; after {version} comes {next}"),
        None => String::new(),
    };
    format!("{}, {additive} additive, {documentation} in documentation only{next}", count(breaking, "breaking change"))
}

fn text(changes: &[Change], version: &str) -> String {
    let mut out = summary(changes, version) + "\n";
    for impact in IMPACTS {
        for (at, (items, change)) in rows(changes, impact).into_iter().enumerate() {
            if at == 0 {
                let _ = write!(out, "\n{}\n", title(impact));
            }
            let Change { kind, origin, reason, .. } = change;
            let items = items.join(", ");
            let _ = writeln!(out, "  {items}: {kind}: {} ({})", printable(reason), printable(origin));
        }
    }
    out
}

fn markdown(changes: &[Change], version: &str) -> String {
    let mut out = format!("**{}**\n", summary(changes, version));
    for impact in IMPACTS {
        let mut lines = rows(changes, impact).into_iter().map(bullet).peekable();
        if lines.peek().is_none() {
            continue;
        }
        let number = of(changes, impact).count();
        // What breaks is read by everyone, the rest by those who unfold it.
        let open = if impact == Impact::Breaking { " open" } else { "" };
        let _ = write!(out, "\n<details{open}><summary>{} ({number})</summary>\n\n", title(impact));
        out.extend(lines);
        out.push_str("\n</details>\n");
    }
    out
}

fn bullet((items, change): (Vec<&str>, &Change)) -> String {
    let Change { kind, origin, reason, .. } = change;
    let items: Vec<String> = items.into_iter().map(code).collect();
    format!("- {} {kind}: {} ({})\n", items.join(", "), prose(reason), code(origin))
}

/// Text of a description inside backticks: nothing in it ends them.
fn code(text: &str) -> String {
    format!("`{}`", one_line(text).replace('`', "'"))
}

/// A reason: our own words with some in backticks, which stay; what is outside cannot be markup.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in one_line(text).split('`').enumerate() {
        if at % 2 == 1 && !part.is_empty() {
            let _ = write!(out, "`{part}`");
            continue;
        }
        for (at, c) in part.char_indices() {
            if "\\*_[]<>&|~!".contains(c) || part[at..].starts_with("://") {
                let _ = write!(out, "&#{};", u32::from(c));
            } else if "#@".contains(c) {
                // People and issues are looked for in what is shown, where an entity is the character again: what has no
                // width, and says so here, keeps them apart from their names.
                let _ = write!(out, "&#{};&#8203;", u32::from(c));
            } else {
                out.push(c);
            }
        }
    }
    out
}

fn one_line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn json(changes: &[Change], version: &str) -> String {
    let [breaking, additive, documentation] = IMPACTS.map(|impact| of(changes, impact).count());
    let list: Vec<_> = changes
        .iter()
        .map(|change| {
            json!({
                "impact": title(change.impact).to_lowercase(),
                "kind": change.kind,
                "item": change.item,
                "origin": change.origin,
                "reason": change.reason,
            })
        })
        .collect();
    let whole = json!({
        "breaking": breaking,
        "additive": additive,
        "documentation": documentation,
        "version": version,
        "next_version": next_version(version, changes),
        "changes": list,
    });
    let mut out = String::new();
    for c in format!("{whole:#}\n").chars() {
        match c {
            // JSON itself escapes only some of what a terminal would obey or a reader would not see.
            c if is_deceptive(c) && c != '\n' => {
                out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_of_a_description_are_no_markup() {
        let hostile =
            "see @team, #12, <b onclick=x> [a](javascript:x) | \u{1b}[2J https://github.com/o/r/issues/1 `code` ``";
        let change = Change {
            impact: Impact::Breaking,
            kind: "deprecated",
            item: "models::X`|".to_owned(),
            origin: "a`b\n@team".to_owned(),
            reason: hostile.to_owned(),
        };
        let shown = markdown(&[change], "0.1.0");
        assert_eq!(
            shown.lines().find(|line| line.starts_with('-')),
            Some(
                "- `models::X'|` deprecated: see &#64;&#8203;team, &#35;&#8203;12, &#60;b onclick=x&#62; \
                 &#91;a&#93;(javascript:x) &#124; \u{fffd}&#91;2J https&#58;//github.com/o/r/issues/1 `code`  \
                 (`a'b\u{fffd}@team`)"
            )
        );
    }

    #[test]
    fn json_hides_nothing() {
        let change = Change {
            impact: Impact::Additive,
            kind: "deprecated",
            item: "x".to_owned(),
            origin: "\u{9b}2J\u{e0041}".to_owned(),
            reason: "\u{1b}\u{202e}ä\n".to_owned(),
        };
        let shown = json(&[change], "0.1.0");
        assert!(!shown.contains(|c: char| is_deceptive(c) && c != '\n'), "{shown:?}");
        let read: serde_json::Value = serde_json::from_str(&shown).unwrap_or_default();
        assert_eq!(read["changes"][0]["origin"], "\u{9b}2J\u{e0041}");
        assert_eq!(read["changes"][0]["reason"], "\u{1b}\u{202e}ä\n");
    }
}
