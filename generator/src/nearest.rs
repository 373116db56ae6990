//! Names that the user may have meant.

/// Help for a name that nobody knows: the candidates that differ from it by a slip of the pen, or by the namespace,
/// the nearest first.
pub(crate) fn did_you_mean<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    /// More are no help.
    const SHOWN: usize = 3;
    let (namespace, name) = wanted.rsplit_once('.').unwrap_or(("", wanted));
    let limit = match name.len() {
        0..=2 => 0,
        length => (length / 4).clamp(1, 4),
    };
    let mut near = Vec::new();
    for candidate in candidates {
        let (its_namespace, its_name) = candidate.rsplit_once('.').unwrap_or(("", candidate));
        let limit = if its_namespace == namespace { limit } else { 0 };
        // Cheap to tell, and it spares almost all of the comparisons.
        if its_name.len().abs_diff(name.len()) <= limit {
            let distance = distance(name, its_name);
            if distance <= limit {
                near.push((distance, candidate));
            }
        }
    }
    near.sort_unstable();
    near.dedup();
    let names: Vec<String> = near.iter().take(SHOWN).map(|(_, name)| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| format!("did you mean {}?", names.join(" or ")))
}

/// Letters to insert, remove, replace or swap with their neighbour, without regard to case.
fn distance(left: &str, right: &str) -> usize {
    strsim::osa_distance(&left.to_lowercase(), &right.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn only_near_names_the_nearest_first() {
        let help = did_you_mean("microsoft.graph.devcie", ["microsoft.graph.user", "microsoft.graph.device", "other"]);
        assert_eq!(help.as_deref(), Some("did you mean `microsoft.graph.device`?"));
        assert_eq!(did_you_mean("Nulable", ["Nullable", "Name"]).as_deref(), Some("did you mean `Nullable`?"));
        assert_eq!(
            did_you_mean("device", ["Device", "devices"]).as_deref(),
            Some("did you mean `Device` or `devices`?")
        );
        assert_eq!(
            did_you_mean("graph.alert", ["graph.security.alert", "graph.alarm", "graph.security.alarm"]).as_deref(),
            Some("did you mean `graph.security.alert`?")
        );
        assert_eq!(did_you_mean("id", ["no", "ib"]), None);
    }
}
