//! documentation

use plain::requests::path_parameter_renamed::call_path_parameter_renamed;

fn main() {
    println!("{}", call_path_parameter_renamed("a").target());
}
