//! additive

fn main() {
    println!("{}", subject::requests::operation_deprecated_set::paint("1").target());
}
