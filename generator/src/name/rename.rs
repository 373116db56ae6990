use indexmap::IndexMap;

use super::{case::is_name, types::TAKEN};

use crate::{
    api::TypeKind,
    check::Checked,
    config::Text,
    nearest::did_you_mean,
    report::{Diagnostic, Report},
    source::Span,
};

/// What every struct has beside its properties.
pub const OF_EVERY_STRUCT: &[&str] = &["additional", "new", "odata_derived", "odata_etag", "odata_type"];

/// The names that the user wants instead of the derived ones: by full name of a type, or `full.name/member`.
#[derive(Debug, Clone, Default)]
pub struct Renames(IndexMap<String, String>);

impl Renames {
    /// Checks `[rename]`: what is renamed exists, and the new names are names.
    pub fn new(wanted: &[(Text, Text)], api: &Checked, report: &mut Report) -> Self {
        let mut renames = IndexMap::new();
        let mut taken: IndexMap<(&str, &str), Span> = IndexMap::new();
        for (from, to) in wanted {
            if let Some(missing) = missing(&from.value, api) {
                report.push(missing.at(from.span, ""));
                continue;
            }
            let bad = |message: String| Diagnostic::error("bad-rename", message).at(to.span, "");
            let (scope, own) = match from.value.split_once('/') {
                Some((ty, _)) => (ty, OF_EVERY_STRUCT),
                None => (from.value.rsplit_once('.').map_or("", |(namespace, _)| namespace), TAKEN),
            };
            if !is_name(&to.value) {
                report.push(
                    bad(format!("`{}` is not a name in Rust", to.value))
                        .help("a name is the letters of English, digits and underscores, and no keyword"),
                );
            } else if own.contains(&to.value.as_str()) {
                report.push(bad(format!("generated code uses the name `{}` itself", to.value)));
            } else if let Some(first) = taken.insert((scope, &to.value), to.span) {
                report.push(bad(format!("a second `{}` in `{scope}`", to.value)).at(first, "the first is here"));
            } else {
                renames.insert(from.value.clone(), to.value.clone());
            }
        }
        Self(renames)
    }

    /// The name for a type.
    pub fn of_type(&self, full_name: &str) -> Option<&str> {
        self.0.get(full_name).map(String::as_str)
    }

    /// The name for a member of a type.
    pub fn of_member(&self, full_name: &str, member: &str) -> Option<&str> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&format!("{full_name}/{member}")).map(String::as_str)
    }
}

fn missing(from: &str, api: &Checked) -> Option<Diagnostic> {
    let (ty, member) = from.split_once('/').map_or((from, None), |(ty, member)| (ty, Some(member)));
    let help = |diagnostic: Diagnostic, found: Option<String>| match found {
        None => diagnostic,
        Some(found) => diagnostic.help(found),
    };
    let Some(declared) = api.names().find(ty).and_then(|id| api.api().types.get(&id)) else {
        let all = api.api().types.keys().map(|id| api.names().full(*id));
        return Some(help(
            Diagnostic::error("bad-rename", format!("there is no type `{ty}` to rename")),
            did_you_mean(ty, all),
        ));
    };
    let member = member?;
    let members: Vec<&str> = match &declared.kind {
        TypeKind::Structured(s) => s.properties.keys().chain(s.navigation.keys()).map(String::as_str).collect(),
        TypeKind::Enumeration(e) => e.members.keys().map(String::as_str).collect(),
        TypeKind::Definition(_) => Vec::new(),
    };
    if members.contains(&member) {
        return None;
    }
    let message = format!("`{ty}` has no member `{member}` to rename");
    Some(help(Diagnostic::error("bad-rename", message), did_you_mean(member, members)))
}
