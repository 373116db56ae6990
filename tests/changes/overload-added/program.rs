//! additive

fn main() {
    println!("{}", subject::requests::overload_added_set::area_with_unit("1", "cm").target());
}
