//! Names that the user may have meant.

/// Help for a name that nobody knows: the candidates that differ from it by a slip of the pen, the nearest first.
pub(crate) fn did_you_mean<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    /// More are no help.
    const SHOWN: usize = 3;
    let limit = (wanted.len() / 4).clamp(1, 4);
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        // Cheap to tell, and it spares almost all of the comparisons.
        .filter(|candidate| candidate.len().abs_diff(wanted.len()) <= limit)
        .map(|candidate| (distance(wanted, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .collect();
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
        assert_eq!(did_you_mean("id", ["name", "value"]), None);
    }
}
