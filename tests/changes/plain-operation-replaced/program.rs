//! breaking, though it compiles

use plain::requests::operation_replaced::same_name;

fn main() {
    println!("{}", same_name().method());
}
