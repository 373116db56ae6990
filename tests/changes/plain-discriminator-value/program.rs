//! breaking, though it compiles

use plain::models::{DiscriminatorValue, TaggedCat};

fn main() {
    println!("{:?}", DiscriminatorValue::from(TaggedCat::new()));
}
