//! breaking

use plain::models::BecomesEnumeration;

fn main() {
    println!("{:?}", BecomesEnumeration::new().colour);
}
