//! breaking

use plain::models::PropertyRequired;

fn main() {
    println!("{:?}", PropertyRequired::new().colour("red"));
}
