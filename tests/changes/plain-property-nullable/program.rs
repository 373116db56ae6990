//! breaking

use plain::models::PropertyNullable;

fn main() {
    let colour: Option<String> = PropertyNullable::new().colour("red").colour;
    println!("{colour:?}");
}
