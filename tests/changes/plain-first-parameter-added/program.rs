//! additive

use plain::requests::first_parameter_added::call_first_parameter_added;

fn main() {
    println!("{}", call_first_parameter_added().target());
}
