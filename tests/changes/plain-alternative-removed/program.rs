//! breaking

use plain::models::{AlternativeRemoved, RemovedDog};

fn main() {
    println!("{:?}", AlternativeRemoved::from(RemovedDog::new("dog")));
}
