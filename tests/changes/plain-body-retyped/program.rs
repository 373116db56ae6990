//! breaking

use plain::requests::body_retyped::call_body_retyped;

fn main() {
    println!("{}", call_body_retyped("a").target());
}
