//! The names that somebody who mistyped one may have meant.

/// The three nearest of the candidates at most, each in backticks, the nearest first.
pub(crate) fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let lower = wanted.to_lowercase();
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            let distance = strsim::damerau_levenshtein(&lower, &other);
            let part = lower.len() >= 4 && (other.contains(&lower) || lower.contains(&other) && other.len() >= 4);
            (distance <= lower.chars().count() / 3 + 1 || part).then_some((distance, candidate))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(3);
    found.into_iter().map(|(_, name)| format!("`{name}`")).collect()
}
