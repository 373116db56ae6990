//! The chain that brought a type into a slice.

use super::{
    Slice,
    closure::{Reason, Role},
    path::path_text,
};
use crate::{api::TypeId, check::Checked};

/// Explains a type, a line for each link of the chain: the type first, a call or the user's own words last. `None` if
/// the slice does not hold the type.
pub fn explain(api: &Checked, slice: &Slice<'_>, ty: TypeId) -> Option<Vec<String>> {
    let mut lines = Vec::new();
    let mut next = Some(ty);
    while let Some(ty) = next {
        let kept = slice.types.get(&ty)?;
        let name = api.names().full(ty);
        next = match &kept.reason {
            Reason::Named => {
                lines.push(format!("{name}: asked for by name"));
                None
            }
            Reason::Call(index, role) => {
                let call = slice.calls.get(*index)?;
                let what = match role {
                    Role::Answer => "answered by".to_owned(),
                    Role::Body => "sent by".to_owned(),
                    Role::Parameter(parameter) => format!("parameter `{parameter}` of"),
                };
                lines.push(format!("{name}: {what} {} {}", call.method.as_str(), path_text(&call.path, api)));
                None
            }
            Reason::BaseOf(derived) => {
                lines.push(format!("{name}: base type of {}", api.names().full(*derived)));
                Some(*derived)
            }
            Reason::Property(used, declared, property) => {
                let from = if used == declared {
                    String::new()
                } else {
                    format!(" (declared by {})", api.names().full(*declared))
                };
                lines.push(format!("{name}: property `{property}` of {}{from}", api.names().full(*used)));
                Some(*used)
            }
        };
    }
    Some(lines)
}
