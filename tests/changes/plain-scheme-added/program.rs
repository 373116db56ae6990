//! additive

use plain::requests::scheme_added::call_scheme_added;
use plain::{Credentials, security};

fn main() {
    let credentials = Credentials::new().with(security::ADDED_KEY, "secret");
    println!("{} {credentials:?}", call_scheme_added().target());
}
