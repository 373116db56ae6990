//! breaking

use plain::requests::parameter_no_longer_required::call_parameter_no_longer_required;

fn main() {
    println!("{}", call_parameter_no_longer_required(5).target());
}
