//! breaking

use plain::requests::operation_moved::move_it;

fn main() {
    println!("{}", move_it().target());
}
