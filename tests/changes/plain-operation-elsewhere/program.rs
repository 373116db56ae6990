//! breaking, though it compiles

use plain::requests::operation_elsewhere::call_operation_elsewhere;

fn main() {
    println!("{}", call_operation_elsewhere().target());
}
