//! breaking

fn main() {
    println!("{:?}", subject::models::TypeClosed::default().additional);
}
