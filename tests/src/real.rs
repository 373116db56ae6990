//! Microsoft's own documents. They are not ours to commit: a machine has them beside the repository, or does not.

use std::io::Write as _;
use std::path::PathBuf;

/// The path of a document below `shared/graph`, beside the repository. If it is not there, one line says so, and the
/// test that asked passes.
pub fn document(test: &str, name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/graph").join(name);
    if path.exists() {
        return Some(path);
    }
    // Past the capture of output by the test harness: it has to be seen.
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: there is no {name} in shared/graph beside the repository");
    None
}
