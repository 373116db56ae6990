//! additive

use plain::requests::operation_deprecated::call_operation_deprecated;

fn main() {
    println!("{}", call_operation_deprecated().target());
}
