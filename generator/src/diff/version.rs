//! The version that follows from what changed.

use super::{Change, Impact};

/// The part of the version to raise, as Cargo reads it: while the first number is 0, the second one stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing has changed.
    None,
    /// Nothing that compiled can fail: what was added, and documentation.
    Compatible,
    /// Something breaks.
    Breaking,
}

impl Step {
    /// The step for a list of changes.
    pub fn of(changes: &[Change]) -> Self {
        match changes.iter().map(|change| change.impact).max() {
            None => Self::None,
            Some(Impact::Documentation | Impact::Additive) => Self::Compatible,
            Some(Impact::Breaking) => Self::Breaking,
        }
    }
}

/// The next version after a step; `None` if the old one is not three numbers, as after a pre-release.
pub fn next_version(version: &str, changes: &[Change]) -> Option<String> {
    let numbers: Vec<u64> = version.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let &[major, minor, patch] = numbers.as_slice() else { return None };
    let only_documentation = changes.iter().all(|change| change.impact == Impact::Documentation);
    Some(match (Step::of(changes), major) {
        (Step::None, _) => version.to_owned(),
        (Step::Breaking, 0) => format!("0.{}.0", minor + 1),
        (Step::Breaking, _) => format!("{}.0.0", major + 1),
        (Step::Compatible, 1..) if !only_documentation => format!("{major}.{}.0", minor + 1),
        (Step::Compatible, _) => format!("{major}.{minor}.{}", patch + 1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(impact: Impact) -> Vec<Change> {
        vec![Change { impact, kind: "", item: String::new(), origin: String::new(), reason: String::new() }]
    }

    #[test]
    fn versions_follow_cargos_rules() {
        let next = |version, impact| next_version(version, &changes(impact));
        assert_eq!(next("0.1.2", Impact::Breaking).as_deref(), Some("0.2.0"));
        assert_eq!(next("0.1.2", Impact::Additive).as_deref(), Some("0.1.3"));
        assert_eq!(next("1.4.2", Impact::Breaking).as_deref(), Some("2.0.0"));
        assert_eq!(next("1.4.2", Impact::Additive).as_deref(), Some("1.5.0"));
        assert_eq!(next("1.4.2", Impact::Documentation).as_deref(), Some("1.4.3"));
        assert_eq!(next_version("1.4.2", &[]).as_deref(), Some("1.4.2"));
        assert_eq!(next("1.0.0-alpha.1", Impact::Additive), None);
    }
}
