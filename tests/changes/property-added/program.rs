//! additive

use subject::models::{PropertyAdded, PropertyAddedBody};

fn size(thing: &PropertyAdded) -> Option<i32> {
    let PropertyAdded { size, .. } = thing;
    *size
}

fn main() {
    let thing = PropertyAdded::default();
    let body = PropertyAddedBody::new().size(1);
    println!("{:?} {body:?}", size(&thing));
}
