//! breaking

use plain::models::PropertyRetyped;

fn main() {
    println!("{:?}", PropertyRetyped::new().when("today"));
}
