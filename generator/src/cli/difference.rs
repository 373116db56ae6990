//! What differs between a folder and what should be there, to be read.

use std::fmt::Write;

use similar::{ChangeTag, TextDiff};

use super::{
    generate::Target,
    render::{GREEN, RED, RESET, count, path_text, printable},
    write::Comparison,
};
use crate::files::{Change, ChangeKind, Files, LIST};

/// Of each file so many lines are shown: enough to see what it is about.
const LINES: usize = 40;

/// Unified diffs, the numbers, and the command that mends it all.
pub(super) fn show(found: &Comparison, files: &Files, target: &Target<'_>) -> String {
    // Every change is one of the list, too; it is only worth showing if there is no other.
    let is_list = |change: &&Change| change.path == LIST;
    let changes: Vec<&Change> = match found.changes.iter().filter(|change| !is_list(change)).collect::<Vec<_>>() {
        others if others.is_empty() => found.changes.iter().filter(is_list).collect(),
        others => others,
    };
    let mut out = String::new();
    let (mut missing, mut different, mut obsolete) = (0, 0, 0);
    for change in &changes {
        let new = files.get(&change.path).unwrap_or_default();
        match &change.kind {
            ChangeKind::Added => {
                missing += 1;
                diff(&mut out, &change.path, None, Some(new));
            }
            ChangeKind::Changed { .. } if change.path == LIST => {
                different += 1;
                out += &format!("{LIST} does not list the files as they are.\n");
            }
            ChangeKind::Changed { old } => {
                different += 1;
                diff(&mut out, &change.path, Some(old), Some(new));
            }
            ChangeKind::Removed { old } => {
                obsolete += 1;
                diff(&mut out, &change.path, Some(old), None);
            }
        }
    }
    let folder = path_text(target.folder);
    out += &format!("\n`{folder}` is out of date: {missing} missing, {different} different, {obsolete} obsolete.\n");
    let force = if found.refused.edited.is_empty() { "" } else { " --force" };
    for (paths, what) in [(&found.refused.edited, "edited by hand"), (&found.refused.foreign, "not generated")] {
        if !paths.is_empty() {
            out += &format!("{} {what}: {}\n", count(paths.len(), "file"), printable(&paths.join(", ")));
        }
    }
    if !found.refused.foreign.is_empty() {
        out += "Move away what was not generated.\n";
    }
    out += &format!("To bring it up to date: {}{force}\n", printable(target.again));
    out
}

fn diff(out: &mut String, path: &str, old: Option<&str>, new: Option<&str>) {
    let name = |side: char, there: bool| if there { format!("{side}/{path}") } else { "/dev/null".to_owned() };
    *out += &format!("--- {}\n+++ {}\n", name('a', old.is_some()), name('b', new.is_some()));
    let diff = TextDiff::from_lines(old.unwrap_or_default(), new.unwrap_or_default());
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().iter_hunks() {
        lines.push(format!("{}\n", hunk.header()));
        for change in hunk.iter_changes() {
            let text = printable(change.value().trim_end_matches('\n'));
            lines.push(match change.tag() {
                ChangeTag::Delete => format!("{RED}-{text}{RESET}\n"),
                ChangeTag::Insert => format!("{GREEN}+{text}{RESET}\n"),
                ChangeTag::Equal => format!(" {text}\n"),
            });
        }
    }
    out.extend(lines.iter().take(LINES).map(String::as_str));
    if lines.len() > LINES {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "… {} more", count(lines.len() - LINES, "line"));
    }
}
