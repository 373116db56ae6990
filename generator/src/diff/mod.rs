//! Two crates compared by what their users see: what was added, what breaks, and what only reads differently.
//!
//! The plans are compared, item by item, since the plan decides every name and type; the descriptions give the reasons.
//! An item is known by what it stands for (a type's full name, a property's name in JSON, a method and path), so that one
//! that only got another name in Rust is seen as that.
//!
//! The verdict is about source code that compiled before. It is more careful than the compiler in three places: a name
//! on the wire, a method or a path that changes under the same Rust name counts as breaking, since the program does
//! something else; so does every other type of a value, even where the code in question may compile by inference; and so
//! does an item that nobody may have used. A deprecation is additive: it warns.

mod calls;
mod fate;
mod input;
mod plain;
mod surface;
mod types;
mod version;

pub(crate) use input::compare_sides;
pub use input::{Input, Side, compare};
pub use version::{Step, next_version};

use std::collections::BTreeSet;

use surface::Surface;

/// What a change means to those who use the crate; the worst comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// Only what is said of an item differs.
    Documentation,
    /// There is more than before, and what compiled goes on to compile.
    Additive,
    /// Code that used the item may no longer compile, or does something else.
    Breaking,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it means.
    pub impact: Impact,
    /// The kind of change, as `property-removed`.
    pub kind: &'static str,
    /// The item in Rust, as `models::Device::serial_number`: the old path if it is gone, else the new one.
    pub item: String,
    /// What it stands for, as `microsoft.graph.device/serialNumber` or `GET /devices`.
    pub origin: String,
    /// What happened and why.
    pub reason: String,
}

/// All changes, breaking ones first, then in the order of the items.
pub fn diff(old: &Side<'_>, new: &Side<'_>) -> Vec<Change> {
    let (before, after) = (Surface::new(&old.plan), Surface::new(&new.plan));
    let mut changes = Vec::new();
    types::compare(&Pair { old, new }, &before, &after, &mut changes);
    calls::compare(&before, &after, &mut changes);
    in_order(changes)
}

fn in_order(mut changes: Vec<Change>) -> Vec<Change> {
    // Where more than the words changed, the words follow.
    let changed = |change: &Change| change.kind != types::WORDS;
    let told: BTreeSet<String> =
        changes.iter().filter(|change| changed(change)).map(|change| change.item.clone()).collect();
    changes.retain(|change| changed(change) || !told.contains(&change.item));
    changes.sort_by(|one, other| {
        other.impact.cmp(&one.impact).then_with(|| one.item.cmp(&other.item)).then_with(|| one.kind.cmp(other.kind))
    });
    changes
}

struct Pair<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
}

/// Where changes of one item are collected.
struct Findings<'c> {
    changes: &'c mut Vec<Change>,
    item: String,
    origin: String,
}

impl Findings<'_> {
    fn push(&mut self, impact: Impact, kind: &'static str, reason: impl Into<String>) {
        self.changes.push(Change {
            impact,
            kind,
            item: self.item.clone(),
            origin: self.origin.clone(),
            reason: reason.into(),
        });
    }

    fn breaking(&mut self, kind: &'static str, reason: impl Into<String>) {
        self.push(Impact::Breaking, kind, reason);
    }

    fn additive(&mut self, kind: &'static str, reason: impl Into<String>) {
        self.push(Impact::Additive, kind, reason);
    }

    fn documentation(&mut self, kind: &'static str, reason: impl Into<String>) {
        self.push(Impact::Documentation, kind, reason);
    }

    /// The item has another name in Rust.
    fn renamed(&mut self, old: &str, new: &str) {
        if old != new {
            self.breaking("renamed", format!("it was `{old}`"));
        }
    }

    fn deprecated(&mut self, old: Option<&str>, new: Option<&str>) {
        match (old, new) {
            (None, Some(note)) => self.additive("deprecated", note),
            (Some(_), None) => self.documentation("deprecated", "it is no longer deprecated"),
            (Some(old), Some(new)) if old != new => self.documentation("deprecated", new),
            _ => {}
        }
    }
}
