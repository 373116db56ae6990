//! breaking, though it compiles

use plain::requests::parameter_elsewhere::call_parameter_elsewhere;

fn main() {
    println!("{}", call_parameter_elsewhere("a").target());
}
