//! Words of the wire in the letter case of Rust. Every result is a legal identifier.

use std::cmp::Ordering;

use sha2::{Digest, Sha256};

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// As a function, argument, field or module: `serial_number`.
pub fn snake(wire: &str) -> String {
    let name = bounded(legal(&ascii(wire).to_snake_case(), "empty"));
    if is_keyword(&name) { name + "_" } else { name }
}

/// As a type or variant: `SerialNumber`.
pub fn pascal(wire: &str) -> String {
    let name = bounded(legal(&ascii(wire).to_pascal_case(), "Empty"));
    if name == "Self" { name + "Value" } else { name }
}

/// As a constant: `SERIAL_NUMBER`.
pub fn screaming(wire: &str) -> String {
    bounded(legal(&ascii(wire).to_shouty_snake_case(), "EMPTY"))
}

/// Whether a word that a user wants for a name can be one: of the letters that all other names are of, and as it stands.
pub fn is_name(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !is_keyword(word)
        && syn::parse_str::<syn::Ident>(word).is_ok()
}

/// The order of a list of names, in which people look for one.
pub fn alphabetical(one: &str, other: &str) -> Ordering {
    let lower = |byte: u8| byte.to_ascii_lowercase();
    one.bytes().map(lower).cmp(other.bytes().map(lower)).then_with(|| one.cmp(other))
}

/// A name of a length that file systems take. Of a longer one the end is a number that tells it from others with the same
/// beginning, and that is always the same.
pub fn bounded(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let hash = Sha256::digest(name.as_bytes());
    let number = hash.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    // All of it is ASCII.
    let start = name.get(..LONGEST - 20).unwrap_or_default().trim_end_matches('_');
    format!("{start}{}{number}", if start.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" })
}

/// Bytes of a name. With what files and directories add it stays below the 143 that some encrypted file systems take.
const LONGEST: usize = 110;

/// Other alphabets would need their normal forms compared, and everybody to have the keyboard: they become numbers.
fn ascii(wire: &str) -> String {
    let mut out = String::with_capacity(wire.len());
    for c in wire.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            c if c.is_ascii() => out.push('_'),
            c => out.push_str(&format!("_u{:x}_", u32::from(c))),
        }
    }
    out
}

fn legal(name: &str, empty: &str) -> String {
    match name.chars().next() {
        None => empty.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("_{name}"),
        Some(_) => name.to_owned(),
    }
}

/// Keywords of every edition, reserved ones included. They get an underscore, since `r#self` does not exist and one
/// rule for all is easier to remember.
fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
        "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
        "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
        "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.binary_search(&name).is_ok()
}

/// The singular of the last word: the name of a key after the set that it stands behind (`…DeviceIdentityUploads`:
/// `upload`).
pub fn singular_of_last_word(wire: &str) -> String {
    let word = singular(snake(wire).trim_end_matches('_').rsplit('_').next().unwrap_or_default());
    legal(&word, "empty")
}

/// The singular of a plural as Graph names its sets.
pub fn singular(plural: &str) -> String {
    if plural == "children" {
        return "child".to_owned();
    }
    let cut = |suffix: &str, instead: &str| {
        plural.strip_suffix(suffix).filter(|stem| !stem.is_empty()).map(|stem| format!("{stem}{instead}"))
    };
    cut("ies", "y")
        .or_else(|| ["sses", "shes", "xes"].iter().find_map(|end| cut(end, &end[..end.len() - 2])))
        .or_else(|| cut("ss", "ss"))
        .or_else(|| cut("us", "us"))
        .or_else(|| cut("s", ""))
        .unwrap_or_else(|| plural.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal() {
        for (wire, expected) in [
            ("serialNumber", "serial_number"),
            ("type", "type_"),
            ("self", "self_"),
            ("v4_0_3", "v4_0_3"),
            ("2fa", "_2fa"),
            ("@odata.type", "odata_type"),
            ("", "empty"),
            ("$$", "empty"),
        ] {
            let name = snake(wire);
            assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{name}");
            assert_eq!(name, expected);
        }
        assert!(syn::parse_str::<syn::Ident>(&snake("größe")).is_ok());
        assert_eq!(pascal("self"), "SelfValue");
        assert_eq!((pascal("<"), screaming("")), ("Empty".to_owned(), "EMPTY".to_owned()));
        assert_eq!(screaming("2fa"), "_2FA");
    }

    #[test]
    fn names_that_users_want() {
        for good in ["Device", "serial_number", "_x", "A1"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "_", "a b", "1a", "self", "Self", "fn", "r#fn", "gen", "größe", "a::b", "a!()", "../a", "a\n"]
        {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn sets_have_singulars() {
        for (set, word) in [
            ("importedWindowsAutopilotDeviceIdentityUploads", "upload"),
            ("deviceIdentities", "identity"),
            ("messages", "message"),
            ("children", "child"),
            ("inboxes", "inbox"),
            ("status", "status"),
            ("people", "people"),
            ("types", "type"),
        ] {
            assert_eq!(singular_of_last_word(set), word, "{set}");
        }
    }
}
