//! additive

fn main() {
    println!("{:?}", subject::models::TypeAdded::default().size);
}
