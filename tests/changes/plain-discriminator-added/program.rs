//! breaking, though it compiles

use plain::models::{BareCat, DiscriminatorAdded};

fn main() {
    println!("{:?}", DiscriminatorAdded::from(BareCat::new().kind("cat")));
}
