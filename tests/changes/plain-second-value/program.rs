//! breaking

use plain::models::SecondValue;

fn main() {
    println!("{:?}", SecondValue::new("Tom"));
}
