//! breaking

fn main() {
    println!("{:?}", subject::models::PropertyRemoved::default().colour);
}
