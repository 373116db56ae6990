//! breaking, though it compiles

fn main() {
    println!("{}", plain::SERVICE_ROOT);
}
