//! breaking, though it compiles

use plain::requests::parameters_swapped::call_parameters_swapped;

fn main() {
    println!("{}", call_parameters_swapped("a", "b").target());
}
