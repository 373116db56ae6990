//! breaking

use plain::requests::body_no_longer_required::call_body_no_longer_required;

fn main() {
    println!("{}", call_body_no_longer_required("a").target());
}
