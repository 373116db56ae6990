//! breaking

use plain::models::NoLongerRequired;

fn main() {
    println!("{:?}", NoLongerRequired::new("red"));
}
