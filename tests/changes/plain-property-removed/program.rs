//! breaking

use plain::models::PropertyRemoved;

fn main() {
    println!("{:?}", PropertyRemoved::new().size(1));
}
