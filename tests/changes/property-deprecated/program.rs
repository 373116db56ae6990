//! additive

fn main() {
    println!("{:?}", subject::models::PropertyDeprecated::default().size);
}
