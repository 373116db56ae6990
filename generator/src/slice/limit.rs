//! How much a slice may come to.

use crate::check::Checked;

/// Bytes of source for each byte of the description. The calls of all of Graph take 8 in CSDL, the members of its types 1.
const TIMES: usize = 16;
/// Bytes of source that any description may come to: about 10,000 calls.
const LEAST: usize = 16 << 20;

/// Bytes of source that the calls of a slice may come to, and the members of its types as well. Where everything contains
/// everything, twelve types have more paths than memory could hold, and each type has the members of its base types: so
/// without a limit in proportion, kilobytes could ask for gigabytes.
pub(super) fn most(api: &Checked) -> usize {
    LEAST.saturating_add(api.api().size.saturating_mul(TIMES))
}
