//! breaking

fn main() {
    println!("{}", subject::requests::operation_removed_set::paint("1").target());
}
