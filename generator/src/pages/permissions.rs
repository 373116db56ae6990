//! Permission tables.

use crate::api::Permission;

/// The permissions that a table lists, if it is one of permissions: the least privileged first, whatever its order.
pub(super) fn permissions(rows: &[Vec<String>]) -> Option<Vec<Permission>> {
    let (titles, rows) = rows.split_first()?;
    let titles: Vec<String> = titles.iter().map(|title| title.to_lowercase()).collect();
    if !titles.first()?.contains("permission type") {
        return None;
    }
    let reversed = titles.iter().any(|title| title.contains("most to least"));
    let mut permissions: Vec<Permission> = Vec::new();
    for row in rows {
        let Some(scheme) = row.first().and_then(|cell| scheme(cell)) else { continue };
        // Newer pages have a column of the least privileged and one of those beyond.
        let mut scopes: Vec<String> = Vec::new();
        for scope in row.iter().skip(1).flat_map(|cell| scopes_of(cell)) {
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
        if reversed {
            scopes.reverse();
        }
        if permissions.iter().all(|other| other.scheme != scheme) {
            permissions.push(Permission { scheme: scheme.to_owned(), scopes });
        }
    }
    (!permissions.is_empty()).then_some(permissions)
}

/// The scheme as annotations name it.
fn scheme(cell: &str) -> Option<&'static str> {
    let cell = cell.to_lowercase();
    match () {
        () if cell.contains("personal") => Some("DelegatedPersonal"),
        () if cell.contains("delegated") => Some("DelegatedWork"),
        () if cell.contains("application") => Some("Application"),
        () => None,
    }
}

/// The scopes of a cell. Those that are needed together are one entry; a cell without any says that the scheme is not
/// supported, in whatever words.
fn scopes_of(cell: &str) -> Vec<String> {
    let text = cell.replace("<br>", ",").replace("<br/>", ",").replace("<br />", ",").replace(" or ", ",");
    let mut scopes = Vec::new();
    for entry in text.split([',', ';']) {
        // The address of a link is no scope.
        let words = entry.split("](").map(|part| part.rsplit_once(')').map_or(part, |(_, rest)| rest));
        let words: Vec<String> = words
            .flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric() && !"._-".contains(c)))
            .map(|word| word.trim_matches('.').to_owned())
            .filter(|word| is_scope(word))
            .collect();
        let together = entry.contains(" and ") || entry.contains(" plus ") || entry.contains('+');
        if together && words.len() > 1 {
            scopes.push(words.join(" and "));
        } else {
            scopes.extend(words);
        }
    }
    scopes
}

/// `User.Read.All`, and those of OpenID Connect.
fn is_scope(word: &str) -> bool {
    const OPENID: &[&str] = &["email", "offline_access", "openid", "profile"];
    let mut parts = word.split('.');
    let dotted = word.contains('.') && parts.all(|part| part.starts_with(|c: char| c.is_ascii_alphabetic()));
    OPENID.contains(&word) || (dotted && word.starts_with(|c: char| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn read(rows: &[&[&str]]) -> Vec<(String, Vec<String>)> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        permissions(&rows).unwrap().into_iter().map(|permission| (permission.scheme, permission.scopes)).collect()
    }

    #[test]
    fn the_least_privileged_comes_first() {
        for (title, cell) in [
            ("Permissions (from least to most privileged)", "A.Read.All, A.ReadWrite.All"),
            ("Permissions (from most to least privileged)", "A.ReadWrite.All, A.Read.All"),
            ("Permissions", "`A.Read.All`<br>[A.ReadWrite.All](/x/y.z)"),
        ] {
            let read = read(&[&["Permission type", title], &["Application", cell]]);
            assert_eq!(read[0].1, ["A.Read.All", "A.ReadWrite.All"], "{title}");
        }
        let columns = read(&[
            &["Permission type", "Least privileged permissions", "Higher privileged permissions"],
            &["Delegated (work or school account)", "A.Read", "B.Read.All, A.Read"],
        ]);
        assert_eq!(columns[0], ("DelegatedWork".to_owned(), vec!["A.Read".to_owned(), "B.Read.All".to_owned()]));
    }

    #[test]
    fn what_is_not_supported_is_empty() {
        for cell in ["Not supported.", "Not available.", "Not applicable", "N/A", "", "None"] {
            let read = read(&[&["Permission type", "x"], &["Delegated (personal Microsoft account)", cell]]);
            assert_eq!(read, [("DelegatedPersonal".to_owned(), Vec::new())], "{cell}");
        }
    }

    #[test]
    fn what_is_needed_together_is_one_entry() {
        let read =
            read(&[&["Permission type"], &["Application", "A.Read.All and B.Read.All, C.Read", "openid or D.Read"]]);
        assert_eq!(read[0].1, ["A.Read.All and B.Read.All", "C.Read", "openid", "D.Read"]);
    }
}
