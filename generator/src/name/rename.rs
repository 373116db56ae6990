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
    /// Checks `[rename]`: what is renamed exists, the new names are names, and no two of them meet.
    pub fn new(wanted: &[(Text, Text)], api: &Checked, report: &mut Report) -> Self {
        Self(checked(wanted, |from| place(&from.value, api).map_err(|missing| missing.at(from.span, "")), report))
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

/// Where a name has to be its own, and the names that generated code has there.
pub(super) struct Place {
    /// What is renamed, the same however it is called.
    pub(super) what: String,
    pub(super) scope: String,
    pub(super) own: &'static [&'static str],
}

/// The renames that can be done, by what is renamed; an error for each other.
pub(super) fn checked(
    wanted: &[(Text, Text)],
    place: impl Fn(&Text) -> Result<Place, Diagnostic>,
    report: &mut Report,
) -> IndexMap<String, String> {
    let mut renames = IndexMap::new();
    let mut taken: IndexMap<(String, &str), Span> = IndexMap::new();
    let mut renamed: IndexMap<String, Span> = IndexMap::new();
    for (from, to) in wanted {
        let Place { what, scope, own } = match place(from) {
            Ok(place) => place,
            Err(missing) => {
                report.push(missing);
                continue;
            }
        };
        let bad = |message: String| Diagnostic::error("bad-rename", message).at(to.span, "");
        if let Some(first) = renamed.insert(what.clone(), from.span) {
            let twice = Diagnostic::error("bad-rename", format!("`{what}` is renamed twice"));
            report.push(twice.at(from.span, "").at(first, "the first is here"));
        } else if !is_name(&to.value) {
            report.push(
                bad(format!("`{}` is not a name in Rust", to.value))
                    .help("a name is the letters of English, digits and underscores, and no keyword"),
            );
        } else if own.contains(&to.value.as_str()) {
            report.push(bad(format!("generated code uses the name `{}` itself", to.value)));
        } else if let Some(first) = taken.insert((scope.clone(), &to.value), to.span) {
            report.push(bad(format!("a second `{}` in `{scope}`", to.value)).at(first, "the first is here"));
        } else {
            renames.insert(from.value.clone(), to.value.clone());
        }
    }
    renames
}

fn place(from: &str, api: &Checked) -> Result<Place, Diagnostic> {
    let (ty, member) = from.split_once('/').map_or((from, None), |(ty, member)| (ty, Some(member)));
    let Some(declared) = api.names().find(ty).and_then(|id| api.api().types.get(&id)) else {
        let all = api.api().types.keys().map(|id| api.names().full(*id));
        let message = format!("there is no type `{ty}` to rename");
        return Err(Diagnostic::error("bad-rename", message).guess(did_you_mean(ty, all)));
    };
    let Some(member) = member else {
        let namespace = ty.rsplit_once('.').map_or("", |(namespace, _)| namespace);
        return Ok(Place { what: from.to_owned(), scope: namespace.to_owned(), own: TAKEN });
    };
    let members: Vec<&str> = match &declared.kind {
        TypeKind::Structured(s) => s.properties.keys().chain(s.navigation.keys()).map(String::as_str).collect(),
        TypeKind::Enumeration(e) => e.members.keys().map(String::as_str).collect(),
        TypeKind::Definition(_) => Vec::new(),
    };
    if members.contains(&member) {
        return Ok(Place { what: from.to_owned(), scope: ty.to_owned(), own: OF_EVERY_STRUCT });
    }
    let message = format!("`{ty}` has no member `{member}` to rename");
    Err(Diagnostic::error("bad-rename", message).guess(did_you_mean(member, members)))
}
