//! breaking

use plain::requests::operation_renamed::old_name;

fn main() {
    println!("{}", old_name().target());
}
