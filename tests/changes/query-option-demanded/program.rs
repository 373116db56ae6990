//! breaking

fn main() {
    println!("{}", subject::requests::query_option_demanded_set::list().target());
}
