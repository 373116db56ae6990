//! additive

fn main() {
    println!("{:?}", subject::models::TypeOpened::default().size);
}
