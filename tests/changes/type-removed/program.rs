//! breaking

fn main() {
    println!("{:?}", subject::models::TypeRemovedShape::default());
}
