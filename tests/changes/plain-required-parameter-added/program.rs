//! breaking

use plain::requests::required_parameter_added::call_required_parameter_added;

fn main() {
    println!("{}", call_required_parameter_added().target());
}
