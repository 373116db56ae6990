//! additive

use plain::models::PropertyAdded;

fn main() {
    let PropertyAdded { colour, .. } = PropertyAdded::new("red");
    println!("{colour}");
}
