//! additive

use plain::models::TypeOpened;

fn main() {
    println!("{:?}", TypeOpened::new().colour("red"));
}
