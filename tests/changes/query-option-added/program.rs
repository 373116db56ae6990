//! additive

fn main() {
    println!("{}", subject::requests::query_option_added_set::list().target());
}
