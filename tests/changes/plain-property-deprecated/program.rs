//! additive

use plain::models::PropertyDeprecated;

fn main() {
    println!("{:?}", PropertyDeprecated::new().colour("red"));
}
