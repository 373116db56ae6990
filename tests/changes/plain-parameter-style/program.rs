//! breaking, though it compiles

use plain::requests::parameter_style::call_parameter_style;

fn main() {
    println!("{}", call_parameter_style(&["a".to_owned()]).target());
}
