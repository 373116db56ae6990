//! breaking, though it compiles

fn main() {
    println!("{}", subject::requests::query_options_swapped_set::list("1", "2").target());
}
