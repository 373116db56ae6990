//! breaking

fn main() {
    println!("{}", subject::requests::key_retyped_set::get("1").target());
}
