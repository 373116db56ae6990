//! additive

use plain::requests::body_added::call_body_added;

fn main() {
    println!("{}", call_body_added().target());
}
