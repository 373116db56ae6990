//! breaking

fn main() {
    println!("{:?}", subject::models::TypeNoLongerNeededShape::default());
}
