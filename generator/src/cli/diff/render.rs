//! Changes as text, Markdown and JSON.

use std::fmt::Write;

use indexmap::IndexMap;
use serde_json::json;

use crate::{
    cli::{args::DiffFormat, generate::count, render::printable},
    diff::{Change, Impact, next_version},
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
        for c in part.chars() {
            if "\\*_[]<>&#|~!@".contains(c) {
                let _ = write!(out, "&#{};", u32::from(c));
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
    format!("{whole:#}\n")
}
