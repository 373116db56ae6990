//! breaking

fn main() {
    println!("{}", subject::requests::first_parameter_added_set::paint("1").target());
}
