//! additive

fn main() {
    println!("{}", subject::requests::operation_added_set::get("1").target());
}
