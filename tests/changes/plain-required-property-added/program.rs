//! breaking

use plain::models::RequiredAdded;

fn main() {
    println!("{:?}", RequiredAdded::new("red"));
}
